import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './folder-lock';
import { GoBuilder } from './go-builder';
import { KWOK_STAGES, pinsDigest, Tool, TOOLS, toolsFolder, versionOf } from './pins';

/** What is told while programs are built. */
export interface BuildProgress {
  /** Another process is building the same programs. */
  waiting(process: number): void;
  /** A program is being built. */
  building(tool: Tool, version: string, index: number, total: number): void;
  /** A program was built. */
  built(tool: Tool, seconds: number): void;
}

/** Programs built from pinned Go modules, kept for the next time. */
export class Toolbox {
  /** Folder of everything that is kept: `$XDG_CACHE_HOME/qtcloud`. */
  public static get cache(): string {
    const { XDG_CACHE_HOME: home } = process.env;
    return join(home !== undefined && home !== '' ? home : join(homedir(), '.cache'), 'qtcloud');
  }

  /** Folder of the programs, named after their pins. */
  public readonly folder: string;

  public constructor(private readonly modules: string = toolsFolder(), private readonly tools: readonly Tool[] = TOOLS) {
    this.folder = join(Toolbox.cache, 'tools', pinsDigest(modules, tools));
  }

  /** Whether everything has been built. */
  public get isComplete(): boolean {
    return existsSync(join(this.folder, 'complete'));
  }

  /** A program. */
  public path(name: string): string {
    return join(this.folder, name);
  }

  /** kwok's stages for nodes and pods, as one YAML file. */
  public get stages(): string {
    return readFileSync(this.path('stages.yaml'), 'utf8');
  }

  /** The version of a program. */
  public version(name: string): string {
    const tool = this.tools.find((each) => each.name === name);
    return tool === undefined ? '' : versionOf(this.modules, tool);
  }

  /**
   * Builds what is not there; nothing, and in no time, where everything is.
   *
   * @throws MachineError where Go is missing, or a build fails
   */
  public async prepare(progress: BuildProgress): Promise<void> {
    if (this.isComplete) {
      return;
    }
    const builder = GoBuilder.find();
    await withLock(`${this.folder}.lock`, (holder) => progress.waiting(holder), () => this.build(builder, progress));
  }

  private async build(builder: GoBuilder, progress: BuildProgress): Promise<void> {
    // Each program is put in place when it is done, so that an interrupted run is continued.
    mkdirSync(this.folder, { recursive: true });
    for (const [index, tool] of this.tools.entries()) {
      const target = this.path(tool.name);
      if (existsSync(target)) {
        continue;
      }
      const version = versionOf(this.modules, tool);
      progress.building(tool, version, index + 1, this.tools.length);
      const started = performance.now();
      const unfinished = `${target}.${process.pid}`;
      await builder.build(join(this.modules, tool.module), tool, version, unfinished);
      renameSync(unfinished, target);
      progress.built(tool, (performance.now() - started) / 1000);
    }
    this.putInPlace('stages.yaml', await this.readStages(builder));
    this.putInPlace('complete', `${this.tools.map((tool) => `${tool.name} ${versionOf(this.modules, tool)}`).join('\n')}\n`);
    this.removeLeftovers();
  }

  private async readStages(builder: GoBuilder): Promise<string> {
    const module = await builder.moduleFolder(join(this.modules, 'kwok'), 'sigs.k8s.io/kwok');
    const files = KWOK_STAGES.flatMap((folder) => readdirSync(join(module, folder)).sort().filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml').map((name) => join(module, folder, name)));
    return files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'utf8').trimEnd()).join('\n---\n');
  }

  private putInPlace(name: string, text: string): void {
    const unfinished = this.path(`${name}.${process.pid}`);
    writeFileSync(unfinished, text);
    renameSync(unfinished, this.path(name));
  }

  /** Builds that were killed leave a file with their number behind. */
  private removeLeftovers(): void {
    readdirSync(this.folder).filter((name) => /\.\d+$/.test(name)).forEach((name) => rmSync(this.path(name), { force: true }));
  }
}
