import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Applier, ApplierTask, PlannedChange } from './applier';
import { commandLineTools } from './command-line-tools';
import { Engine, engineConfiguration, engineEnvironment, TERRAFORM } from './requirements';
import { Outcome, run, RunningProgram, RunOptions, start } from './run';

const COMMAND_LINE = join(__dirname, '..', '..', '..', 'cli', 'bin', 'qtcloud');

/** Applies with the real Terraform, or OpenTofu, and the real providers. */
export class Terraform implements Applier {
  public readonly name: string;
  private readonly log: string;

  /**
   * @param project folder that synth wrote
   * @param scratch folder for files of ours
   */
  public constructor(private readonly project: string, private readonly kubeconfig: string, private readonly scratch: string, private readonly engine: Engine = TERRAFORM) {
    this.name = basename(engine.program);
    this.log = join(scratch, 'terraform.log');
  }

  /** @param more options of init, such as `-upgrade` after the version of a provider was changed */
  public async prepare(...more: string[]): Promise<void> {
    writeFileSync(join(this.scratch, 'terraform.rc'), engineConfiguration(this.engine));
    await this.must('init', '-no-color', '-input=false', ...more);
  }

  public async apply(): Promise<Outcome> {
    return this.terraform('apply', '-no-color', '-input=false', '-auto-approve');
  }

  public begin(task: ApplierTask): RunningProgram {
    return start(this.engine.program, this.arguments(task, '-no-color', '-input=false', '-auto-approve'), this.options);
  }

  public async recover(): Promise<Outcome> {
    const { path } = await commandLineTools();
    const outcome = await run(process.execPath, [COMMAND_LINE, 'recover', this.project, '--yes', `--kubeconfig=${this.kubeconfig}`], { env: { ...this.options.env, PATH: path } });
    this.note('qtcloud recover', outcome);
    return outcome;
  }

  /** An apply removes by itself. */
  public async removeLeftovers(): Promise<void> {
    return Promise.resolve();
  }

  public async applyTo(kubeconfig: string): Promise<Outcome> {
    return new Terraform(this.project, kubeconfig, this.scratch, this.engine).apply();
  }

  public async changes(): Promise<PlannedChange[]> {
    const plan = join(this.scratch, 'plan');
    await this.must('plan', '-no-color', '-input=false', `-out=${plan}`);
    const { out } = await this.must('show', '-json', plan);
    writeFileSync(join(this.scratch, 'plan.json'), out);
    const { resource_changes: changes = [] } = JSON.parse(out) as { resource_changes?: { address: string; mode: string; change: { actions: string[] } }[] };
    return changes.filter(({ mode, change: { actions } }) => mode === 'managed' && actions.join() !== 'no-op').map(({ address, change: { actions } }) => ({ address, actions }));
  }

  public async destroy(): Promise<Outcome> {
    return this.terraform('destroy', '-no-color', '-input=false', '-auto-approve');
  }

  public files(): string[] {
    const all = (folder: string): string[] => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      // Terraform's own folder holds the providers, and nothing of the platform.
      return entry.name === '.terraform' ? [] : entry.isDirectory() ? all(path) : [path];
    });
    return [...all(this.project), ...[this.log, join(this.scratch, 'plan'), join(this.scratch, 'plan.json')].filter((file) => existsSync(file))];
  }

  private async must(...arguments_: string[]): Promise<Outcome> {
    const outcome = await this.terraform(...arguments_);
    if (outcome.code !== 0) {
      throw new Error(`${this.name} ${arguments_[0]} ended with the code ${outcome.code}:\n${outcome.errors}\n${outcome.out.slice(-2000)}`);
    }
    return outcome;
  }

  private async terraform(...arguments_: string[]): Promise<Outcome> {
    const outcome = await run(this.engine.program, this.arguments(...arguments_), this.options);
    this.note(`${this.name} ${arguments_[0]}`, outcome);
    return outcome;
  }

  private arguments(...arguments_: string[]): string[] {
    const [command] = arguments_;
    const variables = command === 'init' || command === 'show' ? [] : [`-var=kubeconfig=${this.kubeconfig}`];
    return [`-chdir=${this.project}`, ...arguments_, ...variables];
  }

  private get options(): RunOptions {
    return { env: { ...engineEnvironment(join(this.scratch, 'terraform.rc')), KUBECONFIG: this.kubeconfig } };
  }

  private note(command: string, outcome: Outcome): void {
    writeFileSync(this.log, `$ ${command}\n${outcome.out}\n${outcome.errors}\n`, { flag: 'a' });
  }
}
