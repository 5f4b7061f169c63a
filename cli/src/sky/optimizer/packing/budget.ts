import { Limit } from '../solution';

/** Most work of each kind. */
export interface WorkLimits {
  readonly pricingNodes: number;
  readonly columnRounds: number;
  readonly dives: number;
  /** When to stop, as `performance.now()` tells it. */
  readonly deadline?: number;
  readonly isCancelled?: () => boolean;
}

/** Counts work, and says when to stop and why. */
export class Budget {
  pricingNodes = 0;
  columnRounds = 0;
  columns = 0;
  dives = 0;
  linearPrograms = 0;
  restarts = 0;
  private readonly met = new Set<Limit>();

  constructor(readonly limits: WorkLimits) {}

  /** Limits that were met, in a fixed order. */
  get stoppedBy(): readonly Limit[] {
    return [...this.met].sort();
  }

  /** Whether time is up or the search was cancelled. */
  get isOver(): boolean {
    if (this.met.has('time') || this.met.has('cancelled')) {
      return true;
    }
    if (this.limits.deadline !== undefined && performance.now() > this.limits.deadline) {
      this.meet('time');
      return true;
    }
    if (this.limits.isCancelled?.() === true) {
      this.meet('cancelled');
      return true;
    }
    return false;
  }

  meet(limit: Limit): void {
    this.met.add(limit);
  }
}
