import { existsSync, readFileSync } from 'node:fs';
import { InputError } from '../platform-file/finding';

/** A resource in a plan. */
export interface PlannedResource {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before?: Readonly<Record<string, unknown>> | null;
    readonly after?: Readonly<Record<string, unknown>> | null;
    readonly after_unknown?: Readonly<Record<string, unknown>> | boolean;
  };
}

/** A resource in a state. */
export interface StateResource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Module {
  /** One that is forgotten has no values among what is planned. */
  readonly resources?: readonly (Omit<StateResource, 'values'> & Partial<StateResource>)[];
  readonly child_modules?: readonly Module[];
}

/** What `terraform show -json` prints of a plan, as far as it is read here. */
export interface PlanFile {
  readonly format_version: string;
  readonly errored?: boolean;
  readonly resource_changes?: readonly PlannedResource[];
  readonly prior_state?: { readonly values?: { readonly root_module?: Module } };
  readonly planned_values?: { readonly root_module?: Module };
}

/** The major version of the form that is read here: that of Terraform 1.1 and OpenTofu 1.6, and of all later ones so far. */
const FORMAT = '1';
const HOW = 'Make it with: terraform plan -out plan && terraform show -json plan > plan.json (or the same with tofu).';
const ZIP = 'PK';

/**
 * Reads a plan.
 *
 * @throws InputError if it is none, or one of a form that is not known
 */
export function readPlan(file: string): PlanFile {
  const refuse = (message: string, ...hints: string[]) => new InputError([{ file, message, hints: [...hints, HOW] }]);
  if (!existsSync(file)) {
    throw refuse('there is no such file.');
  }
  const text = readText(file, refuse);
  if (text.startsWith(ZIP)) {
    throw refuse('this is the plan as Terraform keeps it, and not what it shows of it.');
  }
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw text.startsWith('{"@level"') ? refuse('this is the log of "terraform plan -json", and not the plan.') : refuse('the file is not JSON.');
  }
  const plan = (typeof content === 'object' && content !== null ? content : {}) as Partial<PlanFile> & { readonly version?: number; readonly values?: unknown };
  if (plan.version !== undefined && 'lineage' in plan) {
    throw refuse('this is a state, and not a plan.');
  }
  if (typeof plan.format_version !== 'string') {
    throw refuse('this is no Terraform plan: it names no format_version.');
  }
  if (plan.format_version.split('.')[0] !== FORMAT) {
    throw refuse(`the plan has the form ${plan.format_version}, and ${FORMAT}.x is read here.`, 'It needs Terraform 1.1 or newer, or OpenTofu.');
  }
  if (plan.planned_values === undefined && plan.resource_changes === undefined) {
    throw refuse('this is a state, and not a plan.');
  }
  if (!Array.isArray(plan.resource_changes ?? []) || !(plan.resource_changes ?? []).every(isChange)) {
    throw refuse('its resource_changes are not what Terraform writes: was it cut off, or changed by hand?');
  }
  if (plan.errored === true) {
    throw refuse('the plan ended with an error, and tells only a part of what an apply would do.', 'Put the error right first.');
  }
  return plan as PlanFile;
}

/** Resources of a state, those of modules included. */
export function resourcesOf(module: Module | undefined): StateResource[] {
  return [...(module?.resources ?? []), ...(module?.child_modules ?? []).flatMap(resourcesOf)].filter((resource): resource is StateResource => resource.mode === 'managed' && resource.values !== undefined);
}

function readText(file: string, refuse: (message: string) => InputError): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') {
      throw refuse('this is a folder.');
    }
    throw error;
  }
}

function isChange(value: unknown): value is PlannedResource {
  const { address, type, change } = (typeof value === 'object' && value !== null ? value : {}) as Partial<PlannedResource>;
  return typeof address === 'string' && typeof type === 'string' && Array.isArray(change?.actions) && change.actions.every((action) => typeof action === 'string');
}
