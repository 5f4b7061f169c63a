import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Applier, ApplierTask, PlannedChange } from './applier';
import { CommandLineTools, commandLineTools } from './command-line-tools';
import { Outcome, run, RunningProgram, RunOptions, start } from './run';

const QTCLOUD = join(__dirname, '..', '..', '..', 'cli', 'bin', 'qtcloud');

/** A command that apply.sh prints for what is no longer part of the platform. */
const LEFTOVER = /^ {2}(?:kubectl delete|helm uninstall) .*$/gm;

/** Applies by what `qtcloud export` wrote: manifests, Helm values and three scripts. */
export class Exported implements Applier {
  public readonly name = 'export';
  private readonly output: string;
  private readonly log: string;
  private tools?: CommandLineTools;

  /**
   * @param project folder that synth wrote
   * @param scratch folder for files of ours; the export, and what its scripts remember, is in it
   */
  public constructor(private readonly project: string, private readonly kubeconfig: string, private readonly scratch: string) {
    this.output = join(scratch, 'export');
    this.log = join(scratch, 'export.log');
  }

  /** Folder with the scripts. */
  public get folder(): string {
    return join(this.output, (JSON.parse(readFileSync(join(this.project, 'platform.json'), 'utf8')) as { stack: string }).stack);
  }

  public async prepare(): Promise<void> {
    this.tools = await commandLineTools();
    await this.export();
  }

  public async apply(): Promise<Outcome> {
    return this.script('apply');
  }

  public begin(task: ApplierTask): RunningProgram {
    const program = start('bash', [join(this.folder, `${task}.sh`), ...arguments_(task)], this.options());
    return { outcome: program.outcome.then((outcome) => this.logged(task, outcome)), signal: (name) => program.signal(name) };
  }

  /** The next apply does it itself. */
  public async recover(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  public async removeLeftovers({ out }: Outcome): Promise<void> {
    for (const [command] of out.matchAll(LEFTOVER)) {
      const outcome = await run('bash', ['-c', command], this.options());
      if (outcome.code !== 0) {
        throw new Error(`"${command.trim()}" ended with the code ${outcome.code}:\n${outcome.errors}`);
      }
    }
  }

  public async applyTo(kubeconfig: string): Promise<Outcome> {
    return this.script('apply', '--kubeconfig', kubeconfig);
  }

  public async changes(): Promise<PlannedChange[]> {
    // As with Terraform, what is compared is what the code says now.
    await this.export();
    const { code, out, errors } = await this.script('diff');
    const lines = out.split('\n').filter((line) => line.startsWith('~ '));
    if (code !== (lines.length === 0 ? 0 : 1)) {
      throw new Error(`diff.sh ended with the code ${code}:\n${errors}\n${out}`);
    }
    return lines.map((line) => ({ address: line.slice(2), actions: ['update'] }));
  }

  public async destroy(): Promise<Outcome> {
    return this.script('destroy');
  }

  public files(): string[] {
    const all = (folder: string): string[] => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? all(join(folder, entry.name)) : [join(folder, entry.name)]));
    return [...all(this.output), ...[this.log].filter((file) => existsSync(file))];
  }

  private async export(): Promise<void> {
    const { code, errors } = await run(process.execPath, [QTCLOUD, 'export', this.project, '--output', this.output]);
    if (code !== 0) {
      throw new Error(`qtcloud export ended with the code ${code}:\n${errors}`);
    }
  }

  private async script(name: string, ...more: string[]): Promise<Outcome> {
    return this.logged(name, await run('bash', [join(this.folder, `${name}.sh`), ...arguments_(name), ...more], this.options()));
  }

  private options(): RunOptions {
    return { env: { KUBECONFIG: this.kubeconfig, PATH: this.tools?.path, ...helmFolders(this.scratch) } };
  }

  private logged(name: string, outcome: Outcome): Outcome {
    writeFileSync(this.log, `$ ${name}.sh\n${outcome.out}\n${outcome.errors}\n`, { flag: 'a' });
    return outcome;
  }
}

function arguments_(name: string): string[] {
  return name === 'destroy' ? ['--yes'] : [];
}

/** Helm keeps nothing outside the scratch folder. */
function helmFolders(scratch: string): Record<string, string> {
  return { HELM_CACHE_HOME: join(scratch, 'helm', 'cache'), HELM_CONFIG_HOME: join(scratch, 'helm', 'config'), HELM_DATA_HOME: join(scratch, 'helm', 'data') };
}
