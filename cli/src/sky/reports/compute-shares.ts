import type { NodeOffer, Resources } from '../optimizer/problem';
import type { NodePool } from '../optimizer/solution';
import { Demand } from '../demand/demand';
import { Decimal, fromUnits } from '../prices/decimal';

/** Parts that weights are counted in: whole, so that shares add up exactly. */
const WEIGHT = 1_000_000_000n;

/**
 * What each component pays of the nodes: of every node, in proportion to the
 * scarcest of what its pods ask for there. Room that nobody uses is paid by
 * those on the node, so that shares add up to the cost, to the last billionth.
 */
export function computeShares(demand: Demand, offers: readonly NodeOffer[], pools: readonly NodePool[]): ReadonlyMap<string, Decimal> {
  const byId = new Map(offers.map((offer) => [offer.id, offer]));
  const pods = new Map(demand.pods.map((pod) => [pod.name, pod]));
  const shares = new Map<string, bigint>();
  for (const pool of pools) {
    const offer = byId.get(pool.offer);
    if (offer !== undefined) {
      const weights = pool.pods.map(({ group, count }) => ({ owner: pods.get(group)?.owner ?? group, weight: BigInt(count) * weightOf(pods.get(group), offer) }));
      split(offer.price * BigInt(pool.count), weights).forEach(([owner, part]) => shares.set(owner, (shares.get(owner) ?? 0n) + part));
    }
  }
  return new Map([...shares].sort(([a], [b]) => (a < b ? -1 : 1)).map(([owner, units]) => [owner, fromUnits(units)]));
}

/** The scarcest of what is asked for, as a part of the node. */
function weightOf(pod: Resources & { readonly gpus?: number } | undefined, { capacity }: NodeOffer): bigint {
  if (pod === undefined) {
    return 1n;
  }
  const parts = [
    [pod.milliCpu, capacity.milliCpu],
    [pod.memoryMebibytes, capacity.memoryMebibytes],
    [pod.gpus ?? 0, capacity.gpus ?? 0],
    [1, capacity.pods],
  ].filter(([, most]) => most > 0).map(([asked, most]) => BigInt(asked) * WEIGHT / BigInt(most));
  return parts.reduce((largest, part) => (part > largest ? part : largest), 1n);
}

/** Splits an amount by weight; what division leaves over goes to the first ones. */
export function split(amount: bigint, weights: readonly { readonly owner: string; readonly weight: bigint }[]): [owner: string, part: bigint][] {
  const total = weights.reduce((sum, { weight }) => sum + weight, 0n);
  if (total === 0n) {
    return [];
  }
  const parts = weights.map(({ owner, weight }): [string, bigint] => [owner, amount * weight / total]);
  let left = amount - parts.reduce((sum, [, part]) => sum + part, 0n);
  for (let index = 0; left > 0n; index = (index + 1) % parts.length, left -= 1n) {
    parts[index][1] += 1n;
  }
  return parts;
}
