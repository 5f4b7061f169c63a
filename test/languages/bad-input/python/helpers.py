"""What cases need that is written in each language for itself."""
import jsii
from quanttide_cloud import (
    DriverManifest,
    FactSource,
    NetworkPeer,
    PodSecurityFacts,
    PodSecurityLevel,
    SecretReference,
    Workload,
    accounts,
    data,
    secrets,
)

SOURCE = FactSource(seen_in="nowhere", date="2026-11-22")


def repeated(text, times):
    return text * times


def expose_many(service, hosts):
    for number in range(hosts):
        service.expose(f"www.shop-{number}.example")


@jsii.implements(accounts.IClientDemands)
class ClientDemands:
    def __init__(self, redirect_uri, group):
        self.redirect_uri = redirect_uri
        self.group = group

    @property
    def redirect_uris(self):
        return [self.redirect_uri] if self.redirect_uri else []

    @property
    def groups(self):
        return [self.group] if self.group else []


def client_demands(redirect_uri, group):
    return ClientDemands(redirect_uri, group)


def long_client_demands(characters):
    return ClientDemands("https://shop.acme.example/" + repeated("x", characters), "")


class FaultySecretStore(secrets.SecretStoreDriver):
    """Says that it can fetch, and does not say from where."""

    @property
    def manifest(self) -> DriverManifest:
        return DriverManifest(product="faulty", title="Faulty", contract="secrets.SecretStore", sources=[SOURCE])

    @property
    def capabilities(self):
        return [secrets.SecretStoreCapability.FETCH]

    def provision(self, request):
        return secrets.SecretStoreOutcome(peer=NetworkPeer.anywhere("nowhere"))


def faulty_secret_store():
    return FaultySecretStore()


class FaultyDatabase(data.RelationalDatabaseDriver):
    """Does wrong what its fault says."""

    def __init__(self, fault):
        super().__init__()
        self.fault = fault

    @property
    def manifest(self) -> DriverManifest:
        baseline = self.fault == "pods of the level baseline"
        level = PodSecurityLevel.BASELINE if baseline else PodSecurityLevel.RESTRICTED
        return DriverManifest(
            product="faulty",
            title="Faulty",
            contract="data.RelationalDatabase",
            pod_security=PodSecurityFacts(level=level),
            sources=[SOURCE],
        )

    @property
    def capabilities(self):
        return []

    def provision(self, request):
        if self.fault == "an exception":
            raise RuntimeError("no such region")
        if self.fault == "nothing":
            return None
        workload = None
        if self.fault == "pods of the level baseline":
            workload = Workload(
                request.scope,
                "pods",
                name=request.name,
                namespace_name=request.namespace_name,
                labels={"app": request.name},
            )

        def key(name):
            return SecretReference(namespace_name=request.namespace_name, secret_name=request.name, key=name)

        return data.RelationalDatabaseOutcome(
            host="db.acme.example", port=5432, username=key("username"), password=key("password"), workload=workload
        )


def faulty_database(fault):
    return FaultyDatabase(fault)
