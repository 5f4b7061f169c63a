"""Makes the mistake that is its argument, and does nothing about it."""
import sys

from cdktf import App
from quanttide_cloud import CloudStack, Target, data, web

app = App()
cloud = CloudStack(app, "acme")


def synth():
    other = CloudStack(app, "other", foundation=cloud.platform)
    data.RelationalDatabase(other, "orders")
    app.synth()


def own():
    raise RuntimeError("the price list is empty")


mistakes = {
    "constructor": lambda: web.WebService(cloud, "shop", image="ghcr.io/acme/shop"),
    "method": lambda: web.WebService(cloud, "shop", image="ghcr.io/acme/shop:1.4.2").expose("https://shop.acme.example"),
    "function": lambda: Target.k3s(image_mirror="https://registry.acme.example"),
    "synth": synth,
    "own": own,
}
mistakes[sys.argv[1]]()
