import { findConflict } from '../../../../src/sky/optimizer/conflict/find-conflict';
import { optimize } from '../../../../src/sky/optimizer/optimize';
import { NodeOffer, PodGroup, Problem } from '../../../../src/sky/optimizer/problem';
import { problemOf } from '../support/arbitraries';

const WEB: PodGroup = { name: 'web', replicas: 2, requests: { milliCpu: 1000, memoryMebibytes: 1024 } };
const offer = (id: string, more: Partial<NodeOffer> = {}): NodeOffer =>
  ({ id, vendor: 'north', region: 'one', type: id, architecture: 'amd64', capacity: { milliCpu: 4000, memoryMebibytes: 8192, pods: 20 }, price: 100n, ...more });
const REGIONS = [{ vendor: 'north', region: 'one', zones: 3 }, { vendor: 'south', region: 'one', zones: 1 }];
const OFFERS = [offer('north'), offer('south', { vendor: 'south', architecture: 'arm64' })];

const wordsOf = async (problem: Problem): Promise<string[] | undefined> => (await findConflict(problem))?.map(({ words }) => words);

it('finds nothing where a placement exists', async () => {
  expect(await findConflict(problemOf([WEB], OFFERS, REGIONS))).toBeUndefined();
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
