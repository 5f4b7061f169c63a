"""A driver for a database service of the company's own, written in Python."""
import jsii
from cdktf import App
from quanttide_cloud import CloudStack, DriverManifest, FactSource, NetworkPeer, SecretReference, data, web


class CompanyDatabase(data.RelationalDatabaseDriver):
    @property
    @jsii.member(jsii_name="manifest")
    def manifest(self) -> DriverManifest:
        source = FactSource(seen_in="the company's own handbook", date="2026-11-22")
        return DriverManifest(product="company", title="Company database", contract="data.RelationalDatabase", sources=[source])

    @property
    @jsii.member(jsii_name="capabilities")
    def capabilities(self):
        return []

    @jsii.member(jsii_name="provision")
    def provision(self, request):
        def key(name):
            return SecretReference(namespace_name=request.namespace_name, secret_name="company-db", key=name)

        return data.RelationalDatabaseOutcome(
            host="pg.acme.example",
            port=5432,
            username=key("username"),
            password=key("password"),
            peer=NetworkPeer.addresses("pg.acme.example", ["10.1.2.3/32"]),
        )


app = App()
cloud = CloudStack(app, "acme")
orders = data.RelationalDatabase(cloud, "orders", driver=CompanyDatabase())
web.WebService(cloud, "shop", image="ghcr.io/acme/shop:1.4.2").bind(orders)
app.synth()
