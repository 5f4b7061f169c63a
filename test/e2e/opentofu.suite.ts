import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sandbox } from '../../cli/src/sandbox/sandbox';
import { describeUnless } from '../support/describe-unless';
import { prepareCharts } from './support/charts/chart-folder';
import { OPENTOFU, OPENTOFU_TOOLBOX } from './support/opentofu';
import { ExamplePlatform } from './support/platform';
import { Engine, missingControlPlane, missingProviders, missingTerraform } from './support/requirements';
import { Terraform } from './support/terraform';
import { PROGRESS, scratchFolder, startSandbox } from './support/test-sandbox';

interface Plan {
  readonly resource_changes: readonly Readonly<Record<string, unknown>>[];
}

const missing = missingControlPlane() ?? missingTerraform() ?? missingProviders(OPENTOFU);

describeUnless(missing, 'Terraform and OpenTofu', () => {
  const scratch = scratchFolder('opentofu');
  let sandbox: Sandbox;
  let platform: ExamplePlatform;

  /** What an engine plans for a copy of the project, state included. */
  const planned = async (engine: Engine | undefined, name: string): Promise<Plan['resource_changes']> => {
    const folder = join(scratch, name);
    cpSync(platform.project, join(folder, 'project'), { recursive: true, filter: (path) => !path.includes('.terraform') });
    const applier = new Terraform(join(folder, 'project'), sandbox.kubeconfig, folder, engine);
    await applier.prepare();
    await applier.changes();
    const { resource_changes: changes } = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as Plan;
    return changes.map((resource) => ({
      ...resource,
      // Each has its providers from a registry of its own, and OpenTofu tells what providers call an object's identity.
      provider_name: String(resource.provider_name).split('/').slice(1).join('/'),
      change: Object.fromEntries(Object.entries(resource.change as object).filter(([key]) => !key.endsWith('_identity'))),
    }));
  };

  beforeAll(async () => {
    await OPENTOFU_TOOLBOX.prepare(PROGRESS);
    const { path } = prepareCharts(join(scratch, 'charts'));
    sandbox = await startSandbox(scratch);
    platform = new ExamplePlatform('private-cloud', path, join(scratch, 'platform'));
    await platform.synth();
  });

  it('plan the same on a fresh cluster', async () => {
    const byTerraform = await planned(undefined, 'terraform-fresh');
    expect(byTerraform.length).toBeGreaterThanOrEqual(platform.document.resources.count);
    expect(await planned(OPENTOFU, 'tofu-fresh')).toStrictEqual(byTerraform);
  });

  it('plan the same on a cluster where the platform is, and for a change of it', async () => {
    const applier = new Terraform(platform.project, sandbox.kubeconfig, scratch, OPENTOFU);
    await applier.prepare();
    expect(await applier.apply()).toMatchObject({ code: 0, errors: '' });
    expect(await applier.changes()).toStrictEqual([]);
    platform.change({ size: 'medium' });
    await platform.synth();

    const byOpenTofu = await planned(OPENTOFU, 'tofu-change');
    expect(byOpenTofu.filter(({ change }) => (change as { actions: string[] }).actions.join() !== 'no-op').length).toBeGreaterThan(3);
    expect(await planned(undefined, 'terraform-change')).toStrictEqual(byOpenTofu);
  });
});
