import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thisProcess } from '../../src/sandbox/sandbox';
import { SandboxState } from '../../src/sandbox/state';
import { ExitCode } from '../../src/terminal/exit-code';
import { run } from '../support/run';
import { temporaryFolders } from '../support/temporary-folder';

const temporary = temporaryFolders();
const environment = { ...process.env };
afterEach(() => {
  process.env = { ...environment };
});

const PORTS = { etcd: 1, etcdPeer: 2, apiServer: 6443, controllerManager: 4, scheduler: 5 };

function remember(state: Partial<SandboxState>): void {
  process.env.XDG_STATE_HOME = temporary();
  const folder = join(process.env.XDG_STATE_HOME, 'qtcloud', 'sandbox', 'default');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'state.json'), JSON.stringify({ schemaVersion: 1, name: 'default', ports: PORTS, parts: [], nodes: 3, complete: true, ...state }));
}

describe('qtcloud sandbox', () => {
  it.each([
    [['--name', 'My_Box'], '--name  "My_Box" is no name.'],
    [['--nodes', '0'], '--nodes  "0" is no number of nodes.'],
    [['--nodes', '1e3'], '--nodes  "1e3" is no number of nodes.'],
    [['--memory', '16 gigs'], '--memory  "16 gigs" is no quantity.'],
    [['--cpu', '-1'], '--cpu  "-1" is no quantity.'],
    [['--cpu', '0'], '--cpu  "0" is no quantity.'],
    [['--memory', '0.0Gi'], '--memory  "0.0Gi" is no quantity.'],
  ])('up refuses %j before it does anything', async (options, message) => {
    process.env.XDG_STATE_HOME = temporary();
    const { code, messages } = await run('sandbox', 'up', ...options);
    expect(code).toBe(ExitCode.BAD_INPUT);
    expect(messages).toContain(message);
  });

  it('up needs Go, says so, and ends with the code for what a machine lacks', async () => {
    process.env.XDG_STATE_HOME = temporary();
    process.env.XDG_CACHE_HOME = temporary();
    process.env.PATH = temporary();
    const { code, messages } = await run('sandbox', 'up');
    expect(code).toBe(ExitCode.MACHINE);
    expect(messages).toContain('Go is not installed.');
    expect(messages).not.toContain('Something unexpected');
  });

  it('status says that there is none, and how to get one', async () => {
    process.env.XDG_STATE_HOME = temporary();
    expect((await run('sandbox', 'status')).results).toContain('qtcloud sandbox up');
    expect(JSON.parse((await run('sandbox', 'status', '--json')).results)).toStrictEqual([]);
  });

  it('status tells parts that run from parts that ended, even where their number was given to another process', async () => {
    remember({ parts: [
      { name: 'etcd', version: 'v3.6.14', ...thisProcess() },
      { name: 'kwok', version: 'v0.8.0', pid: process.pid, started: 'long ago' },
    ] });
    const [sandbox] = JSON.parse((await run('sandbox', 'status', '--json')).results) as { running: boolean; server: string; parts: { name: string; running: boolean }[] }[];
    expect(sandbox.running).toBe(false);
    expect(sandbox.server).toBe('https://127.0.0.1:6443');
    expect(sandbox.parts.map(({ name, running }) => [name, running])).toStrictEqual([['etcd', true], ['kwok', false]]);
    expect((await run('sandbox', 'status')).results).toContain('starts what ended');
  });

  it('down removes what a crash left, and touches no process that is not its own', async () => {
    remember({ complete: false, parts: [{ name: 'etcd', pid: process.pid, started: 'long ago' }] });
    expect((await run('sandbox', 'down')).results).toBe('  removed  default');
    expect((await run('sandbox', 'down')).results).toBe('  default is not there');
  });
});
