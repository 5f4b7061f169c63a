import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from '../../src/terminal/exit-code';
import { run } from '../support/run';
import { temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();
const PLATFORM = ['blueprint: private-cloud', 'name: acme', 'domain: acme.example', 'target: { k3s: {} }', ''].join('\n');

test('a lock file that lies beside the platform and is not named is refused: it would protect nothing', async () => {
  const folder = newFolder();
  const file = join(folder, 'platform.yaml');
  writeFileSync(file, PLATFORM);
  writeFileSync(join(folder, 'platform.lock.json'), JSON.stringify({ schemaVersion: 1, stacks: {} }));
  const refused = await run('synth', '--file', file, '--output', join(folder, 'dist'));

  expect(refused.code).toBe(ExitCode.BAD_INPUT);
  expect(refused.messages).toContain('platform.lock.json lies beside this file, which does not name it');
  expect(refused.messages).toContain('Add: lockFile: platform.lock.json');
  expect(existsSync(join(folder, 'dist'))).toBe(false);

  writeFileSync(file, `${PLATFORM}lockFile: platform.lock.json\n`);
  expect((await run('synth', '--file', file, '--output', join(folder, 'dist'))).code).toBe(ExitCode.DONE);
});
