import { Outcome, RunningProgram } from './run';

/** A change that an applier would make. */
export interface PlannedChange {
  readonly address: string;
  readonly actions: readonly string[];
}

/** What an applier can be cut off in. */
export type ApplierTask = 'apply' | 'destroy';

/** What can apply a synthesized platform to a cluster: the same cases run with each. */
export interface Applier {
  /** Its name. */
  readonly name: string;
  /** Gets ready; once for each project. */
  prepare(): Promise<void>;
  /** Applies everything. */
  apply(): Promise<Outcome>;
  /** Starts what can be cut off: an apply of everything, or the removal of all that was applied. */
  begin(task: ApplierTask): RunningProgram;
  /** Puts right what an apply that was cut off left behind, as users are told to; undefined where the next apply does that itself. */
  recover(): Promise<Outcome | undefined>;
  /** Removes what an apply named as no longer part of the platform, with the very commands that it printed; nothing where an apply removes by itself. */
  removeLeftovers(applied: Outcome): Promise<void>;
  /** Tries to apply to another cluster what was applied to this one. */
  applyTo(kubeconfig: string): Promise<Outcome>;
  /** What an apply would change. */
  changes(): Promise<PlannedChange[]>;
  /** Removes what was applied. */
  destroy(): Promise<Outcome>;
  /** Files in which no secret may be. */
  files(): string[];
}
