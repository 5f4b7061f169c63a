import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterApi } from '../../src/kubernetes/cluster-api';
import { Kubectl } from '../../src/kubernetes/kubectl';
import { MachineError } from '../../src/terminal/machine-error';
import { temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();
const PATH = process.env.PATH;

afterEach(() => {
  process.env.PATH = PATH;
});

/** Puts a kubectl before all others that says something, and ends. */
function kubectlThatSays(text: string): void {
  const folder = newFolder();
  writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\necho '${text}' >&2\nexit 1\n`, { mode: 0o755 });
  process.env.PATH = `${folder}:${PATH ?? ''}`;
}

const ASK = {
  'one request': async () => new Kubectl({ kubeconfig: 'mine' }).run(['get', 'pods']),
  'many requests': async () => ClusterApi.during(new Kubectl({ kubeconfig: 'mine' }), async (api) => api.list('/api/v1/pods')),
};

describe.each(Object.entries(ASK))('%s', (_, ask) => {
  test.each([
    ['error: context "b" does not exist', 'kubectl cannot use mine: error: context "b" does not exist', '--context'],
    ['error: stat mine: no such file or directory', 'kubectl cannot use mine: error: stat mine: no such file or directory', '--kubeconfig'],
  ])('say the same, with the next step, where kubectl says: %s', async (said, message, next) => {
    kubectlThatSays(said);
    const error = await ask().then(() => undefined, (thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MachineError);
    expect((error as MachineError).message).toBe(message);
    expect((error as MachineError).hints.join('\n')).toContain(next);
  });
});

test('what kubectl says before it ends is told, whatever it is, with what to try', async () => {
  kubectlThatSays('error: unknown flag: --unix-socket');
  await expect(ASK['many requests']()).rejects.toMatchObject({ message: 'kubectl ended before it answered: error: unknown flag: --unix-socket', hints: ['Does "kubectl proxy" run by itself?'] });
});
