/** A thing to assign as a whole: groups that must share a region. */
export interface Atom {
  /** By place: at least what it costs there; undefined where it may not be. */
  readonly costs: readonly (bigint | undefined)[];
  /** What it counts for in the share of a vendor. */
  readonly weight: number;
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
  readonly atoms: readonly Atom[];
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

/** Assigns atoms to a few places at the least cost, by branch and bound over the atoms, the most decisive first. */
export function assignGroups(input: AssignmentInput): Assignment {
  const { atoms, ties, vendors, mostWeight, nodeLimit } = input;
  const cheapest = atoms.map(({ costs }) => least(costs));
  if (cheapest.some((cost) => cost === undefined)) {
    return { isCut: false };
  }
  const minimum = cheapest.map((cost) => cost ?? 0n);
  const order = [...atoms.keys()].sort((a, b) => compare(regret(atoms[b]), regret(atoms[a])) || atoms[b].weight - atoms[a].weight || a - b);
  const rest = new Array<bigint>(order.length + 1).fill(0n);
  for (let position = order.length - 1; position >= 0; position -= 1) {
    rest[position] = rest[position + 1] + minimum[order[position]];
  }
  const tiesOf = atoms.map(() => [] as Tie[]);
  ties.forEach((tie) => [tie.one, tie.other].forEach((atom) => tiesOf[atom].push(tie)));
  const places = new Array<number>(atoms.length).fill(-1);
  const weights = new Array<number>(Math.max(...vendors) + 1).fill(0);
  let best: { places: number[]; cost: bigint } | undefined;
  let open: bigint | undefined;
  let nodes = 0;
  search(0, 0n);
  const isCut = open !== undefined;
  const bound = open === undefined || (best !== undefined && best.cost < open) ? best?.cost : open;
  return { places: best?.places, bound, isCut };

  function search(position: number, cost: bigint): void {
    const optimistic = cost + rest[position];
    if (best !== undefined && optimistic >= best.cost) {
      return;
    }
    if (position === order.length) {
      best = { places: [...places], cost };
      return;
    }
    nodes += 1;
    if (nodes > nodeLimit && best !== undefined) {
      open = open === undefined || optimistic < open ? optimistic : open;
      return;
    }
    if (nodes > nodeLimit * 10) {
      open = open === undefined || optimistic < open ? optimistic : open;
      return;
    }
    const atom = order[position];
    const { costs, weight } = atoms[atom];
    const options = costs.flatMap((own, place) => {
      const tied = own === undefined || weights[vendors[place]] + weight > mostWeight ? undefined : tieCost(atom, place);
      return own === undefined || tied === undefined ? [] : [{ place, cost: own + tied }];
    }).sort((a, b) => compare(a.cost, b.cost) || a.place - b.place);
    for (const { place, cost: added } of options) {
      places[atom] = place;
      weights[vendors[place]] += weight;
      search(position + 1, cost + added);
      weights[vendors[place]] -= weight;
      places[atom] = -1;
    }
  }

  function tieCost(atom: number, place: number): bigint | undefined {
    let sum = 0n;
    for (const { one, other, cost } of tiesOf[atom]) {
      const partner = places[one === atom ? other : one];
      if (partner >= 0) {
        const part = one === atom ? cost(place, partner) : cost(partner, place);
        if (part === undefined) {
          return undefined;
        }
        sum += part;
      }
    }
    return sum;
  }
}

function least(costs: readonly (bigint | undefined)[]): bigint | undefined {
  return costs.reduce((low, cost) => (cost === undefined || (low !== undefined && low <= cost) ? low : cost), undefined);
}

/** How much more the second choice costs than the first. */
function regret({ costs }: Atom): bigint {
  const [first, second] = costs.filter((cost) => cost !== undefined).sort(compare);
  return second === undefined ? 1n << 80n : second - first;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
