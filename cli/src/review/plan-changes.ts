import type { LockFile } from '@quanttide/cloud/lib/src/core/platform-lock';
import { MANAGED_BY } from '@quanttide/cloud/lib/src/core/labels';
import { Deployment } from '../deployment/deployment';
import { Action, Change, Content } from './change';
import { DataRecord, mergeRecords, recordOfState, recordsOfDocument, recordsOfLock } from './data-record';
import { contentOfPlan } from './plan-content';
import { PlanFile, PlannedResource, resourcesOf, StateResource } from './plan-file';
import { ReviewInput } from './review';

/** What is known beside the plan. */
export interface PlanSurroundings {
  /** What synth wrote, of which the plan was made. @default - not given */
  readonly deployment?: Deployment;
  /** What is remembered of what holds data. @default - not given */
  readonly lock?: LockFile;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  'create': Action.CREATE,
  'update': Action.UPDATE,
  'delete': Action.DELETE,
  'forget': Action.FORGET,
  'delete,create': Action.REPLACE,
  'create,delete': Action.REPLACE,
  'create,forget': Action.CREATE,
};

/** What a plan changes, and what is known of it. */
export function changesOfPlan(plan: PlanFile, { deployment, lock }: PlanSurroundings): ReviewInput {
  const state = resourcesOf(plan.prior_state?.values?.root_module);
  const planned = resourcesOf(plan.planned_values?.root_module);
  const paths = new Map(deployment?.steps.map(({ address, path }) => [address, path]));
  const remembered = recordsIn(state);
  const locked = lock === undefined ? [] : recordsOfLock(lock).filter(({ addresses }) => state.some(({ address }) => addresses?.has(address) === true));
  const declared = deployment === undefined ? [] : recordsOfDocument(deployment.document, deployment.steps);
  // Where the state knows nothing of its own, what is declared tells of that which stays.
  const before = mergeRecords(remembered, locked, declared.filter(({ addresses }) => state.some(({ address }) => addresses?.has(address) === true)));
  return {
    changes: (plan.resource_changes ?? []).filter(({ mode }) => mode === 'managed').flatMap((resource) => changeOf(resource, paths)),
    holdings: state.map(({ address, type, values }) => ({ address, content: contentOfPlan(type, values) })),
    before: settingsOf(before, remembered, locked),
    after: mergeRecords(recordsIn(planned), declared),
    blind: remembered.length === 0 && locked.length === 0 && state.some(isOurs),
    notes: remembered.length === 0 && state.some(isOurs) ? ['The state was written before it remembered what holds data; the next apply makes it remember.'] : [],
  };
}

/** Settings are compared with what is remembered only: what is declared is what they will be. */
function settingsOf(records: readonly DataRecord[], ...known: readonly (readonly DataRecord[])[]): DataRecord[] {
  const paths = new Set(known.flat().map(({ path }) => path));
  return records.map((record) => (paths.has(record.path) ? record : { ...record, product: undefined, objects: record.objects.map((object) => ({ ...object, settings: undefined })) }));
}

function changeOf(resource: PlannedResource, paths: ReadonlyMap<string, string>): Change[] {
  const { address, previous_address: previous, type, change } = resource;
  const actions = change.actions.join();
  const moved = previous !== undefined && previous !== address;
  if (actions === 'read' || (actions === 'no-op' && !moved)) {
    return [];
  }
  const action = actions === 'no-op' ? Action.MOVE : ACTIONS[actions];
  if (action === undefined) {
    throw new Error(`${address}: the plan has the actions ${actions}, which are not known.`);
  }
  const unknown = typeof change.after_unknown === 'object' ? change.after_unknown : {};
  return [{
    address,
    formerly: moved ? previous : undefined,
    action,
    path: paths.get(address),
    before: contentOf(type, change.before),
    after: contentOf(type, withoutUnknown(change.after, change.before, unknown)),
    uncertain: isUnknown(unknown.values),
  }];
}

function contentOf(type: string, attributes: Readonly<Record<string, unknown>> | null | undefined): Content | undefined {
  return attributes === undefined || attributes === null ? undefined : contentOfPlan(type, attributes);
}

/** What only the apply will tell is taken to stay as it is; where that matters, it is said. */
function withoutUnknown(after: PlannedResource['change']['after'], before: PlannedResource['change']['before'], unknown: Readonly<Record<string, unknown>>): PlannedResource['change']['after'] {
  return after === undefined || after === null ? after : { ...after, ...Object.fromEntries(Object.keys(unknown).filter((key) => unknown[key] === true).map((key) => [key, before?.[key]])) };
}

function isUnknown(value: unknown): boolean {
  return value === true || (Array.isArray(value) && value.some(isUnknown));
}

function recordsIn(resources: readonly StateResource[]): DataRecord[] {
  return resources.filter(({ type }) => type === 'terraform_data').flatMap(({ address, values }) => recordOfState(address, values.input) ?? []);
}

/** Whether a resource bears the label that the library puts on everything. */
function isOurs({ values }: StateResource): boolean {
  const [metadata] = (Array.isArray(values.metadata) ? values.metadata : []) as { labels?: Record<string, string> | null }[];
  return metadata?.labels?.['app.kubernetes.io/managed-by'] === MANAGED_BY;
}
