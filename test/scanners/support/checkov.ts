import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { withLock } from '../../../cli/src/sandbox/tools/folder-lock';
import { toolsFolder } from '../../../cli/src/sandbox/tools/pins';
import { Toolbox } from '../../../cli/src/sandbox/tools/toolbox';
import { failure, run } from '../../e2e/support/run';
import { say } from '../../e2e/support/test-sandbox';
import { Finding, objectName } from './finding';
import { ScannedPlatform } from './scanned-platform';

/** checkov and all that it needs, each in one version. */
const PINS = join(toolsFolder(), 'checkov', 'requirements.txt');
/** checkov's exit code for failed checks. */
const FAILED_CHECKS = 1;

interface Report {
  readonly results: { readonly failed_checks: readonly FailedCheck[] };
  readonly summary: { readonly passed: number; readonly parsing_errors: number };
}

interface FailedCheck {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  /** Kind, namespace and name, with dots between them. */
  readonly resource: string;
}

/** What is missing to run checkov; undefined where nothing is. */
export function missingPython(): string | undefined {
  const found = spawnSync('python3', ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 11))']);
  return found.status === 0 ? undefined : 'Python 3.11 or later with venv is not installed.';
}

/** What checkov finds, and how many checks passed. It does not grade its checks, so that each finding counts. */
export async function checkov(platforms: readonly ScannedPlatform[], folder: string): Promise<{ readonly passed: number; readonly findings: readonly Finding[] }> {
  const arguments_ = ['--framework', 'kubernetes', '--directory', folder, '--output', 'json', '--quiet', '--compact', '--skip-download'];
  const outcome = await run(await program(), arguments_, { env: { LOG_LEVEL: 'ERROR' } });
  if (![0, FAILED_CHECKS].includes(outcome.code) || outcome.out === '') {
    throw new Error(`checkov: ${failure(outcome)}`);
  }
  const { results, summary } = JSON.parse(outcome.out) as Report;
  if (summary.parsing_errors > 0) {
    throw new Error(`checkov could not read ${summary.parsing_errors} files.`);
  }
  const names = new Map(platforms.flatMap(({ name, files }) => files.map((file) => [sep + relative(folder, file), name] as const)));
  const findings = results.failed_checks.map(({ check_id: check, check_name: message, file_path: file, resource }) => {
    const [kind, namespace, ...name] = resource.split('.');
    return { scanner: 'checkov' as const, check, critical: false, object: objectName(kind, namespace, name.join('.')), message, platform: names.get(file) ?? file };
  });
  return { passed: summary.passed, findings };
}

/** Path of the program, which is installed once into the cache folder. */
async function program(): Promise<string> {
  const folder = join(Toolbox.cache, 'checkov', createHash('sha256').update(readFileSync(PINS)).digest('hex').slice(0, 16));
  const complete = join(folder, 'complete');
  if (!existsSync(complete)) {
    await withLock(`${folder}.lock`, (holder) => say(`waiting for process ${holder}`), () => (existsSync(complete) ? Promise.resolve() : install(folder, complete)));
  }
  return join(folder, 'bin', 'checkov');
}

async function install(folder: string, complete: string): Promise<void> {
  say('installing checkov');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [command, ...arguments_] of [['python3', '-m', 'venv', folder], [join(folder, 'bin', 'pip'), 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--requirement', PINS]]) {
    const outcome = await run(command, arguments_);
    if (outcome.code !== 0) {
      throw new Error(`checkov could not be installed: ${failure(outcome)}`);
    }
  }
  writeFileSync(complete, '');
  say('installed checkov');
}
