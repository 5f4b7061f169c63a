import { Deployment } from '../../cli/src/deployment/deployment';
import { Step } from '../../cli/src/deployment/step';
import { WAIT_REASONS, WaitFacts } from './wait-reasons';

/** A step that waits for another one, and why. */
export interface Wait {
  readonly step: Step;
  readonly other: Step;
  /** @default - no reason is known */
  readonly reason?: string;
}

/** Everything that waits, with its reason. */
export function waitsOf(deployment: Deployment, facts: WaitFacts): Wait[] {
  const steps = new Map(deployment.steps.map((step) => [step.address, step]));
  return deployment.steps.flatMap((step) => step.after.map((address) => {
    const other = steps.get(address);
    if (other === undefined) {
      throw new Error(`${step.path} waits for ${address}, which is no step.`);
    }
    return { step, other, reason: WAIT_REASONS.find(({ holds }) => holds(step, other, facts))?.name };
  }));
}

/** Waits without a reason, as text. */
export function needlessWaits(deployment: Deployment, facts: WaitFacts): string[] {
  return waitsOf(deployment, facts).filter(({ reason }) => reason === undefined).map(({ step, other }) => `${step.path} waits for ${other.path}`);
}

/** What must be there before a step, or the API server refuses it, and is not waited for, by whatever detour. */
export function missingWaits(deployment: Deployment, facts: WaitFacts): string[] {
  const steps = new Map(deployment.steps.map((step) => [step.address, step]));
  const before = new Map<string, Set<string>>();
  // Steps are sorted by wave: what a step waits for comes earlier.
  for (const { address, after } of deployment.steps) {
    before.set(address, new Set(after.flatMap((other) => [other, ...before.get(other) ?? []])));
  }
  return [...steps.values()].flatMap((step) => [...steps.values()]
    .filter((other) => other !== step && before.get(step.address)?.has(other.address) !== true)
    .flatMap((other) => WAIT_REASONS.filter(({ isRefused, holds }) => isRefused === true && holds(step, other, facts)).map(({ name }) => `${step.path} does not wait for ${other.path}: ${name}`)));
}

/** The longest way through the graph, from what comes first to what comes last. */
export function longestChain(deployment: Deployment): Step[] {
  const best = new Map<string, Step[]>();
  for (const step of deployment.steps) {
    const longest = step.after.map((address) => best.get(address) ?? []).reduce((a, b) => (b.length > a.length ? b : a), []);
    best.set(step.address, [...longest, step]);
  }
  return [...best.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
}
