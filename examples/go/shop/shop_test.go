package main

import (
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
	cloudtesting "github.com/quanttide/cloud-go/cloud/testing"
)

func template() cloudtesting.Template {
	return cloudtesting.Template_Synth(NewShop(cdktf.Testing_App(nil), "acme"))
}

func TestRunsTwice(t *testing.T) {
	shop := template()
	shop.AssertResource(jsii.String("kubernetes_deployment_v1"), &map[string]any{
		"metadata": map[string]any{"name": "shop"},
		"spec":     map[string]any{"replicas": "2"},
	})
	shop.AssertResourceCount(jsii.String("kubernetes_cron_job_v1"), jsii.Number(1))
}

func TestBacksOrdersUpEveryNight(t *testing.T) {
	shop := template()
	shop.AssertObject(jsii.String("Cluster"), &map[string]any{"metadata": map[string]any{"name": "orders"}})
	shop.AssertObject(jsii.String("ScheduledBackup"), &map[string]any{"spec": map[string]any{"schedule": "0 0 2 * * *"}})
}

func TestTellsWhatIsMissing(t *testing.T) {
	shop := template()
	defer func() {
		if recover() == nil {
			t.Error("no failure was raised")
		}
	}()
	shop.AssertResource(jsii.String("kubernetes_deployment_v1"), &map[string]any{"metadata": map[string]any{"name": "shoop"}})
}
