from cdktf import LocalBackend, TerraformStack
from constructs import Construct
from quanttide_cloud import Platform, Target, data, web


class Laboratory(TerraformStack):
    """Experiments, in a stack that the infrastructure team looks after: providers and backend are theirs."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        LocalBackend(self, path="laboratory.tfstate")
        self.add_override("provider.kubernetes", [{"config_path": "~/.kube/laboratory"}])
        self.add_override("provider.helm", [{"kubernetes": {"config_path": "~/.kube/laboratory"}}])
        Platform(self, "platform", target=Target.k3s())
        results = data.RelationalDatabase(self, "results")
        web.WebService(self, "notebook", image="ghcr.io/acme/notebook:0.3.0", port=8888).bind(results)
