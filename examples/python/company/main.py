from cdktf import App
from quanttide_cloud import Target, blueprints, tenancy

from headquarters import Headquarters
from laboratory import Laboratory

app = App()
Headquarters(app, "acme")
Laboratory(app, "laboratory")
blueprints.PrivateCloud(
    app,
    "branch",
    domain="branch.acme.example",
    target=Target.k3s(),
    databases={
        "orders": blueprints.PrivateCloudDatabase(
            backup=blueprints.BackupSchedule.NIGHTLY, extensions=["pgcrypto"]
        ),
        "customers": blueprints.PrivateCloudDatabase(),
    },
    buckets={"media": blueprints.PrivateCloudBucket(versioning=True)},
    caches={"sessions": blueprints.PrivateCloudCache()},
    apps={
        "shop": blueprints.PrivateCloudApp(
            image="ghcr.io/acme/shop:1.4.2", binds=["orders", "sessions", "media"], host="shop.branch.acme.example"
        ),
        "office": blueprints.PrivateCloudApp(
            image="ghcr.io/acme/office:1.0.0",
            binds=["customers"],
            host="office.branch.acme.example",
            login=blueprints.PrivateCloudLogin(groups=["staff"]),
        ),
    },
    quota=tenancy.WorkspaceQuota(cpu="16", memory="64Gi"),
)
app.synth()
