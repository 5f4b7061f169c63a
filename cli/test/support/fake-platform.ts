import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { HelmRelease, ReleaseRecord } from '../../src/helm/release-record';
import { KubernetesObject } from '../../src/kubernetes/kubernetes-object';
import { SAMPLE } from './sample-platform';

type Fields = Record<string, unknown>;

const KINDS: readonly (readonly [group: string, version: string, resource: string, kind: string, namespaced: boolean])[] = [
  ['', 'v1', 'namespaces', 'Namespace', false], ['', 'v1', 'configmaps', 'ConfigMap', true], ['', 'v1', 'secrets', 'Secret', true], ['', 'v1', 'services', 'Service', true],
  ['apps', 'v1', 'deployments', 'Deployment', true], ['batch', 'v1', 'jobs', 'Job', true], ['autoscaling', 'v2', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler', true],
  ['postgresql.cnpg.io', 'v1', 'clusters', 'Cluster', true], ['rbac.authorization.k8s.io', 'v1', 'clusterroles', 'ClusterRole', false],
  ['admissionregistration.k8s.io', 'v1', 'validatingwebhookconfigurations', 'ValidatingWebhookConfiguration', false],
];

/** Labels of everything that is ours. */
export const LABELS = { 'app.kubernetes.io/managed-by': 'quanttide-cloud', 'app.kubernetes.io/part-of': 'acme', 'cloud.quanttide.com/component': 'shop' };
/** What synth wrote: an object of Kubernetes' own, a custom resource, a chart. */
export const ADDRESSES = { settings: 'kubernetes_config_map_v1.settings', orders: 'helm_release.orders', operator: 'helm_release.operator' };

/** The custom resource of `orders`. */
export const CLUSTER: KubernetesObject = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'orders', namespace: 'acme', labels: { ...LABELS } }, spec: { instances: 1, storage: { size: '1Gi' } } };
/** An object of the operator's chart. */
export const SERVICE: KubernetesObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'operator' }, spec: { selector: { app: 'operator' }, ports: [{ port: 443 }] } };
const SETTINGS: KubernetesObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'acme', labels: { ...LABELS } }, data: { mode: 'fast' } };
/** What a second cluster has. */
export const EDGE_SETTINGS: KubernetesObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kiosk', namespace: 'acme', labels: { ...LABELS, 'cloud.quanttide.com/component': 'kiosk' } }, data: { mode: 'slow' } };

/** A stack that was synthesized and applied, with programs that play Terraform and kubectl. */
export class FakePlatform {
  /** The stack's folder. */
  public readonly folder: string;
  private readonly programs: string;

  /** Puts the programs before all others on the PATH; a test gives it back. */
  public constructor(root: string) {
    this.folder = join(root, 'dist', 'acme');
    this.programs = join(root, 'programs');
    mkdirSync(this.folder, { recursive: true });
    mkdirSync(this.programs);
    this.program('kubectl', 'fake-kubectl.js');
    process.env.PATH = `${this.programs}:${dirname(process.execPath)}`;
    delete process.env.KUBECONFIG;
    this.synthesize();
    writeFileSync(join(this.programs, 'cluster.json'), JSON.stringify({ objects: {}, kinds: KINDS.map(([group, version, resource, kind, namespaced]) => ({ group, version, resource, kind, namespaced })) }));
    this.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system', uid: 'the-cluster' } });
    this.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'acme', labels: LABELS } });
    this.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'cnpg-system' } });
    this.put(SETTINGS);
    this.release({ name: 'orders', namespace: 'acme' }, [CLUSTER]);
    this.release({ name: 'operator', namespace: 'cnpg-system', chart: { metadata: { name: 'cloudnative-pg', version: '0.29.0' } }, config: { replicas: 1 } }, [SERVICE]);
  }

  /** Lets Terraform have a state with these addresses, some of them tainted. */
  public terraform(addresses: readonly string[], tainted: readonly string[] = [], program = 'terraform'): void {
    this.program('terraform', 'fake-terraform.js');
    this.program('tofu', 'fake-terraform.js');
    mkdirSync(join(this.folder, '.terraform'), { recursive: true });
    const registry = program === 'tofu' ? 'registry.opentofu.org' : 'registry.terraform.io';
    writeFileSync(join(this.folder, '.terraform.lock.hcl'), `provider "${registry}/hashicorp/helm" {}\n`);
    writeFileSync(join(this.programs, 'state.json'), JSON.stringify({ version: 4, resources: addresses.map((address) => {
      const [type, name] = address.split('.');
      return { mode: 'managed', type, name, instances: [{ ...(tainted.includes(address) ? { status: 'tainted' } : {}), attributes: {} }] };
    }) }));
  }

  /** Lets Terraform refuse whatever it is asked. */
  public refuse(text: string): void {
    writeFileSync(join(this.programs, 'terraform.refusal'), text);
  }

  /** What Terraform was asked. */
  public get asked(): string[] {
    return this.lines('terraform.log');
  }

  /** What was changed on the cluster. */
  public get writes(): string[] {
    return this.lines('writes.log');
  }

  /** Lets the cluster behave in another way. */
  public mode(mode: string): void {
    this.change((cluster) => {
      cluster.mode = mode;
    });
  }

  /** Forbids whatever has this in its path. */
  public forbid(part: string): void {
    this.change((cluster) => {
      cluster.forbidden = [part];
    });
  }

  /** Puts an object on the cluster. */
  public put(object: KubernetesObject, context?: string): void {
    this.change(({ objects }) => {
      objects[pathOf(object)] = object;
    }, context);
  }

  /** Removes one. */
  public remove(object: KubernetesObject, context?: string): void {
    this.change(({ objects }) => Reflect.deleteProperty(objects, pathOf(object)), context);
  }

  /** Changes fields of one. */
  public edit(object: KubernetesObject, change: (live: Fields) => void, context?: string): void {
    this.change(({ objects }) => change(objects[pathOf(object)]), context);
  }

  /** Adds a second cluster to the stack, called `edge`, with a ConfigMap that was applied to it; kubectl reaches it by a context. */
  public addEdge(context: string, identity = 'the-edge'): void {
    copyFileSync(join(this.programs, 'cluster.json'), join(this.programs, `cluster-${context}.json`));
    this.change((cluster) => {
      cluster.objects = {};
    }, context);
    this.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system', uid: identity } }, context);
    this.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'acme' } }, context);
    this.put(EDGE_SETTINGS, context);
    this.synthesize({
      kubernetes_config_map_v1: { edge: { 'metadata': EDGE_SETTINGS.metadata, 'data': EDGE_SETTINGS.data, 'provider': 'kubernetes.edge', '//': { metadata: { path: 'acme/kiosk/settings' } } } },
    });
  }

  /** Removes a kind, as one does who removes its definition. */
  public forget(kind: string): void {
    this.change((cluster) => {
      cluster.kinds = (cluster.kinds as { kind: string }[]).filter((each) => each.kind !== kind);
    });
  }

  /** Writes a revision of a release, and its objects as Helm makes them. */
  public release(release: Partial<HelmRelease>, objects: readonly KubernetesObject[], status = 'deployed', alive = true): void {
    const { name = '', namespace = '', version = 1 } = release;
    const full = { chart: { metadata: { name: 'custom-resources', version: '1.0.0' } }, manifest: objects.map((object) => `---\n# Source: chart/x.yaml\n${JSON.stringify(object)}\n`).join(''), ...release, version, info: { status, description: 'Install complete', ...release.info } };
    const data = { release: Buffer.from(gzipSync(JSON.stringify(full)).toString('base64')).toString('base64') };
    this.put({ apiVersion: 'v1', kind: 'Secret', type: 'helm.sh/release.v1', metadata: { name: `sh.helm.release.v1.${name}.v${version}`, namespace, labels: { owner: 'helm', name, status, version: String(version) } }, data });
    objects.filter(() => alive).forEach((object) => this.put(asMade(object, name, namespace)));
  }

  /** Reads a revision back. */
  public record(namespace: string, name: string, version = 1): ReleaseRecord | undefined {
    const secret = this.objects[`/api/v1/namespaces/${namespace}/secrets/sh.helm.release.v1.${name}.v${version}`] as KubernetesObject | undefined;
    return secret === undefined ? undefined : new ReleaseRecord(secret);
  }

  /** Writes what synth writes, with further resources. */
  public synthesize(further: Readonly<Record<string, Record<string, Fields>>> = {}): void {
    const helm = (name: string, namespace: string, path: string, values: object, chart: Fields) => ({ name, namespace, values: [JSON.stringify(values)], ...chart, '//': { metadata: { path } } });
    const resource: Record<string, Record<string, Fields>> = {
      kubernetes_config_map_v1: { settings: { metadata: SETTINGS.metadata, data: SETTINGS.data, '//': { metadata: { path: 'acme/shop/settings' } } } },
      helm_release: {
        orders: helm('orders', 'acme', 'acme/orders/cluster/release', { objects: [CLUSTER] }, { chart: '${path.module}/charts/custom-resources' }),
        operator: helm('operator', 'cnpg-system', 'acme/platform/cloudnative-pg/chart/release', { replicas: 1 }, { chart: 'cloudnative-pg', repository: 'https://charts.example', version: '0.29.0' }),
      },
    };
    for (const [type, resources] of Object.entries(further)) {
      resource[type] = { ...resource[type], ...resources };
    }
    const addresses = Object.entries(resource).flatMap(([type, resources]) => Object.keys(resources).map((name) => `${type}.${name}`));
    writeFileSync(join(this.folder, 'cdk.tf.json'), JSON.stringify({ resource }));
    writeFileSync(join(this.folder, 'platform.json'), JSON.stringify({ ...SAMPLE, resources: { count: addresses.length, waves: [addresses] } }));
  }

  private get objects(): Record<string, Fields> {
    return (JSON.parse(readFileSync(join(this.programs, 'cluster.json'), 'utf8')) as { objects: Record<string, Fields> }).objects;
  }

  private change(change: (cluster: Fields & { objects: Record<string, Fields> }) => void, context?: string): void {
    const file = join(this.programs, context === undefined ? 'cluster.json' : `cluster-${context}.json`);
    const cluster = JSON.parse(readFileSync(file, 'utf8')) as Fields & { objects: Record<string, Fields> };
    change(cluster);
    writeFileSync(file, JSON.stringify(cluster));
  }

  private lines(name: string): string[] {
    const file = join(this.programs, name);
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  private program(name: string, source: string): void {
    const target = join(this.programs, source);
    copyFileSync(join(__dirname, source), target);
    chmodSync(target, 0o755);
    if (!existsSync(join(this.programs, name))) {
      symlinkSync(target, join(this.programs, name));
    }
  }
}

/** An object as Helm makes it: with its marks, and in its namespace. */
export function asMade(object: KubernetesObject, name: string, namespace: string): KubernetesObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: {
      namespace, ...metadata, labels: { ...metadata.labels, 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: { ...metadata.annotations, 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': namespace },
    },
  };
}

function pathOf({ apiVersion, kind, metadata: { namespace = 'cnpg-system', name } }: KubernetesObject): string {
  const [, , resource, , namespaced] = KINDS.find((each) => each[3] === kind) ?? ['', '', '', '', false];
  return `${apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`}${namespaced ? `/namespaces/${namespace}` : ''}/${resource}/${name}`;
}
