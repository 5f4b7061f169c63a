// What cases need that is written in each language for itself.
package main

import (
	"fmt"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/quanttide/cloud-go/cloud"
	"github.com/quanttide/cloud-go/cloud/accounts"
	"github.com/quanttide/cloud-go/cloud/data"
	"github.com/quanttide/cloud-go/cloud/secrets"
	"github.com/quanttide/cloud-go/cloud/web"
)

var sources = &[]*cloud.FactSource{{SeenIn: jsii.String("nowhere"), Date: jsii.String("2026-11-22")}}

func repeated(text string, times int) *string {
	return jsii.String(strings.Repeat(text, times))
}

func exposeMany(service web.WebService, hosts int) {
	for number := 0; number < hosts; number++ {
		service.Expose(jsii.String(fmt.Sprintf("www.shop-%d.example", number)), nil)
	}
}

type demands struct {
	redirectUri string
	group       string
}

func (d *demands) RedirectUris() *[]*string { return given(d.redirectUri) }

func (d *demands) Groups() *[]*string { return given(d.group) }

func given(text string) *[]*string {
	if text == "" {
		return &[]*string{}
	}
	return jsii.Strings(text)
}

func clientDemands(redirectUri string, group string) accounts.IClientDemands {
	return &demands{redirectUri: redirectUri, group: group}
}

func longClientDemands(characters int) accounts.IClientDemands {
	return clientDemands("https://shop.acme.example/"+strings.Repeat("x", characters), "")
}

// Says that it can fetch, and does not say from where.
type store struct {
	secrets.SecretStoreDriver
}

func faultySecretStore() secrets.SecretStoreDriver {
	driver := &store{}
	secrets.NewSecretStoreDriver_Override(driver)
	return driver
}

func (s *store) Manifest() *cloud.DriverManifest {
	return &cloud.DriverManifest{
		Product: jsii.String("faulty"), Title: jsii.String("Faulty"), Contract: jsii.String("secrets.SecretStore"), Sources: sources,
	}
}

func (s *store) Capabilities() *[]secrets.SecretStoreCapability {
	return &[]secrets.SecretStoreCapability{secrets.SecretStoreCapability_FETCH}
}

func (s *store) Provision(_ secrets.SecretStoreRequest) *secrets.SecretStoreOutcome {
	return &secrets.SecretStoreOutcome{Peer: cloud.NetworkPeer_Anywhere(jsii.String("nowhere"))}
}

// Does wrong what its fault says.
type database struct {
	data.RelationalDatabaseDriver
	fault string
}

func faultyDatabase(fault string) data.RelationalDatabaseDriver {
	driver := &database{fault: fault}
	data.NewRelationalDatabaseDriver_Override(driver)
	return driver
}

func (d *database) Manifest() *cloud.DriverManifest {
	level := cloud.PodSecurityLevel_RESTRICTED
	if d.fault == "pods of the level baseline" {
		level = cloud.PodSecurityLevel_BASELINE
	}
	return &cloud.DriverManifest{
		Product: jsii.String("faulty"), Title: jsii.String("Faulty"), Contract: jsii.String("data.RelationalDatabase"),
		PodSecurity: &cloud.PodSecurityFacts{Level: level}, Sources: sources,
	}
}

func (d *database) Capabilities() *[]data.RelationalDatabaseCapability {
	return &[]data.RelationalDatabaseCapability{}
}

func (d *database) Provision(request data.RelationalDatabaseRequest) *data.RelationalDatabaseOutcome {
	if d.fault == "an exception" {
		panic("no such region")
	}
	if d.fault == "nothing" {
		return nil
	}
	key := func(name string) *cloud.SecretReference {
		return &cloud.SecretReference{NamespaceName: request.NamespaceName(), SecretName: request.Name(), Key: jsii.String(name)}
	}
	outcome := &data.RelationalDatabaseOutcome{
		Host: jsii.String("db.acme.example"), Port: jsii.Number(5432), Username: key("username"), Password: key("password"),
	}
	if d.fault == "pods of the level baseline" {
		outcome.Workload = cloud.NewWorkload(request.Scope(), jsii.String("pods"), &cloud.WorkloadProps{
			Name: request.Name(), NamespaceName: request.NamespaceName(), Labels: &map[string]*string{"app": request.Name()},
		})
	}
	return outcome
}
