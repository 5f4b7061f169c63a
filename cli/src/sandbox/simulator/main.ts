import { ApiClient } from '../api-client';
import { stopParts } from '../part';
import { isSame, ProcessId } from '../process-id';
import { runningParts, SandboxFolder } from '../state';
import { Simulator } from './simulator';

/**
 * The process that plays the operators: `node main.js <folder> [<owner>]`.
 * With an owner, the sandbox ends with it, however that ends.
 */
async function main([path, owner]: string[]): Promise<void> {
  const folder = new SandboxFolder(path);
  const watched = owner === undefined ? undefined : JSON.parse(owner) as ProcessId;
  const client = new ApiClient(folder.file('simulator.kubeconfig'));
  let stopped = false;
  process.once('SIGTERM', () => {
    stopped = true;
  });
  const hasOwner = () => watched === undefined || isSame(watched);
  await new Simulator(client, (message) => process.stderr.write(`${message}\n`)).run(() => !stopped && hasOwner());
  client.close();
  if (!stopped) {
    const others = runningParts(folder.read() ?? { schemaVersion: 1, name: '', ports: { etcd: 0, etcdPeer: 0, apiServer: 0, controllerManager: 0, scheduler: 0 }, parts: [], nodes: 0, complete: false });
    await stopParts(others.filter((part) => part.pid !== process.pid));
    folder.remove();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  process.exitCode = 1;
});
