"""The facts of Acme's PostgreSQL service."""
from quanttide_cloud import (
    ChartFacts,
    CrdFacts,
    CrdRetention,
    DriverManifest,
    FactSource,
    PodSecurityFacts,
    PodSecurityLevel,
    ReadinessFacts,
    ResourceRequests,
    ServiceFacts,
    SizedRequests,
    SystemEdgeFacts,
    SystemPeer,
)

CHART = FactSource(seen_in="acme/platform: charts/postgres-service/Chart.yaml @ 7d1f2c0", date="2026-11-02")
GUIDE = FactSource(seen_in='handbook.acme.example/postgres-service, "Network"', date="2026-11-02")

OPERATOR_IMAGE = "registry.acme.example/platform/postgres-service-operator:3.4.1"
INSTANCE_IMAGE = "registry.acme.example/platform/postgres:17.6"

OPERATOR_REQUESTS = SizedRequests(
    small=ResourceRequests(cpu="50m", memory="64Mi", instances=1),
    medium=ResourceRequests(cpu="50m", memory="64Mi", instances=1),
    large=ResourceRequests(cpu="50m", memory="64Mi", instances=2),
)

MANIFEST = DriverManifest(
    product="acme-postgres-service",
    title="Acme PostgreSQL service",
    contract="data.RelationalDatabase",
    version="3.4.1",
    licence="LicenseRef-Acme-Internal",
    charts=[
        ChartFacts(
            name="postgres-service",
            repository="https://charts.acme.example/platform",
            version="3.4.1",
            app_version="3.4.1",
            source=CHART,
        )
    ],
    images=[OPERATOR_IMAGE, INSTANCE_IMAGE],
    crds=[
        CrdFacts(
            group="platform.acme.example", version="v1", kinds=["PostgresInstance"], on_uninstall=CrdRetention.KEPT
        )
    ],
    services=[ServiceFacts(name="{name}-pg", port=5432, purpose="PostgreSQL")],
    system_edges=[
        SystemEdgeFacts(
            client=SystemPeer.OPERATOR, server=SystemPeer.API_SERVER, ports=[443, 6443], reason="watches instances", source=GUIDE
        ),
        SystemEdgeFacts(
            client=SystemPeer.OPERATOR, server=SystemPeer.INSTANCE, ports=[5432], reason="makes databases and roles", source=GUIDE
        ),
        SystemEdgeFacts(
            client=SystemPeer.INSTANCE, server=SystemPeer.INSTANCE, ports=[5432], reason="replication", source=GUIDE
        ),
    ],
    operator_requests=OPERATOR_REQUESTS,
    requests=SizedRequests(
        small=ResourceRequests(cpu="250m", memory="512Mi", storage="10Gi", instances=1),
        medium=ResourceRequests(cpu="500m", memory="1Gi", storage="20Gi", instances=2),
        large=ResourceRequests(cpu="1", memory="4Gi", storage="50Gi", instances=3),
    ),
    pod_security=PodSecurityFacts(level=PodSecurityLevel.RESTRICTED),
    readiness=[
        ReadinessFacts(
            api_version="platform.acme.example/v1", kind="PostgresInstance", name="{name}", condition="Ready"
        )
    ],
    sources=[CHART, GUIDE],
)
