import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolsFolder } from '../../../cli/src/sandbox/tools/pins';

const DEFINITIONS = join(__dirname, '..', '..', 'fixtures', 'crds');
/** How kubeconform finds the schema of an object; where there is no group, it gives the version in its place. */
const TEMPLATE = '{{.Group}}_{{.ResourceAPIVersion}}_{{.ResourceKind}}.json';
const METADATA = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const QUANTITY = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const REFERENCE = '#/definitions/';

type Schema = Readonly<Record<string, unknown>>;

interface OpenApi {
  readonly definitions: Readonly<Record<string, Schema & { readonly 'x-kubernetes-group-version-kind'?: readonly Kind[] }>>;
}

interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** A custom resource definition of `test/fixtures/crds`. */
interface Definition extends Kind {
  readonly schema: Schema & { readonly properties: Readonly<Record<string, unknown>> };
}

/** Where the schemas are, and of which Kubernetes. */
export interface KubernetesSchemas {
  /** Such as `1.34.10`. */
  readonly version: string;
  /** For `kubeconform -schema-location`. */
  readonly location: string;
}

/**
 * Writes a JSON Schema for every kind: Kubernetes' own from the OpenAPI document
 * in the module that the sandbox's API server is built from, custom ones from
 * their definitions. Nothing that a schema does not name is allowed.
 */
export function writeKubernetesSchemas(folder: string): KubernetesSchemas {
  mkdirSync(folder, { recursive: true });
  const { Dir: module, Version } = JSON.parse(execFileSync('go', ['mod', 'download', '-json', 'k8s.io/kubernetes'], {
    cwd: join(toolsFolder(), 'kubernetes'), encoding: 'utf8', env: { ...process.env, GOTOOLCHAIN: 'local', GOWORK: 'off' },
  })) as { Dir: string; Version: string };
  const { definitions } = JSON.parse(readFileSync(join(module, 'api', 'openapi-spec', 'swagger.json'), 'utf8')) as OpenApi;
  const write = ({ group, version, kind }: Kind, schema: Schema) => writeFileSync(join(folder, `${group === '' ? version : group}_${version}_${kind.toLowerCase()}.json`), JSON.stringify(schema));
  for (const [name, { 'x-kubernetes-group-version-kind': kinds = [] }] of Object.entries(definitions)) {
    kinds.forEach((kind) => write(kind, { $ref: REFERENCE + name, definitions: reachable(name, definitions) }));
  }
  const metadata = { $ref: REFERENCE + METADATA };
  for (const definition of customDefinitions()) {
    const { schema } = definition;
    const strict = { ...schema, type: 'object', properties: { ...schema.properties, apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata } };
    write(definition, { ...closed(strict) as Schema, definitions: reachable(METADATA, definitions) });
  }
  return { version: Version.slice(1), location: join(folder, TEMPLATE) };
}

function customDefinitions(): Definition[] {
  return readdirSync(DEFINITIONS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json')).map((file) => JSON.parse(readFileSync(join(DEFINITIONS, file), 'utf8')) as Definition);
}

/** A definition and all that it refers to, closed. */
function reachable(name: string, definitions: OpenApi['definitions']): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const visit = (each: string) => {
    if (!(each in found)) {
      found[each] = each === QUANTITY ? { type: ['string', 'number'] } : closed(definitions[each]);
      for (const [, other] of JSON.stringify(definitions[each]).matchAll(/"#\/definitions\/([^"]+)"/g)) {
        visit(other);
      }
    }
  };
  visit(name);
  return found;
}

/** The same schema, which allows nothing that it does not name, in the words of JSON Schema. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(closed);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const schema = value as Schema;
  if (schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string') {
    return { type: ['integer', 'string'] };
  }
  const isOpen = schema.additionalProperties !== undefined || schema['x-kubernetes-preserve-unknown-fields'] === true || schema['x-kubernetes-embedded-resource'] === true;
  const entries = Object.entries(schema).map(([key, item]) => [key, key === 'properties' ? closedValues(item as object) : closed(item)]);
  return { ...Object.fromEntries(entries) as object, ...(schema.properties === undefined || isOpen ? {} : { additionalProperties: false }) };
}

/** Names of properties are no words of a schema. */
function closedValues(properties: object): object {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, closed(schema)]));
}
