import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './pacmak.mjs';

/** Builds the wheel: out/python/<name>.whl. */
export function pythonPackage(folder, generated = join(folder, 'python'), out = join(folder, 'out/python')) {
  mkdirSync(out, { recursive: true });
  run('python3', ['-m', 'pip', 'wheel', '--quiet', '--no-deps', '--wheel-dir', out, generated]);
}
