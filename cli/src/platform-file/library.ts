import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { App } from 'cdktf';
import { JsonSchema } from '../schema/json-schema';

const PACKAGE = '@quanttide/cloud';
/** Those of what is written, and of what is read beside the platform. */
const OTHER_SCHEMAS: ReadonlySet<string> = new Set(['platform', 'sky']);
const SCHEMA_SUFFIX = '.schema.json';

/** Schemas by their text: a validator is compiled once for each. */
const SCHEMAS = new Map<string, JsonSchema>();

/** Something of the library that data is turned into: a class, or an enum. */
export type Exported = Record<string, unknown>;

/**
 * The library, as it is installed beside the platform file, or with this
 * command line. One copy is used for everything, drivers of other packages
 * included, because a second one would not know the constructs of the first.
 */
export class Library {
  /** The library that a folder's files are read with. */
  public static for(folder: string): Library {
    const near = createRequire(join(folder, 'package.json'));
    try {
      return new Library(dirname(near.resolve(`${PACKAGE}/package.json`)), near);
    } catch {
      const own = createRequire(__filename);
      return new Library(dirname(own.resolve(`${PACKAGE}/package.json`)), own);
    }
  }

  private loaded?: Exported;

  public constructor(private readonly root: string, private readonly load: NodeJS.Require) {}

  /** The package's version. */
  public get version(): string {
    return (JSON.parse(readFileSync(join(this.root, 'package.json'), 'utf8')) as { version: string }).version;
  }

  /** Names of the blueprints there are. */
  public get blueprints(): string[] {
    const files = existsSync(this.schemas) ? readdirSync(this.schemas) : [];
    return files.filter((file) => file.endsWith(SCHEMA_SUFFIX)).map((file) => file.slice(0, -SCHEMA_SUFFIX.length)).filter((name) => !OTHER_SCHEMAS.has(name)).sort();
  }

  /** The text of a blueprint's JSON Schema. */
  public schemaText(blueprint: string): string {
    return readFileSync(join(this.schemas, `${blueprint}${SCHEMA_SUFFIX}`), 'utf8');
  }

  /** A blueprint's JSON Schema. */
  public schema(blueprint: string): JsonSchema {
    const text = this.schemaText(blueprint);
    const schema = SCHEMAS.get(text) ?? JSON.parse(text) as JsonSchema;
    SCHEMAS.set(text, schema);
    return schema;
  }

  /** A class or enum, by its name in the assembly: `@quanttide/cloud.data.Backup`. */
  public export(fqn: string): Exported {
    this.loaded ??= this.load(PACKAGE) as Exported;
    const found = fqn.slice(PACKAGE.length + 1).split('.').reduce<unknown>((module, name) => (module as Exported | undefined)?.[name], this.loaded);
    if (found === undefined) {
      throw new Error(`${fqn} is in the schema, and not in the library at ${this.root}. Generate the schema anew.`);
    }
    return found as Exported;
  }

  /** The engine's app, of the same copy that the library uses. */
  public newApp(outdir: string): App {
    const { App: Constructor } = createRequire(join(this.root, 'package.json'))('cdktf') as { App: new (config: object) => App };
    return new Constructor({ outdir, stackTraces: false });
  }

  private get schemas(): string {
    return join(this.root, 'schemas');
  }
}
