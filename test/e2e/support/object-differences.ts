import { KubernetesObject, objectKey } from '../../../cli/src/kubernetes/kubernetes-object';
import { isTakenForGranted, ordered } from './taken-for-granted';

/** What may differ between two clusters to which the same was applied, and why. */
export interface Exemption {
  readonly reason: string;
  /** Kinds that are left out altogether. */
  readonly kinds?: readonly string[];
  /** Fields that are left out, as `Kind path`. */
  readonly fields?: readonly RegExp[];
  /** True where only fields of custom resources are meant. @default false */
  readonly custom?: boolean;
}

/** All of them. */
export const EXEMPTIONS: readonly Exemption[] = [
  {
    reason: 'the API server\'s own notes, which differ with the moment',
    fields: [/^\S+ metadata\.(uid|resourceVersion|creationTimestamp|deletionTimestamp|generation|managedFields|selfLink)\b/],
  },
  { reason: 'what controllers say of an object, which they say of both', fields: [/^\S+ status\b/] },
  {
    reason: 'made by Kubernetes\' controllers with names of chance; their owners are compared',
    kinds: ['ControllerRevision', 'EndpointSlice', 'Endpoints', 'IPAddress', 'PersistentVolume', 'ReplicaSet', 'CertificateRequest', 'Order'],
  },
  { reason: 'what happened, and who leads', kinds: ['ComponentStatus', 'Event', 'Lease', 'Node', 'PodMetrics'] },
  { reason: 'the API server\'s own, different in every cluster', kinds: ['APIService', 'FlowSchema', 'PriorityLevelConfiguration'] },
  { reason: 'owners are compared by kind and name', fields: [/^\S+ metadata\.ownerReferences\.\d+\.uid$/] },
  { reason: 'addresses that the cluster hands out', fields: [/^Service spec\.(clusterIPs?|healthCheckNodePort|ports\.\d+\.nodePort)\b/] },
  { reason: 'where a pod or a volume came to be, and who was first to make it', fields: [/^Pod spec\.nodeName$/, /^PersistentVolumeClaim (spec\.volumeName$|metadata\.annotations\.volume\.(beta\.)?kubernetes\.io\/(selected-node|storage-provisioner)$)/] },
  { reason: 'a ReplicaSet\'s pods have a hash of their template, which is compared', fields: [/^Pod (metadata\.(generateName|labels\.pod-template-hash)|metadata\.ownerReferences\.\d+\.name)$/] },
  { reason: 'a Job\'s pods know it by its identity', fields: [/^(Job|Pod) .*(controller-uid|batch\.kubernetes\.io\/controller-uid)$/] },
  { reason: 'values that are made inside the cluster; the keys are compared', fields: [/^Secret data\.[^.]*.*$/] },
  {
    reason: 'Helm\'s own notes: Terraform brings custom resources by a release, the export by kubectl',
    custom: true,
    fields: [/^\S+ metadata\.annotations\.meta\.helm\.sh\/release-name(space)?$/, /^\S+ metadata\.labels\.app\.kubernetes\.io\/managed-by$/],
  },
  { reason: 'the certificate that a controller writes where it is needed', fields: [/caBundle$/] },
];

const HELM = 'helm.sh/release.v1';
/** Groups of Kubernetes' own kinds. */
const BUILT_IN = /^([^.]*|[^.]+\.k8s\.io)$/;
/** A name of chance in a pod: of the volume with its token. */
const TOKEN_VOLUME = /^kube-api-access-[a-z0-9]{5}$/;
const TEMPLATE_HASH = 'pod-template-hash';
const OWN_ROLES = ['admin', 'cluster-admin', 'edit', 'view'];
/** What every cluster has for itself. */
const OWN = /^(default|kube-system|kube-public|kube-node-lease)$/;

/** One object, as fields by their path. */
type Fields = ReadonlyMap<string, unknown>;

/** How the objects of one cluster differ from those of another: a line for each object that is missing and each field that is other. */
export function objectDifferences(ones: readonly KubernetesObject[], others: readonly KubernetesObject[], names: readonly [string, string]): { compared: number; fields: number; differences: string[] } {
  const [left, right] = [keyed(ones), keyed(others)];
  const alone = (some: ReadonlyMap<string, Fields>, more: ReadonlyMap<string, Fields>, name: string) => [...some.keys()].filter((key) => !more.has(key)).map((key) => `${key}: only by ${name}`);
  const both = [...left].filter(([key]) => right.has(key));
  const changed = both.flatMap(([key, fields]) => {
    const theirs = right.get(key) ?? new Map<string, unknown>();
    return [...new Set([...fields.keys(), ...theirs.keys()])].sort()
      .filter((path) => fields.get(path) !== theirs.get(path))
      .map((path) => `${key} ${path}: ${textOf(fields.get(path))} by ${names[0]}, ${textOf(theirs.get(path))} by ${names[1]}`);
  });
  return { compared: both.length, fields: both.reduce((sum, [, fields]) => sum + fields.size, 0), differences: [...alone(left, right, names[0]), ...alone(right, left, names[1]), ...changed].sort() };
}

/** Objects with names of chance, such as pods of ReplicaSets, are known by what gave the name, and counted. */
function keyed(objects: readonly KubernetesObject[]): Map<string, Fields> {
  const found = new Map<string, Fields>();
  for (const object of objects.filter(isCompared)) {
    const generateName = lastingName(object);
    const named = generateName === undefined ? object : { ...object, metadata: { ...object.metadata, name: `${generateName}*` } };
    const key = objectKey(named);
    const twins = generateName === undefined ? 0 : [...found.keys()].filter((other) => other.startsWith(`${key} `)).length;
    found.set(generateName === undefined ? key : `${key} ${twins + 1}`, fieldsOf(named));
  }
  return found;
}

/** A ReplicaSet's pods have a hash of their template in their names; the template is compared in itself. */
function lastingName({ metadata }: KubernetesObject): string | undefined {
  const { generateName, labels = {} } = metadata as { generateName?: string; labels?: Readonly<Record<string, string>> };
  return generateName?.replace(`-${labels[TEMPLATE_HASH]}-`, '-');
}

function isCompared({ kind, type, metadata: { name, namespace } }: KubernetesObject): boolean {
  const isExempt = EXEMPTIONS.some(({ kinds = [] }) => kinds.includes(kind));
  const isOwn = (kind === 'Namespace' && OWN.test(name)) || (namespace !== undefined && OWN.test(namespace) && !name.startsWith('cert-manager')) || name === 'kube-root-ca.crt' || (kind.startsWith('ClusterRole') && (name.startsWith('system:') || OWN_ROLES.includes(name)));
  return !isExempt && !isOwn && type !== HELM;
}

/** Every field of an object that may not differ, by its path; of a Secret, its keys. */
function fieldsOf(object: KubernetesObject): Fields {
  const fields = new Map<string, unknown>();
  const isCustom = object.apiVersion.includes('/') && !BUILT_IN.test(object.apiVersion.split('/')[0]);
  const visit = (value: unknown, path: string): void => {
    const line = `${object.kind} ${path}`;
    if (EXEMPTIONS.some(({ fields: patterns = [], custom }) => (custom !== true || isCustom) && patterns.some((pattern) => pattern.test(line)))) {
      if (object.kind === 'Secret') {
        fields.set(path, '(a value)');
      }
    } else if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
      Object.entries(ordered(path, value) as object).forEach(([key, item]) => visit(item, path === '' ? key : `${path}.${key}`));
    } else if (!isTakenForGranted(path, value)) {
      const plain = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
      fields.set(path, typeof plain === 'string' && TOKEN_VOLUME.test(plain) ? 'kube-api-access-*' : plain);
    }
  };
  visit(object, '');
  return fields;
}

function textOf(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 120);
}
