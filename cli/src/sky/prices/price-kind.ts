/** What a price is for. */
export interface PriceKind {
  /** For people. */
  readonly title: string;
  /** FOCUS service category and subcategory. */
  readonly category: readonly [category: string, subcategory: string];
  /** Units that it may be priced in. */
  readonly units: readonly string[];
}

/** Everything that has a price, and the units it can have it in: `x_Kind` and `PricingUnit` of the price format. */
export const PRICE_KINDS = {
  'node': { title: 'node', category: ['Compute', 'Virtual Machines'], units: ['Hours', 'Months'] },
  'control-plane': { title: 'control plane', category: ['Compute', 'Containers'], units: ['Hours', 'Months'] },
  'block-storage': { title: 'disk', category: ['Storage', 'Block Storage'], units: ['GiB-Months', 'GB-Months', 'GiB-Hours', 'GB-Hours', 'Months'] },
  'block-storage-iops': { title: 'disk operations per second', category: ['Storage', 'Block Storage'], units: ['IOPS-Months'] },
  'object-storage': { title: 'object storage', category: ['Storage', 'Object Storage'], units: ['GB-Months', 'GiB-Months'] },
  'load-balancer': { title: 'load balancer', category: ['Networking', 'Application Networking'], units: ['Hours', 'Months'] },
  'load-balancer-data': { title: 'load balancer traffic', category: ['Networking', 'Application Networking'], units: ['GB', 'GiB'] },
  'nat-gateway': { title: 'NAT gateway', category: ['Networking', 'Network Routing'], units: ['Hours', 'Months'] },
  'nat-gateway-data': { title: 'NAT gateway traffic', category: ['Networking', 'Network Routing'], units: ['GB', 'GiB'] },
  'egress-internet': { title: 'egress to the internet', category: ['Networking', 'Network Connectivity'], units: ['GB', 'GiB'] },
  'egress-region': { title: 'egress to another region', category: ['Networking', 'Network Connectivity'], units: ['GB', 'GiB'] },
} as const satisfies Record<string, PriceKind>;

/** Name of a kind. */
export type PriceKindName = keyof typeof PRICE_KINDS;

/** True where a text names a kind. */
export function isPriceKind(text: string): text is PriceKindName {
  return Object.hasOwn(PRICE_KINDS, text);
}

/** How something is bought, in FOCUS words: at list price, on the spot market, by commitment, or otherwise, such as own hardware. */
export const PRICING_CATEGORIES = ['Standard', 'Dynamic', 'Committed', 'Other'] as const;

/** FOCUS `PricingCategory`. */
export type PricingCategory = typeof PRICING_CATEGORIES[number];

/** How far a price can be relied on. */
export const CONFIDENCES = ['high', 'medium', 'low'] as const;

/** One of the confidences. */
export type Confidence = typeof CONFIDENCES[number];
