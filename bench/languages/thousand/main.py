"""A thousand web services, each bound to a database and exposed."""
from cdktf import App
from quanttide_cloud import CloudStack, Target, data, web

app = App()
cloud = CloudStack(app, "acme", target=Target.k3s(), domain="acme.example")
orders = data.RelationalDatabase(cloud, "orders")
for number in range(1000):
    web.WebService(cloud, f"service-{number}", image="ghcr.io/acme/shop:1.4.2", port=8080, binds=[orders], hosts=[f"service-{number}.acme.example"])
app.synth()
