// Writes the Terraform projects of Acme.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
	"github.com/quanttide/cloud-go/cloud"
	"github.com/quanttide/cloud-go/cloud/blueprints"
	"github.com/quanttide/cloud-go/cloud/tenancy"
)

func main() {
	app := cdktf.NewApp(nil)
	NewHeadquarters(app, "acme")
	NewLaboratory(app, "laboratory")
	blueprints.NewPrivateCloud(app, jsii.String("branch"), &blueprints.PrivateCloudProps{
		Domain: jsii.String("branch.acme.example"),
		Target: cloud.Target_K3s(nil),
		Databases: &map[string]*blueprints.PrivateCloudDatabase{
			"orders":    {Backup: blueprints.BackupSchedule_NIGHTLY, Extensions: jsii.Strings("pgcrypto")},
			"customers": {},
		},
		Buckets: &map[string]*blueprints.PrivateCloudBucket{"media": {Versioning: jsii.Bool(true)}},
		Caches:  &map[string]*blueprints.PrivateCloudCache{"sessions": {}},
		Apps: &map[string]*blueprints.PrivateCloudApp{
			"shop": {
				Image: jsii.String("ghcr.io/acme/shop:1.4.2"),
				Binds: jsii.Strings("orders", "sessions", "media"),
				Host:  jsii.String("shop.branch.acme.example"),
			},
			"office": {
				Image: jsii.String("ghcr.io/acme/office:1.0.0"),
				Binds: jsii.Strings("customers"),
				Host:  jsii.String("office.branch.acme.example"),
				Login: &blueprints.PrivateCloudLogin{Groups: jsii.Strings("staff")},
			},
		},
		Quota: &tenancy.WorkspaceQuota{Cpu: jsii.String("16"), Memory: jsii.String("64Gi")},
	})
	app.Synth()
}
