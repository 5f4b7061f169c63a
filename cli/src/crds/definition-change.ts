import { isDeepStrictEqual } from 'node:util';
import { Kubectl, KubectlError } from '../kubernetes/kubectl';
import { MachineError } from '../terminal/machine-error';
import { Definition, editionOf } from './definition';

/** What becomes of one definition. */
export interface DefinitionChange {
  readonly name: string;
  readonly kind: 'new' | 'changed' | 'same' | 'refused';
  /** What there is, and what there will be. */
  readonly before?: string;
  readonly after: string;
  /** Why it is left as it is, and what to do. @default - it is not refused */
  readonly reason?: string;
  readonly definition: Definition;
}

/** As whom definitions are applied: the same as by what `qtcloud export` writes. */
export const FIELD_MANAGER = 'quanttide-cloud';

const PATH = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Holds the definitions of a chart against those on the cluster, as the API server itself would change them. */
export async function definitionChanges(kubectl: Kubectl, wanted: readonly Definition[]): Promise<DefinitionChange[]> {
  const live = new Map((await kubectl.list<Definition>(PATH)).map((definition) => [definition.metadata.name, definition]));
  const stuck = wanted.filter((definition) => droppedVersions(live.get(definition.metadata.name), definition).length > 0);
  const tried = await tryOut(kubectl, wanted.filter((definition) => !stuck.includes(definition)));
  return wanted.map((definition): DefinitionChange => {
    const { name } = definition.metadata;
    const now = live.get(name);
    const common = { name, definition, after: editionOf(definition), ...(now === undefined ? {} : { before: editionOf(now) }) };
    if (stuck.includes(definition)) {
      const dropped = droppedVersions(now, definition).join(', ');
      return {
        ...common,
        kind: 'refused',
        reason: `Objects of it may be stored as ${dropped}, which the new definition does not know. Write them anew in the version that stays, take ${dropped} out of status.storedVersions, and run this again: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#upgrade-existing-objects-to-a-new-stored-version`,
      };
    }
    const then = tried.get(name);
    return { ...common, kind: now === undefined ? 'new' : isSame(now, then) ? 'same' : 'changed' };
  });
}

/** Applies what is new or changed, and waits until the API server serves it. */
export async function applyDefinitions(kubectl: Kubectl, changes: readonly DefinitionChange[]): Promise<void> {
  const done = changes.filter(({ kind }) => kind === 'new' || kind === 'changed').map(({ definition }) => definition);
  if (done.length > 0) {
    await apply(kubectl, done);
    await spoken(() => kubectl.run(['wait', '--for=condition=Established', '--timeout=60s', ...done.map(({ metadata }) => `crd/${metadata.name}`)]));
  }
}

async function tryOut(kubectl: Kubectl, wanted: readonly Definition[]): Promise<Map<string, Definition>> {
  if (wanted.length === 0) {
    return new Map();
  }
  const answer = JSON.parse(await apply(kubectl, wanted, '--dry-run=server', '--output=json')) as Definition | { readonly items: readonly Definition[] };
  const found = 'items' in answer ? answer.items as readonly Definition[] : [answer];
  return new Map(found.map((definition) => [definition.metadata.name, definition]));
}

async function apply(kubectl: Kubectl, definitions: readonly Definition[], ...flags: readonly string[]): Promise<string> {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: definitions });
  // Helm wrote these fields first; a chart's own definitions are the chart's to say.
  return spoken(() => kubectl.run(['apply', '--server-side', '--force-conflicts', `--field-manager=${FIELD_MANAGER}`, ...flags, '-f', '-'], list));
}

/** A refusal of the API server in its own words: somebody guards these definitions, or there is no permission. */
async function spoken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof KubectlError) {
      throw new MachineError(`the cluster refuses the definitions: ${error.message}`, ['Nothing else was changed. Who may change customresourcedefinitions here?']);
    }
    throw error;
  }
}

/** Versions in which objects may be stored, and that the new definition lacks. */
function droppedVersions(live: Definition | undefined, wanted: Definition): string[] {
  const kept = new Set(wanted.spec.versions.map(({ name }) => name));
  return (live?.status?.storedVersions ?? []).filter((name) => !kept.has(name));
}

function isSame(now: Definition, then: Definition | undefined): boolean {
  return then !== undefined && isDeepStrictEqual([now.spec, now.metadata.labels ?? {}, now.metadata.annotations ?? {}], [then.spec, then.metadata.labels ?? {}, then.metadata.annotations ?? {}]);
}
