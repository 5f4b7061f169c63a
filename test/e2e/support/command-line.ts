import { join } from 'node:path';
import { CommandLineTools, commandLineTools } from './command-line-tools';
import { Outcome, run } from './run';
import { providerMirror } from './requirements';

const QTCLOUD = join(__dirname, '..', '..', '..', 'cli', 'bin', 'qtcloud');

/** An object that `qtcloud drift --json` names. */
export interface NamedDrift {
  readonly owner: string;
  readonly object: { readonly kind: string; readonly namespace?: string; readonly name: string };
  readonly problem: string;
  readonly fields: readonly { readonly path: string; readonly should?: unknown; readonly is?: unknown }[];
}

/** What `qtcloud drift --json` says. */
export interface DriftDocument {
  readonly stacks: readonly {
    readonly compared: number;
    readonly objects: readonly NamedDrift[];
    readonly releases: readonly { readonly releaseName: string; readonly status?: string }[];
    readonly orphans: readonly { readonly object: { readonly kind: string; readonly name: string } }[];
  }[];
  readonly next: readonly string[];
}

/** The compiled command line, for one cluster. */
export class CommandLine {
  private tools?: CommandLineTools;

  public constructor(private readonly kubeconfig: string) {}

  /** Runs a command that asks the cluster. */
  public async run(...arguments_: string[]): Promise<Outcome> {
    this.tools ??= await commandLineTools();
    return run(process.execPath, [QTCLOUD, ...arguments_, '--kubeconfig', this.kubeconfig], { env: { PATH: this.tools.path, QTCLOUD_PROVIDER_MIRROR: providerMirror() } });
  }

  /** What differs, and the exit code. */
  public async drift(folder: string): Promise<{ readonly code: number; readonly document: DriftDocument; readonly seconds: number }> {
    const { code, out, errors, seconds } = await this.run('drift', folder, '--json');
    if (out === '') {
      throw new Error(`qtcloud drift ended with the code ${code}:\n${errors}`);
    }
    return { code, document: JSON.parse(out) as DriftDocument, seconds };
  }
}
