import { join } from 'node:path';
import { Sandbox } from '../../cli/src/sandbox/sandbox';
import { describeUnless } from '../support/describe-unless';
import { prepareCharts } from './support/charts/chart-folder';
import { Cluster } from './support/cluster';
import { ExamplePlatform } from './support/platform';
import { KUBERNETES_PROVIDER_3, missingControlPlane, missingTerraform, TERRAFORM_WITH_PROVIDER_3 } from './support/requirements';
import { Terraform } from './support/terraform';
import { say, scratchFolder, startSandbox } from './support/test-sandbox';

const missing = missingControlPlane() ?? missingTerraform() ?? missingTerraform(TERRAFORM_WITH_PROVIDER_3);

describeUnless(missing, `version ${KUBERNETES_PROVIDER_3} of the kubernetes provider`, () => {
  const scratch = scratchFolder('provider-version');
  let sandbox: Sandbox;
  let cluster: Cluster;
  let platform: ExamplePlatform;
  let applier: Terraform;

  /** The platform as it asks for that provider, and Terraform with it. */
  async function asked(): Promise<Terraform> {
    platform.change({ kubernetesProviderVersion: KUBERNETES_PROVIDER_3 });
    await platform.synth();
    const terraform = new Terraform(platform.project, sandbox.kubeconfig, scratch, TERRAFORM_WITH_PROVIDER_3);
    await terraform.prepare('-upgrade');
    return terraform;
  }

  beforeAll(async () => {
    const { path } = prepareCharts(join(scratch, 'charts'));
    sandbox = await startSandbox(scratch);
    cluster = new Cluster(sandbox.client());
    platform = new ExamplePlatform('private-cloud', path, join(scratch, 'platform'));
    await platform.synth();
  });

  it('takes over what the version before it made, and changes nothing', async () => {
    const before = new Terraform(platform.project, sandbox.kubeconfig, scratch);
    await before.prepare();
    expect(await before.apply()).toMatchObject({ code: 0, errors: '' });
    applier = await asked();
    expect(await applier.changes()).toStrictEqual([]);
  });

  it('removes it', async () => {
    expect(await applier.destroy()).toMatchObject({ code: 0, errors: '' });
    expect(await cluster.namespaces()).toStrictEqual([]);
  });

  it('makes it, warns of nothing, and changes nothing the second time', async () => {
    const applied = await applier.apply();
    say(`with provider ${KUBERNETES_PROVIDER_3}: applied in ${applied.seconds.toFixed(1)} s`);
    expect(applied).toMatchObject({ code: 0, errors: '' });
    expect(applied.out).not.toContain('Warning:');
    expect(await cluster.unreadyWorkloads()).toStrictEqual([]);
    expect(await applier.changes()).toStrictEqual([]);
  });
});
