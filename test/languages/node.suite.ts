import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { readFolder } from '../../src/testing/folder';
import { freshFolder, synthesized } from './support/folders';
import { PLACE, QUIET } from './support/language';
import { describeLanguage } from './support/languages';
import { once } from './support/once';
import { python } from './support/python';
import { must, run } from './support/run';
import { typescript } from './support/typescript';

/** The oldest Node that is supported, and one of each later line. */
const VERSIONS = ['20.9.0', '22.20.0', '24.10.0'];

/** Binaries of Node, as npm has them for each system. */
const PACKAGE = `node-${process.platform}-${process.arch}`;
const FOLDER = join(PLACE, 'node');

const nodeOf = (version: string): string => join(FOLDER, 'node_modules', version, 'bin/node');

let expected: Record<string, string>;

beforeAll(() => {
  const dependencies = Object.fromEntries(VERSIONS.map((version) => [version.replaceAll('.', '-'), `npm:${PACKAGE}@${version}`]));
  once(FOLDER, { files: [], settings: dependencies }, () => {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, 'package.json'), JSON.stringify({ private: true, dependencies }));
    must(['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { cwd: FOLDER });
  });
  typescript.install();
  expected = synthesized(typescript, 'examples/typescript/company');
});

describe.each(VERSIONS)('Node %s', (version) => {
  const node = nodeOf(version.replaceAll('.', '-'));

  it('writes the same bytes', () => {
    expect(existsSync(node)).toBe(true);
    expect(must([node, '--version']).trim()).toBe(`v${version}`);
    const [, program] = typescript.build('examples/typescript/company');
    const folder = freshFolder('node', version);
    const { code, errors } = run([node, program], { env: { CDKTF_OUTDIR: folder } });
    expect({ code, errors }).toStrictEqual({ code: 0, errors: '' });
    expect(readFolder(folder)).toStrictEqual(expected);
  });

  it('runs the command line', () => {
    const { code, out } = run([node, 'cli/bin/qtcloud', 'synth', '--file', 'examples/private-cloud/platform.yaml', '--output', freshFolder('node', `${version}-cli`)]);
    expect(code).toBe(0);
    expect(out).toContain('private-cloud');
  });

  describeLanguage(python, () => {
    it('is what runs a Python program, too', () => {
      python.install();
      const folder = freshFolder('node', `${version}-python`);
      const { code } = run(python.build('examples/python/company'), { env: { ...QUIET, CDKTF_OUTDIR: folder, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` } });
      expect(code).toBe(0);
      expect(readFolder(folder)).toStrictEqual(expected);
    });
  });
});
