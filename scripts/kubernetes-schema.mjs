// Writes cli/src/deployment/kubernetes-schema.json: the fields of Kubernetes' own kinds and their types, without
// descriptions, as an API server tells them. Usage: node scripts/kubernetes-schema.mjs <kubeconfig>, of a running
// `qtcloud sandbox up`. Needed again only when the pinned Kubernetes changes.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const TARGET = 'cli/src/deployment/kubernetes-schema.json';
/** Groups of the kinds that Terraform's provider has resources for. */
const GROUPS = [
  'api/v1', 'apis/apps/v1', 'apis/batch/v1', 'apis/autoscaling/v1', 'apis/autoscaling/v2', 'apis/networking.k8s.io/v1', 'apis/policy/v1',
  'apis/rbac.authorization.k8s.io/v1', 'apis/storage.k8s.io/v1', 'apis/scheduling.k8s.io/v1', 'apis/node.k8s.io/v1', 'apis/discovery.k8s.io/v1',
  'apis/admissionregistration.k8s.io/v1', 'apis/apiregistration.k8s.io/v1',
];
const KINDS = [
  'APIService', 'CSIDriver', 'ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'CronJob', 'DaemonSet', 'Deployment', 'EndpointSlice', 'Endpoints',
  'HorizontalPodAutoscaler', 'Ingress', 'IngressClass', 'Job', 'LimitRange', 'MutatingWebhookConfiguration', 'Namespace', 'NetworkPolicy',
  'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'PodDisruptionBudget', 'PriorityClass', 'ReplicationController', 'ResourceQuota', 'Role',
  'RoleBinding', 'RuntimeClass', 'Secret', 'Service', 'ServiceAccount', 'StatefulSet', 'StorageClass', 'ValidatingWebhookConfiguration',
];
/** Fields that only the cluster writes. */
const CLUSTERS_OWN = new Set(['status', 'managedFields']);

const [kubeconfig] = process.argv.slice(2);
const raw = (path) => JSON.parse(execFileSync('kubectl', [`--kubeconfig=${kubeconfig}`, 'get', '--raw', path], { maxBuffer: 1 << 28 }));
const { gitVersion } = raw('/version');

const definitions = {};
const kinds = [];
for (const group of GROUPS) {
  const document = raw(`/openapi/v3/${group}`);
  Object.assign(definitions, document.components.schemas);
  for (const [name, definition] of Object.entries(document.components.schemas)) {
    for (const { group: ofGroup, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
      const apiVersion = ofGroup === '' ? version : `${ofGroup}/${version}`;
      if (KINDS.includes(kind) && group === `${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`) {
        const paths = Object.keys(document.paths);
        kinds.push({ apiVersion, kind, type: short(name), namespaced: paths.some((path) => path.includes('{namespace}') && isOf(document.paths[path], kind)) });
      }
    }
  }
}

function isOf(path, kind) {
  return Object.values(path).some((verb) => verb?.['x-kubernetes-group-version-kind']?.kind === kind);
}

function short(reference) {
  return reference.replace(/^#\/components\/schemas\//, '').replace(/^io\.k8s\.(kube-aggregator\.pkg\.apis|apimachinery\.pkg\.apis|api)\./, '');
}

const types = {};
function typeOf(schema) {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (reference !== undefined) {
    const definition = definitions[reference.replace('#/components/schemas/', '')];
    if (definition.properties === undefined) {
      return typeOf(definition);
    }
    add(reference, definition);
    return short(reference);
  }
  if (schema.format === 'int-or-string') {
    return 'integer or string';
  }
  if (schema.type === 'array') {
    return `[${typeOf(schema.items)}]`;
  }
  if (schema.type === 'object') {
    return schema.additionalProperties === undefined ? 'any' : `{${typeOf(schema.additionalProperties)}}`;
  }
  // A quantity is a string or a number: the string says it exactly.
  return schema.type ?? (schema.oneOf?.some(({ type }) => type === 'string') ? 'string' : 'any');
}

function add(reference, definition) {
  const name = short(reference);
  if (types[name] === undefined) {
    types[name] = {};
    for (const [property, schema] of Object.entries(definition.properties)) {
      if (!CLUSTERS_OWN.has(property)) {
        types[name][property] = typeOf(schema);
      }
    }
  }
}

for (const { type } of kinds) {
  const name = Object.keys(definitions).find((each) => short(each) === type);
  add(name, definitions[name]);
}
const sorted = Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)));
const lines = Object.entries(sorted).map(([name, fields]) => `    ${JSON.stringify(name)}: ${JSON.stringify(fields)}`);
const kindLines = kinds.sort((a, b) => (`${a.kind}${a.apiVersion}` < `${b.kind}${b.apiVersion}` ? -1 : 1)).map((kind) => `    ${JSON.stringify(kind)}`);
writeFileSync(TARGET, `{\n  "source": "OpenAPI v3 of kube-apiserver ${gitVersion}, names and types of fields",\n  "kinds": [\n${kindLines.join(',\n')}\n  ],\n  "types": {\n${lines.join(',\n')}\n  }\n}\n`);
process.stdout.write(`${TARGET}: ${kinds.length} kinds, ${lines.length} types\n`);
