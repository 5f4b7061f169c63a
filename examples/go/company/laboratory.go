package main

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
	"github.com/quanttide/cloud-go/cloud"
	"github.com/quanttide/cloud-go/cloud/data"
	"github.com/quanttide/cloud-go/cloud/web"
)

// NewLaboratory makes a place for experiments, in a stack that the infrastructure team looks after: providers and
// backend are theirs.
func NewLaboratory(scope constructs.Construct, id string) cdktf.TerraformStack {
	stack := cdktf.NewTerraformStack(scope, jsii.String(id))
	cdktf.NewLocalBackend(stack, &cdktf.LocalBackendConfig{Path: jsii.String("laboratory.tfstate")})
	access := map[string]any{"config_path": "~/.kube/laboratory"}
	stack.AddOverride(jsii.String("provider.kubernetes"), []any{access})
	stack.AddOverride(jsii.String("provider.helm"), []any{map[string]any{"kubernetes": access}})
	cloud.NewPlatform(stack, jsii.String("platform"), &cloud.PlatformProps{Target: cloud.Target_K3s(nil)})
	results := data.NewRelationalDatabase(stack, jsii.String("results"), nil)
	notebook := web.NewWebService(stack, jsii.String("notebook"), &web.WebServiceProps{
		Image: jsii.String("ghcr.io/acme/notebook:0.3.0"),
		Port:  jsii.Number(8888),
	})
	notebook.Bind(results, nil)
	return stack
}
