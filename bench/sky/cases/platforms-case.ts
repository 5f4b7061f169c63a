import { optimize } from '../../../cli/src/sky/optimizer/optimize';
import { NodeOffer, PodGroup } from '../../../cli/src/sky/optimizer/problem';
import { Baseline, cheapestSingleType, firstFitDecreasing, oneTypePerGroup } from '../support/baselines';
import { CaseResult } from '../support/case-result';
import { Catalog, readCatalog } from '../support/catalog';
import { platformGroups } from '../support/platforms';

// The search looks at the clock between steps: some seconds are left for the last of them.
const MILLISECONDS = 56_000;
/** 30 platforms, from 5 to 100 groups. */
const SIZES = [5, 5, 6, 8, 8, 10, 10, 12, 12, 15, 15, 18, 20, 20, 22, 25, 25, 28, 30, 30, 35, 40, 45, 50, 55, 60, 70, 80, 90, 100];
const BASELINES: { readonly [name: string]: Baseline } = {
  'first fit decreasing (Karpenter)': firstFitDecreasing,
  'cheapest single type': cheapestSingleType,
  'one type per group (SkyPilot)': oneTypePerGroup,
};

interface Row {
  readonly groups: number;
  readonly seconds: number;
  readonly gap: number;
  readonly place: string;
  readonly stoppedBy: string;
  /** By baseline: the part of its cost that ours saves. */
  readonly savings: { readonly [baseline: string]: number };
}

/** Synthetic platforms over the full catalogs: certified gaps, and costs against what others would do. */
export async function benchPlatforms(folder: string, every: number): Promise<CaseResult> {
  const catalog = readCatalog(folder);
  if (catalog === undefined) {
    return { checks: [], rows: [], skipped: `the price catalogs are not here (looked in ${folder})` };
  }
  const byRegion = new Map<string, NodeOffer[]>(catalog.regions.map((region) => [keyOf(region), []]));
  catalog.offers.forEach((offer) => byRegion.get(keyOf(offer))?.push(offer));
  const rows: Row[] = [];
  for (const [index, size] of SIZES.entries()) {
    if (index % every === 0) {
      const row = await measure(catalog, byRegion, platformGroups(size, index + 1));
      rows.push(row);
      const savings = Object.entries(row.savings).map(([name, part]) => `${(part * 100).toFixed(1)} % below ${name}`);
      process.stdout.write(`  ${size} groups: gap ${(row.gap * 100).toFixed(2)} %, ${row.seconds.toFixed(1)} s, ${row.place}${row.stoppedBy === '' ? '' : `, ended by ${row.stoppedBy}`}; ${savings.join(', ')}\n`);
    }
  }
  const widest = (wanted: (row: Row) => boolean): number => Math.max(0, ...rows.filter(wanted).map(({ gap }) => gap));
  const small = widest(({ groups }) => groups <= 30);
  const large = widest(({ groups }) => groups > 30);
  const slowest = Math.max(...rows.map(({ seconds }) => seconds));
  const memory = process.resourceUsage().maxRSS / 1024;
  return {
    rows,
    checks: [
      { what: 'widest certified gap, up to 30 groups', measured: percent(small), wanted: 'at most 2 %', holds: small <= 0.02 },
      { what: 'widest certified gap, up to 100 groups', measured: percent(large), wanted: 'at most 4 %', holds: large <= 0.04 },
      { what: 'slowest platform', measured: `${slowest.toFixed(1)} s`, wanted: 'at most 60 s', holds: slowest <= 60 },
      { what: 'most memory', measured: `${memory.toFixed(0)} MB`, wanted: 'below 1024 MB', holds: memory < 1024 },
      ...Object.keys(BASELINES).map((name) => {
        const parts = rows.flatMap(({ savings }) => (name in savings ? [savings[name]] : []));
        const mean = parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length);
        const worst = Math.min(...parts);
        return { what: `saved against ${name}`, measured: `mean ${percent(mean)}, worst ${percent(worst)}, of ${parts.length} platforms`, wanted: 'never dearer', holds: worst >= 0 };
      }),
    ],
  };
}

async function measure(catalog: Catalog, byRegion: ReadonlyMap<string, readonly NodeOffer[]>, groups: readonly PodGroup[]): Promise<Row> {
  const start = performance.now();
  const outcome = await optimize({ ...catalog, groups }, { milliseconds: MILLISECONDS });
  const seconds = (performance.now() - start) / 1000;
  if (outcome.kind !== 'solution') {
    throw new Error(`A platform of ${groups.length} groups: ${outcome.kind}`);
  }
  const savings: { [baseline: string]: number } = {};
  for (const [name, baseline] of Object.entries(BASELINES)) {
    const cost = cheapestOf(catalog, byRegion, groups, baseline);
    if (cost !== undefined) {
      savings[name] = 1 - Number(outcome.cost) / Number(cost);
    }
  }
  const { vendor, region } = outcome.placements[0];
  return { groups: groups.length, seconds, gap: outcome.gap, place: `${vendor} ${region}`, stoppedBy: outcome.stoppedBy.join(' and '), savings };
}

function cheapestOf({ regions }: Catalog, byRegion: ReadonlyMap<string, readonly NodeOffer[]>, groups: readonly PodGroup[], baseline: Baseline): bigint | undefined {
  return regions.reduce<bigint | undefined>((best, region) => {
    const offers = (byRegion.get(keyOf(region)) ?? []).filter(({ purchase }) => purchase !== 'spot');
    const nodes = baseline(groups, region, offers);
    const cost = nodes === undefined ? undefined : nodes + (region.fixedCosts ?? []).reduce((sum, fixed) => sum + fixed.cost, 0n);
    return cost === undefined || (best !== undefined && best <= cost) ? best : cost;
  }, undefined);
}

function keyOf({ vendor, region }: { vendor: string; region: string }): string {
  return `${vendor} ${region}`;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(2)} %`;
}
