package main

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/quanttide/cloud-go/cloud"
)

// requireMetricsOperator gives the operator of the platform that the scope is in, once for all that need it.
func requireMetricsOperator(scope constructs.IConstruct) cloud.Operator {
	source := &cloud.FactSource{SeenIn: jsii.String("the company's own chart museum"), Date: jsii.String("2026-11-22")}
	return cloud.Operator_Require(scope, &cloud.OperatorProps{
		Manifest: &cloud.DriverManifest{
			Product:  jsii.String("metrics-operator"),
			Title:    jsii.String("Metrics operator"),
			Contract: jsii.String("acme.Metrics"),
			Version:  jsii.String("0.9.1"),
			Charts: &[]*cloud.ChartFacts{{
				Name:       jsii.String("metrics-operator"),
				Repository: jsii.String("https://charts.acme.example"),
				Version:    jsii.String("0.9.1"),
				AppVersion: jsii.String("0.9.1"),
				Source:     source,
			}},
			Sources: &[]*cloud.FactSource{source},
		},
		Advice:    jsii.String("Require the metrics operator in the foundation, too."),
		PodLabels: &map[string]*string{"app": jsii.String("metrics-operator")},
		Wiring:    &map[string]any{"watchAllNamespaces": true},
	})
}

// metricsSetup is what the program that sets up metrics works on: read when everything is declared.
type metricsSetup struct {
	token   cloud.ManagedSecret
	release *string
}

func (setup *metricsSetup) Files() *map[string]*string {
	return &map[string]*string{"index.txt": jsii.String("stores: 1\n")}
}

func (setup *metricsSetup) Secrets() *[]*cloud.ProgramSecret {
	return &[]*cloud.ProgramSecret{{Path: jsii.String("token"), Secret: setup.token.Key(jsii.String("token"))}}
}

func (setup *metricsSetup) After() *[]*string {
	return &[]*string{setup.token.Address(), setup.release}
}
