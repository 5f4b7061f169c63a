from constructs import Construct
from quanttide_cloud import (
    ChartFacts,
    ChartRelease,
    CloudStack,
    Consumer,
    CustomResources,
    FactSource,
    Namespace,
    Program,
    ResourceRequests,
    Size,
    StateBackend,
    Target,
    Workload,
    accounts,
    data,
    networking,
    secrets,
    tenancy,
    web,
)

import metrics


class Headquarters(CloudStack):
    """Everything that the headquarters of Acme run, on a cluster that was there before."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(
            scope,
            id,
            target=Target.kubernetes(
                storage_class="fast",
                image_mirror="registry.acme.example/mirror",
                image_pull_secrets=["registry"],
                load_balancer_annotations={"acme.example/zone": "a", "acme.example/address": "198.51.100.7"},
            ),
            domain="acme.example",
            size=Size.MEDIUM,
            backend=StateBackend.of("http", {"address": "https://state.acme.example/headquarters", "retry_max": 3}),
        )
        gateway = self._add_entrance()
        vault = secrets.SecretStore(self, "vault", driver=secrets.SecretStoreDrivers.open_bao(), storage="5Gi")

        sales = tenancy.Workspace(self, "sales", quota=tenancy.WorkspaceQuota(cpu="8", memory="32Gi", pods=60))
        files = data.ObjectStore(sales, "files", storage="50Gi", overrides={"filer": {"loggingOverrideLevel": 2}})
        exports = data.Bucket(sales, "exports", store=files, versioning=True)
        orders = data.RelationalDatabase(
            sales,
            "orders",
            instances=3,
            storage="20Gi",
            backup=data.Backup.schedule("15 3 * * *", to=exports, retention_days=7),
            point_in_time_recovery=True,
        )
        sessions = data.Cache(sales, "sessions", memory="256Mi", persistence=True)

        shop = web.WebService(
            sales,
            "shop",
            image="ghcr.io/acme/shop:1.4.2",
            autoscaling=web.AutoscalingOptions(minimum=2, maximum=6, target_cpu_percent=60),
            liveness=web.Probe.tcp(period_seconds=20, failure_threshold=5),
            secrets={"PAYMENT_KEY": web.SecretValue.from_store("apps/shop", "payment-key")},
            environment={"GREETING": "Grüß Gott, 你好", "TAX": '{"de":19,"fr":20}'},
        )
        shop.bind(orders)
        shop.bind(sessions)
        shop.allow_egress("pay.example", ports=[443], addresses=["203.0.113.0/24"])
        shop.expose("shop.acme.example", gateway=gateway)

        login = accounts.IdentityProvider(self, "login", gateway=gateway, host="id.acme.example", realm="acme")
        handbook = web.StaticSite(
            sales, "handbook", pages={"index.html": "<!doctype html>\n<title>How we work</title>\n"}
        )
        handbook.expose("handbook.acme.example", gateway=gateway)
        handbook.require_login(login)

        web.Worker(sales, "mailer", image="ghcr.io/acme/mailer:2.0.0", cpu="50m").bind(orders)
        report = web.ScheduledJob(
            sales,
            "report",
            image="ghcr.io/acme/report:1.0.0",
            schedule="30 6 * * 1-5",
            concurrency=web.ConcurrencyPolicy.REPLACE,
        )
        report.bind(orders)
        report.bind(exports)

        self._add_warehouse(orders)
        self._add_metrics(vault)

    def _add_entrance(self) -> networking.Gateway:
        """How requests come in: names, certificates, gateway."""
        networking.Dns(self, "dns", driver=networking.DnsDrivers.manual(), domains=["acme.example"])
        issuer = networking.CertificateIssuer(
            self, "certificates", driver=networking.CertificateIssuerDrivers.own_authority(common_name="Acme")
        )
        return networking.Gateway(self, "entrance", driver=networking.GatewayDrivers.envoy_gateway(), issuer=issuer)

    def _add_warehouse(self, orders: data.RelationalDatabase) -> None:
        """A program that comes as a chart of the company's own, and uses a database of the platform."""
        namespace_name = Namespace(self, "warehouse").namespace_name
        workload = Workload(
            self, "warehouse-pods", name="warehouse", namespace_name=namespace_name, labels={"app": "warehouse"}
        )
        consumer = Consumer(
            self, "warehouse-consumer", component_name="warehouse", namespace_name=namespace_name, workload=workload
        )
        values = consumer.use(orders).values
        ChartRelease(
            self,
            "warehouse-chart",
            release_name="warehouse",
            namespace_name=namespace_name,
            chart=ChartFacts(
                name="warehouse",
                repository="https://charts.acme.example",
                version="3.1.0",
                app_version="3.1.4",
                source=FactSource(seen_in="the company's own chart museum", date="2026-11-22"),
            ),
            wiring={
                "database": {"host": values["host"].value, "passwordSecret": values["password"].secret.secret_name}
            },
            values={
                "replicas": 2,
                "ratio": 0.75,
                "debug": False,
                "tolerations": [],
                "labels": {"zone": "a", "app": "warehouse"},
            },
            overrides={"replicas": 4},
            after=[orders.ready],
        )

    def _add_metrics(self, vault: secrets.SecretStore) -> None:
        """An operator that the library does not know, an object of its kind, and a program that runs once."""
        operator = metrics.require_operator(self)
        namespace_name = Namespace(self, "metrics").namespace_name
        release = CustomResources(
            self, "metrics-objects", release_name="metrics", namespace_name=namespace_name, after=operator.addresses
        )
        release.add(
            {
                "apiVersion": "metrics.acme.example/v1",
                "kind": "Store",
                "metadata": {"name": "store"},
                "spec": {"retention": "30d", "shards": 2},
            }
        )
        token = vault.generate(
            self, namespace_name=namespace_name, secret_name="metrics-token", keys=["token"], length=32
        )
        Program(
            self,
            "metrics-setup",
            name="metrics-setup",
            namespace_name=namespace_name,
            image="docker.io/library/busybox:1.37.0",
            shell="/bin/sh",
            text='cat "$STATE/index.txt" "$SECRETS/token"\n',
            requests=ResourceRequests(cpu="50m", memory="64Mi", instances=1),
            input=metrics.MetricsSetup(token, release.address),
        )
