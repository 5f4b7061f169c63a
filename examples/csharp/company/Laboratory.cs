using System.Collections.Generic;
using Constructs;
using HashiCorp.Cdktf;
using QuantTide.Cloud;
using QuantTide.Cloud.Data;
using QuantTide.Cloud.Web;

namespace Acme.Company;

/// <summary>Experiments, in a stack that the infrastructure team looks after: providers and backend are theirs.</summary>
public sealed class Laboratory : TerraformStack
{
    public Laboratory(Construct scope, string id)
        : base(scope, id)
    {
        _ = new LocalBackend(this, new LocalBackendConfig { Path = "laboratory.tfstate" });
        var access = new Dictionary<string, object> { ["config_path"] = "~/.kube/laboratory" };
        AddOverride("provider.kubernetes", new object[] { access });
        AddOverride("provider.helm", new object[] { new Dictionary<string, object> { ["kubernetes"] = access } });
        _ = new Platform(this, "platform", new PlatformProps { Target = Target.K3s() });
        var results = new RelationalDatabase(this, "results");
        new WebService(this, "notebook", new WebServiceProps { Image = "ghcr.io/acme/notebook:0.3.0", Port = 8888 }).Bind(results);
    }
}
