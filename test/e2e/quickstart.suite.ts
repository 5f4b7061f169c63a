import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeUnless } from '../support/describe-unless';
import { commandLineTools } from './support/command-line-tools';
import { missingControlPlane } from './support/requirements';
import { failure, Outcome, run } from './support/run';
import { scratchFolder } from './support/test-sandbox';

const COMMAND_LINE = resolve('cli', 'bin', 'qtcloud');
const SANDBOX = 'quickstart';

interface Pod {
  readonly metadata: { readonly namespace: string };
  readonly status: { readonly phase: string };
}

describeUnless(missingControlPlane(), 'npm run quickstart -- --apply', () => {
  // A sandbox of the user's own with the same name stays as it is.
  const state = scratchFolder('quickstart');
  const environment = { XDG_STATE_HOME: state, NO_COLOR: '1' };
  const qtcloud = (...words: string[]): Promise<Outcome> => run(process.execPath, [COMMAND_LINE, ...words], { env: environment });

  afterAll(async () => {
    await qtcloud('sandbox', 'down', '--name', SANDBOX);
  });

  it('makes the example, applies it to a sandbox of its own, shows what is running, and says how to go on', async () => {
    const outcome = await run('npm', ['run', '--silent', 'quickstart', '--', '--apply'], { env: environment });
    expect(failure(outcome)).toBe('');

    const { components } = JSON.parse(readFileSync(join('dist', 'acme', 'platform.json'), 'utf8')) as { components: { name: string; demands?: unknown }[] };
    const rows = outcome.out.split('\n').filter((line) => /\byes\b/.test(line)).map((line) => line.trim().split(/\s/)[0]);
    expect(rows).toStrictEqual(expect.arrayContaining(components.filter(({ demands }) => demands !== undefined).map(({ name }) => name)));
    expect(outcome.out).toContain(` ${rows.length} ready`);
    expect(outcome.out).toContain(`npx qtcloud sandbox down --name ${SANDBOX}`);

    const [, kubeconfig = ''] = /KUBECONFIG=(\S+) kubectl get pods/.exec(outcome.out) ?? [];
    const { path } = await commandLineTools();
    const pods = await run('kubectl', ['get', 'pods', '--all-namespaces', '--output', 'json'], { env: { KUBECONFIG: kubeconfig, PATH: path } });
    const { items } = JSON.parse(pods.out) as { items: Pod[] };
    expect(items.length).toBeGreaterThan(components.length);
    expect(items.filter(({ status }) => status.phase !== 'Running' && status.phase !== 'Succeeded').map(({ metadata }) => metadata.namespace)).toStrictEqual([]);
  });

  it('is removed as it says', async () => {
    expect(failure(await qtcloud('sandbox', 'down', '--name', SANDBOX))).toBe('');
    const { code, out, errors } = await qtcloud('sandbox', 'status', '--json');
    expect({ code, errors }).toStrictEqual({ code: 0, errors: '' });
    expect(JSON.parse(out)).toStrictEqual([]);
  });
});
