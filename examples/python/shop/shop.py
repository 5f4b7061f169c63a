from constructs import Construct
from quanttide_cloud import CloudStack, Target, accounts, data, web

STAFF = ["staff", "support"]


class Shop(CloudStack):
    """The shop of Acme: what customers see, what the staff works with, and what runs at night."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id, target=Target.k3s(), domain="acme.example")
        domain = self.platform.domain

        # Data.
        files = data.ObjectStore(self, "files")
        backups = data.Bucket(self, "backups", store=files)
        media = data.Bucket(self, "media", store=files, versioning=True)
        orders = data.RelationalDatabase(
            self,
            "orders",
            extensions=["pgcrypto"],
            backup=data.Backup.nightly(to=backups, retention_days=14),
        )
        sessions = data.Cache(self, "sessions")

        # What customers see.
        shop = web.WebService(
            self,
            "shop",
            image="ghcr.io/stefanprodan/podinfo:6.9.2",
            port=9898,
            user=100,
            replicas=2,
            readiness=web.Probe.http("/readyz"),
            environment={"PODINFO_UI_MESSAGE": "Welcome to the shop", "PODINFO_UI_COLOR": "#34577c"},
        )
        for provider in (orders, sessions, media):
            shop.bind(provider)
        shop.expose(f"shop.{domain}")

        # What the staff works with: they sign in first.
        login = accounts.IdentityProvider(self, "login")
        back_office = web.WebService(self, "back-office", image="docker.io/nginxinc/nginx-unprivileged:1.29.4-alpine")
        back_office.bind(orders, prefix="DATABASE")
        back_office.expose(f"back-office.{domain}")
        back_office.require_login(login, groups=STAFF)

        # What runs at night.
        report = web.ScheduledJob(
            self,
            "report",
            image="docker.io/library/busybox:1.37.0",
            command=["sh", "-c", "date"],
            schedule="0 6 * * 1",
            time_zone="Europe/Berlin",
            user=65534,
        )
        report.bind(orders)
