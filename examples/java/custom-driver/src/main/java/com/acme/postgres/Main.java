package com.acme.postgres;

import com.hashicorp.cdktf.App;
import com.quanttide.cloud.CloudStack;
import com.quanttide.cloud.CloudStackProps;
import com.quanttide.cloud.Target;
import com.quanttide.cloud.blueprints.PrivateCloud;
import com.quanttide.cloud.blueprints.PrivateCloudApp;
import com.quanttide.cloud.blueprints.PrivateCloudDatabase;
import com.quanttide.cloud.data.RelationalDatabase;
import java.util.List;
import java.util.Map;

/** Uses the driver. */
public final class Main {
    public static void main(String[] args) {
        App app = new App();

        // For a whole platform …
        CloudStack cloud = new CloudStack(app, "acme", CloudStackProps.builder()
                .target(Target.k3s())
                .drivers(List.of(new PostgresService()))
                .build());
        new RelationalDatabase(cloud, "orders");

        // … or for one database of a blueprint.
        PrivateCloud.Builder.create(app, "branch")
                .domain("branch.acme.example")
                .target(Target.k3s())
                .databases(Map.of("orders", PrivateCloudDatabase.builder()
                        .driver(new PostgresService())
                        .extensions(List.of("pgcrypto"))
                        .instances(2)
                        .build()))
                .apps(Map.of("shop", PrivateCloudApp.builder().image("ghcr.io/acme/shop:1.4.2").binds(List.of("orders")).build()))
                .build();
        app.synth();
    }

    private Main() {
    }
}
