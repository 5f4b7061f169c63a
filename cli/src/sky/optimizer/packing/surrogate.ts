/** What the multipliers are found for: one bin and the items that may go in. */
export interface SurrogateInput {
  readonly capacity: Float64Array;
  /** Sizes of all items, one row each. */
  readonly sizes: Float64Array;
  readonly values: Float64Array;
  /** Most of each item. */
  readonly room: Int32Array;
  /** How many of each are in already. */
  readonly counts: Int32Array;
  /** Where to start from: multipliers of an earlier search for the same bin; empty for none. */
  readonly start: Float64Array;
}

const STEPS = 24;

/**
 * Multipliers that make one knapsack constraint of all dimensions: those with which the bound by fractions is low,
 * by some steps of subgradient descent on the Lagrangian dual. Any multipliers of at least 0 are valid; better ones
 * only make the search shorter.
 */
export function surrogateMultipliers(candidates: Int32Array, input: SurrogateInput): Float64Array {
  const { capacity, sizes, values, room, counts } = input;
  const dimensions = capacity.length;
  const scale = capacity.map((size) => Math.max(1, size));
  const total = candidates.reduce((sum, item) => sum + values[item], 0);
  if (total <= 0) {
    return scale.map((size) => 1 / size);
  }
  // In units of one capacity, multipliers are values of a whole bin's worth of a dimension.
  let current = input.start.length === 0 ? equalShares(candidates, input, scale) : input.start.map((multiplier, d) => multiplier * scale[d]);
  let best = current;
  let lowest = Infinity;
  let step = 0;
  for (let round = 0; round < STEPS; round += 1) {
    const slack = Float64Array.from(capacity, (size, d) => size / scale[d]);
    let bound = capacity.reduce((sum, size, d) => sum + (current[d] * size) / scale[d], 0);
    for (const item of candidates) {
      let weight = 0;
      for (let d = 0; d < dimensions; d += 1) {
        weight += (current[d] * sizes[item * dimensions + d]) / scale[d];
      }
      const gain = values[item] - weight;
      if (gain > 0) {
        const count = room[item] - counts[item];
        bound += gain * count;
        for (let d = 0; d < dimensions; d += 1) {
          slack[d] -= (count * sizes[item * dimensions + d]) / scale[d];
        }
      }
    }
    if (bound < lowest) {
      lowest = bound;
      best = current;
    }
    const length = slack.reduce((sum, part) => sum + part * part, 0);
    if (length < 1e-12) {
      break;
    }
    step = (lowest * 0.3) / (1 + round * 0.5) / length;
    current = best.map((multiplier, d) => Math.max(0, multiplier - step * slack[d]));
  }
  if (best.every((multiplier) => multiplier <= 0)) {
    return scale.map((size) => 1 / size);
  }
  return best.map((multiplier, d) => multiplier / scale[d]);
}

/** Every dimension weighs the same; the level is that of the best value for a bin's share. */
function equalShares(candidates: Int32Array, { sizes, values }: SurrogateInput, scale: Float64Array): Float64Array {
  const dimensions = scale.length;
  let level = 0;
  for (const item of candidates) {
    let share = 0;
    for (let d = 0; d < dimensions; d += 1) {
      share += Math.max(0, sizes[item * dimensions + d]) / scale[d];
    }
    if (share > 0) {
      level = Math.max(level, values[item] / share);
    }
  }
  return new Float64Array(dimensions).fill(level / 2);
}
