import { Budget } from '../packing/budget';
import { pack } from '../packing/pack';
import { PatternUse } from '../packing/packing';
import { Relaxation } from '../packing/relaxation';
import { NodePool } from '../solution';
import { nodePools } from './node-pools';
import { RegionModel, RolePacking, SpotChoice } from './region-model';

/** The nodes for all groups of a region, and what they cost. */
export interface RegionAnswer {
  readonly nodeCost: bigint;
  readonly nodes: readonly NodePool[];
}

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

  /** Values of the pods of each group, from the fractional optimum; `[firm, spot]`. */
  private values?: readonly (readonly [number, number])[];

  /** Raises the bound by the values of another region. */
  screen(values: readonly (readonly [number, number])[]): void {
    const own = Float64Array.from(this.model.relaxed.roles, ({ group, kind }) => values[group][kind === 'spot' ? 1 : 0]);
    this.raise(this.relaxation.boundFrom(own, 200));
  }

  /** The fractional optimum, with moderate effort; answers the values that it found. */
  async relax(cutoff: bigint): Promise<readonly (readonly [number, number])[] | undefined> {
    const { solution, bound } = await this.relaxation.run('fair', cutoff);
    this.raise(bound);
    this.moved = solution?.moved;
    const found = this.model.groups.map((): [number, number] => [0, 0]);
    solution?.values.forEach((value, item) => {
      const { group, kind } = this.model.relaxed.roles[item];
      found[group][kind === 'spot' ? 1 : 0] = value;
    });
    this.values = solution === undefined ? undefined : found;
    return this.values;
  }

  private moved?: Float64Array;

  /** Searches nodes that cost less than the cutoff. */
  async search(cutoff: bigint, targetGap: number): Promise<void> {
    const { model, budget } = this;
    const hasChoices = model.isZoned || model.relaxed.packing.transfers.length > 0;
    if (!hasChoices) {
      const packed = await pack(model.relaxed.packing, { budget, cutoff, targetGap, seed: 1, bound: this.bound });
      this.raise(packed.bound);
      this.take(model.relaxed, packed.answer?.uses);
      return;
    }
    for (const { choices, firstZone } of this.variants()) {
      const decided = model.decide(choices, firstZone);
      const best = this.answer?.nodeCost ?? cutoff;
      const packed = await pack(decided.packing, { budget, cutoff: best < cutoff ? best : cutoff, targetGap, seed: 1, bound: this.bound });
      this.take(decided, packed.answer?.uses);
      if (this.isClosed(cutoff, targetGap)) {
        return;
      }
    }
    const { bound } = await this.relaxation.run('thorough', this.answer?.nodeCost ?? cutoff);
    this.raise(bound);
  }

  dispose(): void {
    this.relaxation.dispose();
  }

  private isClosed(cutoff: bigint, targetGap: number): boolean {
    return this.bound * 1_000_000n >= (this.answer?.nodeCost ?? cutoff) * BigInt(Math.ceil(1_000_000 * (1 - targetGap)));
  }

  /** Ways to decide the zones and the pods on spot nodes, the most promising first. */
  private variants(): { choices: SpotChoice[]; firstZone: (group: number) => number }[] {
    const { model } = this;
    const rounded = this.spotChoices((moved) => Math.round(moved));
    const nested = (): number => 0;
    const turned = (group: number): number => group % model.region.zones;
    return model.isZoned ? [{ choices: rounded, firstZone: nested }, { choices: rounded, firstZone: turned }] : [{ choices: rounded, firstZone: nested }];
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

  private take(packing: RolePacking, uses: readonly PatternUse[] | undefined): void {
    if (uses !== undefined) {
      const nodeCost = uses.reduce((sum, { pattern, count }) => sum + packing.packing.bins[pattern.bin].cost * BigInt(count), 0n);
      if (this.answer === undefined || nodeCost < this.answer.nodeCost) {
        this.answer = { nodeCost, nodes: nodePools(this.model, packing, uses) };
      }
    }
  }

  private raise(bound: bigint): void {
    this.bound = bound > this.bound ? bound : this.bound;
  }
}
