// Makes the mistake that is its argument, and does nothing about it.
package main

import (
	"os"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
	"github.com/quanttide/cloud-go/cloud"
	"github.com/quanttide/cloud-go/cloud/data"
	"github.com/quanttide/cloud-go/cloud/web"
)

// A driver that panics, of which the library never hears.
type panicking struct {
	data.RelationalDatabaseDriver
}

func (p *panicking) Manifest() *cloud.DriverManifest {
	return &cloud.DriverManifest{
		Product: jsii.String("panicking"), Title: jsii.String("Panicking"), Contract: jsii.String("data.RelationalDatabase"),
		Sources: &[]*cloud.FactSource{{SeenIn: jsii.String("nowhere"), Date: jsii.String("2026-11-22")}},
	}
}

func (p *panicking) Capabilities() *[]data.RelationalDatabaseCapability {
	return &[]data.RelationalDatabaseCapability{}
}

func (p *panicking) Provision(_ data.RelationalDatabaseRequest) *data.RelationalDatabaseOutcome {
	panic("no such region")
}

func main() {
	app := cdktf.NewApp(nil)
	acme := cloud.NewCloudStack(app, jsii.String("acme"), nil)
	service := func(image string) web.WebService {
		return web.NewWebService(acme, jsii.String("shop"), &web.WebServiceProps{Image: jsii.String(image)})
	}
	switch os.Args[1] {
	case "constructor":
		service("ghcr.io/acme/shop")
	case "method":
		service("ghcr.io/acme/shop:1.4.2").Expose(jsii.String("https://shop.acme.example"), nil)
	case "function":
		cloud.Target_K3s(&cloud.TargetOptions{ImageMirror: jsii.String("https://registry.acme.example")})
	case "synth":
		other := cloud.NewCloudStack(app, jsii.String("other"), &cloud.CloudStackProps{Foundation: acme.Platform()})
		data.NewRelationalDatabase(other, jsii.String("orders"), nil)
		app.Synth()
	case "driver":
		driver := &panicking{}
		data.NewRelationalDatabaseDriver_Override(driver)
		data.NewRelationalDatabase(acme, jsii.String("orders"), &data.RelationalDatabaseProps{Driver: driver})
	default:
		panic("the price list is empty")
	}
}
