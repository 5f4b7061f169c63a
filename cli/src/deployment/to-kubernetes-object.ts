import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { unescape } from './expression';
import { fieldOf, hasFields, kindOfResource } from './kubernetes-types';

/** Attributes that speak to Terraform or its provider, and are nothing of the object's. */
const NOT_OF_THE_OBJECT = new Set([
  '//', 'connection', 'count', 'depends_on', 'for_each', 'lifecycle', 'provider', 'provisioner', 'timeouts',
  'wait_for_completion', 'wait_for_default_service_account', 'wait_for_load_balancer', 'wait_for_rollout', 'wait_until_bound',
]);
/** Fields whose text is an octal number, as file modes are written. */
const OCTAL = new Set(['mode', 'defaultMode']);

/** An attribute that has no place in the object. */
export class UnknownAttributeError extends Error {
  public constructor(public readonly attribute: string) {
    super(`Kubernetes has no field for "${attribute}".`);
    this.name = 'UnknownAttributeError';
  }
}

/**
 * The object that Terraform's kubernetes provider makes of a resource.
 *
 * The provider's attributes are Kubernetes' fields in snake case, lists in the
 * singular and single objects as lists; the types of the fields tell them apart.
 *
 * @returns undefined where the resource is none of Kubernetes' own kinds
 * @throws UnknownAttributeError for an attribute that has no place in the object
 */
export function toKubernetesObject(resourceType: string, attributes: Readonly<Record<string, unknown>>): KubernetesObject | undefined {
  const kind = kindOfResource(resourceType);
  if (kind === undefined) {
    return undefined;
  }
  const fields = convert(attributes, kind.type, '') as Omit<KubernetesObject, 'apiVersion' | 'kind'>;
  return { apiVersion: kind.apiVersion, kind: kind.kind, ...fields } as KubernetesObject;
}

function convert(value: unknown, type: string, name: string): unknown {
  if (type.startsWith('[')) {
    return (Array.isArray(value) ? value : [value]).map((item) => convert(item, type.slice(1, -1), name));
  }
  if (type.startsWith('{')) {
    return Object.fromEntries(Object.entries(single(value) as object).map(([key, item]) => [unescape(key), convert(item, type.slice(1, -1), key)]));
  }
  return hasFields(type) ? convertFields(single(value) as Record<string, unknown>, type) : convertPlain(value, type, name);
}

/** A block of which there may be one is a list of one, too. */
function single(value: unknown): unknown {
  return (Array.isArray(value) ? value[0] : value) ?? {};
}

function convertFields(attributes: Readonly<Record<string, unknown>>, type: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [attribute, value] of Object.entries(attributes)) {
    if (NOT_OF_THE_OBJECT.has(attribute) || value === undefined || value === null) {
      continue;
    }
    const field = fieldOf(type, attribute);
    if (field === undefined) {
      throw new UnknownAttributeError(attribute);
    }
    fields[field.name] = convert(value, field.type, field.name);
  }
  return fields;
}

function convertPlain(value: unknown, type: string, name: string): unknown {
  if (typeof value !== 'string') {
    return type === 'string' ? String(value) : value;
  }
  const text = unescape(value);
  switch (type) {
    case 'integer':
      return OCTAL.has(name) ? parseInt(text, 8) : Number(text);
    case 'number':
      return Number(text);
    case 'boolean':
      return text === 'true';
    case 'integer or string':
      return /^\d+$/.test(text) ? Number(text) : text;
    default:
      return text;
  }
}
