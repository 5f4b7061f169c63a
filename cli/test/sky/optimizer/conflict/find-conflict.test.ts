import { findConflict } from '../../../../src/sky/optimizer/conflict/find-conflict';
import { optimize } from '../../../../src/sky/optimizer/optimize';
import { Budget, WorkLimits } from '../../../../src/sky/optimizer/packing/budget';
import { NodeOffer, PodGroup, Problem } from '../../../../src/sky/optimizer/problem';
import { problemOf } from '../support/arbitraries';

const LIMITS: WorkLimits = { pricingNodes: 1, columnRounds: 1, dives: 1 };
const WEB: PodGroup = { name: 'web', replicas: 2, requests: { milliCpu: 1000, memoryMebibytes: 1024 } };
const offer = (id: string, more: Partial<NodeOffer> = {}): NodeOffer =>
  ({ id, vendor: 'north', region: 'one', type: id, architecture: 'amd64', capacity: { milliCpu: 4000, memoryMebibytes: 8192, pods: 20 }, price: 100n, ...more });
const REGIONS = [{ vendor: 'north', region: 'one', zones: 3 }, { vendor: 'south', region: 'one', zones: 1 }];
const OFFERS = [offer('north'), offer('south', { vendor: 'south', architecture: 'arm64' })];

const wordsOf = async (problem: Problem): Promise<string[] | undefined> => (await findConflict(problem, new Budget(LIMITS)))?.conflict.map(({ words }) => words);

it('finds nothing where a placement exists', async () => {
  expect(await findConflict(problemOf([WEB], OFFERS, REGIONS), new Budget(LIMITS))).toBeUndefined();
});

it.each<[string, PodGroup[], Partial<Problem>, string[]]>([
  ['a GPU that nobody offers', [WEB, { ...WEB, name: 'inference', requests: { ...WEB.requests, gpus: 1 } }], {}, ['a pod of inference requests 1 GPU']],
  ['a pod larger than every node', [{ ...WEB, requests: { milliCpu: 1000, memoryMebibytes: 99_999 } }], {}, ['a pod of web requests 99999 MiB']],
  ['an architecture that the allowed vendor has not', [{ ...WEB, architectures: ['arm64'] }], { rules: { vendors: ['north'] } },
    ['web is built for arm64 only', 'only north may be used']],
  ['lists that have no region in common', [{ ...WEB, vendors: ['north'] }], { rules: { vendors: ['south'] } }, ['web may run on north only', 'only south may be used']],
  ['a list that empties the choice', [WEB], { rules: { regions: [] } }, ['only nothing may be used']],
  ['too few zones at the vendor that is allowed', [{ ...WEB, spread: { maximumSkew: 1, minimumZones: 2 } }], { rules: { vendors: ['south'] } },
    ['web needs a region of 2 zones', 'only south may be used']],
  ['zones that must not fail', [WEB], { rules: { vendors: ['south'], failureZones: 2 } },
    ['only south may be used', 'no group may lose more than one part in 2 with a zone']],
  ['one region for what no one region has', [{ ...WEB, architectures: ['amd64'] }, { ...WEB, name: 'arm', architectures: ['arm64'] }], {},
    ['web is built for amd64 only', 'arm is built for arm64 only', 'everything runs in one region']],
  ['groups that must be together and cannot', [{ ...WEB, vendors: ['north'] }, { ...WEB, name: 'arm', vendors: ['south'] }],
    { rules: { maximumRegions: 2 }, bindings: [{ from: 'web', to: 'arm', latency: 'same-region' }] },
    ['web may run on north only', 'arm may run on south only', 'web must be in the same region as arm']],
  ['a share that one group alone exceeds', [WEB], { rules: { vendorPercent: 50, maximumRegions: 3 } },
    ['one vendor runs at most 50 % of the requested CPU, and web alone requests 100 %']],
  ['a share that one region cannot keep', [WEB, { ...WEB, name: 'api' }], { rules: { vendorPercent: 50 } },
    ['everything runs in one region', 'one vendor runs at most 50 % of the requested CPU']],
])('names %s', async (_, groups, more, words) => {
  expect(await wordsOf({ ...problemOf(groups, OFFERS, REGIONS), ...more })).toStrictEqual(words);
});

it('names limits on nodes', async () => {
  const problem = problemOf([{ ...WEB, replicas: 9 }], [offer('own', { limit: 2, price: 0n })], REGIONS);
  expect(await wordsOf(problem)).toStrictEqual(['a pod of web requests 1000 milli-CPU', 'no more nodes can be had than the offers state']);
});

it('says so where nothing is offered', async () => {
  expect(await wordsOf(problemOf([WEB], [], REGIONS))).toStrictEqual(['no node is offered']);
});

it('gives a set in which every constraint is needed', async () => {
  const problem: Problem = {
    ...problemOf([{ ...WEB, architectures: ['arm64'], vendors: ['north', 'south'], regions: [{ vendor: 'north', region: 'one' }] }], OFFERS, REGIONS),
    rules: { vendors: ['north', 'south'], maximumVendors: 1 },
  };
  expect(await wordsOf(problem)).toStrictEqual(['web is built for arm64 only', 'web may run in north one only']);
});

it('is what the optimizer answers', async () => {
  const outcome = await optimize(problemOf([{ ...WEB, gpuModels: ['h100'], requests: { ...WEB.requests, gpus: 8 } }], OFFERS, REGIONS));
  expect(outcome).toMatchObject({ kind: 'infeasible', conflict: [{ subject: 'web', field: 'requests.gpus' }] });
});

/** Shares that no two vendors can keep, among many groups that are bound. */
function muchBound(count: number): Problem {
  const groups = Array.from({ length: count }, (_, index): PodGroup => ({ ...WEB, name: `group-${String(index).padStart(2, '0')}`, replicas: 1 + index % 3, vendors: ['north', 'south'] }));
  const bindings = groups.slice(1).map(({ name }, index) => ({ from: groups[index].name, to: name, latency: index % 2 === 0 ? 'same-region' as const : 'near' as const }));
  return { ...problemOf(groups, OFFERS, REGIONS), bindings, rules: { vendorPercent: 60, maximumRegions: 3 } };
}

it('says so where time was up before it was known whether a smaller set is there', async () => {
  let asked = 0;
  const problem = muchBound(30);
  const found = await findConflict(problem, new Budget({ ...LIMITS, isCancelled: () => (asked += 1) > 12 }));
  expect(found?.isSmallest).toBe(false);
  expect(found?.conflict.length).toBeGreaterThan(2);
  const whole = await findConflict(problem, new Budget(LIMITS));
  expect(whole?.isSmallest).toBe(true);
  expect(whole?.conflict.length).toBeLessThan(found?.conflict.length ?? 0);
});

it('claims no contradiction that there was no time to find', async () => {
  expect(await findConflict(muchBound(30), new Budget({ ...LIMITS, isCancelled: () => true }))).toBeUndefined();
});
