import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { readFolder } from '../../src/testing/folder';
import { missingPython, PythonPackage } from './python-package';

const missing = missingPython();
if (missing !== undefined && process.env.CI === 'true') {
  throw new Error(`The Python suite cannot run: ${missing}.`);
}
const suite = missing === undefined ? describe : describe.skip;

suite(`the Python package${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'python-'));
  let python: PythonPackage;

  const program = (text: string): string => {
    const file = join(folder, 'program.py');
    writeFileSync(file, text);
    return file;
  };

  beforeAll(() => {
    python = PythonPackage.install();
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('writes the same bytes as TypeScript for the ten lines', () => {
    const [ours, theirs] = [join(folder, 'typescript'), join(folder, 'python')];
    runTypeScript('examples/typescript/ten-lines/main.ts', ours);
    expect(python.run('examples/python/ten-lines/main.py', theirs)).toBe('');
    expect(Object.keys(readFolder(ours)).length).toBeGreaterThan(3);
    expect(readFolder(theirs)).toStrictEqual(readFolder(ours));
  });

  it('says in the message where a mistake is and what to do', () => {
    const mistake = program([
      'from cdktf import App',
      'from quanttide_cloud import CloudStack, web',
      'cloud = CloudStack(App(), "acme")',
      'web.WebService(cloud, "shop", image="ghcr.io/acme/shop")',
    ].join('\n'));
    expect(python.run(mistake, join(folder, 'mistake'))).toContain('acme/shop (WebService): the image "ghcr.io/acme/shop" names no fixed version');
  });

  it('takes a driver that is written in Python', () => {
    const driver = program(readFileSync('test/languages/driver.py', 'utf8'));
    const out = join(folder, 'driver');
    expect(python.run(driver, out)).toBe('');
    expect(readFolder(out)['stacks/acme/cdk.tf.json']).toContain('pg.acme.example');
  });
});

function runTypeScript(file: string, outputFolder: string): void {
  const compiled = resolve('.cache/languages/main.js');
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  writeFileSync(compiled, outputText);
  execFileSync(process.execPath, [compiled], { env: { ...process.env, CDKTF_OUTDIR: outputFolder } });
}
