package com.acme.mistake;

import com.hashicorp.cdktf.App;
import com.quanttide.cloud.CloudStack;
import com.quanttide.cloud.CloudStackProps;
import com.quanttide.cloud.Target;
import com.quanttide.cloud.TargetOptions;
import com.quanttide.cloud.data.RelationalDatabase;
import com.quanttide.cloud.web.WebService;

/** Makes the mistake that is its argument, and does nothing about it. */
public final class Main {
    public static void main(String[] args) {
        App app = new App();
        CloudStack cloud = new CloudStack(app, "acme");
        switch (args[0]) {
            case "constructor" -> WebService.Builder.create(cloud, "shop").image("ghcr.io/acme/shop").build();
            case "method" -> WebService.Builder.create(cloud, "shop").image("ghcr.io/acme/shop:1.4.2").build().expose("https://shop.acme.example");
            case "function" -> Target.k3s(TargetOptions.builder().imageMirror("https://registry.acme.example").build());
            case "synth" -> {
                CloudStack other = new CloudStack(app, "other", CloudStackProps.builder().foundation(cloud.getPlatform()).build());
                new RelationalDatabase(other, "orders");
                app.synth();
            }
            default -> throw new IllegalStateException("the price list is empty");
        }
    }

    private Main() {
    }
}
