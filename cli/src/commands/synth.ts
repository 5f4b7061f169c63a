import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { PlatformDocument } from '@quanttide/cloud';
import { hasNewerDefinitions } from '../crds/newer-definitions';
import { fitOf } from '../output/fit';
import { readPlatformJson, PLATFORM_JSON } from '../output/platform-json';
import { summaryOf } from '../output/summary';
import { commitOutput, finishCommit, Staging } from '../output/write-output';
import { InputError } from '../platform-file/finding';
import { withProgress } from '../terminal/progress';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud synth`. */
export interface SynthOptions {
  readonly file?: string;
  readonly app?: string;
  readonly output: string;
  readonly json?: boolean;
}

/** A stack that was written. */
export interface Written {
  readonly platform: PlatformDocument;
  /** Blueprint, where it came from a file. */
  readonly blueprint?: string;
  /** Folder, as the user would name it. */
  readonly folder: string;
  /** Whether definitions have to be brought up to date before the apply, which Helm does not do. */
  readonly hasNewerDefinitions: boolean;
}

const DEFAULT_FILE = 'platform.yaml';

/** Writes the Terraform project of a file or a program; all of it, or nothing. */
export async function synth(options: SynthOptions, terminal: Terminal): Promise<void> {
  const started = performance.now();
  if (options.file !== undefined && options.app !== undefined) {
    throw new InputError([{ file: '--app', message: 'a file and a program were given, and one of them is needed.', hints: ['Leave out --file or --app.'] }]);
  }
  const output = resolve(options.output);
  const staging = new Staging(output);
  try {
    const blueprint = await withProgress(terminal, options.app ?? 'Writing the platform', () => write(options, staging.folder, terminal));
    const written = commit(staging.folder, output, blueprint);
    report(written, options, terminal, (performance.now() - started) / 1000);
  } finally {
    staging.discard();
  }
}

/** Has the platform written into the staging folder; gives the blueprint where there is one. */
async function write(options: SynthOptions, folder: string, terminal: Terminal): Promise<string | undefined> {
  if (options.app !== undefined) {
    const { runProgram } = await import('../output/run-program.js');
    await runProgram(options.app, folder, terminal);
    return undefined;
  }
  const { PlatformFile } = await import('../platform-file/platform-file.js');
  const name = options.file ?? DEFAULT_FILE;
  const file = PlatformFile.read(resolve(name), name);
  file.synthesize(folder);
  return file.blueprint;
}

function commit(staged: string, output: string, blueprint: string | undefined): Written[] {
  const stacks = join(staged, 'stacks');
  const names = existsSync(stacks) ? readdirSync(stacks).sort() : [];
  if (names.length === 0) {
    throw new InputError([{ file: '--app', message: 'the program wrote no stack.', hints: ['It must make an App without an outdir of its own, and end with app.synth().'] }]);
  }
  // Everything is read before the first stack is moved: a fault leaves all of the previous output.
  const documents = names.map((name) => (existsSync(join(stacks, name, PLATFORM_JSON)) ? readPlatformJson(join(stacks, name)) : undefined));
  const previous = names.map((name) => previousDocument(join(output, name)));
  for (const name of names) {
    finishCommit(join(output, name));
    commitOutput(join(stacks, name), join(output, name));
  }
  return names.flatMap((name, index) => {
    const platform = documents[index];
    return platform === undefined ? [] : [{ platform, blueprint, folder: nearPath(join(output, name)), hasNewerDefinitions: hasNewerDefinitions(previous[index], platform) }];
  });
}

/** What an earlier run wrote; one that cannot be read is as good as none. */
function previousDocument(folder: string): PlatformDocument | undefined {
  try {
    return readPlatformJson(folder);
  } catch (error) {
    if (error instanceof InputError) {
      return undefined;
    }
    throw error;
  }
}

/** The shorter of the relative and the absolute path. */
function nearPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near !== '' && near.length < path.length ? near : path;
}

function report(written: Written[], options: SynthOptions, terminal: Terminal, seconds: number): void {
  if (options.json === true) {
    terminal.out(JSON.stringify({
      seconds: Math.round(seconds * 100) / 100,
      stacks: written.map(({ platform, blueprint, folder }) => ({ name: platform.stack, blueprint, folder, resources: { count: platform.resources.count, waves: platform.resources.waves.length }, fit: fitOf(platform) })),
    }, undefined, 2));
    return;
  }
  written.forEach((stack) => terminal.out(summaryOf(stack, seconds, terminal.colours)));
  const next = written.map(({ folder, hasNewerDefinitions }) => `terraform -chdir=${folder} init && ${hasNewerDefinitions ? `qtcloud crds ${folder} && ` : ''}terraform -chdir=${folder} apply`);
  terminal.out('');
  next.forEach((line, index) => terminal.out(`  ${index === 0 ? 'Next:' : '     '} ${line}`));
}
