import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { App, TerraformStack } from 'cdktf';
import { JsonSchema } from '../schema/json-schema';
import { ValueBuilder } from './build-value';
import { checkData } from './check-data';
import { checkMeaning } from './check-meaning';
import { SourceDocument } from './document';
import { Finding, InputError } from './finding';
import { Library } from './library';
import { mapError } from './map-error';
import { show } from './messages';
import { listed, nearest, suggestion } from './nearest';
import { parseYaml } from './parse-document';
import { readText } from './read-text';

/** What `qtcloud lock` writes. */
const LOCK_FILE = 'platform.lock.json';

/** Keys that the file has beside the blueprint's props. */
const OWN_KEYS = ['blueprint', 'name'];

type BlueprintClass = new (scope: App, id: string, props: object) => TerraformStack;

/** A platform file that was read and found right. */
export class PlatformFile {
  /**
   * Reads and checks a platform file.
   *
   * @param path where it is
   * @param name how messages call it
   * @throws InputError with everything that is wrong with it
   */
  public static read(path: string, name: string = path, library: Library = Library.for(dirname(resolve(path)))): PlatformFile {
    return PlatformFile.parse(readText(path, name), name, dirname(resolve(path)), library);
  }

  /**
   * Checks the text of a platform file.
   *
   * @param folder folder that paths and packages in it are found from
   * @throws InputError with everything that is wrong with it
   */
  public static parse(text: string, name: string, folder: string, library: Library = Library.for(folder)): PlatformFile {
    const document = parseYaml(text, name);
    const schema = library.schema(blueprintOf(document, library));
    const findings = checkData(document, schema);
    findings.push(...checkMeaning(document, schema), ...forgottenLock(document, folder));
    if (findings.length > 0) {
      throw new InputError(findings);
    }
    return new PlatformFile(document, schema, folder, library);
  }

  private constructor(
    private readonly document: SourceDocument,
    private readonly schema: JsonSchema,
    private readonly folder: string,
    private readonly library: Library,
  ) {}

  /** Name of the platform: the stack's. */
  public get platformName(): string {
    return this.document.text('name');
  }

  /** Name of the blueprint. */
  public get blueprint(): string {
    return this.document.text('blueprint');
  }

  /**
   * Makes the platform and writes it, as the engine does, below a folder.
   *
   * @throws InputError for what the library refuses, at its place in the file
   */
  public synthesize(outdir: string): void {
    this.explained(() => {
      const app = this.library.newApp(outdir);
      this.addTo(app);
      app.synth();
    });
  }

  /** Makes the platform as a stack of an app. */
  public addTo(app: App): TerraformStack {
    return this.explained(() => {
      const Blueprint = this.library.export(this.schema['x-blueprint'] ?? '') as unknown as BlueprintClass;
      const builder = new ValueBuilder(this.schema, this.library, this.document, this.folder);
      const keys = Object.keys(this.document.data).filter((key) => !OWN_KEYS.includes(key));
      return new Blueprint(app, this.platformName, builder.buildMap(this.schema, this.document.data, [], keys));
    });
  }

  private explained<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw error instanceof InputError ? error : mapError(error, this.document, this.schema) ?? error;
    }
  }
}

/** A lock file that lies beside the file and is not named protects nothing. */
function forgottenLock(document: SourceDocument, folder: string): Finding[] {
  if (document.data.lockFile !== undefined || !existsSync(join(folder, LOCK_FILE))) {
    return [];
  }
  return [{
    file: document.file,
    position: document.positionOfKey(['blueprint']),
    message: `${LOCK_FILE} lies beside this file, which does not name it, so that it protects nothing.`,
    hints: [`Add: lockFile: ${LOCK_FILE}. For a platform of another kind, use another folder.`],
  }];
}

function blueprintOf(document: SourceDocument, library: Library): string {
  const { blueprint } = document.data;
  const known = library.blueprints;
  if (typeof blueprint === 'string' && known.includes(blueprint)) {
    return blueprint;
  }
  const misspelt = blueprint === undefined ? nearest('blueprint', Object.keys(document.data)) : undefined;
  if (misspelt !== undefined) {
    throw new InputError([{
      file: document.file,
      position: document.positionOfKey([misspelt]),
      path: misspelt,
      message: `there is no key "${misspelt}" here. Did you mean "blueprint"?`,
    }]);
  }
  throw new InputError([{
    file: document.file,
    position: document.positionOf(blueprint === undefined ? [] : ['blueprint']),
    path: blueprint === undefined ? undefined : 'blueprint',
    message: blueprint === undefined ? '"blueprint" is missing.' : `there is no blueprint ${show(blueprint)}.${suggestion(document.text('blueprint'), known)}`,
    hints: [`Blueprints: ${listed(known)}.`],
  }]);
}
