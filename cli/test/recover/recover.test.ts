import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from '../../src/helm/manifest';
import { KubernetesObject } from '../../src/kubernetes/kubernetes-object';
import { ExitCode } from '../../src/terminal/exit-code';
import { ADDRESSES, asMade, CLUSTER, FakePlatform, LABELS, SERVICE } from '../support/fake-platform';
import { Ran, run } from '../support/run';
import { temporaryFolders } from '../support/temporary-folder';

// Each case starts a few processes, which a busy machine takes its time for.
jest.setTimeout(120_000);
const temporary = temporaryFolders();
const environment = { ...process.env };
let platform: FakePlatform;

beforeEach(() => {
  platform = new FakePlatform(temporary());
});
afterEach(() => {
  process.env = { ...environment };
});

const ALL = Object.values(ADDRESSES);
const OTHER: KubernetesObject = { ...CLUSTER, metadata: { ...CLUSTER.metadata, name: 'other' } };
const recover = async (...options: string[]): Promise<Ran> => run('recover', platform.folder, '--kubeconfig', '/k', ...options);
const recorded = (name: string, version = 1): (KubernetesObject | undefined)[] => readManifest(platform.record('acme', name, version)?.release.manifest ?? '').map(({ object }) => object);

it('does nothing where the records say what is there', async () => {
  platform.terraform(ALL);
  const { code, results } = await recover('--yes');
  expect(code).toBe(ExitCode.DONE);
  expect(results).toContain('its records are in line with the cluster');
  expect(platform.writes).toStrictEqual([]);
  expect(platform.asked).toStrictEqual(['terraform state pull']);
});

it('does without the right to list autoscalers, which the account of describe --rbac need not have', async () => {
  platform.terraform(ALL);
  platform.forbid('/horizontalpodautoscalers');
  expect((await recover('--yes')).code).toBe(ExitCode.DONE);
});

it('adopts what is on a second cluster, by the way there', async () => {
  platform.addEdge('edge-admin');
  platform.terraform(ALL);
  const { code, results } = await recover('--yes', '--cluster', 'edge=edge-admin');
  expect(code).toBe(ExitCode.DONE);
  expect(results).toMatch(/acme {2}its records are in line[^]*acme on edge {2}1 record to put right/);
  expect(platform.asked.filter((command) => command.startsWith('terraform import'))).toStrictEqual([expect.stringMatching(/-var=kubeconfig=\/k -var=kube_context=main -var=kubeconfig_edge=\/k -var=kube_context_edge=edge-admin kubernetes_config_map_v1\.edge acme\/kiosk$/)]);
});

it('says what it would do, and does nothing where nobody can be asked', async () => {
  platform.release({ name: 'orders', namespace: 'acme' }, [CLUSTER], 'pending-upgrade');
  const { code, results } = await recover();
  expect(code).toBe(ExitCode.FOUND);
  expect(results).toContain('marks the Helm release acme/orders as failed: it is pending-upgrade');
  expect(results).toContain('Nothing was done. Add --yes to do it.');
  expect(platform.writes).toStrictEqual([]);
});

describe('a release that Helm was cut off in', () => {
  it.each(['pending-install', 'pending-upgrade', 'pending-rollback', 'uninstalling'])('that is %s is marked as failed, so that the next apply upgrades it', async (status) => {
    platform.release({ name: 'orders', namespace: 'acme' }, [CLUSTER], status);
    expect((await recover('--yes')).code).toBe(ExitCode.DONE);
    const record = platform.record('acme', 'orders');
    expect(record?.status).toBe('failed');
    expect(record?.secret.metadata.labels?.status).toBe('failed');
    expect(record?.release.chart.metadata?.version).toBe('1.0.0+edited');
    expect(platform.writes).toStrictEqual(['PUT /api/v1/namespaces/acme/secrets/sh.helm.release.v1.orders.v1']);
  });

  it('at its first install, before it made anything, is forgotten, so that the next apply installs it', async () => {
    platform.release({ name: 'orders', namespace: 'acme' }, [CLUSTER], 'pending-install');
    platform.remove(CLUSTER);
    expect((await recover('--yes')).results).toContain('removes the record of the Helm release acme/orders: it is pending-install, and had made nothing');
    expect(platform.record('acme', 'orders')).toBeUndefined();
  });

  it('at its first install names the hooks that do not run again', async () => {
    const hooks = [{ name: 'once', events: ['pre-install'] }, { name: 'always', events: ['pre-install', 'pre-upgrade'] }];
    platform.release({ name: 'orders', namespace: 'acme', hooks }, [CLUSTER], 'pending-install');
    expect((await recover()).results).toContain('its hooks of a first install (once) do not run again');
  });

  it('at its first install leaves nothing behind of hooks that are done, and keeps what Helm would keep', async () => {
    const check = { ...SERVICE, metadata: { name: 'check', namespace: 'acme', annotations: { 'helm.sh/hook': 'post-install' } } };
    const kept = { ...check, metadata: { ...check.metadata, name: 'kept' } };
    const stranger = { ...SERVICE, metadata: { name: 'stranger', namespace: 'acme' } };
    const hook = (object: KubernetesObject, policy: string) => ({ name: object.metadata.name, kind: 'Service', manifest: JSON.stringify(object), events: ['post-install'], delete_policies: [policy] });
    [check, kept, stranger].forEach((object) => platform.put(object));
    platform.release({ name: 'orders', namespace: 'acme', hooks: [hook(check, 'hook-succeeded'), hook(kept, 'before-hook-creation'), hook(stranger, 'hook-succeeded')] }, [CLUSTER], 'pending-install');
    expect((await recover('--yes')).results).toContain('removes what these left (Service acme/check)');
    expect(platform.writes).toStrictEqual(['PUT /api/v1/namespaces/acme/secrets/sh.helm.release.v1.orders.v1', 'DELETE /api/v1/namespaces/acme/services/check']);
  });

  it('in an upgrade is recorded with what both revisions made, and the older one is not looked at any more', async () => {
    platform.release({ name: 'orders', namespace: 'acme', version: 2 }, [{ ...CLUSTER, spec: { instances: 3, storage: { size: '1Gi' } } }, OTHER], 'pending-upgrade');
    await recover('--yes');
    expect(platform.record('acme', 'orders', 1)?.status).toBe('superseded');
    expect(platform.record('acme', 'orders', 2)?.status).toBe('failed');
    expect(recorded('orders', 2)).toMatchObject([{ metadata: { name: 'orders' }, spec: { instances: 3 } }, { metadata: { name: 'other' } }]);
  });

  it('in an upgrade that had changed nothing leaves the older revision the one that Helm looks at', async () => {
    platform.release({ name: 'orders', namespace: 'acme', version: 2 }, [CLUSTER], 'pending-upgrade');
    await recover('--yes');
    expect([1, 2].map((version) => platform.record('acme', 'orders', version)?.status)).toStrictEqual(['deployed', 'failed']);
  });

  it('does not claim objects of others that bear the name of one of its own', async () => {
    platform.release({ name: 'orders', namespace: 'acme', version: 2 }, [CLUSTER, OTHER], 'pending-upgrade');
    platform.put(OTHER);
    platform.edit(CLUSTER, (live) => {
      live.spec = { instances: 2, storage: { size: '1Gi' } };
    });
    await recover('--yes');
    expect(recorded('orders', 2).map((object) => object?.metadata.name)).not.toContain('other');
  });
});

describe('drift within a release', () => {
  it('is written down as it is, so that the next upgrade sees it', async () => {
    platform.release({ name: 'orders', namespace: 'acme' }, [CLUSTER, OTHER]);
    platform.edit(CLUSTER, (live) => {
      live.spec = { instances: 4, storage: { size: '1Gi' }, undeclared: true };
    });
    platform.remove(OTHER);
    const { results } = await recover('--yes');
    expect(results).toContain('marks the Helm release acme/orders as failed: it is deployed, and brings its record in line with 2 objects');
    expect(results).toContain('Cluster acme/other');
    expect(recorded('orders')).toStrictEqual([{ ...CLUSTER, spec: { instances: 4, storage: { size: '1Gi' } } }]);
    expect(platform.record('acme', 'orders')?.release.manifest).toContain('# Source: chart/x.yaml');
  });

  it('keeps what is further in a map that is replaced as a whole, so that it is taken away', async () => {
    platform.edit(asMade(SERVICE, 'operator', 'cnpg-system'), (live) => {
      live.spec = { selector: { app: 'operator', further: 'yes' }, ports: [{ port: 443 }] };
    });
    await recover('--yes');
    const [service] = readManifest(platform.record('cnpg-system', 'operator')?.release.manifest ?? '');
    expect(service.object?.spec).toStrictEqual({ selector: { app: 'operator', further: 'yes' }, ports: [{ port: 443 }] });
  });

  it('is nobody\'s business where Helm applies on the server', async () => {
    platform.release({ name: 'orders', namespace: 'acme', apply_method: 'ssa' }, [CLUSTER]);
    platform.remove(CLUSTER);
    expect((await recover('--yes')).results).toContain('its records are in line');
  });

  it('changes nothing when it is told again', async () => {
    platform.remove(CLUSTER);
    await recover('--yes');
    const before = platform.writes;
    expect((await recover('--yes')).results).toContain('its records are in line');
    expect(platform.writes).toStrictEqual(before);
  });
});

describe('what is on the cluster and not in the state', () => {
  it('is imported under its address, by its id, from the cluster that was named', async () => {
    platform.terraform([]);
    const { code, results } = await recover('--yes');
    expect(code).toBe(ExitCode.DONE);
    expect(platform.asked.slice(1).sort()).toStrictEqual([
      'terraform import -no-color -input=false -var=kubeconfig=/k -var=kube_context=main helm_release.operator cnpg-system/operator',
      'terraform import -no-color -input=false -var=kubeconfig=/k -var=kube_context=main helm_release.orders acme/orders',
      'terraform import -no-color -input=false -var=kubeconfig=/k -var=kube_context=main kubernetes_config_map_v1.settings acme/settings',
    ]);
    expect(results).toContain('takes ConfigMap acme/settings into the state, as kubernetes_config_map_v1.settings');
    expect(platform.writes).toStrictEqual([]);
  });

  it('is left alone and named where it lacks our labels', async () => {
    platform.terraform([ADDRESSES.orders, ADDRESSES.operator]);
    platform.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'acme', labels: { ...LABELS, 'app.kubernetes.io/part-of': 'other' } } });
    const { code, results } = await recover('--yes');
    expect(code).toBe(ExitCode.FOUND);
    expect(results).toContain('left alone  ConfigMap acme/settings: it is on the cluster without the labels of this platform: somebody else made it (acme/shop/settings)');
    expect(platform.asked).toStrictEqual(['terraform state pull']);
  });

  it('is left alone where it is a release of another chart, or of ours with values of others in a namespace of others', async () => {
    platform.terraform([ADDRESSES.settings, ADDRESSES.orders]);
    platform.release({ name: 'operator', namespace: 'cnpg-system', chart: { metadata: { name: 'cloudnative-pg' } }, config: { replicas: 7 } }, [SERVICE]);
    expect((await recover('--yes')).results).toContain('left alone  Helm release cnpg-system/operator: it is a release of the chart cloudnative-pg that this platform did not make');
    platform.terraform([ADDRESSES.settings, ADDRESSES.operator]);
    platform.release({ name: 'orders', namespace: 'acme', chart: { metadata: { name: 'wordpress' } } }, [CLUSTER]);
    expect((await recover('--yes')).results).toContain('it is a release of the chart wordpress');
  });

  it('is imported by the program that made the state', async () => {
    platform.terraform([ADDRESSES.orders, ADDRESSES.operator], [], 'tofu');
    await recover('--yes');
    expect(platform.asked.map((line) => line.split(' ')[0])).toStrictEqual(['tofu', 'tofu']);
  });

  it('is named after a lost state, too: Terraform is to be made ready first', async () => {
    expect((await recover('--yes')).results).toContain(`run "terraform -chdir=${platform.folder} init" there and this command again`);
  });
});

it('keeps what is tainted and lives, and leaves what is tainted and gone', async () => {
  platform.terraform(ALL, [ADDRESSES.operator, ADDRESSES.settings]);
  platform.remove({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'acme' } });
  await recover('--yes');
  expect(platform.asked).toStrictEqual(['terraform state pull', 'terraform untaint -no-color helm_release.operator']);
});

it('saves the state that Terraform could not save, and looks at that one', async () => {
  platform.terraform([]);
  const errored = join(platform.folder, 'errored.tfstate');
  writeFileSync(errored, JSON.stringify({ version: 4, resources: ALL.map((address) => ({ mode: 'managed', type: address.split('.')[0], name: address.split('.')[1], instances: [{}] })) }));
  expect((await recover('--yes')).results).toContain(`saves the state that could not be saved: ${errored}`);
  expect(platform.asked).toStrictEqual(['terraform state push errored.tfstate']);
  expect(existsSync(errored)).toBe(false);
});

it('tells scripts what it did', async () => {
  platform.release({ name: 'orders', namespace: 'acme' }, [CLUSTER], 'pending-upgrade');
  const { results } = await recover('--yes', '--json');
  expect(JSON.parse(results)).toMatchObject({ done: true, stacks: [{ stack: 'acme', actions: [{ kind: 'change-release', release: 'acme/orders', was: 'pending-upgrade', becomes: 'failed' }], refusals: [] }] });
});

describe('fails', () => {
  it('where the state is locked, and says by whom and how to release it', async () => {
    platform.terraform([]);
    platform.refuse('Error: Error acquiring the state lock\n\nLock Info:\n  ID:        1234-5678\n  Path:      terraform.tfstate\n  Who:       ann@host\n  Created:   2026-11-22 12:00:00 UTC\n');
    const { code, messages } = await recover('--yes');
    expect(code).toBe(ExitCode.MACHINE);
    expect(messages).toContain('is locked by ann@host since 2026-11-22 12:00:00 UTC.');
    expect(messages).toContain(`terraform -chdir=${platform.folder} force-unlock 1234-5678`);
  });

  it('where Terraform is not ready, and says how to make it so', async () => {
    platform.terraform([]);
    platform.refuse('Error: Backend initialization required, please run "terraform init"\n');
    const { code, messages } = await recover('--yes');
    expect(code).toBe(ExitCode.MACHINE);
    expect(messages).toContain(`Next: terraform -chdir=${platform.folder} init`);
  });

  it('where Terraform refuses, with its reason', async () => {
    platform.terraform([]);
    platform.refuse('\nError: No space left\n\nOn the device.\n');
    const { code, messages } = await recover('--yes');
    expect(code).toBe(ExitCode.MACHINE);
    expect(messages).toContain('terraform state pull failed: No space left\n  On the device.');
  });

  it('where the program that made the state is not there', async () => {
    writeFileSync(join(platform.folder, 'terraform.tfstate'), '{}');
    const { code, messages } = await recover('--yes');
    expect(code).toBe(ExitCode.MACHINE);
    expect(messages).toContain('terraform is not installed.');
  });

  it('where somebody else changes a record meanwhile, and overwrites nothing', async () => {
    platform.release({ name: 'orders', namespace: 'acme' }, [CLUSTER], 'pending-upgrade');
    platform.mode('conflict');
    const { code, messages } = await recover('--yes');
    expect(code).toBe(ExitCode.MACHINE);
    expect(messages).toContain('somebody else works on the same release now.');
    expect(platform.record('acme', 'orders')?.status).toBe('pending-upgrade');
  });

  it('on another cluster than the one it was applied to', async () => {
    const guard = (name: string, value: string) => ({ mode: 'managed', type: 'terraform_data', name, instances: [{ attributes: { output: { value, type: 'string' } } }] });
    writeFileSync(join(platform.folder, 'terraform.tfstate'), JSON.stringify({ resources: [guard('edge_guard_identity_2', 'that of a cluster that was added'), guard('platform_guard_identity_1', 'another')] }));
    const { code, messages } = await recover('--yes');
    expect(code).toBe(ExitCode.MACHINE);
    expect(messages).toContain('this is not the cluster that acme was applied to: the identity of that one is another, and this one\'s is the-cluster.');
    expect(platform.writes).toStrictEqual([]);
  });

  it('where the second cluster of a stack is another one', async () => {
    platform.addEdge('edge-admin');
    const guard = (name: string, value: string) => ({ mode: 'managed', type: 'terraform_data', name, instances: [{ attributes: { output: { value, type: 'string' } } }] });
    writeFileSync(join(platform.folder, 'terraform.tfstate'), JSON.stringify({ resources: [guard('edge_guard_identity_2', 'another')] }));
    const { code, messages } = await recover('--yes', '--cluster', 'edge=edge-admin');
    expect(code).toBe(ExitCode.MACHINE);
    expect(messages).toContain('this is not the cluster that what acme puts on "edge" was applied to: the identity of that one is another, and this one\'s is the-edge.');
    expect(messages).toContain('--cluster edge=<context>');
  });

  it('for a program that is neither Terraform nor OpenTofu', async () => {
    const { code, messages } = await recover('--terraform', 'pulumi');
    expect(code).toBe(ExitCode.BAD_INPUT);
    expect(messages).toContain('Allowed: terraform, tofu.');
  });
});
