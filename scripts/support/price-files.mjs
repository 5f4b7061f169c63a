// Turns the collected price lists into the files that are shipped: one row for each price, in the documented format.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lists of node prices that are shipped, with the vendor of each. */
export const LISTS = { 'alibaba': 'alibaba', 'aws': 'aws', 'aws-regions': 'aws', 'azure': 'azure', 'gcp': 'gcp' };

/** Columns of a shipped file of node prices; `cli/prices/README.md` tells what each means. */
const COLUMNS = [
  'ProviderName', 'RegionId', 'x_Kind', 'SkuId', 'PricingCategory', 'ListUnitPrice', 'PricingCurrency', 'PricingUnit',
  'x_VCpu', 'x_MemoryMiB', 'x_GpuCount', 'x_GpuName', 'x_Architecture', 'x_Burstable',
  'x_AllocatableMilliCpu', 'x_AllocatableMemoryMiB', 'x_MaxPods', 'x_Source', 'x_RetrievedAt', 'x_Confidence',
];

/** Types whose CPU is shared, or theirs for a while only: they promise what requests count on just now and then. */
const BURSTABLE = {
  alibaba: /^ecs\.(t\d|e|u0|xn4|n1|n4|mn4|s6)[.-]/,
  aws: /^t\d/,
  azure: /^Standard_B\d/,
  gcp: /^(e2-(micro|small|medium)|f1-|g1-)/,
};

/** Alibaba Cloud's families on ARM (Ampere Altra and Yitian 710), which its list calls amd64. Source: the vendor's overview of instance families, "ARM-based". */
const ALIBABA_ARM = /^ecs\.([cgr]\d+y|[cg]6r)\./;

/** GPUs of Google's G2 types, which its list does not count. Source: cloud.google.com/compute/docs/gpus. */
const G2_GPUS = { 'g2-standard-24': 2, 'g2-standard-48': 4, 'g2-standard-96': 8 };

/** Models, where the name of the type tells. */
const AZURE_MODEL = /_(A10|A100|H100|H200|MI300X|T4|V710)_v\d/;
const GCP_MODEL = { a2: 'a100', a3: 'h100', g2: 'l4', g4: 'rtx-pro-6000' };

/** The shipped text of a list of node prices. */
export function priceFile(list, folder) {
  const vendor = LISTS[list];
  const [head, ...lines] = readFileSync(join(folder, `${list}.csv`), 'utf8').trimEnd().split('\n');
  const names = head.split(',');
  const rows = lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  });
  const wrong = new Set([...misprints(rows), ...(vendor === 'azure' ? withWindows(rows) : [])]);
  return `${[COLUMNS.join(','), ...rows.filter((row) => !wrong.has(row)).flatMap((row) => pricesOf(vendor, row))].join('\n')}\n`;
}

/** Rows of which a type costs less than a quarter of what it costs in the middle of the vendor's regions: a decimal point in the wrong place. */
function misprints(rows) {
  return [...groupsOf(rows.filter(({ OnDemandUnitPrice: price }) => price !== ''), (row) => `${row.SkuId} ${row.PricingCurrency}`)].flatMap((group) => {
    const prices = group.map(({ OnDemandUnitPrice: price }) => Number(price)).sort((a, b) => a - b);
    const middle = prices[Math.floor(prices.length / 2)];
    return group.filter(({ OnDemandUnitPrice: price }) => Number(price) * 4 < middle);
  });
}

/**
 * Azure's list has prices with Windows among those of these families, whose
 * types cost the same for each CPU of the whole machine within a region. What
 * is more than a quarter dearer is left out. In one region where the vendor's
 * own answers are public, this finds 34 of 35 such rows, and no other.
 */
const AZURE_MIXED = /^Standard_(?<letter>[DE])(?<cpus>\d+)(?:-\d+)?(?<features>ad?s_v5)$/;

function withWindows(rows) {
  const perCpu = (row) => Number(row.OnDemandUnitPrice) / Number(AZURE_MIXED.exec(row.SkuId).groups.cpus);
  const family = ({ RegionId: region, SkuId: sku }) => {
    const { letter, features } = AZURE_MIXED.exec(sku).groups;
    return `${region} ${letter}${features}`;
  };
  const mixed = rows.filter((row) => AZURE_MIXED.test(row.SkuId) && row.OnDemandUnitPrice !== '');
  return [...groupsOf(mixed, family)].flatMap((group) => {
    const least = Math.min(...group.map(perCpu));
    return group.filter((row) => perCpu(row) > least * 1.25);
  });
}

function groupsOf(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
  }
  return groups.values();
}

function pricesOf(vendor, row) {
  const gpus = gpusOf(vendor, row);
  // A type without memory is one whose half gibibyte was cut to none; a part of a GPU is none that a pod can ask for.
  if (row.MemoryMiB === '0' || gpus === undefined) {
    return [];
  }
  return [['Standard', row.OnDemandUnitPrice], ['Dynamic', row.SpotUnitPrice]].filter(([, price]) => price !== '').map(([category, price]) => [
    vendor, row.RegionId, 'node', row.SkuId, category, plain(price), row.PricingCurrency, row.PricingUnit,
    row.VCpu, row.MemoryMiB, gpus || '', modelOf(vendor, row, gpus), vendor === 'alibaba' && ALIBABA_ARM.test(row.SkuId) ? 'arm64' : row.Architecture,
    BURSTABLE[vendor].test(row.SkuId) ? 'yes' : '',
    row.AllocatableMilliCpu, row.AllocatableMemoryMiB, row.MaxPods, row.Source, row.RetrievedAt, row.Confidence,
  ].join(','));
}

/** Number of GPUs; undefined where the type is none to offer. */
function gpusOf(vendor, { SkuId: sku, GpuCount: count }) {
  if (vendor === 'azure' && /_NP\d/.test(sku)) {
    return undefined; // FPGAs, which the list counts as GPUs
  }
  if (vendor === 'gcp') {
    const [, share] = /^g4-standard-(\d+)$/.exec(sku) ?? [];
    if (share !== undefined) {
      return Number(share) < 48 ? undefined : Number(share) / 48;
    }
    return Number(/^a\d-.*-(\d+)g$/.exec(sku)?.[1] ?? (sku.startsWith('g2-') ? G2_GPUS[sku] ?? 1 : 0));
  }
  return Number(count);
}

function modelOf(vendor, { SkuId: sku, GpuName: name }, gpus) {
  if (gpus === 0) {
    return '';
  }
  const told = { alibaba: '', aws: name, azure: AZURE_MODEL.exec(sku)?.[1] ?? '', gcp: GCP_MODEL[sku.split('-')[0]] ?? '' };
  return told[vendor].toLowerCase();
}

/** Without zeros at the end. */
function plain(price) {
  return price.includes('.') ? price.replace(/\.?0+$/, '') : price;
}
