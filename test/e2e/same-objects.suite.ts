import { join } from 'node:path';
import { readDeployment } from '../../cli/src/deployment/read-deployment';
import { KubernetesObject } from '../../cli/src/kubernetes/kubernetes-object';
import { describeUnless } from '../support/describe-unless';
import { Applier } from './support/applier';
import { prepareCharts } from './support/charts/chart-folder';
import { Cluster } from './support/cluster';
import { undeclaredFields } from './support/declared-fields';
import { everyObject } from './support/every-object';
import { Exported } from './support/exported';
import { EXEMPTIONS, objectDifferences } from './support/object-differences';
import { ExamplePlatform } from './support/platform';
import { missingControlPlane, missingTerraform } from './support/requirements';
import { Terraform } from './support/terraform';
import { say, scratchFolder, startSandbox } from './support/test-sandbox';

const MANAGER = 'quanttide-cloud';

const plane = missingControlPlane();
const missing = plane ?? missingTerraform();

/** Applies the private cloud to a cluster of its own, and gives all that is there when operators have done their work. */
async function applied(scratch: string, name: string, charts: string, applier: (project: string, kubeconfig: string, scratch: string) => Applier): Promise<{ platform: ExamplePlatform; cluster: Cluster; objects: KubernetesObject[] }> {
  const sandbox = await startSandbox(scratch, name);
  const platform = new ExamplePlatform('private-cloud', charts, join(scratch, name));
  await platform.synth();
  const applies = applier(platform.project, sandbox.kubeconfig, join(scratch, name));
  await applies.prepare();
  const { code, errors, seconds } = await applies.apply();
  if (code !== 0) {
    throw new Error(`${applies.name} ended with the code ${code}:\n${errors}`);
  }
  say(`applied by ${name} in ${seconds.toFixed(1)} s`);
  const client = sandbox.client();
  const cluster = new Cluster(client);
  await cluster.comesToRest();
  const objects = await everyObject(client);
  client.close();
  return { platform, cluster, objects };
}

describeUnless(missing, 'every object of the private cloud, field by field, by Terraform and by export', () => {
  const scratch = scratchFolder('same-objects');

  it('is the same', async () => {
    const { path } = prepareCharts(join(scratch, 'charts'));
    const terraform = await applied(scratch, 'Terraform', path, (...where) => new Terraform(...where));
    const exported = await applied(scratch, 'export', path, (...where) => new Exported(...where));
    const { compared, fields, differences } = objectDifferences(terraform.objects, exported.objects, ['Terraform', 'export']);
    say(`${compared} objects with ${fields} fields compared; left out: ${EXEMPTIONS.map(({ reason }) => reason).join('; ')}`);
    expect(differences).toStrictEqual([]);
    expect(compared).toBeGreaterThan(200);
    expect(fields).toBeGreaterThan(5000);
  });
});

describeUnless(plane, 'every object of the private cloud that the export applies, field by field, and what synth declared', () => {
  const scratch = scratchFolder('declared-objects');

  it('has each declared field as it was declared, and owns no other', async () => {
    const { path } = prepareCharts(join(scratch, 'charts'));
    const { platform, objects } = await applied(scratch, 'export', path, (...where) => new Exported(...where));
    const { compared, fields, findings } = undeclaredFields(platform.project, readDeployment(platform.project), objects, MANAGER);
    say(`${compared} objects with ${fields} declared fields compared with the Terraform project`);
    expect(findings).toStrictEqual([]);
    expect(compared).toBeGreaterThan(120);
    expect(fields).toBeGreaterThan(2000);
  });
});
