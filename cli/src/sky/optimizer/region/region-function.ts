import { Budget } from '../packing/budget';
import { Relaxation } from '../packing/relaxation';
import { NodeOffer, PodGroup, Region, Rules } from '../problem';
import { fitsOn, isSpot, mayRunIn, mostOnSpot } from './offer-filter';
import { RegionModel } from './region-model';
import { fixedCost } from './search-regions';
import { zonePlan } from './zone-plan';

/** At least what any part of the groups costs in a region: a constant, and a part for each group. */
export interface RegionFunction {
  readonly region: Region;
  readonly constant: bigint;
  /** By index of the group; undefined where it cannot be. */
  readonly parts: readonly (bigint | undefined)[];
}

/** Whether a group alone could run in a region. */
export function canHost(region: Region, group: PodGroup, offers: readonly NodeOffer[], rules: Rules): boolean {
  return mayRunIn(group, region, rules)
    && zonePlan(group, region.zones, rules).reason === undefined
    && offers.some((offer) => fitsOn(group, offer) && (!isSpot(offer) || mostOnSpot(group) >= group.replicas));
}

/** The function of one region: from the values of its own fractional optimum, made safe in exact arithmetic. */
export async function regionFunction(
  region: Region,
  groups: readonly PodGroup[],
  offers: readonly NodeOffer[],
  rules: Rules,
  budget: Budget,
): Promise<RegionFunction | undefined> {
  const hosted = groups.flatMap((group, index) => (canHost(region, group, offers, rules) ? [index] : []));
  if (hosted.length === 0) {
    return undefined;
  }
  const model = new RegionModel(region, hosted.map((index) => groups[index]), offers, rules);
  const relaxation = new Relaxation(model.relaxed.packing, budget);
  try {
    const { solution } = await relaxation.run('quick', 1n << 90n);
    const values = solution?.values ?? Float64Array.from(model.relaxed.packing.items, ({ sizes }) => sizes[0]);
    const { constant, parts } = relaxation.linearBoundFrom(values, 5000);
    const byGroup = groups.map((): bigint | undefined => undefined);
    parts.forEach((part, item) => {
      const index = hosted[model.relaxed.roles[item].group];
      byGroup[index] = (byGroup[index] ?? region.groupCosts?.[groups[index].name] ?? 0n) + part;
    });
    return { region, constant: fixedCost(region) + constant, parts: byGroup };
  } finally {
    relaxation.dispose();
  }
}
