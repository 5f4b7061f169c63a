package main

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/quanttide/cloud-go/cloud"
	"github.com/quanttide/cloud-go/cloud/accounts"
	"github.com/quanttide/cloud-go/cloud/data"
	"github.com/quanttide/cloud-go/cloud/web"
)

// NewShop makes the shop of Acme: what customers see, what the staff works with, and what runs at night.
func NewShop(scope constructs.Construct, id string) cloud.CloudStack {
	acme := cloud.NewCloudStack(scope, jsii.String(id), &cloud.CloudStackProps{
		Target: cloud.Target_K3s(nil),
		Domain: jsii.String("acme.example"),
	})
	host := func(name string) *string { return jsii.String(name + "." + *acme.Platform().Domain()) }

	// Data.
	files := data.NewObjectStore(acme, jsii.String("files"), nil)
	backups := data.NewBucket(acme, jsii.String("backups"), &data.BucketProps{Store: files})
	media := data.NewBucket(acme, jsii.String("media"), &data.BucketProps{Store: files, Versioning: jsii.Bool(true)})
	orders := data.NewRelationalDatabase(acme, jsii.String("orders"), &data.RelationalDatabaseProps{
		Extensions: jsii.Strings("pgcrypto"),
		Backup:     data.Backup_Nightly(&data.BackupOptions{To: backups, RetentionDays: jsii.Number(14)}),
	})
	sessions := data.NewCache(acme, jsii.String("sessions"), nil)

	// What customers see.
	shop := web.NewWebService(acme, jsii.String("shop"), &web.WebServiceProps{
		Image:     jsii.String("ghcr.io/stefanprodan/podinfo:6.9.2"),
		Port:      jsii.Number(9898),
		User:      jsii.Number(100),
		Replicas:  jsii.Number(2),
		Readiness: web.Probe_Http(jsii.String("/readyz"), nil),
		Environment: &map[string]*string{
			"PODINFO_UI_MESSAGE": jsii.String("Welcome to the shop"),
			"PODINFO_UI_COLOR":   jsii.String("#34577c"),
		},
	})
	for _, provider := range []cloud.IBindable{orders, sessions, media} {
		shop.Bind(provider, nil)
	}
	shop.Expose(host("shop"), nil)

	// What the staff works with: they sign in first.
	login := accounts.NewIdentityProvider(acme, jsii.String("login"), nil)
	backOffice := web.NewWebService(acme, jsii.String("back-office"), &web.WebServiceProps{
		Image: jsii.String("docker.io/nginxinc/nginx-unprivileged:1.29.4-alpine"),
	})
	backOffice.Bind(orders, &web.BindOptions{Prefix: jsii.String("DATABASE")})
	backOffice.Expose(host("back-office"), nil)
	backOffice.RequireLogin(login, &web.LoginOptions{Groups: jsii.Strings("staff", "support")})

	// What runs at night.
	report := web.NewScheduledJob(acme, jsii.String("report"), &web.ScheduledJobProps{
		Image:    jsii.String("docker.io/library/busybox:1.37.0"),
		Command:  jsii.Strings("sh", "-c", "date"),
		Schedule: jsii.String("0 6 * * 1"),
		TimeZone: jsii.String("Europe/Berlin"),
		User:     jsii.Number(65534),
	})
	report.Bind(orders, nil)
	return acme
}
