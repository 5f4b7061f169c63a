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
 * @param lenient true where attributes of the provider's own are left out: a state and a plan have them
 * @returns undefined where the resource is none of Kubernetes' own kinds
 * @throws UnknownAttributeError for an attribute that has no place in the object
 */
export function toKubernetesObject(resourceType: string, attributes: Readonly<Record<string, unknown>>, lenient = false): KubernetesObject | undefined {
  const kind = kindOfResource(resourceType);
  if (kind === undefined) {
    return undefined;
  }
  const fields = convert(attributes, kind.type, { name: '', lenient }) as Omit<KubernetesObject, 'apiVersion' | 'kind'>;
  return { apiVersion: kind.apiVersion, kind: kind.kind, ...fields } as KubernetesObject;
}

/** The field that is being converted. */
interface Place {
  readonly name: string;
  readonly lenient: boolean;
}

function convert(value: unknown, type: string, place: Place): unknown {
  if (type.startsWith('[')) {
    return (Array.isArray(value) ? value : [value]).map((item) => convert(item, type.slice(1, -1), place));
  }
  if (type.startsWith('{')) {
    return Object.fromEntries(Object.entries(single(value) as object).map(([key, item]) => [unescape(key), convert(item, type.slice(1, -1), { ...place, name: key })]));
  }
  return hasFields(type) ? convertFields(single(value) as Record<string, unknown>, type, place.lenient) : convertPlain(value, type, place.name);
}

/** A block of which there may be one is a list of one, too. */
function single(value: unknown): unknown {
  return (Array.isArray(value) ? value[0] : value) ?? {};
}

function convertFields(attributes: Readonly<Record<string, unknown>>, type: string, lenient: boolean): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [attribute, value] of Object.entries(attributes)) {
    if (NOT_OF_THE_OBJECT.has(attribute) || value === undefined || value === null) {
      continue;
    }
    const field = fieldOf(type, attribute);
    if (field === undefined) {
      if (lenient) {
        continue;
      }
      throw new UnknownAttributeError(attribute);
    }
    fields[field.name] = convert(value, field.type, { name: field.name, lenient });
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
