import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { ValidateFunction } from 'ajv';

const FOLDER = join(__dirname, '..', 'fixtures', 'crds');

type Schema = Record<string, unknown>;


const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: {
    'byte': /^[A-Za-z0-9+/]*={0,2}$/,
    'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
    'double': true,
    'int32': { type: 'number', validate: Number.isInteger },
    'int64': { type: 'number', validate: Number.isInteger },
    'ipv4': /^\d{1,3}(\.\d{1,3}){3}$/,
    'ipv6': /^[0-9a-f:.]+$/i,
  },
});
const validators = new Map<string, ValidateFunction>();

/**
 * What an API server would refuse in a custom resource, strictly: fields that
 * the structural schema does not know are errors, as with
 * `fieldValidation=Strict`.
 */
export function objectErrors(object: Schema): string[] {
  const { apiVersion, kind } = object;
  const metadata = (object.metadata ?? {}) as Schema;
  const what = `${String(kind)}/${String(metadata.name)}`;
  const [group, version] = String(apiVersion).split('/');
  if (version === undefined) {
    return [`${what}: ${String(apiVersion)} is not the API version of a custom resource; make Kubernetes' own objects as Terraform resources`];
  }
  const validate = validatorOf(group, version, String(kind));
  if (validate === undefined) {
    return [`${what}: there is no schema of ${String(kind)} in ${String(apiVersion)} in test/fixtures/crds; add it to scripts/update-fixtures.mjs`];
  }
  const errors = validate(object) ? [] : (validate.errors ?? []);
  const name = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(String(metadata.name)) && String(metadata.name).length <= 253 ? [] : ['metadata.name is not a name'];
  return [
    ...name,
    ...errors.map(({ instancePath, message = '', params }) => `${instancePath} ${message}${describe(params)}`),
  ].map((error) => `${what}: ${error}`);
}

function describe(params: Record<string, unknown>): string {
  const unknown = params.additionalProperty ?? params.allowedValues;
  return unknown === undefined ? '' : ` (${JSON.stringify(unknown)})`;
}

function validatorOf(group: string, version: string, kind: string): ValidateFunction | undefined {
  const file = join(FOLDER, group, `${kind}_${version}.json`);
  const known = validators.get(file);
  if (known !== undefined || !existsSync(file)) {
    return known;
  }
  const { schema } = JSON.parse(readFileSync(file, 'utf8')) as { schema: Schema };
  const validate = ajv.compile(root(closed(schema)));
  validators.set(file, validate);
  return validate;
}

/** Metadata is Kubernetes' own: the schema only says that it is an object. */
function root(schema: Schema): Schema {
  const text = { type: 'string' };
  const texts = { type: 'object', additionalProperties: text };
  const metadata = { type: 'object', properties: { name: text, namespace: text, labels: texts, annotations: texts }, required: ['name'], additionalProperties: false };
  return { ...schema, properties: { ...(schema.properties as Schema), metadata } };
}

/** The schema as strict validation reads it: an object takes the fields it names, unless it says otherwise. */
function closed(schema: Schema): Schema {
  const result: Schema = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') {
      result.properties = Object.fromEntries(Object.entries(value as Record<string, Schema>).map(([name, item]) => [name, closed(item)]));
    } else if (key === 'items' || (key === 'additionalProperties' && typeof value === 'object')) {
      result[key] = closed(value as Schema);
    } else if (!key.startsWith('x-kubernetes-')) {
      result[key] = value;
    }
  }
  if (schema['x-kubernetes-int-or-string'] === true) {
    delete result.anyOf;
    result.type = ['integer', 'string'];
  }
  if (schema.nullable === true && typeof result.type === 'string') {
    result.type = [result.type, 'null'];
  }
  delete result.nullable;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || schema['x-kubernetes-embedded-resource'] === true;
  if (schema.properties !== undefined && schema.additionalProperties === undefined && !open) {
    result.additionalProperties = false;
  }
  return result;
}
