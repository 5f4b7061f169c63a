package com.acme.postgres;

import com.quanttide.cloud.ChartFacts;
import com.quanttide.cloud.CrdFacts;
import com.quanttide.cloud.CrdRetention;
import com.quanttide.cloud.DriverManifest;
import com.quanttide.cloud.FactSource;
import com.quanttide.cloud.PodSecurityFacts;
import com.quanttide.cloud.PodSecurityLevel;
import com.quanttide.cloud.ReadinessFacts;
import com.quanttide.cloud.ResourceRequests;
import com.quanttide.cloud.ServiceFacts;
import com.quanttide.cloud.SizedRequests;
import com.quanttide.cloud.SystemEdgeFacts;
import com.quanttide.cloud.SystemPeer;
import java.util.List;

/** The facts of Acme's PostgreSQL service. */
final class Facts {
    static final String OPERATOR_IMAGE = "registry.acme.example/platform/postgres-service-operator:3.4.1";
    static final String INSTANCE_IMAGE = "registry.acme.example/platform/postgres:17.6";
    static final int PORT = 5432;

    private static final FactSource CHART = source("acme/platform: charts/postgres-service/Chart.yaml @ 7d1f2c0");
    private static final FactSource GUIDE = source("handbook.acme.example/postgres-service, \"Network\"");

    static final SizedRequests OPERATOR_REQUESTS = SizedRequests.builder()
            .small(requests("50m", "64Mi", null, 1))
            .medium(requests("50m", "64Mi", null, 1))
            .large(requests("50m", "64Mi", null, 2))
            .build();

    static final DriverManifest MANIFEST = DriverManifest.builder()
            .product("acme-postgres-service")
            .title("Acme PostgreSQL service")
            .contract("data.RelationalDatabase")
            .version("3.4.1")
            .licence("LicenseRef-Acme-Internal")
            .charts(List.of(ChartFacts.builder()
                    .name("postgres-service")
                    .repository("https://charts.acme.example/platform")
                    .version("3.4.1")
                    .appVersion("3.4.1")
                    .source(CHART)
                    .build()))
            .images(List.of(OPERATOR_IMAGE, INSTANCE_IMAGE))
            .crds(List.of(CrdFacts.builder()
                    .group("platform.acme.example")
                    .version("v1")
                    .kinds(List.of("PostgresInstance"))
                    .onUninstall(CrdRetention.KEPT)
                    .build()))
            .services(List.of(ServiceFacts.builder().name("{name}-pg").port(PORT).purpose("PostgreSQL").build()))
            .systemEdges(List.of(
                    edge(SystemPeer.OPERATOR, SystemPeer.API_SERVER, List.of(443, 6443), "watches instances"),
                    edge(SystemPeer.OPERATOR, SystemPeer.INSTANCE, List.of(PORT), "makes databases and roles"),
                    edge(SystemPeer.INSTANCE, SystemPeer.INSTANCE, List.of(PORT), "replication")))
            .operatorRequests(OPERATOR_REQUESTS)
            .requests(SizedRequests.builder()
                    .small(requests("250m", "512Mi", "10Gi", 1))
                    .medium(requests("500m", "1Gi", "20Gi", 2))
                    .large(requests("1", "4Gi", "50Gi", 3))
                    .build())
            .podSecurity(PodSecurityFacts.builder().level(PodSecurityLevel.RESTRICTED).build())
            .readiness(List.of(ReadinessFacts.builder()
                    .apiVersion("platform.acme.example/v1")
                    .kind("PostgresInstance")
                    .name("{name}")
                    .condition("Ready")
                    .build()))
            .sources(List.of(CHART, GUIDE))
            .build();

    private static FactSource source(String seenIn) {
        return FactSource.builder().seenIn(seenIn).date("2026-11-02").build();
    }

    private static ResourceRequests requests(String cpu, String memory, String storage, int instances) {
        return ResourceRequests.builder().cpu(cpu).memory(memory).storage(storage).instances(instances).build();
    }

    private static SystemEdgeFacts edge(SystemPeer client, SystemPeer server, List<Integer> ports, String reason) {
        return SystemEdgeFacts.builder().client(client).server(server).ports(ports).reason(reason).source(GUIDE).build();
    }

    private Facts() {
    }
}
