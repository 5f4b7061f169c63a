package com.acme.company;

import com.hashicorp.cdktf.App;
import com.quanttide.cloud.Target;
import com.quanttide.cloud.blueprints.BackupSchedule;
import com.quanttide.cloud.blueprints.PrivateCloud;
import com.quanttide.cloud.blueprints.PrivateCloudApp;
import com.quanttide.cloud.blueprints.PrivateCloudBucket;
import com.quanttide.cloud.blueprints.PrivateCloudCache;
import com.quanttide.cloud.blueprints.PrivateCloudDatabase;
import com.quanttide.cloud.blueprints.PrivateCloudLogin;
import com.quanttide.cloud.tenancy.WorkspaceQuota;
import java.util.List;
import java.util.Map;

/** Writes the Terraform projects of Acme. */
public final class Main {
    public static void main(String[] args) {
        App app = new App();
        new Headquarters(app, "acme");
        new Laboratory(app, "laboratory");
        PrivateCloud.Builder.create(app, "branch")
                .domain("branch.acme.example")
                .target(Target.k3s())
                .databases(Map.of(
                        "orders", PrivateCloudDatabase.builder().backup(BackupSchedule.NIGHTLY).extensions(List.of("pgcrypto")).build(),
                        "customers", PrivateCloudDatabase.builder().build()))
                .buckets(Map.of("media", PrivateCloudBucket.builder().versioning(true).build()))
                .caches(Map.of("sessions", PrivateCloudCache.builder().build()))
                .apps(Map.of(
                        "shop", PrivateCloudApp.builder()
                                .image("ghcr.io/acme/shop:1.4.2")
                                .binds(List.of("orders", "sessions", "media"))
                                .host("shop.branch.acme.example")
                                .build(),
                        "office", PrivateCloudApp.builder()
                                .image("ghcr.io/acme/office:1.0.0")
                                .binds(List.of("customers"))
                                .host("office.branch.acme.example")
                                .login(PrivateCloudLogin.builder().groups(List.of("staff")).build())
                                .build()))
                .quota(WorkspaceQuota.builder().cpu("16").memory("64Gi").build())
                .build();
        app.synth();
    }

    private Main() {
    }
}
