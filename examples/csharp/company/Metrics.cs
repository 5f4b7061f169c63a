using System.Collections.Generic;
using Amazon.JSII.Runtime.Deputy;
using Constructs;
using QuantTide.Cloud;

namespace Acme.Company;

/// <summary>An operator of the company's own.</summary>
public static class MetricsOperator
{
    /// <summary>The operator of the platform that the scope is in, once for all that need it.</summary>
    public static Operator Require(IConstruct scope)
    {
        var source = new FactSource { SeenIn = "the company's own chart museum", Date = "2026-11-22" };
        return Operator.Require(scope, new OperatorProps
        {
            Manifest = new DriverManifest
            {
                Product = "metrics-operator",
                Title = "Metrics operator",
                Contract = "acme.Metrics",
                Version = "0.9.1",
                Charts =
                [
                    new ChartFacts
                    {
                        Name = "metrics-operator",
                        Repository = "https://charts.acme.example",
                        Version = "0.9.1",
                        AppVersion = "0.9.1",
                        Source = source,
                    },
                ],
                Sources = [source],
            },
            Advice = "Require the metrics operator in the foundation, too.",
            PodLabels = new Dictionary<string, string> { ["app"] = "metrics-operator" },
            Wiring = new Dictionary<string, object> { ["watchAllNamespaces"] = true },
        });
    }
}

/// <summary>What the program that sets up metrics works on: read when everything is declared.</summary>
public sealed class MetricsSetup(ManagedSecret token, string release) : DeputyBase, IProgramInput
{
    public IDictionary<string, string> Files => new Dictionary<string, string> { ["index.txt"] = "stores: 1\n" };

    public IProgramSecret[] Secrets => [new ProgramSecret { Path = "token", Secret = token.Key("token") }];

    public string[] After => [token.Address, release];
}
