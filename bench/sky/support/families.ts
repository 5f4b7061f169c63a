// Instances of vector bin packing in the families of the published benchmark, from a seed and in any size. The ranges
// are read off the published instances (items in hundredths or thousandths of a bin), not their generator.
import { Random } from '../../../cli/src/sky/optimizer/packing/random';
import { VectorBinPacking } from './vector-bin-packing';

type Draw = (random: Random, dimensions: number) => number[];

/** A family: the capacity of each dimension, and how one item is drawn. */
interface Family {
  readonly capacity: number;
  readonly draw: Draw;
}

const each = (one: (random: Random, d: number) => number): Draw => (random, dimensions) => Array.from({ length: dimensions }, (_, d) => one(random, d));
const between = (lowest: number, highest: number): Draw => each((random) => random.whole(lowest, highest));
const bell = (mean: number, deviation: number): Draw => each((random) => clamp(normal(random, mean, deviation)));

/** Bell-shaped, and now and then one dimension that takes most of a bin. */
const bellWithPeak = (mean: number, deviation: number, chance: number, lowest: number, highest: number): Draw => (random, dimensions) => {
  const sizes = bell(mean, deviation)(random, dimensions);
  if (random.next() < chance) {
    sizes[random.whole(0, dimensions - 1)] = random.whole(lowest, highest);
  }
  return sizes;
};

/** Every second dimension follows the one before: alike, or the other way round. */
const paired = (sign: 1 | -1): Draw => (random, dimensions) => {
  const sizes: number[] = [];
  for (let d = 0; d < dimensions; d += 1) {
    const before = sizes[d - 1];
    sizes.push(d % 2 === 1 ? Math.max(1, (sign === 1 ? before : 120 - before) + random.whole(-10, 10)) : random.whole(20, 100));
  }
  return sizes;
};

const FAMILIES: { readonly [name: string]: Family } = {
  New1: {
    capacity: 100,
    draw: (random, dimensions) => {
      const large = random.whole(0, dimensions - 1);
      return Array.from({ length: dimensions }, (_, d) => (d === large ? random.whole(50, 100) : random.whole(0, 25)));
    },
  },
  New2: { capacity: 100, draw: bell(20, 10) },
  New3: { capacity: 100, draw: bell(31, 14) },
  New4: { capacity: 100, draw: bellWithPeak(31, 14, 0.3, 60, 90) },
  New5: { capacity: 100, draw: bellWithPeak(20, 11, 0.3, 70, 98) },
  New6: { capacity: 100, draw: bellWithPeak(15, 9, 0.25, 60, 90) },
  Panigrahy1: { capacity: 1000, draw: between(100, 400) },
  Panigrahy2: { capacity: 1000, draw: between(1, 1000) },
  Panigrahy3: { capacity: 1000, draw: between(200, 800) },
  Panigrahy4: { capacity: 1000, draw: between(50, 200) },
  Panigrahy5: { capacity: 1000, draw: between(25, 100) },
  Panigrahy6: { capacity: 150, draw: between(20, 100) },
  Panigrahy7: { capacity: 150, draw: paired(1) },
  Panigrahy8: { capacity: 150, draw: paired(-1) },
  Panigrahy9: { capacity: 100, draw: between(0, 100) },
};

/** Names of the families. */
export const FAMILY_NAMES: readonly string[] = [...Object.keys(FAMILIES), 'TripletC', 'TripletF'];

/** One instance. Triplets have the next multiple of three items, and a packing that fills every bin to the last. */
export function familyInstance(family: string, items: number, dimensions: number, seed: number): VectorBinPacking {
  const random = new Random(seed * 7919 + items * 31 + dimensions);
  const name = `${family}_${items}_${dimensions}_${seed}`;
  if (family.startsWith('Triplet')) {
    const triplets = Array.from({ length: Math.ceil(items / 3) }, () => triplet(random, dimensions, family === 'TripletC'));
    return { name, capacity: new Array<number>(dimensions).fill(100), items: shuffled(triplets.flat(), random) };
  }
  const { capacity, draw } = FAMILIES[family];
  return { name, capacity: new Array<number>(dimensions).fill(capacity), items: Array.from({ length: items }, () => draw(random, dimensions)) };
}

/** Three items that fill a bin exactly; with `isWide`, a size may come out below zero. */
function triplet(random: Random, dimensions: number, isWide: boolean): number[][] {
  const first = between(isWide ? 20 : 38, isWide ? 51 : 49)(random, dimensions);
  const second = first.map((size) => (isWide ? random.whole(20, 51) : random.whole(25, Math.floor((100 - size) / 2))));
  return [first, second, first.map((size, d) => 100 - size - second[d])];
}

function normal(random: Random, mean: number, deviation: number): number {
  const sum = Array.from({ length: 12 }, () => random.next()).reduce((total, part) => total + part, 0);
  return Math.round(mean + (sum - 6) * deviation);
}

function clamp(size: number): number {
  return Math.min(100, Math.max(0, size));
}

function shuffled<T>(values: readonly T[], random: Random): T[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = random.whole(0, last);
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}
