import type { StateRecord } from '@quanttide/cloud/lib/src/core/state-record';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { Content, Holding } from './change';
import { DataRecord } from './data-record';

type LockedObject = StateRecord['objects'][number];

/** An object that holds data, and whose it is. */
export interface HeldData {
  readonly record: DataRecord;
  readonly object: LockedObject;
}

/** Kind that stands for an operator itself. */
const OPERATOR = 'Operator';

/**
 * Which resource carries which data, before a change.
 *
 * What holds data is told by the library: by the records in Terraform's state,
 * by `platform.json`, or by the lock file. Nothing here knows a product.
 */
export class DataKnowledge {
  private readonly byAddress = new Map<string, HeldData[]>();

  /**
   * @param records what is known of components and operators
   * @param holdings every resource there is before the change
   */
  public constructor(public readonly records: readonly DataRecord[], holdings: readonly Holding[]) {
    for (const record of records) {
      for (const object of record.objects) {
        for (const { address } of this.carriers(record, object, holdings)) {
          this.byAddress.set(address, [...(this.byAddress.get(address) ?? []), { record, object }]);
        }
      }
    }
  }

  /** Data that lives by a resource. */
  public carriedBy(address: string): readonly HeldData[] {
    return this.byAddress.get(address) ?? [];
  }

  /** Data in a namespace. */
  public inNamespace(name: string): readonly HeldData[] {
    return this.all.filter(({ object }) => object.namespaceName === name && object.kind !== OPERATOR);
  }

  /** Data in objects of kinds of some API groups. */
  public inGroups(groups: readonly string[]): readonly HeldData[] {
    return this.all.filter(({ object: { kind } }) => groups.includes(kind.slice(kind.indexOf('.') + 1)) && kind.includes('.'));
  }

  /** The objects of a resource that hold data, or make what holds it under their own name. */
  public heldIn(address: string, content: Content): ReadonlyMap<KubernetesObject, HeldData> {
    const objects = objectsIn(content);
    return new Map(this.carriedBy(address).flatMap((held): [KubernetesObject, HeldData][] => {
      const itself = objects.filter(([object, namespaceName]) => isSame(held.object, object, namespaceName));
      const makers = itself.length > 0 ? itself : objects.filter(([object, namespaceName]) => isNamesake(held.object, object, namespaceName));
      return makers.map(([object]) => [object, held]);
    }));
  }

  /** The component or operator that a resource belongs to: the one furthest down. */
  public ownerOf(address: string, path?: string): DataRecord | undefined {
    const name = address.split('.').at(-1) ?? address;
    return longest(this.records.filter((record) => record.addresses?.has(address) === true), ({ path: own }) => own)
      ?? (path === undefined ? undefined : longest(this.records.filter((record) => `${path}/`.startsWith(`${record.path}/`)), ({ path: own }) => own))
      ?? longest(this.records.filter(({ prefix }) => prefix !== undefined && prefix !== '' && name.startsWith(prefix)), ({ prefix = '' }) => prefix);
  }

  private get all(): HeldData[] {
    return this.records.flatMap((record) => record.objects.map((object) => ({ record, object })));
  }

  /** The resource that holds an object as it is; or makes it under its own name; or, as charts make volumes, the releases of its component. */
  private carriers(record: DataRecord, object: LockedObject, holdings: readonly Holding[]): readonly Holding[] {
    const having = (matches: typeof isSame) => holdings.filter(({ content }) => objectsIn(content).some(([each, namespaceName]) => matches(object, each, namespaceName)));
    const itself = having(isSame);
    const maker = itself.length > 0 || object.kind === OPERATOR ? itself : having(isNamesake);
    if (maker.length > 0) {
      return maker;
    }
    const own = holdings.filter(({ address }) => this.ownerOf(address) === record);
    const releases = own.filter(({ content }) => content.kind === 'release');
    return releases.length > 0 ? releases : own.filter(({ content }) => content.kind === 'objects');
  }
}

/** Custom resources and objects of a resource, with the namespace of those that name none. */
export function objectsIn(content: Content): [KubernetesObject, string][] {
  switch (content.kind) {
    case 'object':
      return [[content.object, '']];
    case 'objects':
      return content.objects.map((object) => [object, content.namespaceName]);
    default:
      return [];
  }
}

function isSame(locked: LockedObject, object: KubernetesObject, namespaceName: string): boolean {
  const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '';
  const kind = locked.kind.includes('.') ? `${object.kind}.${group}` : object.kind;
  return kind === locked.kind && isNamesake(locked, object, namespaceName);
}

/** Such as the object that has a Secret of its own name made. */
function isNamesake(locked: LockedObject, { metadata }: KubernetesObject, namespaceName: string): boolean {
  return metadata.name === locked.name && (metadata.namespace ?? namespaceName) === (locked.namespaceName ?? '');
}

function longest<T>(items: readonly T[], text: (item: T) => string): T | undefined {
  return [...items].sort((a, b) => text(b).length - text(a).length)[0];
}
