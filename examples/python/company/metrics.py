"""An operator of the company's own, and what sets it up."""
import jsii
from constructs import Construct
from quanttide_cloud import ChartFacts, DriverManifest, FactSource, IProgramInput, ManagedSecret, Operator, ProgramSecret

SOURCE = FactSource(seen_in="the company's own chart museum", date="2026-11-22")

MANIFEST = DriverManifest(
    product="metrics-operator",
    title="Metrics operator",
    contract="acme.Metrics",
    version="0.9.1",
    charts=[
        ChartFacts(
            name="metrics-operator",
            repository="https://charts.acme.example",
            version="0.9.1",
            app_version="0.9.1",
            source=SOURCE,
        )
    ],
    sources=[SOURCE],
)


def require_operator(scope: Construct) -> Operator:
    """The operator of the platform that the scope is in, once for all that need it."""
    return Operator.require(
        scope,
        manifest=MANIFEST,
        advice="Require the metrics operator in the foundation, too.",
        pod_labels={"app": "metrics-operator"},
        wiring={"watchAllNamespaces": True},
    )


@jsii.implements(IProgramInput)
class MetricsSetup:
    """What the program that sets up metrics works on: read when everything is declared."""

    def __init__(self, token: ManagedSecret, release: str) -> None:
        self._token = token
        self._release = release

    @property
    def files(self) -> dict[str, str]:
        return {"index.txt": "stores: 1\n"}

    @property
    def secrets(self) -> list[ProgramSecret]:
        return [ProgramSecret(path="token", secret=self._token.key("token"))]

    @property
    def after(self) -> list[str]:
        return [self._token.address, self._release]
