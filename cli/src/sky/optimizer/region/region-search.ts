import { Budget } from '../packing/budget';
import { pack } from '../packing/pack';
import { Relaxation } from '../packing/relaxation';
import { NodePool } from '../solution';
import { nodePools } from './node-pools';
import { RegionModel, RolePacking, SpotChoice } from './region-model';

/** The nodes for all groups of a region, and what they cost. */
export interface RegionAnswer {
  readonly nodeCost: bigint;
  readonly nodes: readonly NodePool[];
}

/** Up to so many pods a long search takes less time than what a better answer saves in other regions. */
const SMALL = 60;

/** Values of the pods of each group: `[firm, spot]`. */
export type GroupValues = readonly (readonly [number, number])[];

/** Searches the cheapest nodes of one region. */
export class RegionSearch {
  answer?: RegionAnswer;
  /** No nodes that hold everything cost less. */
  bound: bigint;
  private readonly relaxation: Relaxation;

  constructor(readonly model: RegionModel, private readonly budget: Budget) {
    this.relaxation = new Relaxation(model.relaxed.packing, budget);
    this.bound = this.relaxation.sizeBound();
  }

  /** Raises the bound by the values of another region. */
  screen(values: GroupValues): void {
    const own = Float64Array.from(this.model.relaxed.roles, ({ group, kind }) => values[group][kind === 'spot' ? 1 : 0]);
    this.raise(this.relaxation.boundFrom(own, 200));
  }

  /** The fractional optimum, with moderate effort; answers the values that it found. */
  async relax(cutoff: bigint): Promise<GroupValues | undefined> {
    const { solution, bound } = await this.relaxation.run('fair', cutoff);
    this.raise(bound);
    this.moved = solution?.moved;
    const found = this.model.groups.map((): [number, number] => [0, 0]);
    solution?.values.forEach((value, item) => {
      const { group, kind } = this.model.relaxed.roles[item];
      found[group][kind === 'spot' ? 1 : 0] = value;
    });
    return solution === undefined ? undefined : found;
  }

  private moved?: Float64Array;

  /** A quick search for nodes that cost less than the cutoff: one dive. */
  async quick(cutoff: bigint, targetGap: number): Promise<void> {
    const [{ choices, firstZone }] = this.variants();
    await this.pack(this.decide(choices, firstZone), cutoff, targetGap, { dives: 1, isDeep: false });
  }

  /** A long search for nodes that cost less than the cutoff, and for a better bound. */
  async deepen(cutoff: bigint, targetGap: number): Promise<void> {
    const dives = Math.max(1, this.budget.limits.dives - 1);
    if (this.isDecided) {
      await this.pack(this.model.relaxed, cutoff, targetGap, { dives, firstDive: 1, isDeep: true });
    } else {
      this.raise((await this.relaxation.run('thorough', this.best(cutoff))).bound);
      this.raise(await this.relaxation.raiseByBins(() => this.goal(cutoff, targetGap), () => Promise.resolve('unknown')));
    }
    for (const [index, { choices, firstZone }] of (this.isDecided ? [] : this.variants()).entries()) {
      if (this.isClosed(cutoff, targetGap) || this.budget.isOver) {
        return;
      }
      await this.pack(this.decide(choices, firstZone), cutoff, targetGap, { dives, firstDive: index === 0 ? 1 : 0, isDeep: false });
    }
    if (!this.isClosed(cutoff, targetGap)) {
      this.budget.meet('dives');
    }
  }

  private decide(choices: readonly SpotChoice[], firstZone: (group: number) => number): RolePacking {
    return this.isDecided ? this.model.relaxed : this.model.decide(choices, firstZone);
  }

  /** Whether there is so little to pack that a long search ends soon. */
  get isSmall(): boolean {
    return this.model.groups.reduce((sum, { replicas }) => sum + replicas, 0) <= SMALL;
  }

  /** Whether there is nothing to decide before packing: what is bounded is what is packed. */
  private get isDecided(): boolean {
    return !this.model.isZoned && this.model.relaxed.packing.transfers.length === 0;
  }

  private async pack(decided: RolePacking, cutoff: bigint, targetGap: number, how: { dives: number; firstDive?: number; isDeep: boolean }): Promise<void> {
    const { budget } = this;
    const relaxation = this.isDecided ? this.relaxation : undefined;
    const packed = await pack(decided.packing, { budget, cutoff: this.best(cutoff), targetGap, seed: 1, bound: this.bound, relaxation, ...how });
    if (this.isDecided) {
      this.raise(packed.bound);
    }
    if (packed.answer !== undefined) {
      const { uses, cost } = packed.answer;
      this.answer = { nodeCost: cost, nodes: nodePools(this.model, decided, uses) };
    }
  }

  private best(cutoff: bigint): bigint {
    return this.answer === undefined || this.answer.nodeCost > cutoff ? cutoff : this.answer.nodeCost;
  }

  dispose(): void {
    this.relaxation.dispose();
  }

  private isClosed(cutoff: bigint, targetGap: number): boolean {
    return this.bound >= this.goal(cutoff, targetGap);
  }

  /** The least bound that is near enough to the best cost. */
  private goal(cutoff: bigint, targetGap: number): bigint {
    return (this.best(cutoff) * BigInt(Math.ceil(1_000_000 * (1 - targetGap))) + 999_999n) / 1_000_000n;
  }

  /** Ways to decide the zones and the pods on spot nodes, the most promising first. */
  private variants(): { choices: SpotChoice[]; firstZone: (group: number) => number }[] {
    const { model } = this;
    const rounded = this.spotChoices((moved) => Math.round(moved));
    const nested = (_group: number): number => 0;
    const turned = (group: number): number => group % model.region.zones;
    const ways = [{ choices: rounded, firstZone: nested }];
    if (model.isZoned) {
      ways.push({ choices: rounded, firstZone: turned });
    }
    if (model.relaxed.packing.transfers.length > 0) {
      ways.push({ choices: this.spotChoices(Math.ceil), firstZone: nested }, { choices: this.spotChoices(() => Infinity), firstZone: nested }, { choices: this.spotChoices(() => 0), firstZone: nested });
    }
    return ways;
  }

  private spotChoices(round: (moved: number) => number): SpotChoice[] {
    const { model } = this;
    const choices = model.groups.map((): SpotChoice => ({ spot: 0, reserve: 0 }));
    model.relaxed.packing.transfers.forEach(({ from, most }, index) => {
      const spot = Math.min(most, round(this.moved?.[index] ?? 0));
      choices[model.relaxed.roles[from].group] = { spot, reserve: model.reserveFor(spot) };
    });
    return choices;
  }

  private raise(bound: bigint): void {
    this.bound = bound > this.bound ? bound : this.bound;
  }
}
