import { Budget } from '../../../cli/src/sky/optimizer/packing/budget';
import { pack } from '../../../cli/src/sky/optimizer/packing/pack';
import { checkPacking } from './check-packing';
import { toPacking, VectorBinPacking } from './vector-bin-packing';

/** What the search made of one instance. */
export interface InstanceResult {
  readonly name: string;
  readonly items: number;
  readonly dimensions: number;
  readonly seed: number;
  readonly bins: number;
  readonly bound: number;
  readonly seconds: number;
}

/** Solves one instance of vector bin packing, within a wall clock as the benchmark states it. */
export async function solveInstance(instance: VectorBinPacking, seed: number, milliseconds: number): Promise<InstanceResult> {
  const packing = toPacking(instance);
  const start = performance.now();
  const budget = new Budget({ pricingNodes: 2_000_000, columnRounds: 1000, dives: 1000, deadline: start + milliseconds });
  const { answer, bound } = await pack(packing, { budget, cutoff: 1n << 60n, targetGap: 0, seed });
  const seconds = (performance.now() - start) / 1000;
  if (answer === undefined) {
    throw new Error(`${instance.name}: no packing found`);
  }
  const bins = checkPacking(instance, packing.items.map(({ sizes }) => sizes), answer);
  return { name: instance.name, items: instance.items.length, dimensions: instance.capacity.length, seed, bins, bound: Number(bound), seconds };
}

/** Results in one line of a report. */
export function summary(results: readonly InstanceResult[]): { proven: number; meanGap: number; slowest: number } {
  return {
    proven: results.filter(({ bins, bound }) => bins === bound).length / results.length,
    meanGap: results.reduce((sum, { bins, bound }) => sum + (bins - bound) / bins, 0) / results.length,
    slowest: Math.max(...results.map(({ seconds }) => seconds)),
  };
}
