import schema from './kubernetes-schema.json';

/** A kind of Kubernetes' own. */
export interface KubernetesKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Name of its type. */
  readonly type: string;
  /** Whether its objects are in namespaces. */
  readonly namespaced: boolean;
}

/** A field, as it is named, and its type: a name, `[type]` for a list, `{type}` for a map. */
export interface KubernetesField {
  readonly name: string;
  readonly type: string;
}

const TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = schema.types;
const spelled = new Map<string, ReadonlyMap<string, KubernetesField>>();

/** The kind behind a Terraform resource type, such as `kubernetes_config_map_v1`; undefined where there is none. */
export function kindOfResource(resourceType: string): KubernetesKind | undefined {
  const [, name, version = 'v1'] = /^kubernetes_(.+?)(?:_(v\d\w*))?$/.exec(resourceType) ?? [];
  const spelling = name?.replace(/_/g, '');
  return schema.kinds.find(({ kind, apiVersion }) => kind.toLowerCase() === spelling && apiVersion.split('/').at(-1) === version);
}

/** A kind of Kubernetes' own; undefined for a custom one. */
export function kindOf(apiVersion: string, kind: string): KubernetesKind | undefined {
  return schema.kinds.find((each) => each.apiVersion === apiVersion && each.kind === kind);
}

/** Whether a type has fields, rather than being a plain value. */
export function hasFields(type: string): boolean {
  return TYPES[type] !== undefined;
}

/** The field that Terraform's snake case means: `volume_mount` is `volumeMounts`, `cluster_ip` is `clusterIP`. */
export function fieldOf(type: string, attribute: string): KubernetesField | undefined {
  let names = spelled.get(type);
  if (names === undefined) {
    names = spellings(type);
    spelled.set(type, names);
  }
  return names.get(attribute.replace(/_/g, ''));
}

/** Terraform repeats a block where Kubernetes has a list, and names it in the singular. */
function spellings(type: string): ReadonlyMap<string, KubernetesField> {
  const fields = Object.entries(TYPES[type] ?? {}).map(([name, fieldType]) => ({ name, type: fieldType }));
  const names = new Map<string, KubernetesField>();
  for (const field of fields.filter((each) => each.type.startsWith('['))) {
    const plural = field.name.toLowerCase();
    [plural.replace(/s$/, ''), plural.replace(/es$/, ''), plural.replace(/ies$/, 'y')].forEach((singular) => names.set(singular, field));
  }
  // Last, so that a field's own name goes before another one's singular.
  fields.forEach((field) => names.set(field.name.toLowerCase(), field));
  return names;
}
