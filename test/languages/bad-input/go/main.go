// Makes one mistake after the other, and prints what each raises.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
	"github.com/quanttide/cloud-go/cloud"
	"github.com/quanttide/cloud-go/cloud/accounts"
	"github.com/quanttide/cloud-go/cloud/blueprints"
	"github.com/quanttide/cloud-go/cloud/data"
	"github.com/quanttide/cloud-go/cloud/web"
)

var image = jsii.String("ghcr.io/acme/shop:1.4.2")

type raised struct {
	Type    string `json:"type"`
	Message string `json:"message"`
}

func service(acme cloud.CloudStack, id string, props web.WebServiceProps) web.WebService {
	if props.Image == nil {
		props.Image = image
	}
	return web.NewWebService(acme, jsii.String(id), &props)
}

func database(acme cloud.CloudStack, id string, props data.RelationalDatabaseProps) {
	data.NewRelationalDatabase(acme, jsii.String(id), &props)
}

var mistakes = map[string]func(acme cloud.CloudStack){
	"no version": func(acme cloud.CloudStack) {
		service(acme, "shop", web.WebServiceProps{Image: jsii.String("ghcr.io/acme/shop")})
	},
	"no quantity": func(acme cloud.CloudStack) {
		service(acme, "shop", web.WebServiceProps{Memory: jsii.String("12 apples")})
	},
	"no size of a volume": func(acme cloud.CloudStack) {
		database(acme, "orders", data.RelationalDatabaseProps{Storage: jsii.String("large")})
	},
	"no name": func(acme cloud.CloudStack) {
		service(acme, "shop", web.WebServiceProps{ComponentName: jsii.String("My_Shop")})
	},
	"one name twice": func(acme cloud.CloudStack) {
		for _, id := range []string{"a", "b"} {
			database(acme, id, data.RelationalDatabaseProps{ComponentName: jsii.String("orders")})
		}
	},
	"nothing to sign in at": func(acme cloud.CloudStack) { accounts.NewIdentityProvider(acme, jsii.String("login"), nil) },
	"a driver that cannot": func(acme cloud.CloudStack) {
		database(acme, "orders", data.RelationalDatabaseProps{
			Driver: data.RelationalDatabaseDrivers_External(&data.ExternalPostgresqlOptions{
				Host:        jsii.String("db.acme.example"),
				Credentials: cloud.Credentials_FromSecret(jsii.String("orders-db"), nil),
			}),
			ConnectionPooling: jsii.Bool(true),
		})
	},
	"one host twice": func(acme cloud.CloudStack) {
		for _, id := range []string{"a", "b"} {
			service(acme, id, web.WebServiceProps{}).Expose(jsii.String("shop.acme.example"), nil)
		}
	},
	"no host": func(acme cloud.CloudStack) {
		service(acme, "shop", web.WebServiceProps{}).Expose(jsii.String("https://shop.acme.example"), nil)
	},
	"a plain secret": func(acme cloud.CloudStack) {
		service(acme, "shop", web.WebServiceProps{Environment: &map[string]*string{"DB_PASSWORD": jsii.String("hunter2")}})
	},
	"a plain secret for the backend": func(acme cloud.CloudStack) {
		cloud.StateBackend_Of(jsii.String("s3"), &map[string]any{"bucket": "state", "secret_key": "hunter2"})
	},
	"broken wiring": func(acme cloud.CloudStack) {
		data.NewObjectStore(acme, jsii.String("files"), &data.ObjectStoreProps{Overrides: &map[string]any{"fullnameOverride": "other"}})
	},
	"no schedule": func(acme cloud.CloudStack) {
		web.NewScheduledJob(acme, jsii.String("report"), &web.ScheduledJobProps{Image: image, Schedule: jsii.String("61 6 * * *")})
	},
	"no time zone": func(acme cloud.CloudStack) {
		web.NewScheduledJob(acme, jsii.String("report"), &web.ScheduledJobProps{
			Image: image, Schedule: jsii.String("0 6 * * *"), TimeZone: jsii.String("Berlin"),
		})
	},
	"no path": func(acme cloud.CloudStack) { web.Probe_Http(jsii.String("healthz"), nil) },
	"no mirror": func(acme cloud.CloudStack) {
		cloud.Target_K3s(&cloud.TargetOptions{ImageMirror: jsii.String("https://registry.acme.example")})
	},
	"no capital": func(acme cloud.CloudStack) { service(acme, "shop", web.WebServiceProps{Replicas: jsii.Number(1.5)}) },
	"a negative number": func(acme cloud.CloudStack) {
		database(acme, "orders", data.RelationalDatabaseProps{Instances: jsii.Number(-1)})
	},
	"no such host outside": func(acme cloud.CloudStack) {
		service(acme, "shop", web.WebServiceProps{}).AllowEgress(jsii.String("https://pay.example"), nil)
	},
	"a name that nothing has": func(acme cloud.CloudStack) {
		blueprints.NewPrivateCloud(acme.Node().Root().(constructs.Construct), jsii.String("branch"), &blueprints.PrivateCloudProps{
			Domain:    jsii.String("branch.acme.example"),
			Target:    cloud.Target_K3s(nil),
			Databases: &map[string]*blueprints.PrivateCloudDatabase{"orders": {}},
			Apps:      &map[string]*blueprints.PrivateCloudApp{"shop": {Image: image, Binds: jsii.Strings("order")}},
		})
	},
}

func raisedBy(mistake func(acme cloud.CloudStack)) (found raised) {
	defer func() {
		if value := recover(); value != nil {
			found = raised{Type: fmt.Sprintf("%T", value), Message: fmt.Sprint(value)}
		}
	}()
	mistake(cloud.NewCloudStack(cdktf.NewApp(nil), jsii.String("acme"), nil))
	return raised{Type: "nothing"}
}

func main() {
	all := map[string]raised{}
	for name, mistake := range mistakes {
		all[name] = raisedBy(mistake)
	}
	_ = json.NewEncoder(os.Stdout).Encode(all)
}
