// Makes test/fixtures anew from a folder of real charts and custom resource definitions, which are not part of this
// repository: node scripts/update-fixtures.mjs <folder with charts/ and crds/>
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/**
 * Charts in use, by folder: `open` are maps that their templates take as a
 * whole, `commented` are values that values.yaml only shows in a comment, and
 * `unlisted` are values that its templates read and values.yaml does not show.
 */
const CHARTS = {
  'barman-plugin': {},
  'casdoor': {},
  'cert-manager': {},
  'cloudnative-pg': { open: ['config.data'] },
  'envoy-gateway': { open: ['config.envoyGateway'] },
  'external-dns': {},
  'external-secrets': {},
  'keycloakx': {},
  'oauth2-proxy': { open: ['extraArgs'], commented: ['config.existingSecret'] },
  // templates/_helpers.tpl, openbao.fullname.
  'openbao': { unlisted: ['fullnameOverride'] },
  // templates/shared/_helpers.tpl, seaweedfs.fullname.
  'seaweedfs': { commented: ['s3.createBuckets'], unlisted: ['fullnameOverride'] },
  'traefik': { open: ['ports', 'entryPoints'] },
  'valkey': {},
};

/** Versions under which charts are published whose repository names a development version. */
const PUBLISHED = { 'envoy-gateway': { version: 'v1.9.0', appVersion: 'v1.9.0' } };

/** Kinds in use, by API group. */
const KINDS = {
  'argoproj.io': ['Application_v1alpha1'],
  'barmancloud.cnpg.io': ['ObjectStore_v1'],
  'cert-manager.io': ['Certificate_v1', 'ClusterIssuer_v1', 'Issuer_v1'],
  'external-secrets.io': ['ClusterExternalSecret_v1', 'ClusterSecretStore_v1', 'ExternalSecret_v1', 'PushSecret_v1alpha1', 'SecretStore_v1'],
  'externaldns.k8s.io': ['DNSEndpoint_v1alpha1'],
  'gateway.envoyproxy.io': ['BackendTrafficPolicy_v1alpha1', 'Backend_v1alpha1', 'ClientTrafficPolicy_v1alpha1', 'EnvoyProxy_v1alpha1', 'HTTPRouteFilter_v1alpha1', 'SecurityPolicy_v1alpha1'],
  'gateway.networking.k8s.io': ['BackendTLSPolicy_v1', 'GRPCRoute_v1', 'GatewayClass_v1', 'Gateway_v1', 'HTTPRoute_v1', 'ListenerSet_v1', 'ReferenceGrant_v1beta1', 'ReferenceGrant_v1'],
  'generators.external-secrets.io': ['ClusterGenerator_v1alpha1', 'Password_v1alpha1'],
  'postgresql.cnpg.io': ['Cluster_v1', 'DatabaseRole_v1', 'Database_v1', 'Pooler_v1', 'ScheduledBackup_v1'],
  'traefik.io': ['IngressRoute_v1alpha1', 'Middleware_v1alpha1', 'ServersTransport_v1alpha1', 'TLSOption_v1alpha1'],
};

/** Maps of Kubernetes' own form, whatever a chart gives as their default: its templates pass them on. */
const PASSED_ON = /(^|[a-z])(labels|annotations|nodeselector|resources|securitycontext|affinity|livenessprobe|readinessprobe|startupprobe|limits|requests|extraenvironmentvars|strategy|updatestrategy)$/i;

const [source] = process.argv.slice(2);
if (source === undefined || !existsSync(join(source, 'charts')) || !existsSync(join(source, 'crds'))) {
  console.error('Give a folder that holds charts/ and crds/.');
  process.exit(2);
}
const target = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', 'test', 'fixtures');

/** The keys of a values.yaml: a nested map for a closed map, and otherwise the type of the default. */
function keysOf(value, path, open) {
  if (Array.isArray(value)) {
    return 'list';
  }
  if (value === null || value === undefined) {
    return 'any';
  }
  if (typeof value !== 'object') {
    return value === '' ? 'any' : typeof value;
  }
  const name = path.at(-1) ?? '';
  if (Object.keys(value).length === 0 || PASSED_ON.test(name) || open.includes(path.join('.'))) {
    return 'open';
  }
  return Object.fromEntries(Object.entries(value).sort(byKey).map(([key, item]) => [key, keysOf(item, [...path, key], open)]));
}

/** The same, of a JSON schema. */
function keysOfSchema(schema, root, path, open, depth = 0) {
  const resolved = resolve(schema, root);
  const parts = [resolved, ...['allOf', 'anyOf', 'oneOf'].flatMap((key) => resolved[key] ?? [])].map((part) => resolve(part, root));
  const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {}));
  const types = parts.flatMap((part) => part.type ?? []);
  if (Object.keys(properties).length === 0 || depth > 12) {
    const only = types.filter((type) => type !== 'null');
    return only.length !== 1 ? 'any' : { object: 'open', array: 'list', integer: 'number' }[only[0]] ?? only[0];
  }
  const name = path.at(-1) ?? '';
  const isOpen = parts.some((part) => typeof part.additionalProperties === 'object') || PASSED_ON.test(name) || open.includes(path.join('.'));
  return isOpen
    ? 'open'
    : Object.fromEntries(Object.entries(properties).sort(byKey).map(([key, item]) => [key, keysOfSchema(item, root, [...path, key], open, depth + 1)]));
}

function resolve(schema, root) {
  if (typeof schema !== 'object' || schema === null) {
    return {};
  }
  const reference = schema.$ref;
  return typeof reference === 'string' && reference.startsWith('#/')
    ? resolve(reference.slice(2).split('/').reduce((below, key) => below?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], root), root)
    : schema;
}

/** Both together: what either knows is a key. */
function union(one, other) {
  if (one === undefined || other === undefined) {
    return one ?? other;
  }
  if (typeof one === 'string' || typeof other === 'string') {
    return one === other ? one : [one, other].includes('open') ? 'open' : typeof one === 'object' ? one : typeof other === 'object' ? other : 'any';
  }
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return Object.fromEntries(keys.map((key) => [key, union(one[key], other[key])]));
}

function commentedKeys(folder, text, path) {
  if (!new RegExp(`^\\s*#\\s*${path.at(-1)}:`, 'm').test(text)) {
    throw new Error(`values.yaml of ${folder} shows no "${path.at(-1)}" in a comment.`);
  }
  return path.reduceRight((below, key) => ({ [key]: below }), 'any');
}

function byKey([a], [b]) {
  return a < b ? -1 : 1;
}

/** A schema without what only people read. */
function strip(value, areProperties = false) {
  if (Array.isArray(value)) {
    return value.map((item) => strip(item));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const kept = Object.entries(value).filter(([key]) => areProperties || !['description', 'title', 'examples', 'default', '$comment', 'markdownDescription', 'x-intellij-html-description', 'helm-docs'].includes(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, strip(item, !areProperties && ['properties', '$defs', 'definitions', 'patternProperties'].includes(key))]));
}

function chartOf(folder) {
  return { ...parse(readFileSync(join(source, 'charts', folder, 'Chart.yaml'), 'utf8')), ...PUBLISHED[folder] };
}

function readChart(folder, { open = [], commented = [], unlisted = [] }) {
  const at = join(source, 'charts', folder);
  const chart = chartOf(folder);
  const text = readFileSync(join(at, 'values.yaml'), 'utf8');
  const values = parse(text);
  const schemaFile = join(at, 'values.schema.json');
  const schema = existsSync(schemaFile) ? JSON.parse(readFileSync(schemaFile, 'utf8')) : undefined;
  const subcharts = Object.fromEntries((chart.dependencies ?? []).map(({ name, alias }) => [alias ?? name, 'open']));
  const known = union(union(keysOf(values, [], open), schema && keysOfSchema(schema, schema, [], open)), { ...subcharts, global: 'open' });
  const extra = [...commented.map((path) => commentedKeys(folder, text, path.split('.'))), ...unlisted.map((key) => ({ [key]: 'any' }))];
  const keys = extra.reduce(union, known);
  return {
    chart: chart.name,
    version: String(chart.version),
    appVersion: String(chart.appVersion ?? ''),
    source: `values.yaml${schema ? ' and values.schema.json' : ''} of the chart, reduced to keys${schema ? '; the schema without its prose' : ''}`,
    keys,
    schema: schema && strip(schema),
  };
}

function write(file, content) {
  writeFileSync(file, `${JSON.stringify(content, undefined, 1)}\n`);
}

for (const folder of ['charts', 'crds']) {
  rmSync(join(target, folder), { recursive: true, force: true });
}
mkdirSync(join(target, 'charts'), { recursive: true });
for (const [folder, choices] of Object.entries(CHARTS)) {
  const facts = readChart(folder, choices);
  write(join(target, 'charts', `${facts.chart}.json`), facts);
}
/** Charts whose definitions are in use, and whose values are not. */
const WITHOUT_VALUES = ['argo-cd'];
const versions = Object.fromEntries([...Object.keys(CHARTS), ...WITHOUT_VALUES].map((folder) => {
  const { name, version } = chartOf(folder);
  return [folder, `${name} ${version}`];
}));
for (const [group, kinds] of Object.entries(KINDS)) {
  mkdirSync(join(target, 'crds', group), { recursive: true });
  for (const name of kinds) {
    const { chart, kind, version, scope, schema } = JSON.parse(readFileSync(join(source, 'crds', group, `${name}.json`), 'utf8'));
    const content = { group, kind, version, scope, source: `custom resource definition of the chart ${versions[chart] ?? chart}`, schema: strip(schema) };
    writeFileSync(join(target, 'crds', group, `${name}.json`), `${JSON.stringify(content)}\n`);
  }
}
console.log(`Made test/fixtures/charts (${Object.keys(CHARTS).length} charts) and test/fixtures/crds (${Object.values(KINDS).flat().length} kinds).`);
