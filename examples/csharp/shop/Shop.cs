using System.Collections.Generic;
using Constructs;
using QuantTide.Cloud;
using QuantTide.Cloud.Accounts;
using QuantTide.Cloud.Data;
using QuantTide.Cloud.Web;

namespace Acme.Shop;

/// <summary>The shop of Acme: what customers see, what the staff works with, and what runs at night.</summary>
public sealed class Shop : CloudStack
{
    private static readonly string[] Staff = ["staff", "support"];

    public Shop(Construct scope, string id)
        : base(scope, id, new CloudStackProps { Target = Target.K3s(), Domain = "acme.example" })
    {
        var domain = Platform.Domain;

        // Data.
        var files = new ObjectStore(this, "files");
        var backups = new Bucket(this, "backups", new BucketProps { Store = files });
        var media = new Bucket(this, "media", new BucketProps { Store = files, Versioning = true });
        var orders = new RelationalDatabase(this, "orders", new RelationalDatabaseProps
        {
            Extensions = ["pgcrypto"],
            Backup = Backup.Nightly(new BackupOptions { To = backups, RetentionDays = 14 }),
        });
        var sessions = new Cache(this, "sessions");

        // What customers see.
        var shop = new WebService(this, "shop", new WebServiceProps
        {
            Image = "ghcr.io/stefanprodan/podinfo:6.9.2",
            Port = 9898,
            User = 100,
            Replicas = 2,
            Readiness = Probe.Http("/readyz"),
            Environment = new Dictionary<string, string>
            {
                ["PODINFO_UI_MESSAGE"] = "Welcome to the shop",
                ["PODINFO_UI_COLOR"] = "#34577c",
            },
        });
        foreach (var provider in new IBindable[] { orders, sessions, media })
        {
            shop.Bind(provider);
        }
        shop.Expose($"shop.{domain}");

        // What the staff works with: they sign in first.
        var login = new IdentityProvider(this, "login");
        var backOffice = new WebService(this, "back-office", new WebServiceProps
        {
            Image = "docker.io/nginxinc/nginx-unprivileged:1.29.4-alpine",
        });
        backOffice.Bind(orders, new BindOptions { Prefix = "DATABASE" });
        backOffice.Expose($"back-office.{domain}");
        backOffice.RequireLogin(login, new LoginOptions { Groups = Staff });

        // What runs at night.
        var report = new ScheduledJob(this, "report", new ScheduledJobProps
        {
            Image = "docker.io/library/busybox:1.37.0",
            Command = ["sh", "-c", "date"],
            Schedule = "0 6 * * 1",
            TimeZone = "Europe/Berlin",
            User = 65534,
        });
        report.Bind(orders);
    }
}
