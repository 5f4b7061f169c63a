import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ChartFacts, DriverManifest, ResourceRequests, ServiceFacts } from '../../../../src/core/manifest';
import { Quantity } from '../../../../src/core/quantity';
import { definitionsOf } from './definitions';

const FACTS = join(__dirname, '..', '..', '..', 'fixtures', 'charts');

/** Labels of the real charts' pods that differ from what most charts set, or come beside it, where something looks for them. */
const OTHER_LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'casdoor-helm-charts': { 'app.kubernetes.io/name': 'casdoor' },
  'gateway-helm': { 'control-plane': 'envoy-gateway' },
  'openbao': { component: 'server' },
};

/** A chart of which we install the definitions without the controller, by this value. A text in the place of a number would be quoted. */
const REPLICAS_BY_VALUE = { chart: 'gateway-helm', mark: 987654321, value: '{{ .Values.deployment.replicas }}' };

/** Values by which users make pods that no node takes, or that pod security forbids: they stand here as texts, and are replaced by templates. */
const BY_VALUE: Readonly<Record<string, string>> = {
  nodeSelectorByValue: '{{ .Values.nodeSelector | default dict | toJson }}',
  hostNetworkByValue: '{{ (.Values.webhook | default dict).hostNetwork | default false }}',
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
  const objects = [account(), ...services(manifest).map(({ name, port }) => service(chart, name, port)), ...workloads(chart, manifest)];
  const text = objects.map((object) => stringify(object, { lineWidth: 0 })).join('---\n').replaceAll(String(REPLICAS_BY_VALUE.mark), REPLICAS_BY_VALUE.value);
  writeFileSync(join(folder, 'templates', 'objects.yaml'), Object.entries(BY_VALUE).reduce((made, [mark, template]) => made.replaceAll(mark, template), text));
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

/** Those of the chart: what is named after a component is the operator's to make, where there is an operator. */
function services({ services: all = [], operatorRequests }: DriverManifest): ServiceFacts[] {
  return operatorRequests === undefined ? all : all.filter(({ name }) => !name.includes('{name}'));
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
  const parts = named.length === 0 ? [{ kind: 'Deployment', name: NAME }] : named.map(({ kind, name }) => ({ kind, name: name.replace(/\{(name|owner)\}/, NAME) }));
  const each = parts.length === 1 ? requests : divide(requests, parts.length, parts.filter(({ kind }) => kind === 'StatefulSet').length);
  return parts.map((part) => workload(chart, manifest, part, each));
}

/** The manifest's figures are for all parts together. */
function divide({ cpu, memory, storage, instances }: ResourceRequests, parts: number, volumes: number): ResourceRequests {
  const share = (figure: number, unit: string) => `${Math.ceil(figure)}${unit}`;
  const amount = (text: string) => Quantity.parse(text, 'a manifest').amount;
  const mebibytes = (text: string) => amount(text) / 2 ** 20;
  return {
    cpu: share(amount(cpu) * 1000 * instances / parts, 'm'),
    memory: share(mebibytes(memory) * instances / parts, 'Mi'),
    storage: storage === undefined || volumes === 0 ? undefined : share(mebibytes(storage) * instances / volumes, 'Mi'),
    instances: 1,
  };
}

function workload(chart: ChartFacts, manifest: DriverManifest, { kind, name }: { kind: string; name: string }, requests: ResourceRequests): Rendered {
  const own = { ...labels(chart), ...OTHER_LABELS[chart.name], 'app.kubernetes.io/component': name };
  const isStateful = kind === 'StatefulSet';
  const claims = isStateful && requests.storage !== undefined
    ? { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: requests.storage } } } }] }
    : {};
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, labels: own },
    spec: {
      replicas: chart.name === REPLICAS_BY_VALUE.chart ? REPLICAS_BY_VALUE.mark : requests.instances,
      ...(isStateful ? { serviceName: name } : {}),
      selector: { matchLabels: own },
      template: {
        metadata: { labels: own },
        spec: {
          serviceAccountName: NAME,
          nodeSelector: 'nodeSelectorByValue',
          hostNetwork: 'hostNetworkByValue',
          securityContext: POD_SECURITY,
          containers: [{
            name: manifest.product,
            image: manifest.images?.[0] ?? manifest.product,
            ports: [...new Set(services(manifest).map(({ port }) => port))].map((port) => ({ containerPort: port })),
            resources: { requests: { cpu: requests.cpu, memory: requests.memory } },
            securityContext: CONTAINER_SECURITY,
          }],
        },
      },
      ...claims,
    },
  };
}
