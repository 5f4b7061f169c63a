using System.Collections.Generic;
using Acme.Company;
using HashiCorp.Cdktf;
using QuantTide.Cloud;
using QuantTide.Cloud.Blueprints;
using QuantTide.Cloud.Tenancy;

var app = new App();
_ = new Headquarters(app, "acme");
_ = new Laboratory(app, "laboratory");
_ = new PrivateCloud(app, "branch", new PrivateCloudProps
{
    Domain = "branch.acme.example",
    Target = Target.K3s(),
    Databases = new Dictionary<string, IPrivateCloudDatabase>
    {
        ["orders"] = new PrivateCloudDatabase { Backup = BackupSchedule.NIGHTLY, Extensions = ["pgcrypto"] },
        ["customers"] = new PrivateCloudDatabase(),
    },
    Buckets = new Dictionary<string, IPrivateCloudBucket> { ["media"] = new PrivateCloudBucket { Versioning = true } },
    Caches = new Dictionary<string, IPrivateCloudCache> { ["sessions"] = new PrivateCloudCache() },
    Apps = new Dictionary<string, IPrivateCloudApp>
    {
        ["shop"] = new PrivateCloudApp
        {
            Image = "ghcr.io/acme/shop:1.4.2",
            Binds = ["orders", "sessions", "media"],
            Host = "shop.branch.acme.example",
        },
        ["office"] = new PrivateCloudApp
        {
            Image = "ghcr.io/acme/office:1.0.0",
            Binds = ["customers"],
            Host = "office.branch.acme.example",
            Login = new PrivateCloudLogin { Groups = ["staff"] },
        },
    },
    Quota = new WorkspaceQuota { Cpu = "16", Memory = "64Gi" },
});
app.Synth();
