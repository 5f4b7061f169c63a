import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Attributes = Readonly<Record<string, unknown>>;

/** A resource that a plan changes. */
export interface SampleResource {
  readonly type: string;
  /** @default main */
  readonly name?: string;
  readonly actions: readonly string[];
  readonly before?: Attributes;
  readonly after?: Attributes;
  readonly unknown?: Attributes;
  readonly previous?: string;
}

/** A plan as Terraform shows it: what changes, and what there was and will be. */
export function samplePlan(resources: readonly SampleResource[]): Record<string, unknown> {
  const side = (values: (resource: SampleResource) => Attributes | undefined) => ({
    root_module: {
      resources: resources.filter((resource) => values(resource) !== undefined).map((resource) => ({
        address: resource.previous !== undefined && values(resource) === resource.before ? resource.previous : addressOf(resource),
        mode: 'managed', type: resource.type, values: values(resource),
      })),
    },
  });
  return {
    format_version: '1.2',
    terraform_version: '1.11.0',
    prior_state: { format_version: '1.0', values: side(({ before }) => before) },
    planned_values: { root_module: { resources: [
      ...side(({ after }) => after).root_module.resources,
      // Terraform lists what it forgets here, too, without its values.
      ...resources.filter(({ actions }) => actions.join() === 'forget').map((resource) => ({ address: addressOf(resource), mode: 'managed', type: resource.type })),
    ] } },
    resource_changes: resources.map((resource) => ({
      address: addressOf(resource), mode: 'managed', type: resource.type, previous_address: resource.previous,
      change: { actions: resource.actions, before: resource.before ?? null, after: resource.after ?? null, after_unknown: resource.unknown ?? {} },
    })),
  };
}

/** Writes it into a file. */
export function writePlan(folder: string, content: unknown): string {
  const file = join(folder, 'plan.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function addressOf({ type, name = 'main' }: SampleResource): string {
  return `${type}.${name}`;
}

/** What the state remembers of a component, in the resource that does. */
export function remembered(name: string, record: Attributes, after: Attributes | undefined = record, scope = name): SampleResource {
  const input = (content: Attributes) => ({ input: { path: `acme/${name}`, type: 'RelationalDatabase', name, namespaceName: 'acme', objects: [], ...content } });
  const actions = after === undefined ? ['delete'] : after === record ? ['no-op'] : ['update'];
  return { type: 'terraform_data', name: `${scope}_ready_0A1B2C3D`, actions, before: input(record), after: after === undefined ? undefined : input(after) };
}

const LABELS = { 'app.kubernetes.io/managed-by': 'quanttide-cloud', 'cloud.quanttide.com/component': 'shop' };

/** An object, as Terraform's kubernetes provider keeps it. */
export function object(name = 'shop', more: Attributes = {}): Attributes {
  return { id: `acme/${name}`, metadata: [{ name, namespace: 'acme', labels: LABELS, annotations: {}, generation: 1, resource_version: '1', uid: 'u' }], ...more };
}

/** A workload, as the provider keeps it. */
export function workload(image: string, more: Attributes = {}, template: Attributes = {}): Attributes {
  return object('shop', {
    wait_for_rollout: true,
    timeouts: null,
    spec: [{ replicas: '2', selector: [{ match_labels: { app: 'shop' }, match_expressions: [] }], template: [{ metadata: [{ labels: { app: 'shop' } }], spec: [{ container: [{ name: 'main', image, env: [], ...template }] }] }], ...more }],
  });
}

/** A claim for a volume. */
export function claim(storage: string): Attributes {
  return object('data', { spec: [{ access_modes: ['ReadWriteOnce'], storage_class_name: 'fast', resources: [{ requests: { storage }, limits: {} }] }] });
}

/** A release of a chart. */
export function release(name: string, values: unknown, more: Attributes = {}): Attributes {
  return { id: name, name, namespace: 'acme', chart: 'valkey', repository: 'https://charts.example', version: '1.0.0', values: [JSON.stringify(values)], timeout: 600, wait: true, skip_crds: false, ...more };
}

/** A release of the local chart, which carries custom resources. */
export function customResources(name: string, objects: readonly unknown[], more: Attributes = {}): Attributes {
  return release(name, { objects }, { chart: './charts/custom-resources', repository: null, version: '1.0.0-0a1b2c3d', ...more });
}

/** A database of CloudNativePG. */
export function cluster(name = 'orders', spec: Attributes = {}): Attributes {
  return { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name, namespace: 'acme' }, spec: { instances: 1, storage: { size: '20Gi' }, ...spec } };
}

/** An object that lies beside it, and holds nothing. */
export function beside(kind: string, name = 'orders', spec: Attributes = {}): Attributes {
  return { apiVersion: 'example.com/v1', kind, metadata: { name, namespace: 'acme' }, spec };
}

/** That a database is an object with data. */
export const ORDERS = { product: 'CloudNativePG', migration: 'Dump it.', objects: [{ kind: 'Cluster.postgresql.cnpg.io', namespaceName: 'acme', name: 'orders' }] };

/** That a cache has a volume of a chart's making. */
export const SESSIONS = { product: 'Valkey', objects: [{ kind: 'PersistentVolumeClaim', namespaceName: 'acme', name: 'data-sessions-0', settings: { storage: '5Gi' } }] };
