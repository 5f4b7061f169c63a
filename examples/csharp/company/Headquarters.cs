using System.Collections.Generic;
using Constructs;
using QuantTide.Cloud;
using QuantTide.Cloud.Accounts;
using QuantTide.Cloud.Data;
using QuantTide.Cloud.Networking;
using QuantTide.Cloud.Secrets;
using QuantTide.Cloud.Tenancy;
using QuantTide.Cloud.Web;

namespace Acme.Company;

/// <summary>Everything that the headquarters of Acme run, on a cluster that was there before.</summary>
public sealed class Headquarters : CloudStack
{
    public Headquarters(Construct scope, string id)
        : base(scope, id, new CloudStackProps
        {
            Target = Target.Kubernetes(new TargetOptions
            {
                StorageClass = "fast",
                ImageMirror = "registry.acme.example/mirror",
                ImagePullSecrets = ["registry"],
                LoadBalancerAnnotations = new Dictionary<string, string>
                {
                    ["acme.example/zone"] = "a",
                    ["acme.example/address"] = "198.51.100.7",
                },
            }),
            Domain = "acme.example",
            Size = QuantTide.Cloud.Size.MEDIUM,
            Backend = StateBackend.Of("http", new Dictionary<string, object>
            {
                ["address"] = "https://state.acme.example/headquarters",
                ["retry_max"] = 3,
            }),
        })
    {
        var gateway = AddEntrance();
        var vault = new SecretStore(this, "vault", new SecretStoreProps { Driver = SecretStoreDrivers.OpenBao(), Storage = "5Gi" });

        var sales = new Workspace(this, "sales", new WorkspaceProps
        {
            Quota = new WorkspaceQuota { Cpu = "8", Memory = "32Gi", Pods = 60 },
        });
        var files = new ObjectStore(sales, "files", new ObjectStoreProps
        {
            Storage = "50Gi",
            Overrides = new Dictionary<string, object>
            {
                ["filer"] = new Dictionary<string, object> { ["loggingOverrideLevel"] = 2 },
            },
        });
        var exports = new Bucket(sales, "exports", new BucketProps { Store = files, Versioning = true });
        var orders = new RelationalDatabase(sales, "orders", new RelationalDatabaseProps
        {
            Instances = 3,
            Storage = "20Gi",
            Backup = Backup.Schedule("15 3 * * *", new BackupOptions { To = exports, RetentionDays = 7 }),
            PointInTimeRecovery = true,
        });
        var sessions = new Cache(sales, "sessions", new CacheProps { Memory = "256Mi", Persistence = true });

        var outside = new ExposeOptions { Gateway = gateway };
        var shop = new WebService(sales, "shop", new WebServiceProps
        {
            Image = "ghcr.io/acme/shop:1.4.2",
            Autoscaling = new AutoscalingOptions { Minimum = 2, Maximum = 6, TargetCpuPercent = 60 },
            Liveness = Probe.Tcp(new ProbeOptions { PeriodSeconds = 20, FailureThreshold = 5 }),
            Secrets = new Dictionary<string, SecretValue>
            {
                ["PAYMENT_KEY"] = SecretValue.FromStore("apps/shop", "payment-key"),
            },
            Environment = new Dictionary<string, string>
            {
                ["GREETING"] = "Grüß Gott, 你好",
                ["TAX"] = "{\"de\":19,\"fr\":20}",
            },
        });
        shop.Bind(orders);
        shop.Bind(sessions);
        shop.AllowEgress("pay.example", new EgressOptions { Ports = [443], Addresses = ["203.0.113.0/24"] });
        shop.Expose("shop.acme.example", outside);

        var login = new IdentityProvider(this, "login", new IdentityProviderProps
        {
            Gateway = gateway,
            Host = "id.acme.example",
            Realm = "acme",
        });
        var handbook = new StaticSite(sales, "handbook", new StaticSiteProps
        {
            Pages = new Dictionary<string, string> { ["index.html"] = "<!doctype html>\n<title>How we work</title>\n" },
        });
        handbook.Expose("handbook.acme.example", outside);
        handbook.RequireLogin(login);

        new Worker(sales, "mailer", new WorkerProps { Image = "ghcr.io/acme/mailer:2.0.0", Cpu = "50m" }).Bind(orders);
        var report = new ScheduledJob(sales, "report", new ScheduledJobProps
        {
            Image = "ghcr.io/acme/report:1.0.0",
            Schedule = "30 6 * * 1-5",
            Concurrency = ConcurrencyPolicy.REPLACE,
        });
        report.Bind(orders);
        report.Bind(exports);

        AddWarehouse(orders);
        AddMetrics(vault);
    }

    /// <summary>How requests come in: names, certificates, gateway.</summary>
    private Gateway AddEntrance()
    {
        _ = new Dns(this, "dns", new DnsProps { Driver = DnsDrivers.Manual(), Domains = ["acme.example"] });
        var issuer = new CertificateIssuer(this, "certificates", new CertificateIssuerProps
        {
            Driver = CertificateIssuerDrivers.OwnAuthority(new OwnAuthorityOptions { CommonName = "Acme" }),
        });
        return new Gateway(this, "entrance", new GatewayProps { Driver = GatewayDrivers.EnvoyGateway(), Issuer = issuer });
    }

    /// <summary>A program that comes as a chart of the company's own, and uses a database of the platform.</summary>
    private void AddWarehouse(RelationalDatabase orders)
    {
        var namespaceName = new Namespace(this, "warehouse").NamespaceName;
        var workload = new Workload(this, "warehouse-pods", new WorkloadProps
        {
            Name = "warehouse",
            NamespaceName = namespaceName,
            Labels = new Dictionary<string, string> { ["app"] = "warehouse" },
        });
        var consumer = new Consumer(this, "warehouse-consumer", new ConsumerProps
        {
            ComponentName = "warehouse",
            NamespaceName = namespaceName,
            Workload = workload,
        });
        var values = consumer.Use(orders).Values;
        _ = new ChartRelease(this, "warehouse-chart", new ChartReleaseProps
        {
            ReleaseName = "warehouse",
            NamespaceName = namespaceName,
            Chart = new ChartFacts
            {
                Name = "warehouse",
                Repository = "https://charts.acme.example",
                Version = "3.1.0",
                AppVersion = "3.1.4",
                Source = new FactSource { SeenIn = "the company's own chart museum", Date = "2026-11-22" },
            },
            Wiring = new Dictionary<string, object>
            {
                ["database"] = new Dictionary<string, object?>
                {
                    ["host"] = values["host"].Value,
                    ["passwordSecret"] = values["password"].Secret?.SecretName,
                },
            },
            Values = new Dictionary<string, object>
            {
                ["replicas"] = 2,
                ["ratio"] = 0.75,
                ["debug"] = false,
                ["tolerations"] = System.Array.Empty<object>(),
                ["labels"] = new Dictionary<string, object> { ["zone"] = "a", ["app"] = "warehouse" },
            },
            Overrides = new Dictionary<string, object> { ["replicas"] = 4 },
            After = [orders.Ready],
        });
    }

    /// <summary>An operator that the library does not know, an object of its kind, and a program that runs once.</summary>
    private void AddMetrics(SecretStore vault)
    {
        var metrics = MetricsOperator.Require(this);
        var namespaceName = new Namespace(this, "metrics").NamespaceName;
        var release = new CustomResources(this, "metrics-objects", new CustomResourcesProps
        {
            ReleaseName = "metrics",
            NamespaceName = namespaceName,
            After = metrics.Addresses,
        });
        release.Add(new Dictionary<string, object>
        {
            ["apiVersion"] = "metrics.acme.example/v1",
            ["kind"] = "Store",
            ["metadata"] = new Dictionary<string, object> { ["name"] = "store" },
            ["spec"] = new Dictionary<string, object> { ["retention"] = "30d", ["shards"] = 2 },
        });
        var token = vault.Generate(this, new GeneratedSecretOptions
        {
            NamespaceName = namespaceName,
            SecretName = "metrics-token",
            Keys = ["token"],
            Length = 32,
        });
        _ = new QuantTide.Cloud.Program(this, "metrics-setup", new ProgramProps
        {
            Name = "metrics-setup",
            NamespaceName = namespaceName,
            Image = "docker.io/library/busybox:1.37.0",
            Shell = "/bin/sh",
            Text = "cat \"$STATE/index.txt\" \"$SECRETS/token\"\n",
            Requests = new ResourceRequests { Cpu = "50m", Memory = "64Mi", Instances = 1 },
            Input = new MetricsSetup(token, release.Address),
        });
    }
}
