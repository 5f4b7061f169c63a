import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refreshPrices } from '../../../../src/commands/prices';
import { readPriceFile } from '../../../../src/sky/prices/price-file';
import { ExitCode } from '../../../../src/terminal/exit-code';
import { MachineError } from '../../../../src/terminal/machine-error';
import { MemoryTerminal } from '../../../support/memory-terminal';
import { recordedLists } from './recorded-lists';

const { asked, newFolder, recorded, refresh } = recordedLists();

describe('Azure', () => {
  const item = (rest: Record<string, unknown>) => ({ currencyCode: 'USD', tierMinimumUnits: 0, armRegionName: 'westeurope', type: 'Consumption', unitOfMeasure: '1 Hour', skuName: '', armSkuName: '', meterName: '', productName: '', ...rest });
  const machine = (rest: Record<string, unknown>) => item({ serviceName: 'Virtual Machines', armSkuName: 'Standard_D4s_v5', skuName: 'D4s v5', meterName: 'D4s v5', productName: 'Virtual Machines Dsv5 Series', ...rest });
  const answers = {
    "serviceName eq 'Virtual Machines' and (armRegionName": {
      Items: [
        machine({ retailPrice: 0.23 }),
        machine({ retailPrice: 0.05, skuName: 'D4s v5 Spot' }),
        machine({ retailPrice: 0.04, skuName: 'D4s v5 Low Priority' }),
        machine({ retailPrice: 0.4, productName: 'Virtual Machines Dsv5 Series Windows' }),
        machine({ retailPrice: 9, type: 'Reservation' }),
        machine({ retailPrice: 1, armSkuName: 'Standard_Z9_new' }),
      ],
      NextPageLink: 'https://elsewhere.example/api/retail/prices?$skip=100',
    },
    '$skip=100': { Items: [machine({ retailPrice: 0.19, armSkuName: 'Standard_D2s_v5', skuName: 'D2s v5' })], NextPageLink: null },
    "serviceName eq 'Storage'": {
      Items: [
        item({ serviceName: 'Storage', retailPrice: 9.6, meterName: 'E10 LRS Disk', unitOfMeasure: '1/Month' }),
        item({ serviceName: 'Storage', retailPrice: 0.002, meterName: 'E10 LRS Disk Operations', unitOfMeasure: '10K' }),
        item({ serviceName: 'Storage', retailPrice: 0.0196, meterName: 'Hot LRS Data Stored', unitOfMeasure: '1 GB/Month' }),
        item({ serviceName: 'Storage', retailPrice: 0.0188, meterName: 'Hot LRS Data Stored', unitOfMeasure: '1 GB/Month', tierMinimumUnits: 51200 }),
      ],
    },
    "serviceName eq 'Load Balancer'": { Items: [item({ serviceName: 'Load Balancer', armRegionName: 'Global', retailPrice: 0.025, meterName: 'Standard Included LB Rules and Outbound Rules' })] },
  };

  test('pages are asked one after the other, at the origin that was named, and Linux prices of known types are kept', async () => {
    const { rows, terminal } = await refresh('azure', 'westeurope', recorded(answers), { origin: 'https://mirror.example/' });

    expect(rows).toStrictEqual({
      'node Standard_D4s_v5 Standard': '0.23 USD Hours',
      'node Standard_D4s_v5 Dynamic': '0.05 USD Hours',
      'node Standard_D2s_v5 Standard': '0.19 USD Hours',
      'block-storage StandardSSD_LRS Standard 128': '9.6 USD Months',
      'object-storage blob-hot-lrs Standard': '0.0196 USD GB-Months',
      'object-storage blob-hot-lrs Standard 51200': '0.0188 USD GB-Months',
      'load-balancer standard Standard': '0.025 USD Hours',
    });
    expect(asked.filter((address) => !address.startsWith('https://mirror.example/api/retail/prices'))).toStrictEqual([]);
    expect(terminal.messages).toContain('Left out: 1 types whose size is not known, such as Standard_Z9_new.');
  });

  test('rows say where and when they were seen, and have the sizes that are known', async () => {
    const { all } = await refresh('azure', 'westeurope', recorded(answers));

    expect(all.find(({ sku }) => sku === 'Standard_D4s_v5')).toMatchObject({ source: 'Azure Retail Prices API', retrievedAt: '2026-11-22', confidence: 'high', shape: { milliCpu: 4000, memoryMebibytes: 16384 } });
  });
});

test('AWS: the bulk lists are read line by line, and Linux on shared machines is kept', async () => {
  const head = '"SKU","TermType","StartingRange","Unit","PricePerUnit","Currency","Product Family","Instance Type","vCPU","Memory","GPU","Physical Processor","Operating System","Tenancy","CapacityStatus","Pre Installed S/W","Volume API Name","usageType"';
  const about = '"FormatVersion","v1.0"\n"Disclaimer","Prices, and more"\n"Publication Date","2026-11-20"\n';
  const node = (type: string, price: string, rest = '"Linux","Shared","Used","NA"') => `"X","OnDemand","0","Hrs","${price}","USD","Compute Instance","${type}","2","8 GiB","","AWS Graviton4 Processor",${rest},"","BoxUsage:${type}"`;
  const ec2 = [
    node('m7i.large', '0.1008000000'), node('m99g.large', '0.09'), node('m7i.large', '0.2', '"Windows","Shared","Used","NA"'), node('m7i.large', '0.11', '"Linux","Dedicated","Used","NA"'), node('m7i.large', '0.0', '"Linux","Shared","UnusedCapacityReservation","NA"'),
    '"X","OnDemand","0","GB-Mo","0.0800000000","USD","Storage","","","","","","","","","","gp3","EBS:VolumeUsage.gp3"',
    '"X","OnDemand","0","Hrs","0.0450000000","USD","NAT Gateway","","","","","","","","","","","NatGateway-Hours"',
    '"X","Reserved","0","Hrs","0.0500000000","USD","Compute Instance","m7i.large","2","8 GiB","","Intel","Linux","Shared","Used","NA","","BoxUsage:m7i.large"',
  ].join('\n');
  const { rows, all } = await refresh('aws', 'eu-west-1', recorded({
    '/AmazonEC2/current/eu-west-1/index.csv': `${about}${head}\n${ec2}\n`,
    '/AmazonEKS/': `${about}${head}\n"X","OnDemand","0","Hours","0.10","USD","Compute","","","","","","","","","","","EU-AmazonEKS-Hours:perCluster"\n`,
    '/index.csv': `${about}${head}\n`,
  }));

  expect(rows).toStrictEqual({
    'node m7i.large Standard': '0.1008 USD Hours',
    'node m99g.large Standard': '0.09 USD Hours',
    'block-storage gp3 Standard': '0.08 USD GiB-Months',
    'nat-gateway nat-gateway Standard': '0.045 USD Hours',
    'control-plane eks Standard': '0.1 USD Hours',
  });
  // A type that was not known is taken as the list describes it.
  expect(all.find(({ sku }) => sku === 'm99g.large')?.shape).toMatchObject({ milliCpu: 2000, memoryMebibytes: 8192, architecture: 'arm64' });
});

describe('Google', () => {
  const sku = (description: string, nanos: number, usageType = 'OnDemand', units = '0') => ({
    description, category: { usageType }, serviceRegions: ['europe-west3'],
    pricingInfo: [{ pricingExpression: { usageUnit: 'h', tieredRates: [{ startUsageAmount: 0, unitPrice: { currencyCode: 'USD', units, nanos } }] } }],
  });
  const answers = {
    'pageToken=next': { skus: [sku('E2 Instance Ram running in Frankfurt', 3_766_000), sku('Balanced PD Capacity in Frankfurt', 120_000_000), sku('Spot Preemptible E2 Instance Ram running in Frankfurt', 1_000_000, 'Preemptible')] },
    '/skus': { skus: [sku('E2 Instance Core running in Frankfurt', 28_103_000), sku('E2 Custom Instance Core running in Frankfurt', 1), sku('Spot Preemptible E2 Instance Core running in Frankfurt', 8_000_000, 'Preemptible')], nextPageToken: 'next' },
  };

  test('types cost what their CPU and memory cost, to the last nano', async () => {
    process.env.TEST_PRICE_KEY = 'secret';
    const { rows, output } = await refresh('gcp', 'europe-west3', recorded(answers), { key: 'TEST_PRICE_KEY' });
    delete process.env.TEST_PRICE_KEY;

    // 4 × 0.028103 + 16 × 0.003766, and 4 × 0.008 + 16 × 0.001.
    expect(rows).toMatchObject({ 'node e2-standard-4 Standard': '0.172668 USD Hours', 'node e2-standard-4 Dynamic': '0.048 USD Hours', 'block-storage pd-balanced Standard': '0.12 USD GiB-Months' });
    expect(readFileSync(output, 'utf8')).not.toContain('secret');
  });

  test('without a key it says where to put one', async () => {
    await expect(refresh('gcp', 'europe-west3', recorded(answers), { key: 'NO_SUCH_VARIABLE' })).rejects.toThrow('asks for an API key');
    expect(asked).toStrictEqual([]);
  });
});

test('Alibaba Cloud: the list behind the price page is read, and its currency kept', async () => {
  const { rows, terminal } = await refresh('alibaba', 'eu-central-1', recorded({
    '/price/download/instancePrice.json': {
      currency: 'USD',
      pricingInfo: {
        'eu-central-1::ecs.g7.xlarge::vpc::linux::optimized': { hours: [{ price: '0.25', period: '1' }] },
        'eu-central-1::ecs.g7.2xlarge::vpc::windows::optimized': { hours: [{ price: '0.9', period: '1' }] },
        'eu-west-1::ecs.g7.xlarge::vpc::linux::optimized': { hours: [{ price: '0.26', period: '1' }] },
        'eu-central-1::ecs.z99.xlarge::vpc::linux::optimized': { hours: [{ price: '0.1', period: '1' }] },
      },
    },
  }));

  expect(rows).toStrictEqual({ 'node ecs.g7.xlarge Standard': '0.25 USD Hours' });
  expect(terminal.messages).toContain('ecs.z99.xlarge');
});

describe('what goes wrong writes nothing', () => {
  const output = () => join(newFolder(), 'aws.csv');

  async function failing(answer: () => Response, vendor = 'azure'): Promise<string> {
    const path = output();
    const work = refreshPrices(vendor, { region: ['westeurope'], output: path, date: '2026-11-22' }, new MemoryTerminal(), async () => Promise.resolve(answer()));
    const error = await work.then(() => undefined, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(MachineError);
    expect(existsSync(path)).toBe(false);
    return (error as MachineError).text;
  }

  test.each([
    ['a refusal', () => new Response('', { status: 403 }), 'answered 403'],
    ['a fault that does not pass', () => new Response('', { status: 503 }), 'answered 503'],
    ['an address that is none', () => new Response('', { status: 404 }), 'Is the region written as the vendor writes it?'],
    ['something that is not JSON', () => new Response('<html>'), 'answered something that is not JSON.'],
    ['no prices', () => new Response('{"Items":[]}'), 'has no nodes in westeurope'],
  ])('%s', async (_, answer, message) => {
    expect(await failing(answer)).toContain(message);
  });

  test('a list without columns', async () => {
    expect(await failing(() => new Response('nothing\nhere'), 'aws')).toContain('is not a price list: no line names its columns.');
  });

  test('a vendor that has no list', async () => {
    await expect(refreshPrices('hetzner', { region: ['fsn1'] }, new MemoryTerminal())).rejects.toThrow('this vendor\'s price list cannot be asked.');
  });
});

describe('over a real connection', () => {
  let server: Server;
  let answers: ((path: string) => { status: number; body: string })[];

  beforeEach(async () => {
    answers = [];
    server = createServer((request, response) => {
      const { status, body } = (answers.length > 1 ? answers.shift() : answers[0])?.(request.url ?? '') ?? { status: 500, body: '' };
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  test('a passing fault is asked again, and the file is there at the end', async () => {
    const list = JSON.stringify({ currency: 'CNY', pricingInfo: { 'cn-hangzhou::ecs.g7.xlarge::vpc::linux::optimized': { hours: [{ price: '1.02', period: '1' }] } } });
    answers = [() => ({ status: 503, body: '' }), () => ({ status: 200, body: list })];
    const path = join(newFolder(), 'alibaba.csv');
    const terminal = new MemoryTerminal();
    const code = await refreshPrices('alibaba', { region: ['cn-hangzhou'], output: path, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, date: '2026-11-22' }, terminal);

    expect(code).toBe(ExitCode.DONE);
    expect(readPriceFile(path, path).rowsOf('alibaba', 'cn-hangzhou', 'nodes')).toHaveLength(1);
    expect(terminal.results).toContain(`prices: [${path}]`);
  });
});
