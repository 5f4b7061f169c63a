from cdktf import App
from quanttide_cloud import CloudStack, Target, blueprints, data

from postgres_service import PostgresService

app = App()

# For a whole platform …
cloud = CloudStack(app, "acme", target=Target.k3s(), drivers=[PostgresService()])
data.RelationalDatabase(cloud, "orders")

# … or for one database of a blueprint.
blueprints.PrivateCloud(
    app,
    "branch",
    domain="branch.acme.example",
    target=Target.k3s(),
    databases={"orders": blueprints.PrivateCloudDatabase(driver=PostgresService(), extensions=["pgcrypto"], instances=2)},
    apps={"shop": blueprints.PrivateCloudApp(image="ghcr.io/acme/shop:1.4.2", binds=["orders"])},
)
app.synth()
