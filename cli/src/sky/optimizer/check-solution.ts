// The independent check of a placement: it shares no code with the search, only the words of the problem and the answer.
import { Binding, NodeOffer, PodGroup, Problem, Region, RegionKey, Rules } from './problem';
import { NodePool, Solution } from './solution';

/** Everything that is wrong with a solution of a problem, in words; empty if it holds. */
export function checkSolution(problem: Problem, solution: Solution): string[] {
  return new SolutionCheck(problem, solution).run();
}

class SolutionCheck {
  private readonly wrong: string[] = [];
  private readonly groups: ReadonlyMap<string, PodGroup>;
  private readonly offers: ReadonlyMap<string, NodeOffer>;
  private readonly regions: ReadonlyMap<string, Region>;
  private readonly places: ReadonlyMap<string, string>;
  private readonly rules: Rules;

  constructor(private readonly problem: Problem, private readonly solution: Solution) {
    this.groups = new Map(problem.groups.map((group) => [group.name, group]));
    this.offers = new Map(problem.offers.map((offer) => [offer.id, offer]));
    this.regions = new Map(problem.regions.map((region) => [key(region), region]));
    this.places = new Map(solution.placements.map((placement) => [placement.group, key(placement)]));
    this.rules = problem.rules ?? {};
  }

  run(): string[] {
    this.solution.nodes.forEach((pool) => this.pool(pool));
    this.problem.groups.forEach((group) => this.group(group));
    this.limits();
    this.wholeRules();
    this.problem.bindings?.forEach((binding) => this.binding(binding));
    this.costs();
    return this.wrong;
  }

  private expect(holds: boolean, words: string): void {
    if (!holds) {
      this.wrong.push(words);
    }
  }

  private pool(pool: NodePool): void {
    const offer = this.offers.get(pool.offer);
    const region = this.regions.get(key(pool));
    const where = `a node ${pool.offer} in zone ${pool.zone}`;
    if (offer === undefined || region === undefined) {
      this.wrong.push(`${where}: the offer or its region is not in the problem`);
      return;
    }
    this.expect(key(offer) === key(pool), `${where}: the offer is of another region`);
    this.expect(Number.isInteger(pool.count) && pool.count >= 1, `${where}: ${pool.count} nodes`);
    this.expect(Number.isInteger(pool.zone) && pool.zone >= 0 && pool.zone < Math.min(region.zones, offer.zones ?? region.zones), `${where}: no such zone`);
    const used = { milliCpu: 0, memoryMebibytes: 0, pods: 0, gpus: 0, volumes: 0 };
    for (const { group: name, count, reserved } of pool.pods) {
      const group = this.groups.get(name);
      if (group === undefined) {
        this.wrong.push(`${where}: no group is named ${name}`);
        continue;
      }
      this.expect(Number.isInteger(count) && Number.isInteger(reserved) && count >= 1 && reserved >= 0 && reserved <= count, `${where}: ${count} pods of ${name}, ${reserved} reserved`);
      this.expect(this.places.get(name) === key(pool), `${where}: ${name} is placed elsewhere`);
      this.expect(group.architectures?.includes(offer.architecture) ?? true, `${where}: ${name} is not built for ${offer.architecture}`);
      const gpus = group.requests.gpus ?? 0;
      this.expect(gpus === 0 || group.gpuModels === undefined || group.gpuModels.includes(offer.gpuModel ?? ''), `${where}: ${name} needs another GPU`);
      this.expect(count <= (group.maximumPerNode ?? Infinity), `${where}: ${count} pods of ${name} on one node`);
      this.expect(offer.purchase !== 'spot' || reserved === 0, `${where}: a reserve on a spot node`);
      used.milliCpu += count * group.requests.milliCpu;
      used.memoryMebibytes += count * group.requests.memoryMebibytes;
      used.gpus += count * gpus;
      used.volumes += count * (group.requests.volumes ?? 0);
      used.pods += count;
      pool.pods.forEach(({ group: other }) =>
        this.expect(!(group.apartFrom?.includes(other) ?? false), `${where}: ${name} and ${other} share it`));
    }
    const { capacity } = offer;
    this.expect(
      used.milliCpu <= capacity.milliCpu && used.memoryMebibytes <= capacity.memoryMebibytes && used.pods <= capacity.pods
        && used.gpus <= (capacity.gpus ?? 0) && used.volumes <= (capacity.volumes ?? Infinity),
      `${where}: overfull, ${JSON.stringify(used)}`,
    );
    this.expect(new Set(pool.pods.map(({ group }) => group)).size === pool.pods.length, `${where}: a group is listed twice`);
  }

  private group(group: PodGroup): void {
    const { name, replicas, spread } = group;
    const place = this.places.get(name);
    const region = place === undefined ? undefined : this.regions.get(place);
    if (region === undefined) {
      this.wrong.push(`${name} is placed nowhere`);
      return;
    }
    const zones = new Array<number>(region.zones).fill(0);
    let reserve = 0;
    let spot = 0;
    for (const { offer, zone, count: nodes, pods } of this.solution.nodes) {
      for (const { group: other, count, reserved } of pods) {
        if (other === name) {
          zones[zone] += nodes * (count - reserved);
          reserve += nodes * reserved;
          spot += this.offers.get(offer)?.purchase === 'spot' ? nodes * count : 0;
        }
      }
    }
    const total = zones.reduce((sum, count) => sum + count, 0);
    this.expect(total === replicas, `${name}: ${total} pods, not ${replicas}`);
    this.expect(spot * 100 <= replicas * (group.spotPercent ?? 0), `${name}: ${spot} of ${replicas} pods on spot nodes`);
    this.expect(reserve * 100 >= spot * (this.rules.spotReservePercent ?? 0), `${name}: a reserve of ${reserve} for ${spot} pods on spot nodes`);
    if (spread !== undefined) {
      this.expect(region.zones >= (spread.minimumZones ?? 1), `${name}: the region has ${region.zones} zones`);
      this.expect(Math.max(...zones) - Math.min(...zones) <= spread.maximumSkew, `${name}: ${zones.join(', ')} pods by zone`);
    }
    this.expect(replicas < 2 || Math.max(...zones) <= Math.ceil(replicas / (this.rules.failureZones ?? 1)), `${name}: ${Math.max(...zones)} pods fail with a zone`);
    [group, this.rules].forEach(({ vendors, regions }) => this.expect(
      (vendors?.includes(region.vendor) ?? true) && (regions?.some((other) => key(other) === place) ?? true),
      `${name}: may not be in ${place}`,
    ));
  }

  private limits(): void {
    const used = new Map<string, number>();
    this.solution.nodes.forEach(({ offer, count }) => used.set(offer, (used.get(offer) ?? 0) + count));
    used.forEach((count, id) => this.expect(count <= (this.offers.get(id)?.limit ?? Infinity), `${count} nodes of ${id} are more than can be had`));
  }

  private wholeRules(): void {
    const inUse = new Set(this.places.values());
    const vendors = new Set([...inUse].map((place) => this.regions.get(place)?.vendor ?? ''));
    this.expect(inUse.size <= (this.rules.maximumRegions ?? 1), `${inUse.size} regions are in use`);
    this.expect(vendors.size <= (this.rules.maximumVendors ?? Infinity), `${vendors.size} vendors are in use`);
    const cpu = ({ replicas, requests }: PodGroup): number => replicas * requests.milliCpu;
    const total = this.problem.groups.reduce((sum, group) => sum + cpu(group), 0);
    vendors.forEach((vendor) => {
      const here = this.problem.groups.filter(({ name }) => this.regions.get(this.places.get(name) ?? '')?.vendor === vendor);
      const share = here.reduce((sum, group) => sum + cpu(group), 0);
      this.expect(share * 100 <= total * (this.rules.vendorPercent ?? 100), `${vendor} runs ${share} of ${total} milli-CPU`);
    });
  }

  private binding({ from, to, latency = 'any' }: Binding): void {
    const [one, other] = [this.places.get(from), this.places.get(to)];
    const isNear = one === other || (this.problem.near ?? []).some(([a, b]) => (key(a) === one && key(b) === other) || (key(a) === other && key(b) === one));
    this.expect(latency === 'any' || one === other || (latency === 'near' && isNear), `${from} and ${to} are too far apart: ${one}, ${other}`);
  }

  private costs(): void {
    const { solution, problem } = this;
    const nodes = solution.nodes.reduce((sum, { offer, count }) => sum + (this.offers.get(offer)?.price ?? 0n) * BigInt(count), 0n);
    const fixed = [...new Set(this.places.values())].reduce((sum, place) =>
      sum + (this.regions.get(place)?.fixedCosts ?? []).reduce((part, { cost }) => part + cost, 0n), 0n);
    const groups = problem.groups.reduce((sum, { name }) => sum + (this.regions.get(this.places.get(name) ?? '')?.groupCosts?.[name] ?? 0n), 0n);
    const egress = (problem.bindings ?? []).reduce((sum, { from, to, egressGigabytes = 0 }) => {
      const [source, target] = [this.places.get(from), this.places.get(to)].map((place) => this.regions.get(place ?? ''));
      const prices = source === undefined || target === undefined || key(source) === key(target) ? undefined : source.egress;
      const price = prices === undefined ? 0n : source?.vendor === target?.vendor ? prices.sameVendor : prices.otherVendor;
      return sum + price * BigInt(egressGigabytes);
    }, 0n);
    this.expect(solution.nodeCost === nodes, `the nodes cost ${nodes}, not ${solution.nodeCost}`);
    this.expect(solution.fixedCost === fixed, `the regions cost ${fixed}, not ${solution.fixedCost}`);
    this.expect(solution.groupCost === groups, `the groups cost ${groups}, not ${solution.groupCost}`);
    this.expect(solution.egressCost === egress, `egress costs ${egress}, not ${solution.egressCost}`);
    this.expect(solution.cost === nodes + fixed + groups + egress, `the sum is not ${solution.cost}`);
    this.expect(solution.bound <= solution.cost, `the bound ${solution.bound} is above the cost ${solution.cost}`);
  }
}

function key({ vendor, region }: RegionKey): string {
  return `${vendor} ${region}`;
}
