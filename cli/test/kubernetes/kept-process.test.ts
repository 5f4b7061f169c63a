import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { keptProcess, NO_SUCH_PROGRAM } from '../../src/kubernetes/kept-process';

const PATIENCE_MILLISECONDS = 10_000;
/** Says its number, and runs until somebody ends it. */
const ENDLESS = 'process.stdout.write(process.pid + "\\n"); setInterval(() => undefined, 1000)';

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function ends(pid: number): Promise<boolean> {
  const until = Date.now() + PATIENCE_MILLISECONDS;
  while (lives(pid) && Date.now() < until) {
    await sleep(20);
  }
  return !lives(pid);
}

/** The number that an endless program says. */
async function saidBy(output: NodeJS.ReadableStream): Promise<number> {
  const [line] = await once(createInterface(output), 'line') as [string];
  return Number(line);
}

describe('a program that is kept', () => {
  it('ends with the process that started it, even when that is killed and learns nothing of it', async () => {
    // What keptProcess starts, started by a process that can be killed.
    const { spawnfile, spawnargs: [, ...arguments_], ...kept } = keptProcess(process.execPath, ['-e', ENDLESS]);
    const own = await saidBy(kept.stdout);
    const parent = spawn(process.execPath, ['-e', `require('node:child_process').spawn(process.argv[1], process.argv.slice(2), { stdio: ['pipe', 'inherit', 'inherit'] })`, '--', spawnfile, ...arguments_], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await saidBy(parent.stdout);

    expect([own, pid].map(lives)).toStrictEqual([true, true]);
    parent.kill('SIGKILL');
    expect(await ends(pid)).toBe(true);
    expect(lives(own)).toBe(true);
    kept.stdin.destroy();
    expect(await ends(own)).toBe(true);
  });

  it('ends when it is told to', async () => {
    const kept = keptProcess(process.execPath, ['-e', ENDLESS]);
    const pid = await saidBy(kept.stdout);
    kept.kill();
    expect(await ends(pid)).toBe(true);
  });

  it('tells its exit code, takes arguments that look like those of others, and speaks for itself', async () => {
    const kept = keptProcess(process.execPath, ['-e', 'process.stderr.write(process.argv[1]); process.exit(3)', '--', '--version']);
    const errors: Buffer[] = [];
    kept.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    expect(await once(kept, 'close')).toStrictEqual([3, null]);
    expect(Buffer.concat(errors).toString()).toBe('--version');
  });

  it('ends at once where there is no such program', async () => {
    expect(await once(keptProcess('no-such-program', []), 'close')).toStrictEqual([NO_SUCH_PROGRAM, null]);
  });
});
