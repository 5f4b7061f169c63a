import { PodGroup, Problem, Rules } from '../problem';
import { Conflict } from '../solution';

/** A constraint of a problem that can be left out. */
export interface Constraint extends Conflict {
  /** The problem without it. */
  readonly without: (problem: Problem) => Problem;
}

/** Every constraint that can make a problem infeasible. */
export function constraintsOf(problem: Problem): Constraint[] {
  return [
    ...problem.groups.flatMap(ofGroup),
    ...ofRules(problem.rules ?? {}, problem),
    ...ofBindings(problem),
    ...(problem.offers.some(({ limit }) => limit !== undefined)
      ? [{ subject: 'offers', field: 'limit', words: 'no more nodes can be had than the offers state', without: withoutLimits }]
      : []),
  ];
}

function ofGroup(group: PodGroup): Constraint[] {
  const { name, requests, gpuModels, architectures, vendors, regions, spread } = group;
  const on = (field: string, words: string, change: Partial<PodGroup>): Constraint => ({
    subject: name,
    field,
    words: `${name} ${words}`,
    without: (problem) => ({ ...problem, groups: problem.groups.map((other) => (other.name === name ? { ...other, ...change } : other)) }),
  });
  const request = (field: keyof PodGroup['requests'], words: string): Constraint[] =>
    ((requests[field] ?? 0) === 0 ? [] : [{
      subject: name,
      field: `requests.${field}`,
      words: `a pod of ${name} requests ${words}`,
      without: (problem) => ({
        ...problem,
        groups: problem.groups.map((other) => (other.name === name ? { ...other, requests: { ...other.requests, [field]: 0 } } : other)),
      }),
    }]);
  return [
    ...request('milliCpu', `${requests.milliCpu} milli-CPU`),
    ...request('memoryMebibytes', `${requests.memoryMebibytes} MiB`),
    ...request('gpus', requests.gpus === 1 ? '1 GPU' : `${requests.gpus ?? 0} GPUs`),
    ...request('volumes', requests.volumes === 1 ? '1 volume' : `${requests.volumes ?? 0} volumes`),
    ...(gpuModels === undefined ? [] : [on('gpuModels', `needs a GPU of the model ${listed(gpuModels, 'or')}`, { gpuModels: undefined })]),
    ...(architectures === undefined ? [] : [on('architectures', `is built for ${listed(architectures, 'and')} only`, { architectures: undefined })]),
    ...(vendors === undefined ? [] : [on('vendors', `may run on ${listed(vendors, 'or')} only`, { vendors: undefined })]),
    ...(regions === undefined ? [] : [on('regions', `may run in ${listed(regions.map(({ vendor, region }) => `${vendor} ${region}`), 'or')} only`, { regions: undefined })]),
    ...((spread?.minimumZones ?? 1) === 1 || spread === undefined
      ? []
      : [on('spread.minimumZones', `needs a region of ${spread.minimumZones ?? 1} zones`, { spread: { maximumSkew: spread.maximumSkew } })]),
  ];
}

function ofRules(rules: Rules, problem: Problem): Constraint[] {
  const { vendors, regions, maximumRegions = 1, maximumVendors, vendorPercent, failureZones } = rules;
  const on = (field: keyof Rules, words: string, value?: number): Constraint => ({
    subject: 'rules',
    field,
    words,
    without: (problem) => ({ ...problem, rules: { ...problem.rules, [field]: value } }),
  });
  return [
    ...(vendors === undefined ? [] : [on('vendors', `only ${listed(vendors, 'and')} may be used`)]),
    ...(regions === undefined ? [] : [on('regions', `only ${listed(regions.map(({ vendor, region }) => `${vendor} ${region}`), 'and')} may be used`)]),
    ...(maximumRegions < 3 ? [on('maximumRegions', maximumRegions === 1 ? 'everything runs in one region' : `at most ${maximumRegions} regions are used`, 3)] : []),
    ...(maximumVendors === undefined ? [] : [on('maximumVendors', maximumVendors === 1 ? 'one vendor is used' : `at most ${maximumVendors} vendors are used`)]),
    ...(vendorPercent === undefined || vendorPercent === 100 ? [] : [on('vendorPercent', `one vendor runs at most ${vendorPercent} % of the requested CPU${tooLarge(problem, vendorPercent)}`)]),
    ...(failureZones === undefined || failureZones === 1 ? [] : [on('failureZones', `no group may lose more than one part in ${failureZones} with a zone`)]),
  ];
}

function ofBindings({ bindings = [] }: Problem): Constraint[] {
  return bindings.flatMap((binding, index): Constraint[] => {
    const { from, to, latency = 'any' } = binding;
    return latency === 'any' ? [] : [{
      subject: `${from} to ${to}`,
      field: 'latency',
      words: latency === 'near' ? `${from} must be near ${to}` : `${from} must be in the same region as ${to}`,
      without: (problem) => ({
        ...problem,
        bindings: problem.bindings?.map((other, position) => (position === index ? { ...other, latency: 'any' } : other)),
      }),
    }];
  });
}

/** Names the group that alone exceeds a share: no group is divided between regions. */
function tooLarge({ groups }: Problem, percent: number): string {
  const share = ({ replicas, requests }: PodGroup): number => replicas * requests.milliCpu;
  const total = groups.reduce((sum, group) => sum + share(group), 0);
  const largest = groups.reduce((most, group) => (share(group) > share(most) ? group : most));
  return share(largest) * 100 > total * percent ? `, and ${largest.name} alone requests ${Math.floor((share(largest) * 100) / total)} %` : '';
}

function withoutLimits(problem: Problem): Problem {
  return { ...problem, offers: problem.offers.map((offer) => ({ ...offer, limit: undefined, price: offer.price === 0n ? 1n : offer.price })) };
}

function listed(values: readonly string[], word: string): string {
  return values.length === 0 ? 'nothing' : values.length === 1 ? values[0] : `${values.slice(0, -1).join(', ')} ${word} ${values[values.length - 1]}`;
}
