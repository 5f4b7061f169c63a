import { fc } from '../../../../test/support/properties';
import { checkSolution } from '../../../src/sky/optimizer/check-solution';
import { optimize } from '../../../src/sky/optimizer/optimize';
import { OptimizeOptions, Progress } from '../../../src/sky/optimizer/options';
import { NodeOffer, PodGroup, Problem, Rules } from '../../../src/sky/optimizer/problem';
import { Outcome, Solution } from '../../../src/sky/optimizer/solution';
import { problemOf, smallProblems } from './support/arbitraries';
import { bruteForceProblem } from './support/brute-force';

jest.setTimeout(240_000);

const EXACT: OptimizeOptions = { targetGap: 0 };
const NEVER = 1n << 80n;

const solved = async (problem: Problem, options = EXACT): Promise<Solution> => {
  const outcome = await optimize(problem, options);
  if (outcome.kind !== 'solution') {
    throw new Error(`No solution: ${outcome.kind}`);
  }
  expect(checkSolution(problem, outcome)).toStrictEqual([]);
  return outcome;
};
/** What no placement can cost less than; more than anything where there is none. */
const boundOf = (outcome: Outcome): bigint => (outcome.kind === 'infeasible' ? NEVER : outcome.bound);
const costOf = (outcome: Outcome): bigint => (outcome.kind === 'solution' ? outcome.cost : NEVER);

function group(name: string, more: Partial<PodGroup> = {}): PodGroup {
  return { name, replicas: 2, requests: { milliCpu: 1000, memoryMebibytes: 1024 }, ...more };
}

function offer(id: string, more: Partial<NodeOffer> = {}): NodeOffer {
  return { id, vendor: 'north', region: 'one', type: id, architecture: 'amd64', capacity: { milliCpu: 4000, memoryMebibytes: 8192, pods: 20 }, price: 100n, ...more };
}

const ONE_REGION = [{ vendor: 'north', region: 'one', zones: 3 }];
const TWO_VENDORS = [...ONE_REGION, { vendor: 'south', region: 'one', zones: 3 }];

describe('small problems', () => {
  it('are solved as enumeration solves them, and the bound is never above', async () => {
    await fc.assert(fc.asyncProperty(smallProblems(), async (problem) => {
      const optimum = bruteForceProblem(problem);
      const outcome = await optimize(problem, EXACT);
      expect(outcome.kind === 'infeasible').toBe(optimum === undefined);
      expect(outcome.kind === 'infeasible' || boundOf(outcome) <= (optimum ?? 0n)).toBe(true);
      expect(costOf(outcome) >= (optimum ?? NEVER)).toBe(true);
      expect(outcome.kind === 'solution' ? checkSolution(problem, outcome) : []).toStrictEqual([]);
    }), { numRuns: 80 });
  });

  it('cost no less with another constraint than the bound without it', async () => {
    const rules: Rules[] = [{ failureZones: 2 }, { vendors: ['north'] }, { spotReservePercent: 50 }];
    await fc.assert(fc.asyncProperty(smallProblems(), fc.constantFrom(...rules), async (problem, rule) => {
      const [free, bound] = [await optimize(problem, EXACT), await optimize({ ...problem, rules: rule }, EXACT)];
      expect(costOf(bound) >= boundOf(free)).toBe(true);
    }), { numRuns: 40 });
  });

  it('cost no more with another vendor', async () => {
    await fc.assert(fc.asyncProperty(smallProblems(), async (problem) => {
      const [one, both] = [await optimize({ ...problem, rules: { vendors: ['north'] } }, EXACT), await optimize(problem, EXACT)];
      expect(costOf(both) <= costOf(one)).toBe(true);
    }), { numRuns: 40 });
  });

  it('cost, at twice the demand, no less than the bound says', async () => {
    await fc.assert(fc.asyncProperty(smallProblems(), async (problem) => {
      const double = { ...problem, groups: problem.groups.map((one) => ({ ...one, replicas: one.replicas * 2 })) };
      const [single, twice] = [await optimize(problem, EXACT), await optimize(double, EXACT)];
      expect(costOf(twice) >= boundOf(single)).toBe(true);
    }), { numRuns: 40 });
  });

  it('have one answer in whatever order they are stated', async () => {
    await fc.assert(fc.asyncProperty(smallProblems(), async (problem) => {
      const turned = { ...problem, groups: [...problem.groups].reverse(), offers: [...problem.offers].reverse(), regions: [...problem.regions].reverse() };
      expect(await optimize(turned, EXACT)).toStrictEqual(await optimize(problem, EXACT));
    }), { numRuns: 25 });
  });
});

describe('spot nodes', () => {
  const offers = [offer('dear'), offer('cheap', { purchase: 'spot', price: 30n })];

  it('take no more than the share that is allowed', async () => {
    const { cost, nodes } = await solved(problemOf([group('web', { replicas: 8, spotPercent: 50 })], offers, ONE_REGION));
    expect(cost).toBe(130n);
    expect(nodes.find(({ offer: id }) => id === 'cheap')?.pods).toStrictEqual([{ group: 'web', count: 4, reserved: 0 }]);
  });

  it('need room elsewhere where a reserve is asked for', async () => {
    const problem = { ...problemOf([group('web', { replicas: 8, spotPercent: 50 })], offers, ONE_REGION), rules: { spotReservePercent: 50 } };
    const { cost } = await solved(problem);
    // Two of four pods in reserve do not fit on one dear node beside the other four, and two dear nodes hold everything.
    expect(cost).toBe(200n);
  });

  it('keep the zones of a group that is spread', async () => {
    const { cost } = await solved(problemOf([group('web', { replicas: 6, spotPercent: 50, spread: { maximumSkew: 1 } })], offers, ONE_REGION));
    expect(cost).toBeGreaterThanOrEqual(190n);
  });

  it('hold everything where that is allowed', async () => {
    const { cost } = await solved(problemOf([group('web', { replicas: 4, spotPercent: 100 })], [offers[1]], ONE_REGION));
    expect(cost).toBe(30n);
  });
});

describe('several regions', () => {
  const regions = TWO_VENDORS.map((region) => ({ ...region, egress: { sameVendor: 1n, otherVendor: 5n } }));
  const offers = [
    offer('north-cpu'),
    offer('south-cpu', { vendor: 'south', price: 500n }),
    offer('north-gpu', { gpuModel: 'l4', price: 900n, capacity: { milliCpu: 4000, memoryMebibytes: 8192, pods: 20, gpus: 1 } }),
    offer('south-gpu', { vendor: 'south', gpuModel: 'l4', price: 300n, capacity: { milliCpu: 4000, memoryMebibytes: 8192, pods: 20, gpus: 1 } }),
  ];
  const groups = [group('inference', { replicas: 1, requests: { milliCpu: 1000, memoryMebibytes: 1024, gpus: 1 } }), group('web', { replicas: 8 })];
  const problem = problemOf(groups, offers, regions);

  it('are used where each is cheapest for something', async () => {
    const { cost, bound, placements } = await solved({ ...problem, rules: { maximumRegions: 2 } });
    expect(cost).toBe(500n);
    expect(bound).toBeGreaterThanOrEqual(499n); // each group's part is rounded down
    expect(placements.map(({ group: name, vendor }) => `${name} ${vendor}`)).toStrictEqual(['inference south', 'web north']);
  });

  it.each([
    ['one region only', { rules: { maximumRegions: 1 } }],
    ['one vendor only', { rules: { maximumRegions: 2, maximumVendors: 1 } }],
    ['groups that must be together', { rules: { maximumRegions: 2 }, bindings: [{ from: 'web', to: 'inference', latency: 'same-region' as const }] }],
    ['groups that must be near', { rules: { maximumRegions: 2 }, bindings: [{ from: 'web', to: 'inference', latency: 'near' as const }] }],
    ['traffic that costs more than it saves', { rules: { maximumRegions: 2 }, bindings: [{ from: 'web', to: 'inference', egressGigabytes: 200 }] }],
  ])('are not divided with %s', async (_, more) => {
    const { placements, cost } = await solved({ ...problem, ...more });
    expect(new Set(placements.map(({ vendor }) => vendor)).size).toBe(1);
    expect(cost).toBe(900n);
  });

  it('are divided though traffic costs something, and that is counted', async () => {
    const { cost, egressCost } = await solved({ ...problem, rules: { maximumRegions: 2 }, bindings: [{ from: 'web', to: 'inference', egressGigabytes: 20 }] });
    expect([cost, egressCost]).toStrictEqual([600n, 100n]);
  });

  it('are divided where one vendor may not run it all', async () => {
    const even = problemOf([group('a', { replicas: 4 }), group('b', { replicas: 4 })], offers.slice(0, 2), regions);
    const { cost, placements } = await solved({ ...even, rules: { maximumRegions: 2, vendorPercent: 60 } });
    expect(cost).toBe(600n);
    expect(placements.map(({ vendor }) => vendor).sort()).toStrictEqual(['north', 'south']);
  });

  it('are chosen as enumeration chooses them', async () => {
    await fc.assert(fc.asyncProperty(smallProblems(), fc.constantFrom<Rules>({ maximumRegions: 2 }, { maximumRegions: 2, vendorPercent: 70 }), fc.integer({ min: 0, max: 20 }), async (small, rules, gigabytes) => {
      const divisible: Problem = { ...small, rules, bindings: small.groups.length > 1 ? [{ from: 'group-0', to: 'group-1', egressGigabytes: gigabytes }] : [] };
      const optimum = bruteForceProblem(divisible);
      const outcome = await optimize(divisible, EXACT);
      expect(outcome.kind === 'infeasible').toBe(optimum === undefined);
      expect(boundOf(outcome) <= (optimum ?? NEVER)).toBe(true);
      expect(costOf(outcome) >= (optimum ?? NEVER)).toBe(true);
    }), { numRuns: 40 });
  });
});

describe('limits', () => {
  /** Not proven by the first packing. */
  const OPEN = problemOf([group('web', { replicas: 7 })], [offer('one'), offer('other', { price: 45n, capacity: { milliCpu: 2000, memoryMebibytes: 2048, pods: 9 } })], ONE_REGION);

  it('on nodes are kept, and what is paid anyway is used first', async () => {
    const { cost, nodes } = await solved(problemOf([group('web', { replicas: 12 })], [offer('own', { price: 0n, limit: 1, purchase: 'own' }), offer('rented')], ONE_REGION));
    expect(cost).toBe(200n);
    expect(nodes.map(({ offer: id, count }) => `${id} ${count}`)).toStrictEqual(['own 1', 'rented 2']);
  });

  it('on zones keep an offer out of the others', async () => {
    const { nodes } = await solved(problemOf([group('web', { replicas: 3, spread: { maximumSkew: 1 } })], [offer('everywhere', { price: 90n }), offer('first', { price: 40n, zones: 1 })], ONE_REGION));
    expect(nodes.map(({ offer: id, zone }) => `${id} ${zone}`).sort()).toStrictEqual(['everywhere 1', 'everywhere 2', 'first 0']);
  });

  it('of time end the search with an answer that says so', async () => {
    expect(await optimize(OPEN, { milliseconds: 0 })).toMatchObject({ kind: 'solution', stoppedBy: ['time'] });
  });

  it('set by the caller end it, too', async () => {
    expect(await optimize(OPEN, { isCancelled: () => true })).toMatchObject({ kind: 'solution', stoppedBy: ['cancelled'] });
  });
});

it('tells how far it is, and of every region what it found', async () => {
  const told: Progress[] = [];
  const offers = [offer('north'), offer('south', { vendor: 'south', price: 150n }), offer('south-arm', { vendor: 'south', architecture: 'arm64', price: 10n })];
  const { regions } = await solved(problemOf([group('web', { architectures: ['amd64'] })], offers, TWO_VENDORS), { ...EXACT, compareVendors: true, onProgress: (progress) => told.push(progress) });
  expect(regions.map(({ vendor, state, cost }) => [vendor, state, cost])).toStrictEqual([['north', 'solved', 100n], ['south', 'solved', 150n]]);
  expect(told.at(-1)).toMatchObject({ phase: 'solving', done: 2, total: 2, best: 100n });
});

it('sums costs of the region and of the groups exactly', async () => {
  const regions = [{ ...ONE_REGION[0], fixedCosts: [{ name: 'control plane', cost: 7n }, { name: 'NAT gateway', cost: 3n }], groupCosts: { web: 12_345_678_901_234_567_890n } }];
  const { cost, nodeCost, fixedCost, groupCost } = await solved(problemOf([group('web')], [offer('one')], regions));
  expect([cost, nodeCost, fixedCost, groupCost]).toStrictEqual([12_345_678_901_234_568_000n, 100n, 10n, 12_345_678_901_234_567_890n]);
});

it('keeps apart what must not share a node', async () => {
  const groups = [group('one', { replicas: 1, apartFrom: ['other'] }), group('other', { replicas: 1 })];
  const { cost } = await solved(problemOf(groups, [offer('node')], ONE_REGION));
  expect(cost).toBe(200n);
});

describe('a problem that makes no sense', () => {
  it.each([
    ['no groups', { groups: [] }, 'There is nothing to place'],
    ['a name twice', { groups: [group('web'), group('web')] }, 'Two groups are named "web"'],
    ['half a replica', { groups: [group('web', { replicas: 1.5 })] }, 'Group "web": replicas is 1.5. It is a whole number of at least 1.'],
    ['a free offer without limit', { offers: [offer('gift', { price: 0n })] }, 'Offer "gift": the price is 0.'],
    ['an offer of a region that is not there', { offers: [offer('lost', { region: 'two' })] }, 'its region north two is not among the regions'],
    ['an unknown name', { groups: [group('web', { apartFrom: ['wbe'] })] }, 'apartFrom names "wbe"'],
    ['a share above all', { rules: { vendorPercent: 120 } }, 'Rules: vendorPercent is 120.'],
    ['too many regions', { rules: { maximumRegions: 4 } }, 'At most 3 are searched.'],
    ['a binding to nobody', { bindings: [{ from: 'web', to: 'nobody' }] }, 'no group is named "nobody"'],
  ])('is refused: %s', async (_, change, message) => {
    await expect(optimize({ ...problemOf([group('web')], [offer('one')], ONE_REGION), ...change })).rejects.toThrow(message);
  });
});
