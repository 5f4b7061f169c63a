import { Bin, Item, Packing, Transfer } from '../packing/packing';
import { NodeOffer, PodGroup, Region, Resources, Rules } from '../problem';
import { FittedOffer, undominated } from './dominance';
import { fitsOn, isSpot, mostOnSpot } from './offer-filter';
import { zonePlan, zoneQuotas } from './zone-plan';

/** What an item of a packing stands for. */
export interface ItemRole {
  /** Index in `RegionModel.groups`. */
  readonly group: number;
  /** Pods on nodes that stay, pods on spot nodes, or room that is kept for the latter. */
  readonly kind: 'firm' | 'spot' | 'reserve';
  /** The zone that it must be in; any if undefined. */
  readonly zone?: number;
}

/** A packing with what its items and bins stand for. */
export interface RolePacking {
  readonly packing: Packing;
  readonly roles: readonly ItemRole[];
  /** By bin. */
  readonly offers: readonly NodeOffer[];
  /** By bin. */
  readonly zones: readonly number[];
}

/** How many pods of a group are on spot nodes, and how much room is kept for them. */
export interface SpotChoice {
  readonly spot: number;
  readonly reserve: number;
}

const PODS = 2;

/** What a region offers to some groups, ready to be packed. */
export class RegionModel {
  /** Why the groups cannot run here; empty if nothing is known against it. */
  readonly reasons: readonly string[];
  /** The problem without zones: no placement costs less than its optimum. */
  readonly relaxed: RolePacking;
  private readonly offers: readonly FittedOffer[];
  private readonly dimensions: readonly number[];
  private readonly demand: readonly number[];

  constructor(readonly region: Region, readonly groups: readonly PodGroup[], offers: readonly NodeOffer[], readonly rules: Rules) {
    const useful = offers
      .map((offer): FittedOffer => ({ offer, fits: Uint8Array.from(groups, (group) => (fitsOn(group, offer) ? 1 : 0)) }))
      .filter(({ offer, fits }) => groups.some((group, index) => fits[index] === 1 && (!isSpot(offer) || mostOnSpot(group) > 0)));
    this.demand = resourceList({ milliCpu: 0, memoryMebibytes: 0 }, 0).map((_, d) =>
      groups.reduce((sum, group) => sum + this.sizes(group)[d] * (group.replicas + this.mostReserve(group)), 0));
    this.dimensions = this.demand.flatMap((sum, d) => (sum > 0 ? [d] : []));
    this.offers = undominated(useful, this.demand);
    this.reasons = this.findReasons();
    this.relaxed = this.relax();
  }

  /** Whether some group is bound to zones, so that the nodes' zones must be chosen. */
  get isZoned(): boolean {
    return this.region.zones > 1 && this.groups.some((group) => !zonePlan(group, this.region.zones, this.rules).isFree);
  }

  /** The problem with the zones and the pods on spot nodes of every group decided. */
  decide(choices: readonly SpotChoice[], firstZone: (group: number) => number): RolePacking {
    const roles: ItemRole[] = [];
    const items: Item[] = [];
    const apart: [number, number][] = [];
    const zones = this.isZoned ? this.region.zones : 1;
    this.groups.forEach((group, index) => {
      const { spot, reserve } = choices[index];
      const quotas = this.isZoned ? zoneQuotas(group, zones, this.rules, firstZone(index)) : undefined;
      const mine: number[] = [];
      const add = (kind: ItemRole['kind'], demand: number, zone?: number): void => {
        if (demand > 0) {
          mine.push(items.length);
          roles.push({ group: index, kind, zone });
          items.push({ sizes: this.cut(this.sizes(group)), demand, perBin: Math.min(demand, group.maximumPerNode ?? demand) });
        }
      };
      if (quotas === undefined) {
        add('firm', group.replicas - spot + reserve);
        add('spot', spot);
      } else {
        // Spot pods are dealt to the zones in turn, as far as each zone's quota goes.
        const onSpot = deal(spot, quotas);
        quotas.forEach((quota, zone) => {
          add('firm', quota - onSpot[zone], zone);
          add('spot', onSpot[zone], zone);
        });
        add('reserve', reserve);
      }
      if (group.maximumPerNode !== undefined) {
        apart.push(...pairs(mine));
      }
    });
    apart.push(...this.apartPairs(roles));
    return this.rolePacking(items, roles, apart, [], zones);
  }

  mostReserve(group: PodGroup): number {
    return this.reserveFor(mostOnSpot(group));
  }

  /** Room on other nodes that is kept for so many pods on spot nodes. */
  reserveFor(spot: number): number {
    return Math.ceil((spot * (this.rules.spotReservePercent ?? 0)) / 100);
  }

  private relax(): RolePacking {
    const roles: ItemRole[] = [];
    const items: Item[] = [];
    const transfers: Transfer[] = [];
    const hasSpot = this.offers.some(({ offer }) => isSpot(offer));
    this.groups.forEach((group, index) => {
      const most = hasSpot ? mostOnSpot(group) : 0;
      const { highest } = zonePlan(group, this.region.zones, this.rules);
      const perNode = group.maximumPerNode ?? Infinity;
      const sizes = this.cut(this.sizes(group));
      roles.push({ group: index, kind: 'firm' });
      items.push({ sizes, demand: group.replicas, perBin: Math.min(perNode, Math.max(1, highest) + this.reserveFor(most)) });
      if (most > 0) {
        transfers.push({ from: items.length - 1, to: items.length, most, percent: 100 - (this.rules.spotReservePercent ?? 0) });
        roles.push({ group: index, kind: 'spot' });
        items.push({ sizes, demand: 0, perBin: Math.min(perNode, highest, most) });
      }
    });
    return this.rolePacking(items, roles, this.apartPairs(roles), transfers, 1);
  }

  private rolePacking(items: Item[], roles: ItemRole[], apart: [number, number][], transfers: Transfer[], zones: number): RolePacking {
    const pools: number[] = [];
    const bins: Bin[] = [];
    const offers: NodeOffer[] = [];
    const binZones: number[] = [];
    for (const { offer, fits } of this.offers) {
      const pool = offer.limit === undefined ? -1 : pools.push(offer.limit) - 1;
      for (let zone = 0; zone < Math.min(zones, offer.zones ?? zones); zone += 1) {
        const takes = Uint8Array.from(roles, ({ group, kind, zone: only }) =>
          ((kind === 'spot') === isSpot(offer) && (only === undefined || only === zone) ? fits[group] : 0));
        offers.push(offer);
        binZones.push(zone);
        bins.push({ capacity: this.cut(this.capacity(offer)), cost: offer.price, pool, takes });
      }
    }
    return { packing: { dimensions: this.dimensions.length, items, bins, pools, apart, transfers }, roles, offers, zones: binZones };
  }

  private apartPairs(roles: readonly ItemRole[]): [number, number][] {
    const names = new Map(this.groups.map(({ name }, index) => [name, index]));
    const apart = new Set<string>();
    this.groups.forEach((group, index) => group.apartFrom?.forEach((name) => {
      const other = names.get(name);
      if (other !== undefined && other !== index) {
        apart.add(`${Math.min(index, other)} ${Math.max(index, other)}`);
      }
    }));
    return roles.flatMap((one, first) => roles.flatMap((other, second): [number, number][] =>
      (first < second && apart.has(`${Math.min(one.group, other.group)} ${Math.max(one.group, other.group)}`) ? [[first, second]] : [])));
  }

  private findReasons(): string[] {
    const takes = (index: number, onSpot: boolean): boolean => this.offers.some(({ offer, fits }) => isSpot(offer) === onSpot && fits[index] === 1);
    return this.groups.flatMap((group, index) => {
      const { reason } = zonePlan(group, this.region.zones, this.rules);
      if (reason !== undefined) {
        return [`${group.name} ${reason}`];
      }
      const isTaken = takes(index, false) || (mostOnSpot(group) >= group.replicas && takes(index, true));
      return isTaken ? [] : [`no node has room for one pod of ${group.name}`];
    });
  }

  private sizes({ requests }: PodGroup): number[] {
    return resourceList(requests, 1);
  }

  /** No more than all groups together take counts: larger nodes are equal then. */
  private capacity({ capacity }: NodeOffer): number[] {
    const volumes = capacity.volumes ?? Infinity;
    return resourceList({ ...capacity, volumes }, capacity.pods).map((size, d) => Math.min(size, this.demand[d]));
  }

  private cut(sizes: readonly number[]): number[] {
    return this.dimensions.map((d) => sizes[d]);
  }
}

function resourceList({ milliCpu, memoryMebibytes, gpus = 0, volumes = 0 }: Resources, pods: number): number[] {
  const list = [milliCpu, memoryMebibytes, 0, gpus, volumes];
  list[PODS] = pods;
  return list;
}

function deal(count: number, quotas: readonly number[]): number[] {
  const dealt = quotas.map(() => 0);
  for (let left = count, zone = 0; left > 0; zone = (zone + 1) % quotas.length) {
    if (dealt[zone] < quotas[zone]) {
      dealt[zone] += 1;
      left -= 1;
    }
  }
  return dealt;
}

function pairs(values: readonly number[]): [number, number][] {
  return values.flatMap((one, index) => values.slice(index + 1).map((other): [number, number] => [one, other]));
}
