import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ChosenCluster } from '../deployment/cluster-choice';
import { Kubectl } from '../kubernetes/kubectl';
import { InputError } from '../platform-file/finding';
import { MachineError } from '../terminal/machine-error';
import { TerraformState } from './terraform-state';

/** File that Terraform writes where it cannot save its state. */
const ERRORED_STATE = 'errored.tfstate';
/** The state in a folder, and what Terraform keeps of the one before. */
const LOCAL_STATE = 'terraform.tfstate';
const LOCAL_BACKUP = 'terraform.tfstate.backup';
const LOCK_FILE = '.terraform.lock.hcl';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** The Terraform project of a stack, and its state. */
export class TerraformProject {
  /**
   * The project in a folder; undefined where neither Terraform nor OpenTofu was ever used there.
   *
   * @param program `terraform` or `tofu`; by default the one that made the state
   */
  public static in(folder: string, program?: string): TerraformProject | undefined {
    const isUsed = ['.terraform', 'terraform.tfstate', ERRORED_STATE].some((name) => existsSync(join(folder, name)));
    return isUsed ? new TerraformProject(folder, program ?? programOf(folder)) : undefined;
  }

  private constructor(public readonly folder: string, public readonly program: string) {}

  /** The state that Terraform could not save; undefined where there is none. */
  public get erroredState(): string | undefined {
    const file = join(this.folder, ERRORED_STATE);
    return existsSync(file) ? file : undefined;
  }

  /**
   * A state of which only the beginning was written, since Terraform was
   * killed in that moment, and the one of before, if there is one. Terraform
   * itself refuses to do anything then; or, where nothing was written yet,
   * takes it that nothing is there.
   */
  public get brokenState(): { readonly file: string; readonly backup?: string } | undefined {
    const [file, backup] = [LOCAL_STATE, LOCAL_BACKUP].map((name) => join(this.folder, name));
    if (isWhole(file)) {
      return undefined;
    }
    return { file, ...(existsSync(backup) && isWhole(backup) ? { backup } : {}) };
  }

  /**
   * Reads the state; that which could not be saved, where there is one, and
   * that of before, where only the beginning of the last one was written.
   *
   * @throws MachineError where it cannot be read
   */
  public async state(): Promise<TerraformState> {
    const { erroredState: errored, brokenState: broken } = this;
    if (errored === undefined && broken !== undefined) {
      return broken.backup === undefined ? {} : JSON.parse(readFileSync(broken.backup, 'utf8')) as TerraformState;
    }
    const text = errored === undefined ? await this.run('state', 'pull') : readFileSync(errored, 'utf8');
    return text.trim() === '' ? {} : JSON.parse(text) as TerraformState;
  }

  /** Puts a broken state aside, and the one of before in its place. */
  public restoreState(): void {
    const { brokenState: broken } = this;
    if (broken === undefined) {
      return;
    }
    renameSync(broken.file, `${broken.file}.broken`);
    if (broken.backup !== undefined) {
      copyFileSync(broken.backup, broken.file);
    }
  }

  /** Saves the state that could not be saved. */
  public async pushErroredState(): Promise<void> {
    await this.run('state', 'push', ERRORED_STATE);
    rmSync(join(this.folder, ERRORED_STATE));
  }

  /** Takes an object on the cluster into the state. */
  public async import(address: string, id: string, ways: readonly ChosenCluster[]): Promise<void> {
    await this.run('import', '-input=false', ...(await Promise.all(ways.map(variables))).flat(), address, id);
  }

  /** Keeps the next apply from removing a resource and making it again. */
  public async untaint(address: string): Promise<void> {
    await this.run('untaint', address);
  }

  private async run(command: string, ...arguments_: string[]): Promise<string> {
    const all = command === 'state' ? [command, ...arguments_] : [command, '-no-color', ...arguments_];
    const { code, out, errors } = await this.start([`-chdir=${this.folder}`, ...all]);
    if (code === 0) {
      return out;
    }
    throw this.refusal(all, plain(`${errors}\n${out}`));
  }

  private async start(arguments_: readonly string[]): Promise<Ended> {
    const child = spawn(this.program, arguments_, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' } });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    const code = await new Promise<number>((done, reject) => {
      child.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT'
        ? new MachineError(`${this.program} is not installed.`, ['Install it, or name the one that made the state with --terraform terraform or --terraform tofu.'])
        : error));
      child.once('close', (exit) => done(exit ?? 1));
    });
    return { code, out: Buffer.concat(out).toString('utf8'), errors: Buffer.concat(errors).toString('utf8') };
  }

  private refusal(arguments_: readonly string[], text: string): Error {
    const { folder, program } = this;
    const chdir = `${program} -chdir=${folder}`;
    if (text.includes('Error acquiring the state lock')) {
      const [id, who, created] = ['ID', 'Who', 'Created'].map((name) => new RegExp(`^\\s*${name}:\\s*(.+)$`, 'm').exec(text)?.[1]);
      return new MachineError(`the state of ${folder} is locked${who === undefined ? '' : ` by ${who}`}${created === undefined ? '' : ` since ${created}`}.`, [
        'If that run is still going, wait for it.',
        `If it was killed: ${chdir} force-unlock ${id ?? '<ID>'}   and run the command again.`,
      ]);
    }
    if (/Backend initialization required|Required plugins are not installed|[Ii]nconsistent dependency lock file|Missing required provider|Could not load plugin|run "(?:terraform|tofu) init"|Please run "(?:terraform|tofu) init"/.test(text)) {
      return new MachineError(`${folder} is not ready for ${program}.`, [`Next: ${chdir} init   and run the command again.`]);
    }
    const [, first = text] = /Error: (.*)/.exec(text) ?? [];
    return new MachineError(`${program} ${arguments_.filter((argument) => !argument.startsWith('-')).join(' ')} failed: ${first.trim()}`, [...text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.includes(first.trim())).slice(0, 8)]);
  }
}

/** Whether a file is none, is empty, as Terraform takes no state, or is JSON to its end. */
function isWhole(file: string): boolean {
  try {
    return !existsSync(file) || typeof JSON.parse(readFileSync(file, 'utf8')) === 'object';
  } catch {
    return false;
  }
}

/** The program that made the state, by the registry its providers come from. */
export function programOf(folder: string): string {
  const file = [LOCK_FILE, 'terraform.tfstate', ERRORED_STATE].map((name) => join(folder, name)).find((path) => existsSync(path));
  return file !== undefined && readFileSync(file, 'utf8').includes('registry.opentofu.org') ? 'tofu' : 'terraform';
}

/** The cluster that kubectl speaks to, for its providers: they have defaults of their own. */
async function variables({ cluster: { name }, options }: ChosenCluster): Promise<string[]> {
  const { kubeconfig, context } = options;
  const named = kubeconfig ?? process.env.KUBECONFIG;
  const several = named?.includes(process.platform === 'win32' ? ';' : ':') === true && !existsSync(named);
  if (several) {
    throw new InputError([{ file: 'KUBECONFIG', message: 'it names several files, and the providers of Terraform read one.', hints: ['Name one with --kubeconfig.'] }]);
  }
  const file = named === undefined || named === '' ? join(homedir(), '.kube', 'config') : resolve(named);
  const chosen = context ?? (await new Kubectl(options).run(['config', 'current-context'])).trim();
  const suffix = name === undefined ? '' : `_${name}`;
  return [`-var=kubeconfig${suffix}=${file}`, ...(chosen === '' ? [] : [`-var=kube_context${suffix}=${chosen}`])];
}

/** What Terraform prints, without the lines it draws around messages. */
function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/^[│╷╵]\s?/gm, '');
}
