package com.acme.company;

import com.quanttide.cloud.BindingValue;
import com.quanttide.cloud.ChartFacts;
import com.quanttide.cloud.ChartRelease;
import com.quanttide.cloud.CloudStack;
import com.quanttide.cloud.CloudStackProps;
import com.quanttide.cloud.Consumer;
import com.quanttide.cloud.CustomResources;
import com.quanttide.cloud.EgressOptions;
import com.quanttide.cloud.FactSource;
import com.quanttide.cloud.ManagedSecret;
import com.quanttide.cloud.Namespace;
import com.quanttide.cloud.Operator;
import com.quanttide.cloud.Program;
import com.quanttide.cloud.ResourceRequests;
import com.quanttide.cloud.Size;
import com.quanttide.cloud.StateBackend;
import com.quanttide.cloud.Target;
import com.quanttide.cloud.TargetOptions;
import com.quanttide.cloud.Workload;
import com.quanttide.cloud.accounts.IdentityProvider;
import com.quanttide.cloud.data.Backup;
import com.quanttide.cloud.data.BackupOptions;
import com.quanttide.cloud.data.Bucket;
import com.quanttide.cloud.data.Cache;
import com.quanttide.cloud.data.ObjectStore;
import com.quanttide.cloud.data.RelationalDatabase;
import com.quanttide.cloud.networking.CertificateIssuer;
import com.quanttide.cloud.networking.CertificateIssuerDrivers;
import com.quanttide.cloud.networking.Dns;
import com.quanttide.cloud.networking.DnsDrivers;
import com.quanttide.cloud.networking.Gateway;
import com.quanttide.cloud.networking.GatewayDrivers;
import com.quanttide.cloud.networking.OwnAuthorityOptions;
import com.quanttide.cloud.secrets.GeneratedSecretOptions;
import com.quanttide.cloud.secrets.SecretStore;
import com.quanttide.cloud.secrets.SecretStoreDrivers;
import com.quanttide.cloud.tenancy.Workspace;
import com.quanttide.cloud.tenancy.WorkspaceQuota;
import com.quanttide.cloud.web.AutoscalingOptions;
import com.quanttide.cloud.web.ConcurrencyPolicy;
import com.quanttide.cloud.web.ExposeOptions;
import com.quanttide.cloud.web.Probe;
import com.quanttide.cloud.web.ProbeOptions;
import com.quanttide.cloud.web.ScheduledJob;
import com.quanttide.cloud.web.SecretValue;
import com.quanttide.cloud.web.StaticSite;
import com.quanttide.cloud.web.WebService;
import com.quanttide.cloud.web.Worker;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** Everything that the headquarters of Acme run, on a cluster that was there before. */
public final class Headquarters extends CloudStack {
    public Headquarters(Construct scope, String id) {
        super(scope, id, CloudStackProps.builder()
                .target(Target.kubernetes(TargetOptions.builder()
                        .storageClass("fast")
                        .imageMirror("registry.acme.example/mirror")
                        .imagePullSecrets(List.of("registry"))
                        .loadBalancerAnnotations(Map.of("acme.example/zone", "a", "acme.example/address", "198.51.100.7"))
                        .build()))
                .domain("acme.example")
                .size(Size.MEDIUM)
                .backend(StateBackend.of("http", Map.of("address", "https://state.acme.example/headquarters", "retry_max", 3)))
                .build());
        Gateway gateway = addEntrance();
        SecretStore vault = SecretStore.Builder.create(this, "vault").driver(SecretStoreDrivers.openBao()).storage("5Gi").build();

        Workspace sales = Workspace.Builder.create(this, "sales")
                .quota(WorkspaceQuota.builder().cpu("8").memory("32Gi").pods(60).build())
                .build();
        ObjectStore files = ObjectStore.Builder.create(sales, "files")
                .storage("50Gi")
                .overrides(Map.of("filer", Map.of("loggingOverrideLevel", 2)))
                .build();
        Bucket exports = Bucket.Builder.create(sales, "exports").store(files).versioning(true).build();
        RelationalDatabase orders = RelationalDatabase.Builder.create(sales, "orders")
                .instances(3)
                .storage("20Gi")
                .backup(Backup.schedule("15 3 * * *", BackupOptions.builder().to(exports).retentionDays(7).build()))
                .pointInTimeRecovery(true)
                .build();
        Cache sessions = Cache.Builder.create(sales, "sessions").memory("256Mi").persistence(true).build();

        ExposeOptions outside = ExposeOptions.builder().gateway(gateway).build();
        WebService shop = WebService.Builder.create(sales, "shop")
                .image("ghcr.io/acme/shop:1.4.2")
                .autoscaling(AutoscalingOptions.builder().minimum(2).maximum(6).targetCpuPercent(60).build())
                .liveness(Probe.tcp(ProbeOptions.builder().periodSeconds(20).failureThreshold(5).build()))
                .secrets(Map.of("PAYMENT_KEY", SecretValue.fromStore("apps/shop", "payment-key")))
                .environment(Map.of("GREETING", "Grüß Gott, 你好", "TAX", "{\"de\":19,\"fr\":20}"))
                .build();
        shop.bind(orders);
        shop.bind(sessions);
        shop.allowEgress("pay.example", EgressOptions.builder().ports(List.of(443)).addresses(List.of("203.0.113.0/24")).build());
        shop.expose("shop.acme.example", outside);

        IdentityProvider login = IdentityProvider.Builder.create(this, "login")
                .gateway(gateway)
                .host("id.acme.example")
                .realm("acme")
                .build();
        StaticSite handbook = StaticSite.Builder.create(sales, "handbook")
                .pages(Map.of("index.html", "<!doctype html>\n<title>How we work</title>\n"))
                .build();
        handbook.expose("handbook.acme.example", outside);
        handbook.requireLogin(login);

        Worker.Builder.create(sales, "mailer").image("ghcr.io/acme/mailer:2.0.0").cpu("50m").build().bind(orders);
        ScheduledJob report = ScheduledJob.Builder.create(sales, "report")
                .image("ghcr.io/acme/report:1.0.0")
                .schedule("30 6 * * 1-5")
                .concurrency(ConcurrencyPolicy.REPLACE)
                .build();
        report.bind(orders);
        report.bind(exports);

        addWarehouse(orders);
        addMetrics(vault);
    }

    /** How requests come in: names, certificates, gateway. */
    private Gateway addEntrance() {
        Dns.Builder.create(this, "dns").driver(DnsDrivers.manual()).domains(List.of("acme.example")).build();
        CertificateIssuer issuer = CertificateIssuer.Builder.create(this, "certificates")
                .driver(CertificateIssuerDrivers.ownAuthority(OwnAuthorityOptions.builder().commonName("Acme").build()))
                .build();
        return Gateway.Builder.create(this, "entrance").driver(GatewayDrivers.envoyGateway()).issuer(issuer).build();
    }

    /** A program that comes as a chart of the company's own, and uses a database of the platform. */
    private void addWarehouse(RelationalDatabase orders) {
        String namespace = new Namespace(this, "warehouse").getNamespaceName();
        Workload workload = Workload.Builder.create(this, "warehouse-pods")
                .name("warehouse")
                .namespaceName(namespace)
                .labels(Map.of("app", "warehouse"))
                .build();
        Consumer consumer = Consumer.Builder.create(this, "warehouse-consumer")
                .componentName("warehouse")
                .namespaceName(namespace)
                .workload(workload)
                .build();
        Map<String, BindingValue> values = consumer.use(orders).getValues();
        String passwordSecret = values.get("password").getSecret().getSecretName();
        ChartRelease.Builder.create(this, "warehouse-chart")
                .releaseName("warehouse")
                .namespaceName(namespace)
                .chart(ChartFacts.builder()
                        .name("warehouse")
                        .repository("https://charts.acme.example")
                        .version("3.1.0")
                        .appVersion("3.1.4")
                        .source(FactSource.builder().seenIn("the company's own chart museum").date("2026-11-22").build())
                        .build())
                .wiring(Map.of("database", Map.of("host", values.get("host").getValue(), "passwordSecret", passwordSecret)))
                .values(Map.of(
                        "replicas", 2,
                        "ratio", 0.75,
                        "debug", false,
                        "tolerations", List.of(),
                        "labels", Map.of("zone", "a", "app", "warehouse")))
                .overrides(Map.of("replicas", 4))
                .after(List.of(orders.getReady()))
                .build();
    }

    /** An operator that the library does not know, an object of its kind, and a program that runs once. */
    private void addMetrics(SecretStore vault) {
        Operator operator = MetricsOperator.require(this);
        String namespace = new Namespace(this, "metrics").getNamespaceName();
        CustomResources release = CustomResources.Builder.create(this, "metrics-objects")
                .releaseName("metrics")
                .namespaceName(namespace)
                .after(operator.getAddresses())
                .build();
        release.add(Map.of(
                "apiVersion", "metrics.acme.example/v1",
                "kind", "Store",
                "metadata", Map.of("name", "store"),
                "spec", Map.of("retention", "30d", "shards", 2)));
        ManagedSecret token = vault.generate(this, GeneratedSecretOptions.builder()
                .namespaceName(namespace)
                .secretName("metrics-token")
                .keys(List.of("token"))
                .length(32)
                .build());
        Program.Builder.create(this, "metrics-setup")
                .name("metrics-setup")
                .namespaceName(namespace)
                .image("docker.io/library/busybox:1.37.0")
                .shell("/bin/sh")
                .text("cat \"$STATE/index.txt\" \"$SECRETS/token\"\n")
                .requests(ResourceRequests.builder().cpu("50m").memory("64Mi").instances(1).build())
                .input(new MetricsSetup(token, release.getAddress()))
                .build();
    }
}
