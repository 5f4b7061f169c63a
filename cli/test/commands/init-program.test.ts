import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGE_NAMES } from '../../src/commands/init-program';
import { ExitCode } from '../../src/terminal/exit-code';
import { run } from '../support/run';
import { contentsOf, temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();

test.each(LANGUAGE_NAMES)('%s: writes a project with everything filled in, and what to do next', async (language) => {
  const folder = newFolder();
  const { code, results } = await run('init', folder, '--language', language, '--name', 'umbrella', '--domain', 'umbrella.example', '--target', 'bareMetal', '--size', 'large');
  const text = Object.values(contentsOf(folder)).join('\n');

  expect(code).toBe(ExitCode.DONE);
  expect(results).toContain('qtcloud synth --app');
  expect(text).not.toMatch(/\{\{|\}\}|undefined/);
  expect(text).toContain('umbrella.example');
  expect(text).toMatch(language === 'python' ? /Target\.bare_metal\(\)/ : /Target[._][Bb]areMetal\(/);
  expect(text).toMatch(/Size[._]LARGE/);
  expect(existsSync(join(folder, '.gitignore'))).toBe(true);
});

test('never writes over another file, unless told to', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'main.py'), 'mine');
  const { code, messages } = await run('init', folder, '--language', 'python');

  expect(code).toBe(ExitCode.BAD_INPUT);
  expect(messages).toContain('the file is there already');
  expect(readdirSync(folder)).toStrictEqual(['main.py']);
  expect((await run('init', folder, '--language', 'python', '--force')).code).toBe(ExitCode.DONE);
  expect(readFileSync(join(folder, 'main.py'), 'utf8')).not.toBe('mine');
});

test('refuses a language that there is none of, and names those that there are', async () => {
  const { code, messages } = await run('init', newFolder(), '--language', 'pyhton');

  expect(code).toBe(ExitCode.BAD_INPUT);
  expect(messages).toContain('Did you mean "python"?');
  expect(messages).toContain('csharp');
});
