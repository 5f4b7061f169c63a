import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { InputError, Finding } from '../platform-file/finding';
import { Library } from '../platform-file/library';
import { describeName, nameAdvice } from '../platform-file/names';
import { listed, suggestion } from '../platform-file/nearest';
import { resolveSchema } from '../platform-file/walk';
import { JsonSchema } from '../schema/json-schema';
import { NAME_LIMIT, NAME_PATTERN } from '../schema/name-pattern';
import { Terminal } from '../terminal/terminal';
import { starterFile } from './starter-file';
import { checkBlueprint } from './schema';

/** Options of `qtcloud init`. */
export interface InitOptions {
  readonly name?: string;
  readonly domain?: string;
  readonly target?: string;
  readonly size?: string;
  readonly blueprint: string;
  /** Language of a program to start with, in place of a platform file. */
  readonly language?: string;
  readonly force?: boolean;
}

/** What a platform file starts with. */
export interface Choices {
  readonly blueprint: string;
  readonly name: string;
  readonly domain: string;
  readonly target: string;
  readonly size: string;
}

const DOMAIN = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** Writes a platform file to start from, and its schema, or a program in a language; never over another file, unless told to. */
export async function init(folder: string, options: InitOptions, terminal: Terminal): Promise<void> {
  const library = Library.for(resolve(folder));
  checkBlueprint(options.blueprint, library);
  if (options.language !== undefined) {
    await startProgram(folder, options, options.language, library.schema(options.blueprint), terminal);
    return;
  }
  const file = join(folder, 'platform.yaml');
  const schemaFile = join(folder, `${options.blueprint}.schema.json`);
  const schemaText = library.schemaText(options.blueprint);
  const inTheWay = [file, schemaFile].filter((path) => existsSync(path) && !(path === schemaFile && readFileSync(path, 'utf8') === schemaText));
  if (options.force !== true && inTheWay.length > 0) {
    throw new InputError(inTheWay.map((path) => ({ file: path, message: 'the file is there already.', hints: ['Name another folder, or replace it with --force.'] })));
  }
  const schema = library.schema(options.blueprint);
  const kinds = kindsOf(schema, 'target');
  const sizes = kindsOf(schema, 'size');
  checkFlags(options, kinds, sizes);
  const choices = await complete(folder, options, kinds, sizes, terminal);
  mkdirSync(folder, { recursive: true });
  replaceFile(schemaFile, schemaText);
  replaceFile(file, starterFile(choices, basename(schemaFile)));
  const shown = relative(process.cwd(), resolve(file));
  terminal.out(`  written  ${shown}, and ${basename(schemaFile)} beside it, with which editors complete and check the file`);
  terminal.out('');
  terminal.out(`  Next: qtcloud synth${shown === 'platform.yaml' ? '' : ` --file ${shown}`}`);
}

async function startProgram(folder: string, options: InitOptions, language: string, schema: JsonSchema, terminal: Terminal): Promise<void> {
  const { checkLanguage, initProgram } = await import('./init-program.js');
  checkLanguage(language);
  const kinds = kindsOf(schema, 'target');
  const sizes = kindsOf(schema, 'size');
  checkFlags(options, kinds, sizes);
  initProgram(folder, language, await complete(folder, options, kinds, sizes, terminal), options.force === true, terminal);
}

/** The keys or values that a property can have. */
function kindsOf(schema: JsonSchema, property: string): string[] {
  const resolved = resolveSchema(schema, schema.properties?.[property] ?? {});
  return (resolved.enum as string[] | undefined) ?? Object.keys(resolved.properties ?? {});
}

function checkFlags({ name, domain, target, size }: InitOptions, kinds: string[], sizes: string[]): void {
  const findings: Finding[] = [];
  if (name !== undefined && !isName(name)) {
    findings.push({ file: '--name', message: describeName(name), hints: nameAdvice(name) });
  }
  if (domain !== undefined && !DOMAIN.test(domain)) {
    findings.push({ file: '--domain', message: `"${domain}" is not a host name.`, hints: ['Write it in lower case without scheme or port, such as acme.example.'] });
  }
  for (const [flag, given, allowed] of [['--target', target, kinds], ['--size', size, sizes]] as const) {
    if (given !== undefined && !allowed.includes(given)) {
      findings.push({ file: flag, message: `"${given}" is not allowed here.${suggestion(given, allowed)}`, hints: [`Allowed: ${listed(allowed)}.`] });
    }
  }
  if (findings.length > 0) {
    throw new InputError(findings);
  }
}

function isName(name: string): boolean {
  return new RegExp(NAME_PATTERN).test(name) && name.length <= NAME_LIMIT;
}

/** Asks for what no flag gave, on a terminal; takes the usual elsewhere. */
async function complete(folder: string, options: InitOptions, kinds: string[], sizes: string[], terminal: Terminal): Promise<Choices> {
  const folderName = basename(resolve(folder)).toLowerCase();
  const usual = { name: isName(folderName) ? folderName : 'acme', target: 'k3s', size: 'small' };
  const { blueprint } = options;
  if (!terminal.interactive) {
    const { name = usual.name, target = usual.target, size = usual.size } = options;
    return { blueprint, name, domain: options.domain ?? `${name}.example`, target, size };
  }
  const { input, select } = await import('@inquirer/prompts');
  const pick = (message: string, values: string[], standard: string) => select({ message, choices: values.map((value) => ({ value })), default: standard });
  const name = options.name ?? await input({ message: 'Name of the platform', default: usual.name, validate: (text) => isName(text) || nameAdvice(text).join(' ') });
  const domain = options.domain ?? await input({ message: 'Domain for its hosts', default: `${name}.example`, validate: (text) => DOMAIN.test(text) || 'A host name in lower case, such as acme.example.' });
  const target = options.target ?? await pick('Kind of cluster', kinds, usual.target);
  const size = options.size ?? await pick('Size', sizes, usual.size);
  return { blueprint, name, domain, target, size };
}

function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}
