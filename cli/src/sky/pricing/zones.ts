/**
 * Azure regions with three availability zones. Source:
 * learn.microsoft.com/azure/reliability/regions-list, 2026.
 */
const AZURE_ZONAL = new Set([
  'australiaeast', 'austriaeast', 'brazilsouth', 'canadacentral', 'centralindia', 'centralus', 'chilecentral', 'eastasia', 'eastus', 'eastus2', 'francecentral',
  'germanywestcentral', 'indonesiacentral', 'israelcentral', 'italynorth', 'japaneast', 'koreacentral', 'malaysiawest', 'mexicocentral', 'newzealandnorth', 'northeurope',
  'norwayeast', 'polandcentral', 'qatarcentral', 'southafricanorth', 'southcentralus', 'southeastasia', 'spaincentral', 'swedencentral', 'switzerlandnorth', 'uaenorth',
  'uksouth', 'westeurope', 'westus2', 'westus3',
]);

/**
 * Failure zones of a region, as far as vendors promise them: AWS at least
 * three in every region (docs.aws.amazon.com/global-infrastructure), Google
 * three (cloud.google.com/compute/docs/regions-zones). One where nothing is
 * promised, so that nothing is spread over zones that are not there.
 */
export function zonesOf(vendor: string, region: string): number {
  if (vendor === 'aws' || vendor === 'gcp') {
    return 3;
  }
  return vendor === 'azure' && AZURE_ZONAL.has(region) ? 3 : 1;
}
