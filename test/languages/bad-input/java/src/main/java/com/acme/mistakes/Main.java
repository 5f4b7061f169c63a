package com.acme.mistakes;

import com.hashicorp.cdktf.App;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quanttide.cloud.CloudStack;
import com.quanttide.cloud.Credentials;
import com.quanttide.cloud.StateBackend;
import com.quanttide.cloud.Target;
import com.quanttide.cloud.TargetOptions;
import com.quanttide.cloud.accounts.IdentityProvider;
import com.quanttide.cloud.blueprints.PrivateCloud;
import com.quanttide.cloud.blueprints.PrivateCloudApp;
import com.quanttide.cloud.blueprints.PrivateCloudDatabase;
import com.quanttide.cloud.data.ExternalPostgresqlOptions;
import com.quanttide.cloud.data.ObjectStore;
import com.quanttide.cloud.data.RelationalDatabase;
import com.quanttide.cloud.data.RelationalDatabaseDrivers;
import com.quanttide.cloud.web.Probe;
import com.quanttide.cloud.web.ScheduledJob;
import com.quanttide.cloud.web.WebService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.constructs.Construct;

/** Makes one mistake after the other, and prints what each raises. */
public final class Main {
    private static final String IMAGE = "ghcr.io/acme/shop:1.4.2";

    public static void main(String[] args) throws Exception {
        Map<String, Map<String, String>> raised = new LinkedHashMap<>();
        mistakes().forEach((name, mistake) -> raised.put(name, raisedBy(mistake)));
        new ObjectMapper().writeValue(System.out, raised);
    }

    private static Map<String, String> raisedBy(Consumer<CloudStack> mistake) {
        try {
            mistake.accept(new CloudStack(new App(), "acme"));
            return Map.of("type", "nothing", "message", "");
        } catch (RuntimeException error) {
            // JsiiError is one, too.
            return Map.of("type", RuntimeException.class.getSimpleName(), "message", error.getMessage());
        }
    }

    private static Map<String, Consumer<CloudStack>> mistakes() {
        Map<String, Consumer<CloudStack>> all = new LinkedHashMap<>();
        all.put("no version", cloud -> WebService.Builder.create(cloud, "shop").image("ghcr.io/acme/shop").build());
        all.put("no quantity", cloud -> service(cloud, "shop").memory("12 apples").build());
        all.put("no size of a volume", cloud -> RelationalDatabase.Builder.create(cloud, "orders").storage("large").build());
        all.put("no name", cloud -> service(cloud, "shop").componentName("My_Shop").build());
        all.put("one name twice", cloud -> List.of("a", "b").forEach(id -> RelationalDatabase.Builder.create(cloud, id).componentName("orders").build()));
        all.put("nothing to sign in at", cloud -> new IdentityProvider(cloud, "login"));
        all.put("a driver that cannot", cloud -> RelationalDatabase.Builder.create(cloud, "orders")
                .driver(RelationalDatabaseDrivers.external(ExternalPostgresqlOptions.builder()
                        .host("db.acme.example")
                        .credentials(Credentials.fromSecret("orders-db"))
                        .build()))
                .connectionPooling(true)
                .build());
        all.put("one host twice", cloud -> List.of("a", "b").forEach(id -> service(cloud, id).build().expose("shop.acme.example")));
        all.put("no host", cloud -> service(cloud, "shop").build().expose("https://shop.acme.example"));
        all.put("a plain secret", cloud -> service(cloud, "shop").environment(Map.of("DB_PASSWORD", "hunter2")).build());
        all.put("a plain secret for the backend", cloud -> StateBackend.of("s3", Map.of("bucket", "state", "secret_key", "hunter2")));
        all.put("broken wiring", cloud -> ObjectStore.Builder.create(cloud, "files").overrides(Map.of("fullnameOverride", "other")).build());
        all.put("no schedule", cloud -> ScheduledJob.Builder.create(cloud, "report").image(IMAGE).schedule("61 6 * * *").build());
        all.put("no time zone", cloud -> ScheduledJob.Builder.create(cloud, "report").image(IMAGE).schedule("0 6 * * *").timeZone("Berlin").build());
        all.put("no path", cloud -> Probe.http("healthz"));
        all.put("no mirror", cloud -> Target.k3s(TargetOptions.builder().imageMirror("https://registry.acme.example").build()));
        all.put("no capital", cloud -> service(cloud, "shop").replicas(1.5).build());
        all.put("a negative number", cloud -> RelationalDatabase.Builder.create(cloud, "orders").instances(-1).build());
        all.put("no such host outside", cloud -> service(cloud, "shop").build().allowEgress("https://pay.example"));
        all.put("a name that nothing has", cloud -> PrivateCloud.Builder.create((Construct) cloud.getNode().getRoot(), "branch")
                .domain("branch.acme.example")
                .target(Target.k3s())
                .databases(Map.of("orders", PrivateCloudDatabase.builder().build()))
                .apps(Map.of("shop", PrivateCloudApp.builder().image(IMAGE).binds(List.of("order")).build()))
                .build());
        return all;
    }

    private static WebService.Builder service(CloudStack cloud, String id) {
        return WebService.Builder.create(cloud, id).image(IMAGE);
    }

    private Main() {
    }
}
