import type { PlatformDocument } from '@quanttide/cloud';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { ExportPlan } from './export-plan';

/** What would be lost with something: data, or what others on the cluster use. */
export type Held = 'data' | 'shared' | '-';

/** Something on a cluster that is part of an export. */
export interface InventoryEntry {
  readonly what: 'object' | 'release';
  /** Kind as kubectl takes it, such as `Cluster.postgresql.cnpg.io`. @default - `-` for a release */
  readonly kind: string;
  /** Namespace; `-` for none. */
  readonly namespaceName: string;
  readonly name: string;
  readonly holds: Held;
  /** Path of the construct. */
  readonly path: string;
  /** Number of the wave, from 1. */
  readonly wave: number;
}

/** Everything that an export puts on a cluster, wave by wave. */
export function inventoryOf(plan: ExportPlan): InventoryEntry[] {
  const holds = holder(plan.deployment.document);
  return plan.waves.flatMap(({ number: wave, manifests, releases }) => [
    ...manifests.flatMap(({ namespaceName, objects }) => objects.map(({ object, path, address }) => {
      const namespace = object.metadata.namespace ?? namespaceName;
      return { what: 'object' as const, kind: kindOf(object), namespaceName: namespace ?? '-', name: object.metadata.name, holds: holds({ kind: kindOf(object), namespaceName: namespace, name: object.metadata.name, address }), path, wave };
    })),
    ...releases.map(({ step: { releaseName: name, namespaceName, path, address } }) => ({ what: 'release' as const, kind: '-', namespaceName, name, holds: holds({ namespaceName, name, address }), path, wave })),
  ]);
}

/** The inventory as a file: a line for each, sorted, so that two can be compared by their lines. */
export function inventoryText(entries: readonly InventoryEntry[]): string {
  return entries.map(({ what, kind, namespaceName, name, holds, path }) => `${[what, kind, namespaceName, name, holds, path.replace(/\s+/g, ' ')].join(' ')}\n`).sort().join('');
}

function kindOf({ apiVersion, kind }: KubernetesObject): string {
  return apiVersion.includes('/') ? `${kind}.${apiVersion.split('/')[0]}` : kind;
}

interface Question {
  readonly kind?: string;
  readonly namespaceName?: string;
  readonly name: string;
  readonly address: string;
}

function holder({ locked }: PlatformDocument): (question: Question) => Held {
  const things = Object.values(locked);
  const bearing = things.filter(({ type }) => type !== 'Operator');
  const isObject = ({ kind, namespaceName, name }: Question) => bearing.some(({ objects }) => objects.some((object) => object.kind === kind && object.namespaceName === namespaceName && object.name === name));
  const isHome = ({ kind, name }: Question) => kind === 'Namespace' && bearing.some(({ objects }) => objects.some((object) => object.namespaceName === name));
  const isRelease = ({ kind, address }: Question, some: typeof things) => kind === undefined && some.some(({ addresses }) => Object.values(addresses).includes(address));
  return (question) => {
    if (isObject(question) || isHome(question) || isRelease(question, bearing)) {
      return 'data';
    }
    return isRelease(question, things) ? 'shared' : '-';
  };
}
