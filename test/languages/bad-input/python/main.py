"""Makes one mistake after the other, and prints what each raises."""
import json
import sys

from cdktf import App
from quanttide_cloud import CloudStack, Credentials, StateBackend, Target, accounts, blueprints, data, web

IMAGE = "ghcr.io/acme/shop:1.4.2"


def external():
    return data.RelationalDatabaseDrivers.external(
        host="db.acme.example", credentials=Credentials.from_secret("orders-db")
    )


def branch(cloud):
    return blueprints.PrivateCloud(
        cloud.node.root,
        "branch",
        domain="branch.acme.example",
        target=Target.k3s(),
        databases={"orders": blueprints.PrivateCloudDatabase()},
        apps={"shop": blueprints.PrivateCloudApp(image=IMAGE, binds=["order"])},
    )


def service(cloud, id="shop", **props):
    return web.WebService(cloud, id, **{"image": IMAGE, **props})


MISTAKES = {
    "no version": lambda cloud: service(cloud, image="ghcr.io/acme/shop"),
    "no quantity": lambda cloud: service(cloud, memory="12 apples"),
    "no size of a volume": lambda cloud: data.RelationalDatabase(cloud, "orders", storage="large"),
    "no name": lambda cloud: service(cloud, component_name="My_Shop"),
    "one name twice": lambda cloud: [data.RelationalDatabase(cloud, id, component_name="orders") for id in "ab"],
    "nothing to sign in at": lambda cloud: accounts.IdentityProvider(cloud, "login"),
    "a driver that cannot": lambda cloud: data.RelationalDatabase(
        cloud, "orders", driver=external(), connection_pooling=True
    ),
    "one host twice": lambda cloud: [service(cloud, id).expose("shop.acme.example") for id in "ab"],
    "no host": lambda cloud: service(cloud).expose("https://shop.acme.example"),
    "a plain secret": lambda cloud: service(cloud, environment={"DB_PASSWORD": "hunter2"}),
    "a plain secret for the backend": lambda cloud: StateBackend.of("s3", {"bucket": "state", "secret_key": "hunter2"}),
    "broken wiring": lambda cloud: data.ObjectStore(cloud, "files", overrides={"fullnameOverride": "other"}),
    "no schedule": lambda cloud: web.ScheduledJob(cloud, "report", image=IMAGE, schedule="61 6 * * *"),
    "no time zone": lambda cloud: web.ScheduledJob(
        cloud, "report", image=IMAGE, schedule="0 6 * * *", time_zone="Berlin"
    ),
    "no path": lambda cloud: web.Probe.http("healthz"),
    "no mirror": lambda cloud: Target.k3s(image_mirror="https://registry.acme.example"),
    "no capital": lambda cloud: service(cloud, replicas=1.5),
    "a negative number": lambda cloud: data.RelationalDatabase(cloud, "orders", instances=-1),
    "no such host outside": lambda cloud: service(cloud).allow_egress("https://pay.example"),
    "a name that nothing has": branch,
}


def raised(mistake):
    try:
        mistake(CloudStack(App(), "acme"))
    except Exception as error:
        return {"type": type(error).__name__, "message": str(error)}
    return {"type": "nothing", "message": ""}


json.dump({name: raised(mistake) for name, mistake in MISTAKES.items()}, sys.stdout)
