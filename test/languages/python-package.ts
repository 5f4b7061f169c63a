import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve('.cache/languages/python');

/** What is missing to run Python programs; undefined where nothing is. */
export function missingPython(): string | undefined {
  const found = spawnSync('python3', ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 9))']);
  return found.status === 0 ? undefined : 'Python 3.9 or later with venv is not installed';
}

/** The generated Python package, installed beside cdktf in a virtual environment of its own. */
export class PythonPackage {
  /** Generates the package from the packed one (`npm run pack`) and installs it. */
  public static install(): PythonPackage {
    const generated = join(FOLDER, 'generated');
    const environment = join(FOLDER, 'venv');
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    run('npx', ['jsii-pacmak', 'dist/stage', '--code-only', '-t', 'python', '-o', generated]);
    run('python3', ['-m', 'venv', environment]);
    run(join(environment, 'bin', 'pip'), ['install', '--quiet', 'cdktf==0.21.0', join(generated, 'python')]);
    return new PythonPackage(join(environment, 'bin', 'python'));
  }

  private constructor(private readonly python: string) {}

  /** Runs a program, which writes into the given folder; returns what it printed as an error, empty where it succeeded. */
  public run(program: string, outputFolder: string): string {
    const { status, stderr } = spawnSync(this.python, [resolve(program)], { encoding: 'utf8', env: { ...process.env, CDKTF_OUTDIR: outputFolder } });
    return status === 0 ? '' : stderr;
  }
}

function run(command: string, args: string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' } });
}
