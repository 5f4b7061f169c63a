import { createHash } from 'node:crypto';
import type { PlatformDocument } from '@quanttide/cloud';
import { demandDigest, demandsOf } from '@quanttide/cloud/lib/src/sky/demand-digest';
import type { PlacedStack } from '@quanttide/cloud/lib/src/sky/placement-file';
import type { PlacementPool } from '@quanttide/cloud/lib/src/sky/placement-pool';
import { Demand } from '../demand/demand';
import { Decimal, plainText } from '../prices/decimal';
import { Alternative, NodeCount } from './alternative';
import { ageOf } from './price-age';

/** Taint of nodes on ARM: images are built for it only where the user says so. Google's clusters have it by themselves. */
const ARM_TAINT = 'kubernetes.io/arch=arm64:NoSchedule';

/** Taint of spot nodes, which go away at short notice. */
const SPOT_TAINT = 'cloud.quanttide.com/spot=true:NoSchedule';

/** Components whose pods our own templates make: only they can be let onto pools with taints. */
const OWN_TEMPLATES = ['WebService', 'Worker', 'StaticSite', 'ScheduledJob'];

/**
 * A demand as it can be kept to: pods of products' own charts go to ordinary
 * nodes only, whatever else they could run on.
 */
export function keepable(demand: Demand): Demand {
  const own = new Set(demand.owners.filter(({ type }) => OWN_TEMPLATES.includes(type)).map(({ path }) => path));
  return { ...demand, pods: demand.pods.map((pod) => (own.has(pod.owner) ? pod : { ...pod, architectures: ['amd64'], spotPercent: 0 })) };
}

/** A decision as the placement file remembers it. */
export function placedStack(platform: PlatformDocument, demand: Demand, alternative: Alternative, currency: string): PlacedStack {
  const age = ageOf(alternative.lines.filter(({ part }) => part !== 'commitments').map(({ price }) => price.row));
  return {
    platform: demandDigest(platform),
    demands: demandsOf(platform),
    demand: wholeDigest(demand),
    vendors: [...alternative.vendors],
    regions: [...alternative.regions],
    groups: Object.fromEntries([...alternative.placements].sort(([a], [b]) => (a < b ? -1 : 1))),
    flexible: [...new Set(demand.pods.filter(({ architectures, spotPercent }) => architectures.includes('arm64') || spotPercent > 0).map(({ owner }) => owner))].sort(),
    pools: poolsOf(alternative.nodes),
    storageProducts: storageProducts(demand, alternative),
    currency,
    monthly: plainText(alternative.monthly),
    bound: plainText(alternative.bound),
    oldestPrice: age?.oldest ?? '',
    newestPrice: age?.newest ?? '',
  };
}

/** The smallest volume of any kind of cluster: which one a platform is placed on must not look like another demand. */
const SMALLEST_VOLUME = new Decimal('20');

/** Digest of everything that was asked for, with what the user told. */
export function wholeDigest(demand: Demand): string {
  const volumes = demand.volumes.map((volume) => ({ ...volume, gibibytes: volume.gibibytes.lt(SMALLEST_VOLUME) ? SMALLEST_VOLUME : volume.gibibytes }));
  return createHash('sha256').update(JSON.stringify(withoutPlaces({ ...demand, volumes, assumptions: [] }))).digest('hex');
}

/** Without the places in the user's file: a line more above is no other demand. */
function withoutPlaces(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === 'origin' ? undefined : each))) as unknown;
}

function poolsOf(nodes: readonly NodeCount[]): PlacementPool[] {
  const names = new Map<string, number>();
  return nodes.map(({ vendor, region, type, count, zones, price: { row } }) => {
    const architecture = row.shape?.architecture ?? 'amd64';
    const purchase = { Standard: 'on-demand', Dynamic: 'spot', Committed: 'reserved', Other: 'own' }[row.category];
    const base = [type.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''), ...(purchase === 'on-demand' ? [] : [purchase])].join('-');
    const used = names.get(base) ?? 0;
    names.set(base, used + 1);
    return {
      name: used === 0 ? base : `${base}-${used + 1}`, vendor, region, type, count, zones: [...zones], architecture, purchase,
      taints: [...(architecture === 'arm64' ? [ARM_TAINT] : []), ...(purchase === 'spot' ? [SPOT_TAINT] : [])],
    };
  });
}

/** What each class of volumes was priced as. */
function storageProducts(demand: Demand, { lines }: Alternative): Record<string, string> {
  const classes = new Map(demand.volumes.map(({ owner, storageClass }) => [owner, storageClass]));
  const found = lines.filter(({ part, price }) => part === 'disk' && price.row.kind === 'block-storage').map(({ owner, price }): [string, string] => [classes.get(owner ?? '') ?? 'standard', price.row.sku]);
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}
