/** How many simulated nodes there are, and how large each is. */
export interface NodePool {
  /** @default 3 */
  readonly count?: number;
  /** As a Kubernetes quantity. @default '4' */
  readonly cpu?: string;
  /** As a Kubernetes quantity. @default '16Gi' */
  readonly memory?: string;
}

type KubernetesObject = Record<string, unknown>;

/** Storage classes: the default one, and those that kinds of clusters come with, so that platforms made for them find theirs. */
const STORAGE_CLASSES = ['standard', 'local-path', 'longhorn'];

const ZONES = ['zone-a', 'zone-b', 'zone-c'];

/** The objects that every sandbox starts with: nodes and storage classes. */
export function startingObjects(pool: NodePool): KubernetesObject[] {
  const nodes = Array.from({ length: pool.count ?? 3 }, (_, index) => node(`node-${index + 1}`, ZONES[index % ZONES.length], pool));
  return [...nodes, ...STORAGE_CLASSES.map((name, index) => storageClass(name, index === 0))];
}

function node(name: string, zone: string, { cpu = '4', memory = '16Gi' }: NodePool): KubernetesObject {
  const room = { cpu, memory, 'pods': '110', 'ephemeral-storage': '200Gi' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { 'kwok.x-k8s.io/node': 'fake', 'node.alpha.kubernetes.io/ttl': '0' },
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'node.kubernetes.io/instance-type': 'simulated',
        'topology.kubernetes.io/region': 'sandbox',
        'topology.kubernetes.io/zone': zone,
      },
    },
    status: { allocatable: room, capacity: room },
  };
}

function storageClass(name: string, isDefault: boolean): KubernetesObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': String(isDefault) } },
    provisioner: 'sandbox.quanttide.com/simulated',
    reclaimPolicy: 'Delete',
    allowVolumeExpansion: true,
    volumeBindingMode: 'Immediate',
  };
}
