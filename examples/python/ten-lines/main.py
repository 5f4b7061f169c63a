from cdktf import App
from quanttide_cloud import CloudStack, Target, accounts, data, web

app = App()
cloud = CloudStack(app, "acme", target=Target.k3s(), domain="acme.example")

login = accounts.IdentityProvider(cloud, "login")
orders = data.RelationalDatabase(cloud, "orders")

shop = web.WebService(cloud, "shop", image="ghcr.io/acme/shop:1.4.2", port=8080)
shop.bind(orders)
shop.require_login(login)
shop.expose("shop.acme.example")

app.synth()
