import { PodGroup, Rules } from '../problem';

/** How the pods of one group lie over the zones of one region. */
export interface ZonePlan {
  /** No placement that keeps the rules has more of its pods in one zone. */
  readonly highest: number;
  /** The group may lie anyhow. */
  readonly isFree: boolean;
  /** Why the region's zones are too few. */
  readonly reason?: string;
}

/** What spread and failure zones ask of a group in a region of so many zones. */
export function zonePlan({ replicas, spread }: PodGroup, zones: number, rules: Rules): ZonePlan {
  const minimum = spread?.minimumZones ?? 1;
  if (zones < minimum) {
    return { highest: 0, isFree: false, reason: `needs ${minimum} zones, and the region has ${zones}` };
  }
  const failureZones = rules.failureZones ?? 1;
  const lost = replicas >= 2 ? Math.ceil(replicas / failureZones) : replicas;
  if (zones * lost < replicas) {
    return { highest: 0, isFree: false, reason: `may lose ${lost} of ${replicas} pods with a zone, and the region has ${zones} ${zones === 1 ? 'zone' : 'zones'}` };
  }
  // The fullest zone has most when all others have `maximumSkew` fewer.
  const even = spread === undefined ? replicas : Math.floor((replicas + spread.maximumSkew * (zones - 1)) / zones);
  const highest = Math.min(replicas, lost, even);
  return { highest, isFree: highest >= replicas };
}

/**
 * How many pods of a group go into each zone: as few zones take more than others as can be, from `first` on. What may
 * lie anyhow has no quotas.
 */
export function zoneQuotas(group: PodGroup, zones: number, rules: Rules, first: number): number[] | undefined {
  const { highest, isFree } = zonePlan(group, zones, rules);
  if (isFree) {
    return undefined;
  }
  const quotas = new Array<number>(zones).fill(0);
  if (group.spread === undefined) {
    let left = group.replicas;
    for (let turn = 0; turn < zones; turn += 1) {
      quotas[(first + turn) % zones] = Math.min(highest, left);
      left -= Math.min(highest, left);
    }
    return quotas;
  }
  return quotas.map((_, zone) => {
    const turn = (zone - first + zones) % zones;
    return Math.floor(group.replicas / zones) + (turn < group.replicas % zones ? 1 : 0);
  });
}
