import { PriceKindName } from '../price-kind';
import { GcpRate, GcpSku, ratesOf } from './gcp-skus';
import { AnsweredPrice } from './refreshed';

/** How Google's list calls something, and what it is here. */
interface Listed {
  readonly kind: PriceKindName;
  readonly sku: string;
  readonly unit: string;
  /** What its description begins with, or looks like. */
  readonly description: RegExp;
  /** Resource group in the list. @default - any */
  readonly group?: string;
  /** True where it costs the same everywhere. */
  readonly isGlobal?: true;
  /** Of its tiers, all are kept. @default - the lowest is */
  readonly isTiered?: true;
  /** How many of it are paid for. @default - one */
  readonly times?: string;
}

/** A gateway costs the same for each machine behind it, up to so many: the price is that of a gateway with all of them. Source: cloud.google.com/nat/pricing. */
const MACHINES_OF_GATEWAY = '32';

const LISTED: readonly Listed[] = [
  { kind: 'control-plane', sku: 'gke', unit: 'Hours', description: /^Regional Kubernetes Clusters$/, isGlobal: true },
  { kind: 'block-storage', sku: 'pd-standard', unit: 'GiB-Months', description: /^Storage PD Capacity( |$)/ },
  { kind: 'block-storage', sku: 'pd-balanced', unit: 'GiB-Months', description: /^Balanced PD Capacity( |$)/ },
  { kind: 'block-storage', sku: 'pd-ssd', unit: 'GiB-Months', description: /^SSD backed PD Capacity( |$)/ },
  { kind: 'object-storage', sku: 'standard', unit: 'GiB-Months', description: /^Standard Storage (?!.*Early Delete)/, group: 'RegionalStorage' },
  { kind: 'load-balancer', sku: 'forwarding-rule', unit: 'Hours', description: /^Cloud Load Balancer Forwarding Rule Minimum/, group: 'LoadBalancing' },
  { kind: 'load-balancer-data', sku: 'forwarding-rule', unit: 'GiB', description: /^Cloud Load Balancer Inbound Data Processing/, group: 'LoadBalancing' },
  { kind: 'nat-gateway', sku: 'cloud-nat-32-machines-or-more', unit: 'Hours', description: /^Networking Cloud Nat Gateway Uptime/i, isGlobal: true, times: MACHINES_OF_GATEWAY },
  { kind: 'nat-gateway-data', sku: 'cloud-nat', unit: 'GiB', description: /^Networking Cloud Nat Data Processing/i, isGlobal: true },
  { kind: 'egress-internet', sku: 'premium-tier', unit: 'GiB', description: /^Network Internet Data Transfer Out .*to Americas$/, group: 'PremiumInternetEgress', isTiered: true },
];

/** Prices of everything but nodes in a region. */
export function gcpServicePrices(here: readonly GcpSku[], everywhere: readonly GcpSku[], region: string): AnsweredPrice[] {
  return LISTED.flatMap((listed): AnsweredPrice[] => {
    const found = (listed.isGlobal === true ? everywhere : here).find((sku) => isListedAs(sku, listed));
    const rates = found === undefined ? [] : ratesOf(found);
    return (listed.isTiered === true ? rates : rates.slice(0, 1).map((rate): GcpRate => ({ ...rate, from: undefined }))).map(({ price, currency, from }) => (
      { region, kind: listed.kind, sku: listed.sku, price: price.times(listed.times ?? '1'), currency, unit: listed.unit, from }
    ));
  });
}

function isListedAs({ description, category: { usageType, resourceGroup } }: GcpSku, listed: Listed): boolean {
  return usageType === 'OnDemand' && listed.description.test(description) && (listed.group === undefined || listed.group === resourceGroup);
}
