import { JsonSchema } from '../../schema/json-schema';

const QUANTITY = '^\\d+(\\.\\d+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$';
const DATA = '^\\d+(\\.\\d+)? ?(MB|GB|TB|PB|MiB|GiB|TiB|PiB|Mi|Gi|Ti)$';

const text = (description: string): JsonSchema => ({ type: 'string', minLength: 1, description });
const texts = (description: string): JsonSchema => ({ type: 'array', items: { type: 'string', minLength: 1 }, description });
const number = (description: string, minimum: number, maximum?: number): JsonSchema => ({ type: 'number', minimum, maximum, description });
const whole = (description: string, minimum: number, maximum?: number): JsonSchema => ({ type: 'integer', minimum, maximum, description });
const yes = (description: string): JsonSchema => ({ type: 'boolean', description });
const data = (description: string): JsonSchema => ({ type: 'string', pattern: DATA, description: `${description} Such as 200GB or 40GiB.` });
const quantity = (description: string): JsonSchema => ({ type: 'string', pattern: QUANTITY, description: `${description} A Kubernetes quantity.` });
const oneOf = (allowed: string[], description: string): JsonSchema => ({ type: 'string', enum: allowed, description });
const map = (description: string, properties: Record<string, JsonSchema>, required: string[] = []): JsonSchema => ({
  type: 'object', description, properties, required, additionalProperties: false,
});
const list = (description: string, items: JsonSchema): JsonSchema => ({ type: 'array', description, items });
const named = (description: string, value: JsonSchema): JsonSchema => ({ type: 'object', description, additionalProperties: value });

const REGION = '^[^/\\s]+/[^/\\s]+$';
const regions = (description: string): JsonSchema => ({ type: 'array', items: { type: 'string', pattern: REGION }, description: `${description} Such as azure/westeurope.` });
/** A number, or a decimal in quotes: exact either way, as it is written. */
const amount = (description: string): JsonSchema => ({ type: ['number', 'string'], description });

const component = map('What is known of a component beside the platform.', {
  instances: whole('Number of instances to plan for.', 1, 10_000),
  egress: data('Traffic to the internet in a month.'),
  architectures: { type: 'array', items: oneOf(['amd64', 'arm64'], 'Architecture.'), description: 'Architectures that its images are built for.' },
  gpuModels: texts('Models of GPU that will do, such as l4.'),
  spotPercent: whole('Most of its instances that may run on spot nodes, in percent.', 0, 100),
  storageClass: text('One of storageClasses.'),
  iops: whole('Operations per second of each of its volumes.', 1),
  objects: data('Objects that it keeps in a store outside the cluster.'),
  backups: data('Backups that are kept outside the cluster.'),
  vendors: texts('Vendors where it, and its data, may be.'),
  regions: regions('Regions where it, and its data, may be.'),
});

const hardware = map('Nodes of your own.', {
  vendor: text('A name of your own for the place, such as basement.'),
  region: text('Where they are.'),
  type: text('Name of the type.'),
  count: whole('How many there are.', 1, 100_000),
  cpu: quantity('CPU of each.'),
  memory: quantity('Memory of each.'),
  gpus: whole('GPUs of each.', 0, 64),
  gpuModel: text('Model of the GPUs.'),
  architecture: oneOf(['amd64', 'arm64'], 'Architecture.'),
  zones: whole('Rooms or racks that fail apart.', 1, 16),
  currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'Currency of the amounts.' },
  purchase: amount('What one cost.'),
  amortisationMonths: whole('Months over which that is spread.', 1, 600),
  watts: number('Power that one draws.', 0),
  pricePerKilowattHour: amount('Price of electricity.'),
  otherPerMonth: amount('Rack, network and hands, for one node in a month.'),
  date: { type: 'string', pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$', description: 'When these figures were put together.' },
}, ['vendor', 'region', 'type', 'count', 'cpu', 'memory', 'currency', 'purchase', 'amortisationMonths', 'date']);

/** The form of `sky.yaml`. */
export const SETTINGS_SCHEMA: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://schemas.quanttide.com/cloud/sky.schema.json',
  title: 'What is known beside the platform: traffic, growth, prices, rules',
  ...map('The file sky.yaml that "qtcloud cost", "place" and "lock-in" read beside the platform.', {
    currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'Currency of reports.' },
    exchangeRates: named('Rates, by currency.', map('A rate.', {
      rate: amount('What one of it is worth in the currency of reports.'),
      date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'The day of the rate.' },
      source: text('Where it was seen.'),
    }, ['rate', 'date', 'source'])),
    growth: map('Plans for more than there is today: traffic, stored data, and instances of what can have several.', {
      percentPerMonth: amount('Growth in a month, in percent.'),
      months: whole('Months to plan ahead.', 1, 120),
    }, ['percentPerMonth', 'months']),
    components: named('By name, or construct path.', component),
    connections: list('Traffic between components, which is paid where they are in two regions.', map('A connection.', {
      from: text('Who sends.'),
      to: text('Who receives.'),
      traffic: data('Sent in a month.'),
      latency: oneOf(['same-region', 'near', 'any'], 'How far they may be from each other.'),
    }, ['from', 'to'])),
    cluster: map('The cluster.', {
      daemons: map('What runs on each node beside the platform.', { cpu: quantity('CPU.'), memory: quantity('Memory.'), pods: whole('Number of pods.', 0, 100) }),
      natGateways: whole('NAT gateways.', 0, 16),
      zones: whole('Failure zones: a component with several instances is spread over so many.', 1, 6),
      nodeTypes: texts('Only node types of these names; * within them stands for anything.'),
      withoutNodeTypes: texts('No node types of these names; * within them stands for anything.'),
      burstableNodes: yes('Whether nodes may be used whose CPU is shared.'),
      previousGenerations: yes('Whether types may be used that AWS calls previous generations, such as m4; those that nodeTypes names always may.'),
    }),
    storageClasses: named('The product of each vendor behind a class of volumes.', named('Product, by vendor.', text('Product, such as gp3.'))),
    prices: texts('Price files, the later ones counting more. Paths are relative to this file.'),
    free: list('What a vendor charges nothing for: without it, what has no price is reported as not priced.', map('What is free.', {
      vendor: text('Vendor.'), kind: text('Kind of price, such as control-plane.'),
    }, ['vendor', 'kind'])),
    discounts: list('Negotiated discounts.', map('A discount.', {
      vendor: text('Vendor.'), region: text('Region; * within it stands for anything.'), kind: text('Kind of price.'), sku: text('Name; * within it stands for anything.'), percent: amount('Percent off the list price.'),
    }, ['vendor', 'percent'])),
    commitments: list('Nodes that are paid whether they run or not.', map('A commitment.', {
      vendor: text('Vendor.'), region: text('Region.'), sku: text('Type of the nodes.'), count: whole('How many.', 1, 100_000),
      price: amount('Price of one.'), unit: oneOf(['Hours', 'Months'], 'What the price is for.'), currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'Currency of the price.' },
      until: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Last day.' },
    }, ['vendor', 'region', 'sku', 'count', 'price', 'unit', 'currency', 'until'])),
    hardware: list('Your own nodes.', hardware),
    rules: map('What every placement must keep.', {
      vendors: texts('Vendors that may be used.'),
      regions: regions('Regions that may be used.'),
      maximumRegions: whole('Most regions, each a cluster of its own.', 1, 3),
      maximumVendors: whole('Most vendors.', 1, 3),
      vendorPercent: whole('Most that one vendor may run, in percent of all requested CPU.', 1, 100),
      spotReservePercent: whole('Room kept on other nodes for pods of spot nodes, in percent.', 0, 100),
      near: list('Pairs of regions that are near enough for the latency "near".', { type: 'array', items: { type: 'string', pattern: REGION } }),
    }),
  }),
};
