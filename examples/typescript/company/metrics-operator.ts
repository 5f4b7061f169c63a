import { IConstruct } from 'constructs';
import { DriverManifest, Operator } from '@quanttide/cloud';

const SOURCE = { seenIn: "the company's own chart museum", date: '2026-11-22' };

const MANIFEST: DriverManifest = {
  product: 'metrics-operator',
  title: 'Metrics operator',
  contract: 'acme.Metrics',
  version: '0.9.1',
  charts: [{ name: 'metrics-operator', repository: 'https://charts.acme.example', version: '0.9.1', appVersion: '0.9.1', source: SOURCE }],
  sources: [SOURCE],
};

/** The operator of the platform that the scope is in, once for all that need it. */
export function requireMetricsOperator(scope: IConstruct): Operator {
  return Operator.require(scope, {
    manifest: MANIFEST,
    advice: 'Require the metrics operator in the foundation, too.',
    podLabels: { app: 'metrics-operator' },
    wiring: { watchAllNamespaces: true },
  });
}
