import type { PlatformDocument } from '@quanttide/cloud';
import type { LockFile } from '@quanttide/cloud/lib/src/core/platform-lock';
import type { DefinitionsRecord, StateRecord } from '@quanttide/cloud/lib/src/core/state-record';
import { Step } from '../deployment/step';

type LockedObject = StateRecord['objects'][number];

/** What is known of one component or operator: which objects hold its data, and which resources are its own. */
export interface DataRecord {
  /** Construct path, with the stack in front. */
  readonly path: string;
  /** Class. */
  readonly type: string;
  /** Name on the cluster. */
  readonly name: string;
  /** Product behind it. @default - not known */
  readonly product?: string;
  /** How its data is taken elsewhere. @default - not known, or nothing to take */
  readonly migration?: string;
  readonly objects: readonly LockedObject[];
  /** Definitions that it brings. @default - not known */
  readonly definitions?: readonly DefinitionsRecord[];
  /** Terraform addresses of its resources. @default - known by their beginning */
  readonly addresses?: ReadonlySet<string>;
  /** How the names of its resources begin in Terraform. @default - known one by one */
  readonly prefix?: string;
}

/** A record as Terraform remembers it in a `terraform_data`; undefined for anything else. */
export function recordOfState(address: string, input: unknown): DataRecord | undefined {
  if (!isRecord(input)) {
    return undefined;
  }
  const { path, type, name, product, migration, objects, definitions } = input;
  const [, identifier = ''] = address.split('.').slice(-2);
  const prefix = identifier.replace(/(ready|record)_[0-9A-F]{8}$/, '');
  return { path, type, name, product, migration, objects, definitions, prefix };
}

function isRecord(input: unknown): input is StateRecord {
  const { path, type, name, objects } = (typeof input === 'object' && input !== null ? input : {}) as Partial<StateRecord>;
  return typeof path === 'string' && typeof type === 'string' && typeof name === 'string' && Array.isArray(objects);
}

/** Records of what synth wrote. */
export function recordsOfDocument({ stack, components, operators, locked }: PlatformDocument, steps: readonly Step[]): DataRecord[] {
  const place = (path: string): Pick<DataRecord, 'path' | 'objects' | 'addresses'> => ({
    path,
    objects: locked[path.slice(stack.length + 1)]?.objects ?? [],
    addresses: new Set(steps.filter(({ owner }) => owner === path).map(({ address }) => address)),
  });
  return [
    ...components.map(({ path, type, name, driver, crds }) => ({ ...place(path), type, name, product: driver?.title, migration: driver?.migration, definitions: crds })),
    ...operators.filter(({ owned }) => owned).map(({ path, name, title, crds }) => ({ ...place(path), type: 'Operator', name, product: title, definitions: crds })),
  ];
}

/** Records of a lock file. */
export function recordsOfLock({ stacks }: LockFile): DataRecord[] {
  return Object.entries(stacks).flatMap(([stack, things]) => Object.entries(things).map(([path, { type, objects, addresses }]) => ({
    path: `${stack}/${path}`,
    type,
    name: path.split('/').at(-1) ?? path,
    objects,
    addresses: new Set(Object.values(addresses)),
  })));
}

/** Records of several sources, of which an earlier one knows better and a later one fills in. */
export function mergeRecords(...sources: readonly (readonly DataRecord[])[]): DataRecord[] {
  const merged = new Map<string, DataRecord>();
  for (const record of sources.flat()) {
    const known = merged.get(record.path);
    merged.set(record.path, known === undefined ? record : { ...record, ...definedOnly(known) });
  }
  return [...merged.values()];
}

function definedOnly(record: DataRecord): DataRecord {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as unknown as DataRecord;
}

/** How a locked object is named to people. */
export function lockedName({ kind, namespaceName, name }: LockedObject): string {
  return `${kind.split('.')[0]} ${namespaceName === undefined ? name : `${namespaceName}/${name}`}`;
}
