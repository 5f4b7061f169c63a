// Makes one mistake after the other, and prints what each raises.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
	"github.com/quanttide/cloud-go/cloud"
)

type raised struct {
	Type    string `json:"type"`
	Message string `json:"message"`
}

func raisedBy(mistake func(acme cloud.CloudStack, app cdktf.App)) (found raised) {
	app := cdktf.NewApp(nil)
	acme := cloud.NewCloudStack(app, jsii.String("acme"), nil)
	defer func() {
		if value := recover(); value != nil {
			found = raised{Type: fmt.Sprintf("%T", value), Message: fmt.Sprint(value)}
		}
	}()
	mistake(acme, app)
	return raised{Type: "nothing"}
}

func main() {
	all := map[string]raised{}
	for title, mistake := range cases {
		all[title] = raisedBy(mistake)
	}
	_ = json.NewEncoder(os.Stdout).Encode(all)
}
