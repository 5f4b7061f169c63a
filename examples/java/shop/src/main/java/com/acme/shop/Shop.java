package com.acme.shop;

import com.quanttide.cloud.CloudStack;
import com.quanttide.cloud.CloudStackProps;
import com.quanttide.cloud.IBindable;
import com.quanttide.cloud.Target;
import com.quanttide.cloud.accounts.IdentityProvider;
import com.quanttide.cloud.data.Backup;
import com.quanttide.cloud.data.BackupOptions;
import com.quanttide.cloud.data.Bucket;
import com.quanttide.cloud.data.Cache;
import com.quanttide.cloud.data.ObjectStore;
import com.quanttide.cloud.data.RelationalDatabase;
import com.quanttide.cloud.web.BindOptions;
import com.quanttide.cloud.web.LoginOptions;
import com.quanttide.cloud.web.Probe;
import com.quanttide.cloud.web.ScheduledJob;
import com.quanttide.cloud.web.WebService;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** The shop of Acme: what customers see, what the staff works with, and what runs at night. */
public final class Shop extends CloudStack {
    private static final List<String> STAFF = List.of("staff", "support");

    public Shop(Construct scope, String id) {
        super(scope, id, CloudStackProps.builder().target(Target.k3s()).domain("acme.example").build());
        String domain = getPlatform().getDomain();

        // Data.
        ObjectStore files = new ObjectStore(this, "files");
        Bucket backups = Bucket.Builder.create(this, "backups").store(files).build();
        Bucket media = Bucket.Builder.create(this, "media").store(files).versioning(true).build();
        RelationalDatabase orders = RelationalDatabase.Builder.create(this, "orders")
                .extensions(List.of("pgcrypto"))
                .backup(Backup.nightly(BackupOptions.builder().to(backups).retentionDays(14).build()))
                .build();
        Cache sessions = new Cache(this, "sessions");

        // What customers see.
        WebService shop = WebService.Builder.create(this, "shop")
                .image("ghcr.io/stefanprodan/podinfo:6.9.2")
                .port(9898)
                .user(100)
                .replicas(2)
                .readiness(Probe.http("/readyz"))
                .environment(Map.of("PODINFO_UI_MESSAGE", "Welcome to the shop", "PODINFO_UI_COLOR", "#34577c"))
                .build();
        for (IBindable provider : List.<IBindable>of(orders, sessions, media)) {
            shop.bind(provider);
        }
        shop.expose("shop." + domain);

        // What the staff works with: they sign in first.
        IdentityProvider login = new IdentityProvider(this, "login");
        WebService backOffice = WebService.Builder.create(this, "back-office")
                .image("docker.io/nginxinc/nginx-unprivileged:1.29.4-alpine")
                .build();
        backOffice.bind(orders, BindOptions.builder().prefix("DATABASE").build());
        backOffice.expose("back-office." + domain);
        backOffice.requireLogin(login, LoginOptions.builder().groups(STAFF).build());

        // What runs at night.
        ScheduledJob report = ScheduledJob.Builder.create(this, "report")
                .image("docker.io/library/busybox:1.37.0")
                .command(List.of("sh", "-c", "date"))
                .schedule("0 6 * * 1")
                .timeZone("Europe/Berlin")
                .user(65534)
                .build();
        report.bind(orders);
    }
}
