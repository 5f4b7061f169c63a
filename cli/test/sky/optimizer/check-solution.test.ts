import { checkSolution } from '../../../src/sky/optimizer/check-solution';
import { optimize } from '../../../src/sky/optimizer/optimize';
import { NodeOffer, PodGroup, Problem } from '../../../src/sky/optimizer/problem';
import { NodePool, Solution } from '../../../src/sky/optimizer/solution';
import { problemOf } from './support/arbitraries';

const WEB: PodGroup = { name: 'web', replicas: 3, requests: { milliCpu: 1000, memoryMebibytes: 1024 }, spread: { maximumSkew: 1 }, maximumPerNode: 1, architectures: ['amd64'], spotPercent: 34 };
const GPU: PodGroup = { name: 'gpu', replicas: 1, requests: { milliCpu: 500, memoryMebibytes: 512, gpus: 1 }, gpuModels: ['l4'], apartFrom: ['web'] };
const NODE: NodeOffer = { id: 'node', vendor: 'north', region: 'one', type: 'node', architecture: 'amd64', capacity: { milliCpu: 2000, memoryMebibytes: 4096, pods: 5 }, price: 10n, limit: 9 };
const OFFERS: NodeOffer[] = [
  NODE,
  { ...NODE, id: 'arm', architecture: 'arm64' },
  { ...NODE, id: 'spot', purchase: 'spot', price: 9n },
  { ...NODE, id: 'gpu', gpuModel: 'l4', price: 30n, capacity: { ...NODE.capacity, gpus: 1 } },
  { ...NODE, id: 'old-gpu', gpuModel: 't4', price: 99n, capacity: { ...NODE.capacity, gpus: 1 } },
  { ...NODE, id: 'elsewhere', region: 'two', price: 99n },
];
const PROBLEM: Problem = {
  ...problemOf([WEB, GPU], OFFERS, [{ vendor: 'north', region: 'one', zones: 3, fixedCosts: [{ name: 'control plane', cost: 5n }] }, { vendor: 'north', region: 'two', zones: 3 }]),
  rules: { regions: [{ vendor: 'north', region: 'one' }] },
};
let good: Solution;

beforeAll(async () => {
  const outcome = await optimize(PROBLEM, { targetGap: 0 });
  if (outcome.kind !== 'solution') {
    throw new Error('The sample has a solution.');
  }
  good = outcome;
});

it('accepts what holds', () => {
  expect(checkSolution(PROBLEM, good)).toStrictEqual([]);
  expect(good.cost).toBe(64n);
});

const pools = (change: (pool: NodePool) => Partial<NodePool>) => (solution: Solution): Solution =>
  ({ ...solution, nodes: solution.nodes.map((pool) => ({ ...pool, ...change(pool) })) });
const ofWeb = ({ pods }: NodePool): boolean => pods[0].group === 'web';

it.each<[string, (solution: Solution) => Solution, string]>([
  ['pods are missing', (solution) => ({ ...solution, nodes: solution.nodes.slice(1) }), 'pods, not'],
  ['a node is overfull', pools(({ pods }) => ({ pods: pods.map((pod) => ({ ...pod, count: 3 })) })), 'overfull'],
  ['too many of a group share a node', pools(({ pods }) => ({ pods: pods.map((pod) => ({ ...pod, count: 2 })) })), '2 pods of web on one node'],
  ['the zones are uneven', pools(() => ({ zone: 0 })), 'pods by zone'],
  ['there is no such zone', pools(() => ({ zone: 3 })), 'no such zone'],
  ['the architecture is wrong', pools((pool) => (ofWeb(pool) ? { offer: 'arm' } : {})), 'not built for arm64'],
  ['the GPU is of another model', pools((pool) => (ofWeb(pool) ? {} : { offer: 'old-gpu' })), 'needs another GPU'],
  ['there is no GPU', pools((pool) => (ofWeb(pool) ? {} : { offer: 'node' })), 'overfull'],
  ['too many pods are on spot nodes', pools((pool) => (ofWeb(pool) ? { offer: 'spot' } : {})), '3 of 3 pods on spot nodes'],
  ['groups that are apart share a node', pools((pool) => (ofWeb(pool) ? {} : { pods: [...pool.pods, { group: 'web', count: 1, reserved: 0 }] })), 'share it'],
  ['a node is of another region', pools(() => ({ offer: 'elsewhere' })), 'of another region'],
  ['the offer is unknown', pools(() => ({ offer: 'nothing' })), 'not in the problem'],
  ['there are more nodes than can be had', pools((pool) => (ofWeb(pool) ? {} : { count: 10 })), 'more than can be had'],
  ['a group is placed where it may not be', (solution) => ({ ...solution, placements: solution.placements.map((placement) => ({ ...placement, region: 'two' })) }), 'may not be in north two'],
  ['a group is placed nowhere', (solution) => ({ ...solution, placements: solution.placements.slice(1) }), 'placed nowhere'],
  ['pods that count are called a reserve', pools(({ pods }) => ({ pods: pods.map((pod) => ({ ...pod, reserved: 1 })) })), 'pods, not'],
  ['the sum is wrong', (solution) => ({ ...solution, cost: solution.cost - 1n }), 'the sum is not'],
  ['the nodes cost something else', (solution) => ({ ...solution, nodeCost: 1n, fixedCost: solution.cost - 1n }), 'the nodes cost'],
  ['the bound is above the cost', (solution) => ({ ...solution, bound: solution.cost + 1n }), 'is above the cost'],
])('refuses a solution where %s', (_, change, words) => {
  expect(checkSolution(PROBLEM, change(good)).join('\n')).toContain(words);
});

it.each<[string, Partial<Problem>, string]>([
  ['a reserve for spot nodes is missing', { groups: [{ ...WEB, spotPercent: 34 }, GPU], rules: { spotReservePercent: 100 } }, 'a reserve of 0 for 1 pods'],
  ['more regions are needed than allowed', { rules: { maximumRegions: 0 } }, '1 regions are in use'],
  ['more vendors are needed than allowed', { rules: { maximumVendors: 0 } }, '1 vendors are in use'],
  ['one vendor runs too much', { rules: { vendorPercent: 50 } }, 'north runs 3500 of 3500 milli-CPU'],
])('refuses a solution where %s', (_, change, words) => {
  const problem = { ...PROBLEM, ...change };
  expect(checkSolution(problem, good).join('\n')).toContain(words);
});

it('refuses groups that are too far apart', () => {
  const divided = { ...good, placements: good.placements.map((placement, index) => (index === 0 ? { ...placement, region: 'two' } : placement)) };
  const wrong = checkSolution({ ...PROBLEM, bindings: [{ from: 'web', to: 'gpu', latency: 'near' }], rules: { maximumRegions: 2 } }, divided);
  expect(wrong.join('\n')).toContain('web and gpu are too far apart');
});
