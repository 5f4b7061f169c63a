import { Packing } from '../../../cli/src/sky/optimizer/packing/packing';

/** Vector bin packing: equal bins, items of several dimensions. */
export interface VectorBinPacking {
  readonly name: string;
  readonly capacity: readonly number[];
  readonly items: readonly (readonly number[])[];
}

/** Reads an instance of the published benchmark: dimensions, capacities, number of kinds, then sizes and copies of each. */
export function parseInstance(name: string, text: string): VectorBinPacking {
  const numbers = text.trim().split(/\s+/).map(Number);
  if (numbers.some((number) => !Number.isInteger(number))) {
    throw new Error(`${name}: not only whole numbers`);
  }
  const dimensions = numbers[0];
  const items: number[][] = [];
  for (let position = 2 + dimensions; position < numbers.length; position += dimensions + 1) {
    for (let copy = 0; copy < numbers[position + dimensions]; copy += 1) {
      items.push(numbers.slice(position, position + dimensions));
    }
  }
  return { name, capacity: numbers.slice(1, 1 + dimensions), items };
}

/** The instance as the optimizer's core takes it: equal items are one kind, every bin costs 1. */
export function toPacking({ capacity, items }: VectorBinPacking): Packing {
  const kinds = new Map<string, { sizes: readonly number[]; demand: number }>();
  for (const sizes of items) {
    const key = sizes.join(' ');
    kinds.set(key, { sizes, demand: (kinds.get(key)?.demand ?? 0) + 1 });
  }
  return {
    dimensions: capacity.length,
    items: [...kinds.values()].map(({ sizes, demand }) => ({ sizes, demand, perBin: demand })),
    bins: [{ capacity, cost: 1n, pool: -1, takes: new Uint8Array(kinds.size).fill(1) }],
    pools: [],
    apart: [],
    transfers: [],
  };
}
