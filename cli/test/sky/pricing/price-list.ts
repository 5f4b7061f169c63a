import { settingsOf } from '../../../src/sky/settings/settings-of';
import { PriceCatalog } from '../../../src/sky/prices/price-catalog';
import { priceSource } from '../../../src/sky/prices/price-file';
import { PriceBook } from '../../../src/sky/pricing/price-book';
import { settingsPrices } from '../../../src/sky/pricing/settings-prices';

/** Two vendors, the second one without a price of disks, and a third in another currency. */
export const PRICE_LIST = `ProviderName,RegionId,x_Kind,SkuId,PricingCategory,ListUnitPrice,PricingCurrency,PricingUnit,x_FromQuantity,x_SizeGiB,x_VCpu,x_MemoryMiB,x_GpuCount,x_GpuName,x_Architecture,x_Burstable,x_Source,x_RetrievedAt,x_Confidence
alpha,a1,node,large,,0.1,USD,Hours,,,4,16384,,,,,list,2026-06-01,high
alpha,a1,node,large,Dynamic,0.04,USD,Hours,,,4,16384,,,,,list,2026-06-01,high
alpha,a1,node,huge,,0.35,USD,Hours,,,16,65536,,,,,list,2026-06-01,high
alpha,a1,node,tiny,,0.01,USD,Hours,,,4,16384,,,,yes,list,2026-06-01,high
alpha,a1,node,arm,,0.05,USD,Hours,,,4,16384,,,arm64,,list,2026-06-01,high
alpha,a1,node,gpu,,1.1,USD,Hours,,,8,65536,2,l4,,,list,2026-06-01,high
alpha,*,control-plane,managed,,0.1,USD,Hours,,,,,,,,,list,2025-01,medium
alpha,a1,block-storage,whole,,2.5,USD,Months,,32,,,,,,,list,2026-06-01,high
alpha,a1,block-storage,whole,,9.6,USD,Months,,128,,,,,,,list,2026-06-01,high
alpha,a1,load-balancer,lb,,0.025,USD,Hours,,,,,,,,,list,2026-06-01,high
alpha,a1,load-balancer-data,lb,,0.008,USD,GB,,,,,,,,,list,2026-06-01,high
alpha,a1,egress-internet,out,,0.09,USD,GB,,,,,,,,,list,2026-06-01,high
alpha,a1,egress-internet,out,,0.08,USD,GB,1000,,,,,,,,list,2026-06-01,high
alpha,a1,object-storage,s3,,0.02,USD,GB-Months,,,,,,,,,list,2026-06-01,high
alpha,a2,node,large,,0.05,USD,Hours,,,4,16384,,,,,list,2026-06-01,high
beta,b1,node,medium,,0.08,USD,Hours,,,4,16384,,,,,list,2024-03-05,low
beta,b1,control-plane,managed,,73,USD,Months,,,,,,,,,list,2026-06-01,high
beta,b1,block-storage,ssd,,0.1,USD,GiB-Months,,,,,,,,,list,2026-06-01,high
beta,b1,block-storage-iops,ssd,,0.005,USD,IOPS-Months,3000,,,,,,,,list,2026-06-01,high
beta,b1,load-balancer,lb,,0.02,USD,Hours,,,,,,,,,list,2026-06-01,high
beta,b1,egress-internet,out,,0.12,USD,GB,,,,,,,,,list,2026-06-01,high
gamma,c1,node,great,,1,CNY,Hours,,,4,16384,,,,,list,2026-06-01,high
`;

/** The prices above with what a user tells. */
export function priceBook(settings = '', prices = PRICE_LIST): PriceBook {
  const told = settingsOf(settings, 'sky.yaml');
  const file = priceSource(prices, 'list.csv');
  return new PriceBook(new PriceCatalog([file, settingsPrices(told, new PriceCatalog([file]))]), told);
}
