import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { Deployment } from '../../../cli/src/deployment/deployment';
import { Step } from '../../../cli/src/deployment/step';
import { KubernetesObject, objectKey } from '../../../cli/src/kubernetes/kubernetes-object';

/** What speaks to Terraform and is nothing of the object's. */
const NOT_DECLARED = new Set(['//', 'depends_on', 'lifecycle', 'provider', 'timeouts', 'wait_for_completion', 'wait_for_rollout', 'wait_for_load_balancer', 'wait_for_default_service_account']);
const HELM = 'helm.sh/release.v1';

type Attributes = Readonly<Record<string, unknown>>;
interface Owned { readonly [field: string]: Owned }
interface Schema {
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}
interface Definition {
  readonly group: string;
  readonly names: { readonly kind: string };
  readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
}
interface Managed { readonly manager: string; readonly fieldsV1?: Owned }

/**
 * Compares live objects with the Terraform project itself, not with what the
 * export made of it: every field that is declared there must be live with its
 * value, and what the field manager owns beside is named, too.
 *
 * Terraform writes fields in snake case and lists in the singular, so names
 * are compared without either.
 */
export function undeclaredFields(project: string, deployment: Deployment, live: readonly KubernetesObject[], manager: string): { compared: number; fields: number; findings: string[] } {
  const { resource } = JSON.parse(readFileSync(join(project, 'cdk.tf.json'), 'utf8')) as { resource: Record<string, Record<string, Attributes>> };
  const filledIn = defaultsByKind(live);
  const found = new Map(live.map((object) => [objectKey(object), object]));
  const findings: string[] = [];
  let [compared, fields] = [0, 0];
  for (const step of deployment.steps) {
    const [type, id] = step.address.split(/\.(.*)/s);
    for (const { key, declared } of declaredBy(step, resource[type][id])) {
      const object = found.get(key);
      if (object === undefined) {
        findings.push(`${key} of ${step.path}: it is not there`);
        continue;
      }
      const [wanted, there, owned] = [leaves(declared), leaves(object), leaves(ownedBy(object, manager))];
      compared += 1;
      fields += wanted.length;
      findings.push(...without(wanted, there).map((leaf) => `${key}: declared, and not there: ${leaf}`));
      const byDefinition = filledIn.get(kindKey(object.apiVersion, object.kind)) ?? new Set();
      findings.push(...without(owned, [...wanted, ...leaves({ apiVersion: object.apiVersion, kind: object.kind })]).filter((leaf) => !byDefinition.has(leaf)).map((leaf) => `${key}: applied, and not declared: ${leaf}`));
    }
    if (step.kind === 'release') {
      findings.push(...releaseFindings(step.releaseName, step.namespaceName, resource[type][id], live));
      compared += 1;
    }
  }
  return { compared, fields, findings };
}

function declaredBy(step: Step, attributes: Attributes): { key: string; declared: unknown }[] {
  switch (step.kind) {
    case 'object':
      return [{ key: objectKey(step.object), declared: Object.fromEntries(Object.entries(attributes).filter(([name]) => !NOT_DECLARED.has(name))) }];
    case 'objects':
      return (valuesOf(attributes) as { objects: KubernetesObject[] }).objects.map((object) => ({ key: objectKey(object), declared: object }));
    case 'release':
      return [];
  }
}

function valuesOf({ values }: Attributes): unknown {
  return parse(unescaped((values as string[])[0]));
}

/** Helm remembers the values that it was given. */
function releaseFindings(name: string, namespace: string, attributes: Attributes, live: readonly KubernetesObject[]): string[] {
  const secret = live.filter(({ kind, type, metadata }) => kind === 'Secret' && type === HELM && metadata.namespace === namespace && metadata.labels?.name === name && metadata.labels.status === 'deployed');
  if (secret.length !== 1) {
    return [`release ${namespace}/${name}: ${secret.length} are deployed`];
  }
  const { release } = secret[0].data as { release: string };
  const { config, chart } = JSON.parse(gunzipSync(Buffer.from(Buffer.from(release, 'base64').toString('utf8'), 'base64')).toString('utf8')) as { config: unknown; chart: { metadata: { name: string } } };
  const [wanted, there] = [leaves(valuesOf(attributes)), leaves(config)];
  const which = `release ${namespace}/${name} of ${chart.metadata.name}`;
  return [...without(wanted, there).map((leaf) => `${which}: declared, and not given: ${leaf}`), ...without(there, wanted).map((leaf) => `${which}: given, and not declared: ${leaf}`)];
}

/** What definitions fill in where nothing is declared, by kind: the API server counts it to whoever applies. */
function defaultsByKind(live: readonly KubernetesObject[]): Map<string, Set<string>> {
  const definitions = live.filter(({ kind }) => kind === 'CustomResourceDefinition').map(({ spec }) => spec as Definition);
  return new Map(definitions.flatMap(({ group, names: { kind }, versions }) => versions.map(({ name, schema }) => [kindKey(`${group}/${name}`, kind), new Set(defaults(schema.openAPIV3Schema, []))] as const)));
}

function kindKey(apiVersion: string, kind: string): string {
  return `${apiVersion} ${kind}`;
}

function defaults(schema: Schema, path: readonly string[]): string[] {
  const below = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => defaults(property, [...path, plainName(name)]));
  return [...leaves(schema.default, path), ...below, ...(schema.items === undefined ? [] : defaults(schema.items, path))];
}

/** The part of an object that a field manager owns. */
function ownedBy(object: KubernetesObject, manager: string): unknown {
  const { managedFields = [] } = object.metadata as { managedFields?: Managed[] };
  const { fieldsV1 } = managedFields.find((each) => each.manager === manager) ?? {};
  return fieldsV1 === undefined ? undefined : part(object, fieldsV1);
}

function part(value: unknown, owned: Owned): unknown {
  const keys = Object.keys(owned).filter((key) => key !== '.');
  if (keys.length === 0) {
    return value;
  }
  if (Array.isArray(value)) {
    return keys.map((key) => {
      const wanted = JSON.parse(key.slice(2)) as unknown;
      const item = key.startsWith('v:') ? wanted : (value as Attributes[]).find((each) => Object.entries(wanted as Attributes).every(([name, is]) => each[name] === is));
      return part(item, owned[key]);
    });
  }
  return Object.fromEntries(keys.map((key) => [key.slice(2), part((value as Attributes)[key.slice(2)], owned[key])]));
}

/** Every field with a value, as text; positions in lists do not count. */
function leaves(value: unknown, path: readonly string[] = []): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => leaves(item, path));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, item]) => leaves(item, [...path, plainName(name)]));
  }
  return value === undefined || value === null ? [] : [`${path.join('.')} = ${plainValue(value as string | number | boolean, path)}`];
}

function plainName(name: string): string {
  return unescaped(name).toLowerCase().replace(/_/g, '').replace(/ies$/, 'y').replace(/s$/, '');
}

/** Terraform writes numbers as text, and file modes as octal numbers. */
function plainValue(value: string | number | boolean, path: readonly string[]): string {
  const isMode = /^(mode|defaultmode)$/.test(path.at(-1) ?? '');
  return isMode && typeof value === 'string' ? String(parseInt(value, 8)) : unescaped(String(value));
}

function unescaped(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}

/** Those of a list that another does not have as often. */
function without(some: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  others.forEach((other) => left.set(other, (left.get(other) ?? 0) + 1));
  return some.filter((each) => {
    const count = left.get(each) ?? 0;
    left.set(each, count - 1);
    return count <= 0;
  });
}
