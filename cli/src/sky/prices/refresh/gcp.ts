import { MachineError } from '../../../terminal/machine-error';
import { PriceRow } from '../price-row';
import { PricingCategory } from '../price-kind';
import { gcpServicePrices } from './gcp-services';
import { GcpRate, GcpSku, gcpSkus, ratesOf } from './gcp-skus';
import { AnsweredPrice, answeredRow, fromTheFirstOn, Refreshed, RefreshRequest } from './refreshed';

/** Source: cloud.google.com/billing/docs/reference/rest/v1/services.skus/list. */
export const GCP_ORIGIN = 'https://cloudbilling.googleapis.com';

/** How the list calls the CPU and the memory of each family: `<words> Instance Core running in …`. */
const FAMILIES: Readonly<Record<string, string>> = {
  c2: 'Compute optimized', c2d: 'C2D AMD Instance', c3: 'C3 Instance', c3d: 'C3D Instance', c4: 'C4 Instance', c4a: 'C4A Arm Instance', e2: 'E2 Instance', n1: 'N1 Predefined Instance',
  n2: 'N2 Instance', n2d: 'N2D AMD Instance', n4: 'N4 Instance', t2a: 'T2A Arm Instance', t2d: 'T2D AMD Instance',
};

/** Types of these families are CPU and memory, and nothing else. */
const PLAIN_TYPE = /^([a-z]\d[a-z]?)-(standard|highmem|highcpu)-\d+$/;

/** Asks the Cloud Billing Catalog, and puts the prices of CPU and memory together to those of types. */
export async function refreshGcp(request: RefreshRequest): Promise<Refreshed> {
  if (request.key === undefined) {
    throw new MachineError('The price list of Google asks for an API key, and none is there.', ['Put one into the environment variable GOOGLE_API_KEY, or name another variable with --key.']);
  }
  const skus = await gcpSkus(request, request.key);
  const rows: PriceRow[] = [];
  for (const region of request.regions) {
    const here = skus.filter(({ serviceRegions }) => serviceRegions.includes(region));
    const found = [...nodePrices(here, region, request), ...gcpServicePrices(here, skus.filter(({ serviceRegions }) => serviceRegions.includes('global')), region)];
    if (here.length === 0) {
      throw new MachineError(`The price list of Google knows no region "${region}".`, ['Is it written as the vendor writes it?']);
    }
    rows.push(...found.map((price) => answeredRow('gcp', 'Cloud Billing Catalog API', request.date, price)));
  }
  return { rows: fromTheFirstOn(rows), unknownTypes: [] };
}

function nodePrices(skus: readonly GcpSku[], region: string, { shapes }: RefreshRequest): AnsweredPrice[] {
  return [...shapes].flatMap(([sku, shape]): AnsweredPrice[] => {
    const words = FAMILIES[PLAIN_TYPE.exec(sku)?.[1] ?? ''];
    return words === undefined ? [] : (['Standard', 'Dynamic'] as const).flatMap((category): AnsweredPrice[] => {
      const [cpu, memory] = [rateOf(skus, `${words} Core`, category), rateOf(skus, `${words} Ram`, category)];
      if (cpu === undefined || memory === undefined) {
        return [];
      }
      const price = cpu.price.times(String(shape.milliCpu)).div('1000').plus(memory.price.times(String(shape.memoryMebibytes)).div('1024'));
      return [{ region, kind: 'node', sku, category, price, currency: cpu.currency, unit: 'Hours', shape }];
    });
  });
}

/** `E2 Instance Core running in Americas`, or the same with `Spot Preemptible` before it. */
function rateOf(skus: readonly GcpSku[], words: string, category: PricingCategory): GcpRate | undefined {
  const wanted = category === 'Dynamic' ? `Spot Preemptible ${words}` : words;
  const usage = category === 'Dynamic' ? 'Preemptible' : 'OnDemand';
  const sku = skus.find(({ description, category: { usageType } }) => usageType === usage && (description === wanted || description.startsWith(`${wanted} `)) && !description.includes('Custom') && !description.includes('Sole Tenancy'));
  return sku === undefined ? undefined : ratesOf(sku)[0];
}
