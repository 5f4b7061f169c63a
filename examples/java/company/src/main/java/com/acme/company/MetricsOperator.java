package com.acme.company;

import com.quanttide.cloud.ChartFacts;
import com.quanttide.cloud.DriverManifest;
import com.quanttide.cloud.FactSource;
import com.quanttide.cloud.Operator;
import com.quanttide.cloud.OperatorProps;
import java.util.List;
import java.util.Map;
import software.constructs.IConstruct;

/** An operator of the company's own. */
final class MetricsOperator {
    /** The operator of the platform that the scope is in, once for all that need it. */
    static Operator require(IConstruct scope) {
        FactSource source = FactSource.builder().seenIn("the company's own chart museum").date("2026-11-22").build();
        DriverManifest manifest = DriverManifest.builder()
                .product("metrics-operator")
                .title("Metrics operator")
                .contract("acme.Metrics")
                .version("0.9.1")
                .charts(List.of(ChartFacts.builder()
                        .name("metrics-operator")
                        .repository("https://charts.acme.example")
                        .version("0.9.1")
                        .appVersion("0.9.1")
                        .source(source)
                        .build()))
                .sources(List.of(source))
                .build();
        return Operator.require(scope, OperatorProps.builder()
                .manifest(manifest)
                .advice("Require the metrics operator in the foundation, too.")
                .podLabels(Map.of("app", "metrics-operator"))
                .wiring(Map.of("watchAllNamespaces", true))
                .build());
    }

    private MetricsOperator() {
    }
}
