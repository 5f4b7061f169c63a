import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { memberName } from '../schema/doc-text';
import { JsonSchema } from '../schema/json-schema';
import { Data, pathText, SourceDocument, Step } from './document';
import { InputError } from './finding';
import { focus } from './focus';
import { Library } from './library';
import { withoutClass } from './map-error';
import { listed, suggestion } from './nearest';
import { memberSchema, resolveSchema } from './walk';

interface DataMap { [key: string]: Data }
type Factory = (...values: unknown[]) => unknown;

/** Turns data that its schema allows into what the library takes: enum members, objects of factories, drivers. */
export class ValueBuilder {
  public constructor(
    private readonly root: JsonSchema,
    private readonly library: Library,
    private readonly document: SourceDocument,
    /** Folder that paths and packages are found from. */
    private readonly folder: string,
  ) {}

  /** The value that stands at a path. */
  public build(reference: JsonSchema, data: Data, path: readonly Step[]): unknown {
    const schema = resolveSchema(this.root, reference);
    if (schema['x-enum'] !== undefined && typeof data === 'string') {
      return this.library.export(schema['x-enum'])[memberName(data)];
    }
    if (schema['x-factories'] !== undefined) {
      return this.choose(schema, data, path);
    }
    if (schema['x-path'] === true && typeof data === 'string') {
      return resolve(this.folder, data);
    }
    if (Array.isArray(data)) {
      return data.map((item, index) => this.build(schema.items ?? {}, item, [...path, index]));
    }
    if (data === null && schema.properties !== undefined) {
      return {};
    }
    return typeof data === 'object' && data !== null ? this.buildMap(schema, data, path) : data;
  }

  /** The values of a map's keys. */
  public buildMap(schema: JsonSchema, data: DataMap, path: readonly Step[], keys: readonly string[] = Object.keys(data)): Record<string, unknown> {
    const given = keys.filter((key) => Object.hasOwn(data, key));
    return Object.fromEntries(given.map((key) => [key, this.build(memberSchema(schema, key), data[key], [...path, key])]));
  }

  private choose(schema: JsonSchema, data: Data, path: readonly Step[]): unknown {
    if (typeof data === 'object' && data !== null && !Array.isArray(data) && 'package' in data && schema['x-driver'] !== undefined) {
      return this.thirdParty(data, path);
    }
    const [name, options] = typeof data === 'string' ? [data, null] : Object.entries(data as DataMap)[0];
    const facade = this.library.export(schema['x-factories'] ?? '');
    const call = resolveSchema(this.root, memberSchema(schema, name));
    return this.located([...path, name], options, () => (facade[name] as Factory).apply(facade, this.argumentsOf(call, options, [...path, name])));
  }

  private argumentsOf(schema: JsonSchema, data: Data, path: readonly Step[]): unknown[] {
    const { parameters = [], shorthand } = schema['x-call'] ?? {};
    const isMap = typeof data === 'object' && data !== null && !Array.isArray(data);
    const given: DataMap = isMap ? data : data === null || shorthand === undefined ? {} : { [shorthand]: data };
    return parameters.map(({ name, fields }) => {
      if (fields !== undefined) {
        return this.buildMap(schema, given, path, fields);
      }
      return Object.hasOwn(given, name) ? this.build(memberSchema(schema, name), given[name], [...path, name]) : undefined;
    });
  }

  private thirdParty(data: DataMap, path: readonly Step[]): unknown {
    const { package: name, class: className, options } = data as { package: string; class: string; options?: DataMap };
    const found = this.load(name, path);
    const constructor = found[className];
    if (typeof constructor !== 'function') {
      const classes = Object.keys(found).filter((key) => typeof found[key] === 'function' && /^[A-Z]/.test(key));
      throw this.refuse([...path, 'class'], `the package "${name}" exports no class "${className}".${suggestion(className, classes)}`, classes.length > 0 ? `It exports ${listed(classes)}.` : 'It exports no class at all.');
    }
    return this.located(path, options ?? {}, () => new (constructor as new (options: DataMap) => unknown)(options ?? {}));
  }

  private load(name: string, path: readonly Step[]): Record<string, unknown> {
    const require = createRequire(join(this.folder, 'package.json'));
    try {
      require.resolve(name);
    } catch {
      throw this.refuse([...path, 'package'], `the package "${name}" is not found from the folder of this file.`, `Install it there: npm install ${name}`);
    }
    try {
      return require(name) as Record<string, unknown>;
    } catch (error) {
      throw this.refuse([...path, 'package'], `the package "${name}" cannot be loaded: ${firstLine(error)}`);
    }
  }

  /** Gives what a factory says of its arguments the place of the arguments. */
  private located<T>(path: readonly Step[], data: Data, make: () => T): T {
    try {
      return make();
    } catch (error) {
      if (error instanceof Error && error.name === 'ValidationError') {
        const message = withoutClass(error.message);
        throw this.refuse([...path, ...focus(message, data)], message);
      }
      throw error;
    }
  }

  private refuse(path: readonly Step[], message: string, ...hints: string[]): InputError {
    return new InputError([{ file: this.document.file, position: this.document.positionOf(path), path: pathText(path), message, hints }]);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}
