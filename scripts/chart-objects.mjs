// Makes the facts of what the charts make (src/**/<chart>.objects.ts) anew, from a folder of real charts, which are not
// part of this repository: node scripts/chart-objects.mjs <folder with one unpacked chart in each folder>
// It needs helm on the PATH, and the compiled library and command line.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';

const ROOT = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');

/** Where each chart's facts are. */
const PLACES = {
  'casdoor-helm-charts': 'accounts/drivers/casdoor',
  'keycloakx': 'accounts/drivers/keycloak',
  'cloudnative-pg': 'data/drivers/cloudnative-pg',
  'plugin-barman-cloud': 'data/drivers/cloudnative-pg.barman-cloud',
  'seaweedfs': 'data/drivers/seaweedfs',
  'valkey': 'data/drivers/valkey',
  'cert-manager': 'networking/drivers/cert-manager/cert-manager',
  'gateway-helm': 'networking/drivers/envoy-gateway',
  'external-dns': 'networking/drivers/external-dns',
  'oauth2-proxy': 'networking/drivers/traefik.oauth2-proxy',
  'traefik': 'networking/drivers/traefik',
  'external-secrets': 'secrets/external-secrets',
  'gateway-api': 'networking/drivers/traefik.gateway-api',
  'openbao': 'secrets/drivers/openbao',
};

/** Releases that take a part of another product's chart, and have facts of their own. */
const CARRIERS = { 'gateway-api': 'gateway-api' };

/** Choices that take every chart and every size in. */
const VARIANTS = [
  ...['small', 'medium', 'large'].map((size) => ({ size })),
  ...['small', 'large'].map((size) => ({ size, gateway: { traefik: {} }, accounts: { driver: { casdoor: {} } }, dns: { externalDns: { provider: 'cloudflare', credentials: { fromSecret: 'dns' } } } })),
];

const [source] = process.argv.slice(2);
if (source === undefined || !existsSync(source)) {
  console.error('Give a folder that holds one unpacked chart in each folder.');
  process.exit(2);
}
const scratch = mkdtempSync(join(tmpdir(), 'qtcloud-chart-objects-'));
const charts = join(scratch, 'charts');
execFileSync('mkdir', ['-p', charts]);
const versions = new Map();
for (const folder of readdirSync(source)) {
  const file = join(source, folder, 'Chart.yaml');
  if (existsSync(file)) {
    const { name, version } = parse(readFileSync(file, 'utf8'));
    symlinkSync(join(source, folder), join(charts, name));
    versions.set(name, version);
  }
}

/** Plural of a kind, as the API names its resources. */
function resourceOf({ apiVersion, kind }) {
  const lower = kind.toLowerCase();
  const plural = /(s|x|ch|sh)$/.test(lower) ? `${lower}es` : /[^aeiou]y$/.test(lower) ? `${lower.slice(0, -1)}ies` : `${lower}s`;
  const [group, version] = apiVersion.split('/');
  return version === undefined ? plural : `${plural}.${group}`;
}

const CLUSTER_WIDE = /^(ClusterRole|ClusterRoleBinding|CustomResourceDefinition|MutatingWebhookConfiguration|ValidatingWebhookConfiguration|ValidatingAdmissionPolicy|ValidatingAdmissionPolicyBinding|APIService|PriorityClass|GatewayClass|IngressClass)$/;

/** `pods/exec` of the group `apps` is written `pods.apps/exec`. */
function resourcesOf(rule) {
  return (rule.apiGroups ?? []).flatMap((group) => (rule.resources ?? []).map((resource) => {
    const [name, below] = resource.split('/');
    return `${name}${group === '' ? '' : `.${group}`}${below === undefined ? '' : `/${below}`}`;
  }));
}

const found = new Map();
function chartOf(name) {
  if (!found.has(name)) {
    found.set(name, { namespaced: new Set(), cluster: new Map(), clusterGrants: [], grants: [] });
  }
  return found.get(name);
}

for (const [index, variant] of VARIANTS.entries()) {
  const platform = parse(readFileSync(join(ROOT, 'examples', 'private-cloud', 'platform.yaml'), 'utf8'));
  const file = join(scratch, `platform-${index}.yaml`);
  writeFileSync(file, stringify({ ...platform, target: { k3s: { charts: { directory: charts } } }, ...variant }));
  const out = join(scratch, `out-${index}`);
  execFileSync(process.execPath, [join(ROOT, 'cli', 'bin', 'qtcloud'), 'synth', '--file', file, '--output', out], { stdio: ['ignore', 'ignore', 'inherit'] });
  const project = JSON.parse(readFileSync(join(out, platform.name, 'cdk.tf.json'), 'utf8'));
  const operators = new Set(JSON.parse(readFileSync(join(out, platform.name, 'platform.json'), 'utf8')).operators.map(({ name }) => name));
  for (const release of Object.values(project.resource.helm_release).filter(({ chart }) => !chart.includes('custom-resources'))) {
    const values = join(scratch, 'values.yaml');
    writeFileSync(values, release.values?.[0] ?? '{}');
    const text = execFileSync('helm', ['template', release.name, release.chart, '--namespace', release.namespace, '--values', values, '--include-crds', '--kube-version', '1.34.10'], { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'] });
    // An operator's name is the same everywhere.
    const isOperator = operators.has(release.name);
    const { fullnameOverride: fullname = release.name } = parse(release.values?.[0] ?? '{}');
    take(chartOf(CARRIERS[release.name] ?? release.chart.split('/').at(-1)), { ...release, pattern: (name) => (isOperator ? name : name.replaceAll(fullname, '{fullname}')) }, parseAllDocuments(text).map((document) => document.toJS()).filter((object) => object?.kind !== undefined));
  }
}

function take(chart, release, objects) {
  for (const object of objects.filter(({ metadata }) => !/\btest/.test(metadata.annotations?.['helm.sh/hook'] ?? ''))) {
    const { kind, metadata: { name, namespace = release.namespace } } = object;
    if (CLUSTER_WIDE.test(kind)) {
      const names = chart.cluster.get(resourceOf(object)) ?? new Set();
      names.add(kind === 'CustomResourceDefinition' ? name : release.pattern(name));
      chart.cluster.set(resourceOf(object), names);
    } else if (namespace === release.namespace) {
      chart.namespaced.add(resourceOf(object));
    } else {
      throw new Error(`${release.chart} makes the ${kind} ${name} in the namespace ${namespace}: facts have no place for that.`);
    }
    if (/Role$/.test(kind)) {
      for (const rule of object.rules ?? []) {
        if (rule.nonResourceURLs !== undefined) {
          throw new Error(`${release.chart}: the ${kind} ${name} permits addresses: facts have no place for that.`);
        }
        (kind === 'Role' ? chart.grants : chart.clusterGrants).push({
          verbs: rule.verbs, resources: resourcesOf(rule), names: (rule.resourceNames ?? ['']).map(release.pattern),
        });
      }
    }
    if (/RoleBinding$/.test(kind) && !objects.some((role) => role.kind === object.roleRef.kind && role.metadata.name === object.roleRef.name)) {
      throw new Error(`${release.chart} binds the ${object.roleRef.kind} ${object.roleRef.name}, which is not its own: facts have no place for that.`);
    }
  }
}

/** The same permissions in as few lines as can be. */
function merge(rules) {
  const byTarget = new Map();
  for (const { verbs, resources, names } of rules) {
    for (const resource of resources) {
      for (const name of names) {
        const key = JSON.stringify([resource, name]);
        byTarget.set(key, new Set([...byTarget.get(key) ?? [], ...verbs]));
      }
    }
  }
  const byVerbs = new Map();
  for (const [key, verbs] of byTarget) {
    const [resource, name] = JSON.parse(key);
    const everywhere = name === '' ? new Set() : byTarget.get(JSON.stringify([resource, ''])) ?? new Set();
    const own = [...verbs].filter((verb) => !everywhere.has(verb)).sort();
    if (own.length > 0) {
      const line = JSON.stringify([own, name]);
      byVerbs.set(line, [...byVerbs.get(line) ?? [], resource]);
    }
  }
  return [...byVerbs].map(([line, resources]) => {
    const [verbs, name] = JSON.parse(line);
    return { verbs, resources: resources.sort(), names: name === '' ? undefined : [name] };
  }).sort((a, b) => (JSON.stringify([a.resources, a.names]) < JSON.stringify([b.resources, b.names]) ? -1 : 1));
}

const quote = (text) => `'${text}'`;
const list = (values) => `[${values.map(quote).join(', ')}]`;

function grants(name, rules) {
  return rules.length === 0 ? [] : [
    `  ${name}: [`,
    ...rules.map(({ verbs, resources, names }) => `    { verbs: ${list(verbs)}, resources: ${list(resources)}${names === undefined ? '' : `, names: ${list(names)}`} },`),
    '  ],',
  ];
}

for (const [name, chart] of found) {
  const place = PLACES[name];
  const constant = `${place.split('/').at(-1).split('.').at(-1).replaceAll('-', '_').toUpperCase()}_OBJECTS`;
  const depth = place.split('/').length - 1;
  const cluster = [...chart.cluster].sort(([a], [b]) => (a < b ? -1 : 1));
  const title = name === 'gateway-api' ? 'gateway-helm' : name;
  writeFileSync(join(ROOT, 'src', `${place}.objects.ts`), [
    `import type { ChartObjects } from '${'../'.repeat(depth)}core';`,
    '',
    `/** What the chart ${title} makes with the values of this library. Written by scripts/chart-objects.mjs. */`,
    `export const ${constant}: ChartObjects = {`,
    `  namespaced: ${list([...chart.namespaced].sort())},`,
    ...(cluster.length === 0 ? [] : ['  cluster: {', ...cluster.flatMap(([resource, names]) => [`    ${quote(resource)}: [`, ...[...names].sort().map((each) => `      ${quote(each)},`), '    ],']), '  },']),
    ...grants('clusterGrants', merge(chart.clusterGrants)),
    ...grants('grants', merge(chart.grants)),
    `  source: { seenIn: 'chart ${title} ${versions.get(title)}, rendered by helm template', date: '${new Date().toISOString().slice(0, 10)}' },`,
    '};',
    '',
  ].join('\n'));
}
rmSync(scratch, { recursive: true });
const absent = Object.keys(PLACES).filter((name) => !found.has(name));
console.log(`Made the facts of ${found.size} charts.${absent.length > 0 ? ` Not used by any of the choices: ${absent.join(', ')}.` : ''}`);
