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

/** The module that has kwok, and its stages. */
const KWOK = 'kwok';

/** Programs built from pinned Go modules, kept for the next time: a folder for each module, so that a new pin builds no other one again. */
export class Toolbox {
  /** Folder of everything that is kept: `$XDG_CACHE_HOME/qtcloud`. */
  public static get cache(): string {
    const { XDG_CACHE_HOME: home } = process.env;
    return join(home !== undefined && home !== '' ? home : join(homedir(), '.cache'), 'qtcloud');
  }

  /** Folders of the programs by their modules, named after the pins. */
  private readonly folders: ReadonlyMap<string, string>;

  public constructor(private readonly modules: string = toolsFolder(), private readonly tools: readonly Tool[] = TOOLS) {
    this.folders = new Map(tools.map(({ module }) => [module, join(Toolbox.cache, 'tools', `${module}-${pinsDigest(modules, module, tools)}`)]));
  }

  /** Whether everything has been built. */
  public get isComplete(): boolean {
    return [...this.folders.values()].every(isBuilt);
  }

  /** Folder of the programs of a module. */
  public folder(module: string): string {
    const folder = this.folders.get(module);
    if (folder === undefined) {
      throw new Error(`No program is built from tools/${module}.`);
    }
    return folder;
  }

  /** A program. */
  public path(name: string): string {
    const tool = this.tools.find((each) => each.name === name);
    if (tool === undefined) {
      throw new Error(`There is no program "${name}" in the toolbox.`);
    }
    return join(this.folder(tool.module), name);
  }

  /** kwok's stages for nodes and pods, as one YAML file. */
  public get stages(): string {
    return readFileSync(join(this.folder(KWOK), 'stages.yaml'), 'utf8');
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
    for (const [module, folder] of this.folders) {
      if (!isBuilt(folder)) {
        await withLock(`${folder}.lock`, (holder) => progress.waiting(holder), () => this.build(module, folder, builder, progress));
      }
    }
  }

  private async build(module: string, folder: string, builder: GoBuilder, progress: BuildProgress): Promise<void> {
    // Each program is put in place when it is done, so that an interrupted run is continued.
    mkdirSync(folder, { recursive: true });
    const tools = this.tools.filter((tool) => tool.module === module);
    for (const tool of tools) {
      const target = join(folder, tool.name);
      if (existsSync(target)) {
        continue;
      }
      const version = versionOf(this.modules, tool);
      progress.building(tool, version, this.tools.indexOf(tool) + 1, this.tools.length);
      const started = performance.now();
      const unfinished = `${target}.${process.pid}`;
      await builder.build(join(this.modules, module), tool, version, unfinished);
      renameSync(unfinished, target);
      progress.built(tool, (performance.now() - started) / 1000);
    }
    if (module === KWOK) {
      putInPlace(folder, 'stages.yaml', await this.readStages(builder));
    }
    putInPlace(folder, 'complete', `${tools.map((tool) => `${tool.name} ${versionOf(this.modules, tool)}`).join('\n')}\n`);
    removeLeftovers(folder);
  }

  private async readStages(builder: GoBuilder): Promise<string> {
    const module = await builder.moduleFolder(join(this.modules, KWOK), 'sigs.k8s.io/kwok');
    const files = KWOK_STAGES.flatMap((folder) => readdirSync(join(module, folder)).sort().filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml').map((name) => join(module, folder, name)));
    return files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'utf8').trimEnd()).join('\n---\n');
  }
}

function isBuilt(folder: string): boolean {
  return existsSync(join(folder, 'complete'));
}

function putInPlace(folder: string, name: string, text: string): void {
  const unfinished = join(folder, `${name}.${process.pid}`);
  writeFileSync(unfinished, text);
  renameSync(unfinished, join(folder, name));
}

/** Builds that were killed leave a file with their number behind. */
function removeLeftovers(folder: string): void {
  readdirSync(folder).filter((name) => /\.\d+$/.test(name)).forEach((name) => rmSync(join(folder, name), { force: true }));
}
