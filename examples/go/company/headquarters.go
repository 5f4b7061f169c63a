package main

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/quanttide/cloud-go/cloud"
	"github.com/quanttide/cloud-go/cloud/accounts"
	"github.com/quanttide/cloud-go/cloud/data"
	"github.com/quanttide/cloud-go/cloud/networking"
	"github.com/quanttide/cloud-go/cloud/secrets"
	"github.com/quanttide/cloud-go/cloud/tenancy"
	"github.com/quanttide/cloud-go/cloud/web"
)

// NewHeadquarters makes everything that the headquarters of Acme run, on a cluster that was there before.
func NewHeadquarters(scope constructs.Construct, id string) cloud.CloudStack {
	acme := cloud.NewCloudStack(scope, jsii.String(id), &cloud.CloudStackProps{
		Target: cloud.Target_Kubernetes(&cloud.TargetOptions{
			StorageClass:     jsii.String("fast"),
			ImageMirror:      jsii.String("registry.acme.example/mirror"),
			ImagePullSecrets: jsii.Strings("registry"),
			LoadBalancerAnnotations: &map[string]*string{
				"acme.example/zone":    jsii.String("a"),
				"acme.example/address": jsii.String("198.51.100.7"),
			},
		}),
		Domain: jsii.String("acme.example"),
		Size:   cloud.Size_MEDIUM,
		Backend: cloud.StateBackend_Of(jsii.String("http"), &map[string]any{
			"address":   "https://state.acme.example/headquarters",
			"retry_max": 3,
		}),
	})
	gateway := addEntrance(acme)
	vault := secrets.NewSecretStore(acme, jsii.String("vault"), &secrets.SecretStoreProps{
		Driver:  secrets.SecretStoreDrivers_OpenBao(nil),
		Storage: jsii.String("5Gi"),
	})
	orders := addSales(acme, gateway)
	addWarehouse(acme, orders)
	addMetrics(acme, vault)
	return acme
}

// addEntrance makes the way that requests come in: names, certificates, gateway.
func addEntrance(acme cloud.CloudStack) networking.Gateway {
	networking.NewDns(acme, jsii.String("dns"), &networking.DnsProps{
		Driver:  networking.DnsDrivers_Manual(),
		Domains: jsii.Strings("acme.example"),
	})
	issuer := networking.NewCertificateIssuer(acme, jsii.String("certificates"), &networking.CertificateIssuerProps{
		Driver: networking.CertificateIssuerDrivers_OwnAuthority(&networking.OwnAuthorityOptions{CommonName: jsii.String("Acme")}),
	})
	return networking.NewGateway(acme, jsii.String("entrance"), &networking.GatewayProps{
		Driver: networking.GatewayDrivers_EnvoyGateway(nil),
		Issuer: issuer,
	})
}

// addSales makes the workspace of the sales team, and gives its database.
func addSales(acme cloud.CloudStack, gateway networking.Gateway) data.RelationalDatabase {
	sales := tenancy.NewWorkspace(acme, jsii.String("sales"), &tenancy.WorkspaceProps{
		Quota: &tenancy.WorkspaceQuota{Cpu: jsii.String("8"), Memory: jsii.String("32Gi"), Pods: jsii.Number(60)},
	})
	files := data.NewObjectStore(sales, jsii.String("files"), &data.ObjectStoreProps{
		Storage:   jsii.String("50Gi"),
		Overrides: &map[string]any{"filer": map[string]any{"loggingOverrideLevel": 2}},
	})
	exports := data.NewBucket(sales, jsii.String("exports"), &data.BucketProps{Store: files, Versioning: jsii.Bool(true)})
	orders := data.NewRelationalDatabase(sales, jsii.String("orders"), &data.RelationalDatabaseProps{
		Instances: jsii.Number(3),
		Storage:   jsii.String("20Gi"),
		Backup: data.Backup_Schedule(jsii.String("15 3 * * *"), &data.BackupOptions{
			To:            exports,
			RetentionDays: jsii.Number(7),
		}),
		PointInTimeRecovery: jsii.Bool(true),
	})
	sessions := data.NewCache(sales, jsii.String("sessions"), &data.CacheProps{
		Memory:      jsii.String("256Mi"),
		Persistence: jsii.Bool(true),
	})

	outside := &web.ExposeOptions{Gateway: gateway}
	shop := web.NewWebService(sales, jsii.String("shop"), &web.WebServiceProps{
		Image: jsii.String("ghcr.io/acme/shop:1.4.2"),
		Autoscaling: &web.AutoscalingOptions{
			Minimum:          jsii.Number(2),
			Maximum:          jsii.Number(6),
			TargetCpuPercent: jsii.Number(60),
		},
		Liveness: web.Probe_Tcp(&web.ProbeOptions{PeriodSeconds: jsii.Number(20), FailureThreshold: jsii.Number(5)}),
		Secrets: &map[string]web.SecretValue{
			"PAYMENT_KEY": web.SecretValue_FromStore(jsii.String("apps/shop"), jsii.String("payment-key")),
		},
		Environment: &map[string]*string{
			"GREETING": jsii.String("Grüß Gott, 你好"),
			"TAX":      jsii.String(`{"de":19,"fr":20}`),
		},
	})
	shop.Bind(orders, nil)
	shop.Bind(sessions, nil)
	shop.AllowEgress(jsii.String("pay.example"), &cloud.EgressOptions{
		Ports:     &[]*float64{jsii.Number(443)},
		Addresses: jsii.Strings("203.0.113.0/24"),
	})
	shop.Expose(jsii.String("shop.acme.example"), outside)

	login := accounts.NewIdentityProvider(acme, jsii.String("login"), &accounts.IdentityProviderProps{
		Gateway: gateway,
		Host:    jsii.String("id.acme.example"),
		Realm:   jsii.String("acme"),
	})
	handbook := web.NewStaticSite(sales, jsii.String("handbook"), &web.StaticSiteProps{
		Pages: &map[string]*string{"index.html": jsii.String("<!doctype html>\n<title>How we work</title>\n")},
	})
	handbook.Expose(jsii.String("handbook.acme.example"), outside)
	handbook.RequireLogin(login, nil)

	mailer := web.NewWorker(sales, jsii.String("mailer"), &web.WorkerProps{
		Image: jsii.String("ghcr.io/acme/mailer:2.0.0"),
		Cpu:   jsii.String("50m"),
	})
	mailer.Bind(orders, nil)
	report := web.NewScheduledJob(sales, jsii.String("report"), &web.ScheduledJobProps{
		Image:       jsii.String("ghcr.io/acme/report:1.0.0"),
		Schedule:    jsii.String("30 6 * * 1-5"),
		Concurrency: web.ConcurrencyPolicy_REPLACE,
	})
	report.Bind(orders, nil)
	report.Bind(exports, nil)
	return orders
}

// addWarehouse installs a program that comes as a chart of the company's own, and uses a database of the platform.
func addWarehouse(acme cloud.CloudStack, orders data.RelationalDatabase) {
	namespaceName := cloud.NewNamespace(acme, jsii.String("warehouse"), nil).NamespaceName()
	workload := cloud.NewWorkload(acme, jsii.String("warehouse-pods"), &cloud.WorkloadProps{
		Name:          jsii.String("warehouse"),
		NamespaceName: namespaceName,
		Labels:        &map[string]*string{"app": jsii.String("warehouse")},
	})
	consumer := cloud.NewConsumer(acme, jsii.String("warehouse-consumer"), &cloud.ConsumerProps{
		ComponentName: jsii.String("warehouse"),
		NamespaceName: namespaceName,
		Workload:      workload,
	})
	values := *consumer.Use(orders).Values
	cloud.NewChartRelease(acme, jsii.String("warehouse-chart"), &cloud.ChartReleaseProps{
		ReleaseName:   jsii.String("warehouse"),
		NamespaceName: namespaceName,
		Chart: &cloud.ChartFacts{
			Name:       jsii.String("warehouse"),
			Repository: jsii.String("https://charts.acme.example"),
			Version:    jsii.String("3.1.0"),
			AppVersion: jsii.String("3.1.4"),
			Source:     &cloud.FactSource{SeenIn: jsii.String("the company's own chart museum"), Date: jsii.String("2026-11-22")},
		},
		Wiring: &map[string]any{
			"database": map[string]any{
				"host":           values["host"].Value(),
				"passwordSecret": values["password"].Secret().SecretName,
			},
		},
		Values: &map[string]any{
			"replicas":    2,
			"ratio":       0.75,
			"debug":       false,
			"tolerations": []any{},
			"labels":      map[string]any{"zone": "a", "app": "warehouse"},
		},
		Overrides: &map[string]any{"replicas": 4},
		After:     &[]*string{orders.Ready()},
	})
}

// addMetrics makes an operator that the library does not know, an object of its kind, and a program that runs once.
func addMetrics(acme cloud.CloudStack, vault secrets.SecretStore) {
	operator := requireMetricsOperator(acme)
	namespaceName := cloud.NewNamespace(acme, jsii.String("metrics"), nil).NamespaceName()
	release := cloud.NewCustomResources(acme, jsii.String("metrics-objects"), &cloud.CustomResourcesProps{
		ReleaseName:   jsii.String("metrics"),
		NamespaceName: namespaceName,
		After:         operator.Addresses(),
	})
	release.Add(&map[string]any{
		"apiVersion": "metrics.acme.example/v1",
		"kind":       "Store",
		"metadata":   map[string]any{"name": "store"},
		"spec":       map[string]any{"retention": "30d", "shards": 2},
	})
	token := vault.Generate(acme, &secrets.GeneratedSecretOptions{
		NamespaceName: namespaceName,
		SecretName:    jsii.String("metrics-token"),
		Keys:          jsii.Strings("token"),
		Length:        jsii.Number(32),
	})
	cloud.NewProgram(acme, jsii.String("metrics-setup"), &cloud.ProgramProps{
		Name:          jsii.String("metrics-setup"),
		NamespaceName: namespaceName,
		Image:         jsii.String("docker.io/library/busybox:1.37.0"),
		Shell:         jsii.String("/bin/sh"),
		Text:          jsii.String("cat \"$STATE/index.txt\" \"$SECRETS/token\"\n"),
		Requests:      &cloud.ResourceRequests{Cpu: jsii.String("50m"), Memory: jsii.String("64Mi"), Instances: jsii.Number(1)},
		Input:         &metricsSetup{token: token, release: release.Address()},
	})
}
