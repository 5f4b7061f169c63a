// Time and memory of a whole command: node bench/cases/command.mjs <program> <arguments>
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFolder } from '../support/case.mjs';

const preload = fileURLToPath(new URL('../support/usage.cjs', import.meta.url));

withFolder((folder) => {
  const usage = join(folder, 'usage.json');
  const args = ['--require', preload, ...process.argv.slice(2)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 26, env: { ...process.env, QTCLOUD_BENCH_USAGE: usage } });
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`);
    process.exitCode = 1;
  } else {
    process.stdout.write(`${readFileSync(usage, 'utf8')}\n`);
  }
});
