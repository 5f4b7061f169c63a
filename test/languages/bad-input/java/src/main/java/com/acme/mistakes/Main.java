package com.acme.mistakes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.hashicorp.cdktf.App;
import com.quanttide.cloud.CloudStack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Makes one mistake after the other, and prints what each raises. */
public final class Main {
    public static void main(String[] args) throws Exception {
        Map<String, Map<String, String>> raised = new LinkedHashMap<>();
        Cases.all().forEach((title, mistake) -> raised.put(title, raisedBy(mistake)));
        new ObjectMapper().writeValue(System.out, raised);
    }

    private static Map<String, String> raisedBy(BiConsumer<CloudStack, App> mistake) {
        App app = new App();
        CloudStack acme = new CloudStack(app, "acme");
        try {
            mistake.accept(acme, app);
            return Map.of("type", "nothing", "message", "");
        } catch (RuntimeException error) {
            // JsiiError is one, too.
            return Map.of("type", RuntimeException.class.getSimpleName(), "message", error.getMessage());
        }
    }

    private Main() {
    }
}
