import { Budget } from '../packing/budget';
import { Relaxation } from '../packing/relaxation';
import { NodeOffer, PodGroup, Region, Rules } from '../problem';
import { Cut } from './assign-groups';
import { fitsOn, isSpot, mayRunIn, mostOnSpot } from './offer-filter';
import { RegionModel } from './region-model';
import { fixedCost } from './search-regions';
import { zonePlan } from './zone-plan';

/** Whether a group alone could run in a region. */
export function canHost(region: Region, group: PodGroup, offers: readonly NodeOffer[], rules: Rules): boolean {
  return mayRunIn(group, region, rules)
    && zonePlan(group, region.zones, rules).reason === undefined
    && offers.some((offer) => fitsOn(group, offer) && (!isSpot(offer) || mostOnSpot(group) >= group.replicas));
}

/**
 * At least what any part of the groups costs in a region: cuts, each a sum over groups, from values of fractional
 * optima, made safe in exact arithmetic. Values that are right for some groups say little of others, so a cut can be
 * asked for that is best for some groups first.
 */
export class RegionFunction {
  /** By index of the group; the first is of all groups together. */
  readonly cuts: Cut[] = [];
  private readonly asked = new Set<string>();
  private readonly hosted: readonly number[];

  constructor(
    readonly region: Region,
    private readonly groups: readonly PodGroup[],
    private readonly offers: readonly NodeOffer[],
    private readonly rules: Rules,
    private readonly budget: Budget,
  ) {
    this.hosted = groups.flatMap((group, index) => (canHost(region, group, offers, rules) ? [index] : []));
  }

  /** Whether any group can be here. */
  get isUseful(): boolean {
    return this.hosted.length > 0;
  }

  /** Adds the cut that is best where just these groups are here; answers whether it is a new one. */
  async cutFor(groups: ReadonlySet<number>): Promise<boolean> {
    const first = this.hosted.filter((index) => groups.has(index));
    const key = first.join();
    if (this.asked.has(key) || first.length === 0) {
      return false;
    }
    this.asked.add(key);
    const model = new RegionModel(this.region, this.hosted.map((index) => this.groups[index]), this.offers, this.rules);
    const relaxation = new Relaxation(model.relaxed.packing, this.budget);
    try {
      const weights = model.relaxed.roles.map(({ group }) => (groups.has(this.hosted[group]) ? FIRST : 1));
      const values = (await relaxation.weightedValues(weights)) ?? Float64Array.from(model.relaxed.packing.items, ({ sizes }) => sizes[0]);
      const { constant, parts } = relaxation.linearBoundFrom(values, 5000);
      const byGroup = this.groups.map((): bigint | undefined => undefined);
      parts.forEach((part, item) => {
        const index = this.hosted[model.relaxed.roles[item].group];
        byGroup[index] = (byGroup[index] ?? this.region.groupCosts?.[this.groups[index].name] ?? 0n) + part;
      });
      this.cuts.push({ constant: fixedCost(this.region) + constant, parts: byGroup });
    } finally {
      relaxation.dispose();
    }
    return true;
  }
}

/** So much more do the groups count that a cut is asked for. */
const FIRST = 1000;
