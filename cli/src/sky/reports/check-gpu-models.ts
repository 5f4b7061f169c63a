import { Demand } from '../demand/demand';
import { Finding, InputError } from '../../platform-file/finding';
import { listed, suggestion } from '../../platform-file/nearest';
import { PriceBook } from '../pricing/price-book';
import { Settings } from '../settings/settings';
import { VendorScope } from './scope';

/**
 * Refuses a GPU that nobody offers.
 *
 * @throws InputError with the place where it is asked for
 */
export function checkGpuModels(demand: Demand, book: PriceBook, scopes: readonly VendorScope[], settings: Settings): void {
  const asked = demand.pods.filter(({ gpus }) => gpus > 0);
  if (asked.length === 0) {
    return;
  }
  const offered = scopes.flatMap(({ regions }) => regions.flatMap(({ vendor, region }) => book.catalog.rowsOf(vendor, region, 'nodes').filter(({ shape }) => (shape?.gpus ?? 0) > 0)));
  const models = [...new Set(offered.flatMap(({ shape }) => (shape?.gpuModel === undefined ? [] : [shape.gpuModel])))].sort();
  const findings = asked.flatMap(({ name, owner, gpus, gpuModels }): Finding[] => {
    const told = settings.components.find((each) => each.name === owner || owner.endsWith(`/${each.name}`));
    const place = told === undefined ? { file: 'platform.json' } : { file: told.file, position: told.position };
    const most = Math.max(0, ...offered.filter(({ shape }) => gpuModels === undefined || gpuModels.includes(shape?.gpuModel ?? '')).map(({ shape }) => shape?.gpus ?? 0));
    if (most >= gpus) {
      return [];
    }
    const what = `${gpus} GPU${gpus === 1 ? '' : 's'}${gpuModels === undefined ? '' : ` of ${gpuModels.join(' or ')}`}`;
    return [{
      ...place, path: name, message: `nobody offers ${what} on one node.${gpuModels === undefined ? '' : suggestion(gpuModels[0], models)}`,
      hints: [most > 0 ? `The most on one node is ${most}.` : `Offered: ${models.length === 0 ? 'none in what is compared' : listed(models)}.`],
    }];
  });
  if (findings.length > 0) {
    throw new InputError(findings);
  }
}
