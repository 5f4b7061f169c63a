// Writes the Terraform project of the shop.
package main

import "github.com/hashicorp/terraform-cdk-go/cdktf"

func main() {
	app := cdktf.NewApp(nil)
	NewShop(app, "acme")
	app.Synth()
}
