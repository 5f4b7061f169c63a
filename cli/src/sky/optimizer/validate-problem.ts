import { NodeOffer, PodGroup, Problem, RegionKey, Resources } from './problem';
import { ProblemError } from './problem-error';

/** Checks what the types cannot. @throws ProblemError that lists every mistake. */
export function validateProblem(problem: Problem): void {
  const messages = [...ofGroups(problem), ...ofRegions(problem), ...ofOffers(problem), ...ofBindings(problem), ...ofRules(problem)];
  if (messages.length > 0) {
    throw new ProblemError(messages);
  }
}

function ofGroups({ groups }: Problem): string[] {
  const names = new Set(groups.map(({ name }) => name));
  return [
    ...(groups.length === 0 ? ['There is nothing to place: give at least one group.'] : []),
    ...repeated(groups.map(({ name }) => name)).map((name) => `Two groups are named "${name}". Names are unique.`),
    ...groups.flatMap((group) => ofGroup(group, names)),
  ];
}

function ofGroup(group: PodGroup, names: ReadonlySet<string>): string[] {
  const { name, replicas, requests, maximumPerNode = 1, spotPercent = 0, spread, apartFrom = [] } = group;
  const where = `Group "${name}"`;
  return [
    ...atLeast(`${where}: replicas`, replicas, 1),
    ...ofResources(where, requests),
    ...atLeast(`${where}: maximumPerNode`, maximumPerNode, 1),
    ...percent(`${where}: spotPercent`, spotPercent, 100),
    ...(spread === undefined ? [] : [...atLeast(`${where}: spread.maximumSkew`, spread.maximumSkew, 1), ...atLeast(`${where}: spread.minimumZones`, spread.minimumZones ?? 1, 1)]),
    ...apartFrom.flatMap((other) => (names.has(other) ? [] : [`${where}: apartFrom names "${other}", and no group has that name.`])),
    ...(apartFrom.includes(name) ? [`${where}: apartFrom names the group itself. Use maximumPerNode: 1.`] : []),
  ];
}

function ofResources(where: string, resources: Resources): string[] {
  const { milliCpu, memoryMebibytes, gpus = 0, volumes = 0 } = resources;
  return [
    ...atLeast(`${where}: milliCpu`, milliCpu, 0),
    ...atLeast(`${where}: memoryMebibytes`, memoryMebibytes, 0),
    ...atLeast(`${where}: gpus`, gpus, 0),
    ...atLeast(`${where}: volumes`, volumes, 0),
  ];
}

function ofRegions({ regions }: Problem): string[] {
  return [
    ...repeated(regions.map(regionName)).map((name) => `The region ${name} is given twice.`),
    ...regions.flatMap((region) => {
      const where = `Region ${regionName(region)}`;
      return [
        ...atLeast(`${where}: zones`, region.zones, 1),
        ...(region.fixedCosts ?? []).flatMap(({ name, cost }) => (cost < 0n ? [`${where}: the fixed cost "${name}" is ${cost}. Costs are at least 0.`] : [])),
        ...Object.entries(region.groupCosts ?? {}).flatMap(([group, cost]) => (cost < 0n ? [`${where}: the cost of the group "${group}" is ${cost}. Costs are at least 0.`] : [])),
        ...Object.values(region.egress ?? {}).flatMap((price: bigint) => (price < 0n ? [`${where}: an egress price is ${price}. Prices are at least 0.`] : [])),
      ];
    }),
  ];
}

function ofOffers({ offers, regions }: Problem): string[] {
  const known = new Set(regions.map(regionName));
  return [
    ...repeated(offers.map(({ id }) => id)).map((id) => `Two offers have the id "${id}". Ids are unique.`),
    ...offers.flatMap((offer) => {
      // There are tens of thousands: words are made only where something is wrong.
      if (known.has(regionName(offer)) && isSound(offer)) {
        return [];
      }
      const { id, capacity, price, limit, zones } = offer;
      const where = `Offer "${id}"`;
      return [
        ...(known.has(regionName(offer)) ? [] : [`${where}: its region ${regionName(offer)} is not among the regions.`]),
        ...ofResources(where, { ...capacity, volumes: capacity.volumes === Infinity ? 0 : capacity.volumes }),
        ...atLeast(`${where}: pods`, capacity.pods, 0),
        ...(price > 0n || (price === 0n && limit !== undefined) ? [] : [`${where}: the price is ${price}. Prices are more than 0, or 0 with a limit.`]),
        ...atLeast(`${where}: limit`, limit ?? 0, 0),
        ...atLeast(`${where}: zones`, zones ?? 1, 1),
      ];
    }),
  ];
}

function isSound({ capacity, price, limit, zones }: NodeOffer): boolean {
  const { milliCpu, memoryMebibytes, gpus = 0, volumes = 0, pods } = capacity;
  return isAtLeast(milliCpu, 0) && isAtLeast(memoryMebibytes, 0) && isAtLeast(gpus, 0) && (volumes === Infinity || isAtLeast(volumes, 0)) && isAtLeast(pods, 0)
    && price > 0n && isAtLeast(limit ?? 0, 0) && isAtLeast(zones ?? 1, 1);
}

function ofBindings({ groups, bindings = [] }: Problem): string[] {
  const names = new Set(groups.map(({ name }) => name));
  return bindings.flatMap(({ from, to, egressGigabytes = 0 }) => [
    ...[from, to].flatMap((name) => (names.has(name) ? [] : [`A binding from "${from}" to "${to}": no group is named "${name}".`])),
    ...atLeast(`The binding from "${from}" to "${to}": egressGigabytes`, egressGigabytes, 0),
  ]);
}

function ofRules({ rules = {} }: Problem): string[] {
  const { maximumRegions = 1, maximumVendors = 1, vendorPercent = 100, spotReservePercent = 0, failureZones = 1 } = rules;
  return [
    ...atLeast('Rules: maximumRegions', maximumRegions, 1),
    ...(maximumRegions > 3 ? [`Rules: maximumRegions is ${maximumRegions}. At most 3 are searched.`] : []),
    ...atLeast('Rules: maximumVendors', maximumVendors, 1),
    ...percent('Rules: vendorPercent', vendorPercent, 100),
    ...percent('Rules: spotReservePercent', spotReservePercent, 1000),
    ...atLeast('Rules: failureZones', failureZones, 1),
  ];
}

function atLeast(what: string, value: number, least: number): string[] {
  return isAtLeast(value, least) ? [] : [`${what} is ${value}. It is a whole number of at least ${least}.`];
}

function isAtLeast(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= 2 ** 40;
}

function percent(what: string, value: number, most: number): string[] {
  return Number.isInteger(value) && value >= 0 && value <= most ? [] : [`${what} is ${value}. It is a whole number from 0 to ${most}.`];
}

function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(values.filter((value) => seen.size === seen.add(value).size))];
}

function regionName({ vendor, region }: RegionKey): string {
  return `${vendor} ${region}`;
}
