import { recordedLists } from './recorded-lists';

const { recorded, refresh } = recordedLists();

/** What a platform pays for beside nodes, in rows by kind. */
const KINDS = ['control-plane', 'block-storage', 'object-storage', 'load-balancer', 'load-balancer-data', 'nat-gateway', 'nat-gateway-data', 'egress-internet'];

const kindsOf = (rows: Record<string, string>) => new Set(Object.keys(rows).map((name) => name.split(' ')[0]));

describe('Azure', () => {
  const item = (serviceName: string, meterName: string, retailPrice: number, unitOfMeasure: string, rest: Record<string, unknown> = {}) => ({
    currencyCode: 'USD', tierMinimumUnits: 0, armRegionName: 'westeurope', type: 'Consumption', skuName: '', armSkuName: '', productName: '', serviceName, meterName, retailPrice, unitOfMeasure, ...rest,
  });
  const transfer = (from: number, price: number, productName: string) => item('Bandwidth', 'Standard Data Transfer Out', price, '1 GB', { tierMinimumUnits: from, productName });
  const answers = {
    "serviceName eq 'Virtual Machines'": { Items: [item('Virtual Machines', 'D4s v5', 0.23, '1 Hour', { armSkuName: 'Standard_D4s_v5', skuName: 'D4s v5', productName: 'Virtual Machines Dsv5 Series' })] },
    "serviceName eq 'Storage'": { Items: [item('Storage', 'E4 LRS Disk', 2.4, '1/Month'), item('Storage', 'E4 LRS Disk Mount', 0.2, '1/Month'), item('Storage', 'Hot LRS Data Stored', 0.0196, '1 GB/Month')] },
    "serviceName eq 'Load Balancer'": { Items: [item('Load Balancer', 'Standard Included LB Rules and Outbound Rules', 0.025, '1 Hour', { armRegionName: 'Global' }), item('Load Balancer', 'Standard Overage LB Rules and Outbound Rules', 0.01, '1 Hour', { armRegionName: 'Global' }), item('Load Balancer', 'Standard Data Processed', 0.005, '1 GB', { armRegionName: 'Global' })] },
    "serviceName eq 'NAT Gateway'": { Items: [item('NAT Gateway', 'Standard Gateway', 0.045, '1 Hour', { armRegionName: 'Global' }), item('NAT Gateway', 'Standard V2 Gateway', 0.06, '1 Hour', { armRegionName: 'Global' }), item('NAT Gateway', 'Standard Data Processed', 0.046, '1 GB', { armRegionName: 'Global' })] },
    "serviceName eq 'Bandwidth'": { Items: [transfer(0, 0, 'Rtn Preference: MGN'), transfer(100, 0.087, 'Rtn Preference: MGN'), transfer(10335, 0.083, 'Rtn Preference: MGN'), transfer(100, 0.08, 'Bandwidth - Routing Preference: Internet')] },
    "serviceName eq 'Azure Kubernetes Service'": { Items: [item('Azure Kubernetes Service', 'Standard Uptime SLA', 0.1, '1 Hour'), item('Azure Kubernetes Service', 'Standard Long Term Support', 0.6, '1 Hour')] },
  };

  test('everything that a platform pays for is read, also what costs the same everywhere', async () => {
    const { rows, terminal } = await refresh('azure', 'westeurope', recorded(answers));

    expect(rows).toStrictEqual({
      'node Standard_D4s_v5 Standard': '0.23 USD Hours',
      'control-plane aks-standard Standard': '0.1 USD Hours',
      'block-storage StandardSSD_LRS Standard 32': '2.4 USD Months',
      'object-storage blob-hot-lrs Standard': '0.0196 USD GB-Months',
      'load-balancer standard Standard': '0.025 USD Hours',
      'load-balancer-data standard Standard': '0.005 USD GB',
      'nat-gateway nat-gateway Standard': '0.045 USD Hours',
      'nat-gateway-data nat-gateway Standard': '0.046 USD GB',
      // The free gigabytes of each month are counted like the rest; the cheaper way over others' networks is one to be chosen.
      'egress-internet bandwidth Standard': '0.087 USD GB',
      'egress-internet bandwidth Standard 10335': '0.083 USD GB',
    });
    expect(kindsOf(rows)).toStrictEqual(new Set(['node', ...KINDS]));
    expect(terminal.messages).not.toContain('has no price of');
  });

  test('what the list lacks is told, with what to do', async () => {
    const { terminal } = await refresh('azure', 'westeurope', recorded({ ...answers, "serviceName eq 'Load Balancer'": { Items: [] }, "serviceName eq 'Bandwidth'": { Items: [] } }));

    expect(terminal.messages).toContain('The list has no price of load balancer, egress to the internet in westeurope.');
    expect(terminal.messages).toContain('a file of yours');
  });
});

test('AWS: everything that a platform pays for is read from the five lists', async () => {
  const head = '"SKU","TermType","StartingRange","Unit","PricePerUnit","Currency","Product Family","Instance Type","vCPU","Memory","Operating System","Tenancy","CapacityStatus","Pre Installed S/W","Volume API Name","Volume Type","usageType","Transfer Type","To Location","From Region Code","To Region Code"';
  const columns = head.replaceAll('"', '').split(',');
  const line = (cells: Record<string, string>) => columns.map((name) => `"${{ 'SKU': 'X', 'TermType': 'OnDemand', 'StartingRange': '0', 'Currency': 'USD', ...cells }[name] ?? ''}"`).join(',');
  const list = (...lines: Record<string, string>[]) => `"FormatVersion","v1.0"\n${[head, ...lines.map(line)].join('\n')}\n`;
  const iops = (usage: string, price: string, volume: string) => ({ 'Product Family': 'System Operation', 'Volume API Name': volume, 'Unit': 'IOPS-Mo', 'usageType': `EUC1-${usage}`, 'PricePerUnit': price });
  const gateway = (usage: string, unit: string, price: string) => ({ 'Product Family': 'NAT Gateway', 'Unit': unit, 'usageType': usage, 'PricePerUnit': price });
  const balancer = (usage: string, price: string, family = 'Load Balancer-Network') => ({ 'Product Family': family, 'usageType': `EUC1-${usage}`, 'PricePerUnit': price });
  const transfer = (to: string, price: string, rest: Record<string, string> = {}) => ({ 'Transfer Type': 'AWS Outbound', 'To Location': to, 'From Region Code': 'eu-central-1', 'PricePerUnit': price, ...rest });
  const { rows, terminal } = await refresh('aws', 'eu-central-1', recorded({
    '/AmazonEC2/': list(
      { 'Product Family': 'Compute Instance', 'Instance Type': 'm7i.large', 'Unit': 'Hrs', 'PricePerUnit': '0.1207500000', 'Operating System': 'Linux', 'Tenancy': 'Shared', 'CapacityStatus': 'Used', 'Pre Installed S/W': 'NA' },
      { 'Product Family': 'Storage', 'Volume API Name': 'gp3', 'Unit': 'GB-Mo', 'usageType': 'EUC1-EBS:VolumeUsage.gp3', 'PricePerUnit': '0.0952000000' },
      iops('EBS:VolumeP-IOPS.io2', '0.0780000000', 'io2'), iops('EBS:VolumeP-IOPS.io2.tier2', '0.0546000000', 'io2'), iops('EBS:VolumeP-IOPS.gp3', '0.0060000000', 'gp3'),
      gateway('EUC1-NatGateway-Hours', 'Hrs', '0.0520000000'), gateway('EUC1-NatGateway-Bytes', 'GB', '0.0530000000'), gateway('EUC1-RegionalNatGateway-Hours', 'Hrs', '0.0900000000'),
    ),
    '/AmazonEKS/': list({ 'usageType': 'EUC1-AmazonEKS-Hours:perCluster', 'PricePerUnit': '0.1000000000' }, { 'usageType': 'EUC1-AmazonEKS-Hours:extendedSupport', 'PricePerUnit': '0.5000000000' }),
    '/AWSELB/': list(
      balancer('LoadBalancerUsage', '0.0270000000'), balancer('LCUUsage', '0.0060000000'), balancer('LoadBalancerUsage', '0.0300000000', 'Load Balancer'),
      balancer('TS-LoadBalancerUsage', '0.0056000000'), balancer('Outposts-LoadBalancerUsage', '0.0900000000'), balancer('ReservedLCUUsage', '0.0500000000'), balancer('Outposts-LCUUsage', '0.0120000000'),
    ),
    '/AmazonS3/': list(
      { 'Volume Type': 'Standard', 'usageType': 'EUC1-TimedStorage-ByteHrs', 'PricePerUnit': '0.0245000000' },
      { 'Volume Type': 'Standard', 'usageType': 'EUC1-TimedStorage-ByteHrs', 'PricePerUnit': '0.0235000000', 'StartingRange': '51200' },
      { 'Volume Type': 'Standard - Infrequent Access', 'usageType': 'EUC1-TimedStorage-SIA-ByteHrs', 'PricePerUnit': '0.0135000000' },
    ),
    '/AWSDataTransfer/': list(
      transfer('External', '0.0900000000'), transfer('External', '0.0850000000', { StartingRange: '10240' }),
      transfer('EU (Ireland)', '0.0200000000', { 'Transfer Type': 'InterRegion Outbound', 'To Region Code': 'eu-west-1' }),
      transfer('External', '0.5000000000', { 'From Region Code': 'eu-central-1-ham-1' }),
    ),
  }));

  expect(rows).toStrictEqual({
    'node m7i.large Standard': '0.12075 USD Hours',
    'control-plane eks Standard': '0.1 USD Hours',
    'block-storage gp3 Standard': '0.0952 USD GiB-Months',
    'block-storage-iops gp3 Standard 3000': '0.006 USD IOPS-Months',
    'block-storage-iops io2 Standard': '0.078 USD IOPS-Months',
    'object-storage s3-standard Standard': '0.0245 USD GB-Months',
    'object-storage s3-standard Standard 51200': '0.0235 USD GB-Months',
    'load-balancer nlb Standard': '0.027 USD Hours',
    'load-balancer-data nlb Standard': '0.006 USD GB',
    'nat-gateway nat-gateway Standard': '0.052 USD Hours',
    'nat-gateway-data nat-gateway Standard': '0.053 USD GB',
    'egress-internet data-transfer-out Standard': '0.09 USD GB',
    'egress-internet data-transfer-out Standard 10240': '0.085 USD GB',
    'egress-region data-transfer-eu-west-1 Standard': '0.02 USD GB',
  });
  expect(terminal.messages).not.toContain('has no price of');
});

test('Google: everything that a platform pays for is read from four services, also what costs the same everywhere', async () => {
  process.env.TEST_PRICE_KEY = 'secret';
  const sku = (description: string, tiers: [from: number, nanos: number][], rest: { group?: string; region?: string } = {}) => ({
    description, category: { usageType: 'OnDemand', resourceGroup: rest.group }, serviceRegions: [rest.region ?? 'europe-west3'],
    pricingInfo: [{ pricingExpression: { usageUnit: 'h', tieredRates: tiers.map(([startUsageAmount, nanos]) => ({ startUsageAmount, unitPrice: { currencyCode: 'USD', units: '0', nanos } })) } }],
  });
  const { rows, terminal } = await refresh('gcp', 'europe-west3', recorded({
    '6F81-5844-456A': {
      skus: [
        sku('E2 Instance Core running in Frankfurt', [[0, 28_103_000]]), sku('E2 Instance Ram running in Frankfurt', [[0, 3_766_000]]),
        sku('Storage PD Capacity in Frankfurt', [[0, 48_000_000]]), sku('Regional Storage PD Capacity in Frankfurt', [[0, 96_000_000]]), sku('Balanced PD Capacity in Frankfurt', [[0, 120_000_000]]), sku('SSD backed PD Capacity in Frankfurt', [[0, 204_000_000]]),
        sku('Network Internet Data Transfer Out from Frankfurt to Americas', [[0, 0], [1, 120_000_000], [1024, 110_000_000], [10240, 85_000_000]], { group: 'PremiumInternetEgress' }),
        sku('Network Internet Data Transfer Out from Frankfurt to Australia', [[0, 190_000_000]], { group: 'PremiumInternetEgress' }),
      ],
    },
    'E505-1604-58F8': {
      skus: [
        sku('Cloud Load Balancer Forwarding Rule Minimum Service Charge in Frankfurt', [[0, 30_000_000]], { group: 'LoadBalancing' }), sku('Cloud Load Balancer Forwarding Rule Additional Service Charge in Frankfurt', [[0, 12_000_000]], { group: 'LoadBalancing' }),
        sku('Cloud Load Balancer Inbound Data Processing Charge in Frankfurt', [[0, 10_000_000]], { group: 'LoadBalancing' }),
        sku('Networking Cloud Nat Gateway Uptime', [[0, 1_400_000]], { group: 'Nat', region: 'global' }), sku('Networking Cloud Nat Data Processing', [[0, 45_000_000]], { group: 'Nat', region: 'global' }),
      ],
    },
    '95FF-2EF5-5EA1': { skus: [sku('Standard Storage Frankfurt (Early Delete)', [[0, 1]], { group: 'RegionalStorage' }), sku('Standard Storage Frankfurt', [[0, 0], [5, 23_000_000]], { group: 'RegionalStorage' }), sku('Standard Storage Frankfurt Dual-region', [[0, 46_000_000]], { group: 'MultiRegionalStorage' })] },
    'CCD8-9BF1-090E': { skus: [sku('Zonal Kubernetes Clusters', [[0, 90_000_000]], { region: 'global' }), sku('Regional Kubernetes Clusters', [[0, 100_000_000]], { region: 'global' })] },
  }), { key: 'TEST_PRICE_KEY' });
  delete process.env.TEST_PRICE_KEY;

  expect(Object.fromEntries(Object.entries(rows).filter(([name]) => !name.startsWith('node ')))).toStrictEqual({
    'control-plane gke Standard': '0.1 USD Hours',
    'block-storage pd-standard Standard': '0.048 USD GiB-Months',
    'block-storage pd-balanced Standard': '0.12 USD GiB-Months',
    'block-storage pd-ssd Standard': '0.204 USD GiB-Months',
    'object-storage standard Standard': '0.023 USD GiB-Months',
    'load-balancer forwarding-rule Standard': '0.03 USD Hours',
    'load-balancer-data forwarding-rule Standard': '0.01 USD GiB',
    'nat-gateway cloud-nat-32-machines-or-more Standard': '0.0448 USD Hours',
    'nat-gateway-data cloud-nat Standard': '0.045 USD GiB',
    'egress-internet premium-tier Standard': '0.12 USD GiB',
    'egress-internet premium-tier Standard 1024': '0.11 USD GiB',
    'egress-internet premium-tier Standard 10240': '0.085 USD GiB',
  });
  expect(rows['node e2-standard-4 Standard']).toBe('0.172668 USD Hours');
  expect(terminal.messages).not.toContain('has no price of');
});

describe('Alibaba Cloud', () => {
  const instances = { currency: 'CNY', pricingInfo: { 'cn-hangzhou::ecs.g7.xlarge::vpc::linux::optimized': { hours: [{ price: '1.02', period: '1' }] } } };
  const disks = {
    currency: 'CNY',
    pricingInfo: {
      'cn-hangzhou::cloud_essd::data': { hours: [{ price: '0.0021', value: '1', unit: 'GB', period: '1' }], months: [{ price: '1', value: '1', unit: 'GB', period: '1' }] },
      'cn-hangzhou::cloud_essd::system': { hours: [{ price: '0.09', value: '40', unit: 'GB', period: '1' }, { price: '0.0022', value: '1', unit: 'GB', period: '1' }] },
      'cn-hangzhou::ephemeral_ssd::data': { hours: [{ price: '0.001', value: '1', unit: 'GB', period: '1' }] },
      'cn-beijing::cloud_essd::data': { hours: [{ price: '0.0023', value: '1', unit: 'GB', period: '1' }] },
    },
  };
  const bandwidth = { currency: 'CNY', pricingInfo: { 'cn-hangzhou': { hours: [{ price: '0.063', period: '1' }], traffic: [{ price: '0.8', value: '1', unit: 'GB' }] } } };

  test('disks and traffic come from the lists beside that of the instances', async () => {
    const { rows, terminal } = await refresh('alibaba', 'cn-hangzhou', recorded({ 'instancePrice.json': instances, 'diskPrice.json': disks, 'bandWidthPrice.json': bandwidth }));

    expect(rows).toStrictEqual({ 'node ecs.g7.xlarge Standard': '1.02 CNY Hours', 'block-storage cloud_essd Standard': '0.0021 CNY GiB-Hours', 'egress-internet pay-by-traffic Standard': '0.8 CNY GB' });
    expect(terminal.messages).toContain('The list has no price of control plane, object storage, load balancer, NAT gateway in cn-hangzhou.');
  });

  test('where those lists are not, the rest is written, and it is told', async () => {
    const { rows, terminal } = await refresh('alibaba', 'cn-hangzhou', recorded({ 'instancePrice.json': instances, 'diskPrice.json': 404, 'bandWidthPrice.json': '<html>' }));

    expect(Object.keys(rows)).toStrictEqual(['node ecs.g7.xlarge Standard']);
    expect(terminal.messages).toContain('/price/download/diskPrice.json answered 404');
    expect(terminal.messages).toContain('bandWidthPrice.json answered something that is not JSON');
  });
});
