import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ChartFacts, DriverManifest, ResourceRequests } from '../../../../src/core/manifest';
import { definitionsOf } from './definitions';

const FACTS = join(__dirname, '..', '..', '..', 'fixtures', 'charts');

/** Labels of pods beside those that every chart sets, where something looks for them. */
const FURTHER_LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'gateway-helm': { 'control-plane': 'envoy-gateway' },
};

const NAME = '{{ .Values.fullnameOverride | default .Release.Name }}';
const LABELS = { 'app.kubernetes.io/instance': '{{ .Release.Name }}', 'app.kubernetes.io/managed-by': '{{ .Release.Service }}' };
const POD_SECURITY = { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } };
const CONTAINER_SECURITY = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

type Rendered = Record<string, unknown>;

/**
 * Writes a chart that stands in for the real one: its name and version, its
 * custom resource definitions, its values schema, the services and ports of
 * the manifest, and workloads with the manifest's requests.
 */
export function writeStandIn(folder: string, chart: ChartFacts, manifest: DriverManifest): void {
  mkdirSync(join(folder, 'templates'), { recursive: true });
  writeFileSync(join(folder, 'Chart.yaml'), stringify({ apiVersion: 'v2', name: chart.name, version: chart.version, appVersion: chart.appVersion, description: 'Stands in for the real chart in tests.' }));
  writeFileSync(join(folder, 'values.yaml'), '{}\n');
  const schema = valuesSchema(chart.name);
  if (schema !== undefined) {
    writeFileSync(join(folder, 'values.schema.json'), JSON.stringify(schema));
  }
  for (const crd of manifest.crds ?? []) {
    const place = crd.neverUpgraded === true ? 'crds' : 'templates';
    mkdirSync(join(folder, place), { recursive: true });
    for (const definition of definitionsOf([crd])) {
      const { name } = definition.metadata as { name: string };
      // Descriptions may hold braces, which a template would take for its own.
      const text = stringify(definition, { lineWidth: 0 });
      writeFileSync(join(folder, place, `${name}.yaml`), place === 'crds' ? text : text.replaceAll('{{', '{{ "{{" }}'));
    }
  }
  const objects = [account(), ...(manifest.services ?? []).map(({ name, port }) => service(chart, name, port)), ...workloads(chart, manifest)];
  writeFileSync(join(folder, 'templates', 'objects.yaml'), objects.map((object) => stringify(object, { lineWidth: 0 })).join('---\n'));
}

/** The real chart's schema of values, where it has one; what it requires is in the real chart's own values. */
function valuesSchema(chart: string): unknown {
  const file = join(FACTS, `${chart}.json`);
  return existsSync(file) ? withoutRequired((JSON.parse(readFileSync(file, 'utf8')) as { schema?: unknown }).schema) : undefined;
}

function withoutRequired(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(withoutRequired);
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  return Object.fromEntries(Object.entries(schema).filter(([key, value]) => key !== 'required' || !Array.isArray(value)).map(([key, value]) => [key, withoutRequired(value)]));
}

function labels(chart: ChartFacts): Record<string, string> {
  return { 'app.kubernetes.io/name': chart.name, ...LABELS };
}

function account(): Rendered {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: NAME } };
}

function service(chart: ChartFacts, name: string, port: number): Rendered {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: name.replace('{name}', NAME), labels: labels(chart) },
    spec: { selector: { 'app.kubernetes.io/instance': '{{ .Release.Name }}' }, ports: [{ name: `port-${port}`, port, targetPort: port }] },
  };
}

/** What the manifest asks after when it asks whether the product is ready; one Deployment where that is a custom resource. */
function workloads(chart: ChartFacts, manifest: DriverManifest): Rendered[] {
  const requests = (manifest.operatorRequests ?? manifest.requests)?.small ?? { cpu: '10m', memory: '32Mi', instances: 1 };
  const named = (manifest.operatorReadiness ?? manifest.readiness ?? []).filter(({ apiVersion }) => apiVersion === 'apps/v1');
  const ports = [...new Set((manifest.services ?? []).map((each) => each.port))];
  if (named.length === 0) {
    return [workload(chart, manifest, { kind: 'Deployment', name: NAME }, requests, ports)];
  }
  return named.map(({ kind, name }) => workload(chart, manifest, { kind, name: name.replace(/\{(name|owner)\}/, NAME) }, { ...requests, instances: 1 }, ports));
}

function workload(chart: ChartFacts, manifest: DriverManifest, { kind, name }: { kind: string; name: string }, requests: ResourceRequests, ports: number[]): Rendered {
  const own = { ...labels(chart), ...FURTHER_LABELS[chart.name], 'app.kubernetes.io/component': name };
  const isStateful = kind === 'StatefulSet';
  const claims = isStateful && requests.storage !== undefined
    ? { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: requests.storage } } } }] }
    : {};
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, labels: own },
    spec: {
      replicas: requests.instances,
      ...(isStateful ? { serviceName: name } : {}),
      selector: { matchLabels: own },
      template: {
        metadata: { labels: own },
        spec: {
          serviceAccountName: NAME,
          securityContext: POD_SECURITY,
          containers: [{
            name: manifest.product,
            image: manifest.images?.[0] ?? manifest.product,
            ports: ports.map((port) => ({ containerPort: port })),
            resources: { requests: { cpu: requests.cpu, memory: requests.memory } },
            securityContext: CONTAINER_SECURITY,
          }],
        },
      },
      ...claims,
    },
  };
}
