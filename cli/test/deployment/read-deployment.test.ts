import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDeployment } from '../../src/deployment/read-deployment';
import { run } from '../support/run';
import { temporaryFolders } from '../support/temporary-folder';

const EXAMPLE = join(__dirname, '..', '..', '..', 'examples', 'private-cloud', 'platform.yaml');
const folder = temporaryFolders();

interface Project {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
}

async function synthesized(): Promise<string> {
  const output = folder();
  await run('synth', '--file', EXAMPLE, '--output', output);
  return join(output, 'acme');
}

function change(project: string, change_: (content: Project) => void): void {
  const file = join(project, 'cdk.tf.json');
  const content = JSON.parse(readFileSync(file, 'utf8')) as Project;
  change_(content);
  writeFileSync(file, JSON.stringify(content));
}

test('every resource but those that only order others is a step of its owner', async () => {
  const { steps, document, foreign } = readDeployment(await synthesized());
  const addresses = document.resources.waves.flat().filter((address) => !address.startsWith('terraform_data.'));

  expect(steps.map(({ address }) => address).sort()).toStrictEqual(addresses.sort());
  expect(foreign).toStrictEqual([]);
  expect(steps.find(({ path }) => path === 'acme/orders/cluster/release')).toMatchObject({ kind: 'objects', owner: 'acme/orders', releaseName: 'orders', namespaceName: 'acme' });
  expect(steps.find(({ path }) => path === 'acme/shop/deployment')).toMatchObject({ kind: 'object', owner: 'acme/shop', object: { kind: 'Deployment' } });
  expect(steps.find(({ path }) => path === 'acme/platform/cert-manager/chart/release')).toMatchObject({
    kind: 'release', owner: 'acme/platform/cert-manager', chart: { name: 'cert-manager', repository: 'oci://quay.io/jetstack/charts', version: 'v1.21.1' }, wait: true,
  });
});

test('a step waits for steps of earlier waves only, also across what only orders others', async () => {
  const { steps } = readDeployment(await synthesized());
  const waves = new Map(steps.map(({ address, wave }) => [address, wave]));

  for (const { wave, after } of steps) {
    expect(after.filter((address) => (waves.get(address) ?? Infinity) >= wave)).toStrictEqual([]);
  }
  const shop = steps.find(({ path }) => path === 'acme/shop/deployment');
  expect(shop?.after.join()).toContain('helm_release.orders_cluster');
});

test('charts of a folder are paths, relative ones relative to the project', async () => {
  const project = await synthesized();
  change(project, ({ resource }) => {
    const release = Object.values(resource.helm_release).find(({ chart }) => chart === 'cert-manager');
    Object.assign(release ?? {}, { chart: '${path.module}/../charts/cert-manager', repository: undefined, version: undefined });
  });

  expect(readDeployment(project).steps.find(({ path }) => path === 'acme/platform/cert-manager/chart/release'))
    .toMatchObject({ chart: { name: 'cert-manager', version: 'v1.21.1', path: '../charts/cert-manager' } });
});

test('resources of others are named and no part of it', async () => {
  const project = await synthesized();
  change(project, ({ resource }) => {
    resource.aws_s3_bucket = { logs: { bucket: 'logs' } };
  });

  expect(readDeployment(project)).toMatchObject({ foreign: ['aws_s3_bucket.logs'] });
});

test.each<[string, (spec: Record<string, unknown>) => void, string]>([
  ['an expression', (spec) => Object.assign(spec, { cluster_ip: '${aws_lb.shop.ip}' }), 'only Terraform can evaluate'],
  ['a field that Kubernetes does not have', (spec) => Object.assign(spec, { cluster_ipp: '10.0.0.1' }), 'Kubernetes has no field for "cluster_ipp"'],
])('%s in a resource of ours is refused, with its place', async (_, edit, said) => {
  const project = await synthesized();
  change(project, ({ resource }) => {
    const service = Object.values(resource.kubernetes_service_v1).find(({ metadata }) => (metadata as { name: string }).name === 'shop');
    edit(service?.spec as Record<string, unknown>);
  });

  expect(() => readDeployment(project)).toThrow(/acme\/shop\/service \(kubernetes_service_v1\.shop_service_\w+\)/);
  expect(() => readDeployment(project)).toThrow(said);
});

test('files of different runs are refused', async () => {
  const project = await synthesized();
  change(project, ({ resource }) => {
    delete resource.kubernetes_pod_disruption_budget_v1;
  });

  expect(() => readDeployment(project)).toThrow('The two files are of different runs');
});
