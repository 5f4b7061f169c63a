import { cpSync, existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { freshFolder, synthesized } from './support/folders';
import { Language } from './support/language';
import { describeLanguage, LANGUAGES } from './support/languages';
import { must } from './support/run';
import { typescript } from './support/typescript';

/** What `qtcloud init` writes for a language, built and run. */
function started(language: Language): Record<string, string> {
  language.install();
  const folder = freshFolder('init', language.folder);
  must([process.execPath, 'cli/bin/qtcloud', 'init', folder, '--language', language.folder, '--name', 'umbrella']);
  if (existsSync(join(folder, 'go.mod'))) {
    // `go mod tidy` would write it: the sums of what the examples take are the same.
    cpSync('examples/go/shop/go.sum', join(folder, 'go.sum'));
    must(['go', 'mod', 'edit', ...indirect()], { cwd: folder });
  }
  return synthesized(language, relative('.', folder));
}

/** What `go mod tidy` would add. */
function indirect(): string[] {
  const { Require } = JSON.parse(must(['go', 'mod', 'edit', '-json'], { cwd: 'examples/go/shop' })) as { Require: { Path: string; Version: string; Indirect?: boolean }[] };
  return Require.filter(({ Indirect }) => Indirect === true).map(({ Path, Version }) => `-require=${Path}@${Version}`);
}

const expected = new Map<string, string>();

beforeAll(() => {
  Object.entries(started(typescript)).forEach(([file, text]) => expected.set(file, text));
});

test('a project in TypeScript runs', () => {
  expect([...expected.keys()]).toContain('stacks/umbrella/cdk.tf.json');
});

LANGUAGES.filter((language) => language !== typescript).forEach((language) => describeLanguage(language, () => {
  it('a project that is started runs, and makes the same as the one in TypeScript', () => {
    expect(started(language)).toStrictEqual(Object.fromEntries(expected));
  });
}));
