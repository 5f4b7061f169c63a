/** One lower bound of what a place costs: a constant, and a part for each atom. */
export interface Cut {
  readonly constant: bigint;
  /** By atom; undefined where it may not be. */
  readonly parts: readonly (bigint | undefined)[];
}

/** Two atoms that pay, or may not be, in different places. */
export interface Tie {
  readonly one: number;
  readonly other: number;
  /** Cost by place of the one and of the other; undefined where they may not be there together. */
  readonly cost: (one: number, other: number) => bigint | undefined;
}

/** What is assigned where. */
export interface AssignmentInput {
  /** By atom, what it counts for in the share of a vendor. */
  readonly weights: readonly number[];
  /** By place, at least one cut: a place costs at least what the highest of them says. */
  readonly places: readonly (readonly Cut[])[];
  readonly ties: readonly Tie[];
  /** Vendor of each place, as a number. */
  readonly vendors: readonly number[];
  /** Most weight of one vendor. */
  readonly mostWeight: number;
  readonly nodeLimit: number;
}

/** The best assignment found, if any, and a bound of all. */
export interface Assignment {
  /** Place of each atom. */
  readonly places?: readonly number[];
  /** No assignment costs less; undefined if there is none. */
  readonly bound?: bigint;
  readonly isCut: boolean;
}

/** One cut of each place, together a lower bound that is a plain sum. */
interface Combination {
  readonly cuts: readonly number[];
  /** By position in the order, the least that the atoms from there on cost. */
  readonly rest: readonly bigint[];
}

const COMBINATIONS = 6;

/** Assigns atoms to a few places at the least cost, by branch and bound over the atoms, the most decisive first. */
export function assignGroups(input: AssignmentInput): Assignment {
  const { weights, places, ties, vendors, mostWeight, nodeLimit } = input;
  const atoms = [...weights.keys()];
  if (atoms.some((atom) => places.every(([first]) => first.parts[atom] === undefined))) {
    return { isCut: false };
  }
  const order = atoms.sort((a, b) => compare(regret(places, b), regret(places, a)) || weights[b] - weights[a] || a - b);
  const combinations = allCombinations(places).map((cuts) => combine(places, cuts, order))
    .sort((a, b) => compare(b.rest[0] + constantOf(places, b), a.rest[0] + constantOf(places, a)))
    .slice(0, COMBINATIONS);
  const tiesOf = weights.map(() => [] as Tie[]);
  ties.forEach((tie) => [tie.one, tie.other].forEach((atom) => tiesOf[atom].push(tie)));
  const chosen = new Array<number>(weights.length).fill(-1);
  const used = new Array<number>(Math.max(...vendors) + 1).fill(0);
  const sums = places.map((cuts) => cuts.map(({ constant }) => constant));
  let best: { places: number[]; cost: bigint } | undefined;
  let open: bigint | undefined;
  let nodes = 0;
  search(0, 0n);
  const bound = open === undefined || (best !== undefined && best.cost < open) ? best?.cost : open;
  return { places: best?.places, bound, isCut: open !== undefined };

  function search(position: number, tied: bigint): void {
    const optimistic = tied + boundAt(position);
    if (best !== undefined && optimistic >= best.cost) {
      return;
    }
    if (position === order.length) {
      best = { places: [...chosen], cost: optimistic };
      return;
    }
    nodes += 1;
    if (nodes > nodeLimit && (best !== undefined || nodes > nodeLimit * 10)) {
      open = open === undefined || optimistic < open ? optimistic : open;
      return;
    }
    const atom = order[position];
    const options = places.flatMap((cuts, place) => {
      const own = cuts[combinations[0].cuts[place]].parts[atom];
      const tie = own === undefined || used[vendors[place]] + weights[atom] > mostWeight ? undefined : tieCost(atom, place);
      return own === undefined || tie === undefined ? [] : [{ place, tie, order: own + tie }];
    }).sort((a, b) => compare(a.order, b.order) || a.place - b.place);
    for (const { place, tie } of options) {
      put(atom, place, 1n);
      search(position + 1, tied + tie);
      put(atom, place, -1n);
    }
  }

  /** The highest of the combinations' bounds; of a whole assignment, the highest cut of every place. */
  function boundAt(position: number): bigint {
    if (position === order.length) {
      return sums.reduce((total, cuts) => total + cuts.reduce((high, sum) => (sum > high ? sum : high)), 0n);
    }
    return combinations.reduce<bigint | undefined>((high, { cuts, rest }) => {
      const sum = cuts.reduce((total, cut, place) => total + sums[place][cut], rest[position]);
      return high === undefined || sum > high ? sum : high;
    }, undefined) ?? 0n;
  }

  function put(atom: number, place: number, sign: 1n | -1n): void {
    chosen[atom] = sign === 1n ? place : -1;
    used[vendors[place]] += Number(sign) * weights[atom];
    places[place].forEach(({ parts }, cut) => (sums[place][cut] += sign * (parts[atom] ?? 0n)));
  }

  function tieCost(atom: number, place: number): bigint | undefined {
    let sum = 0n;
    for (const { one, other, cost } of tiesOf[atom]) {
      const partner = chosen[one === atom ? other : one];
      const part = partner < 0 ? 0n : one === atom ? cost(place, partner) : cost(partner, place);
      if (part === undefined) {
        return undefined;
      }
      sum += part;
    }
    return sum;
  }
}

function allCombinations(places: readonly (readonly Cut[])[]): number[][] {
  return places.reduce<number[][]>((all, cuts) => all.flatMap((chosen) => cuts.map((_, cut) => [...chosen, cut])), [[]]);
}

function combine(places: readonly (readonly Cut[])[], cuts: readonly number[], order: readonly number[]): Combination {
  const rest = new Array<bigint>(order.length + 1).fill(0n);
  for (let position = order.length - 1; position >= 0; position -= 1) {
    rest[position] = rest[position + 1] + (least(cuts.map((cut, place) => places[place][cut].parts[order[position]])) ?? 0n);
  }
  return { cuts, rest };
}

function constantOf(places: readonly (readonly Cut[])[], { cuts }: Combination): bigint {
  return cuts.reduce((sum, cut, place) => sum + places[place][cut].constant, 0n);
}

function least(costs: readonly (bigint | undefined)[]): bigint | undefined {
  return costs.reduce((low, cost) => (cost === undefined || (low !== undefined && low <= cost) ? low : cost), undefined);
}

/** How much more the second choice costs than the first, by the first cuts. */
function regret(places: readonly (readonly Cut[])[], atom: number): bigint {
  const [first, second] = places.map(([cut]) => cut.parts[atom]).filter((cost) => cost !== undefined).sort(compare);
  return second === undefined ? 1n << 80n : second - first;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
