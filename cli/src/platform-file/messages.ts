import { ErrorObject } from 'ajv';
import { NAME_PATTERN } from '../schema/name-pattern';
import { JsonSchema } from '../schema/json-schema';
import { pathText, SourceDocument, Step } from './document';
import { Finding } from './finding';
import { listed, suggestion } from './nearest';
import { describeName, nameAdvice } from './names';

/** The part of a finding that says what is wrong. */
export type Said = Pick<Finding, 'path' | 'message' | 'hints'>;

/** What the validator found, in the words of the file. */
export function messageFor(error: ErrorObject, path: readonly Step[], document: SourceDocument, definition?: JsonSchema): Said {
  const where = pathText(path);
  const schema = (error.parentSchema ?? {}) as JsonSchema;
  const parameters = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(path, schema);
    case 'required':
      return { path: where, message: `"${String(parameters.missingProperty)}" is missing.`, hints: about(missing(schema, String(parameters.missingProperty))) };
    case 'type':
      return { path: where, ...(isSecret(schema) ? secretWritten(error.data, schema) : wrongType(error.data, schema, document.plainText(path))) };
    case 'enum':
    case 'const':
      return { path: where, ...notAllowed(error, schema, definition) };
    case 'pattern':
    case 'maxLength':
    case 'minLength':
      return error.propertyName === undefined && !isNamePattern(parameters.pattern)
        ? { path: where, message: `${show(error.data)} has the wrong form; it ${error.message ?? 'is not allowed'}.`, hints: about(schema) }
        : { path: where, message: describeName(String(error.propertyName ?? error.data)), hints: nameAdvice(String(error.propertyName ?? error.data)) };
    case 'minProperties':
      return { path: where, message: 'nothing is chosen, and one key is needed.', hints: choices(schema) };
    case 'maxProperties':
      return { path: where, message: `${listed(Object.keys(error.data as object))} are chosen, and only one key is allowed.`, hints: choices(schema) };
    case 'minimum':
    case 'maximum':
      return { path: where, message: `${show(error.data)} is not allowed; it ${error.message ?? 'is out of range'}.`, hints: about(schema) };
    default:
      return { path: where, message: `${show(error.data)} ${error.message ?? 'is not allowed'}.`, hints: about(schema) };
  }
}

function unknownKey(path: readonly Step[], schema: JsonSchema): Said {
  const key = String(path[path.length - 1]);
  const allowed = Object.keys(schema.properties ?? {});
  return {
    path: pathText(path),
    message: `there is no key "${key}" here.${suggestion(key, allowed)}`,
    hints: allowed.length === 0 ? ['No keys are allowed here.'] : [`Allowed here: ${listed(allowed)}.`],
  };
}

function notAllowed(error: ErrorObject, schema: JsonSchema, definition?: JsonSchema): Omit<Said, 'path'> {
  const { allowedValue } = error.params as { allowedValue?: unknown };
  const allowed = (allowedValue === undefined ? schema.enum ?? [] : [allowedValue]).map(String);
  const given = error.propertyName ?? error.data;
  const others = error.propertyName === undefined ? withNeeds(definition).filter(([name]) => !allowed.includes(name)) : [];
  return {
    message: `${show(given)} is not allowed here.${suggestion(String(given), [...allowed, ...others.map(([name]) => name)])}`,
    hints: [`Allowed: ${listed([...allowed, ...others.map(([, text]) => text)])}.`],
  };
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text', number: 'a number', integer: 'a whole number', boolean: 'true or false', array: 'a list', object: 'a map', null: 'nothing',
};

function wrongType(data: unknown, schema: JsonSchema, source: string | undefined): Omit<Said, 'path'> {
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  const expected = types.map((type) => EXPECTED[type] ?? type).join(' or ');
  return { message: `${expected} is expected, and ${show(data)} was given.`, hints: typeAdvice(types, data, schema, source) };
}

function typeAdvice(types: string[], data: unknown, schema: JsonSchema, source: string | undefined): string[] {
  const isScalar = typeof data === 'number' || typeof data === 'boolean';
  if (types.includes('string') && isScalar) {
    return [`Put it into quotes: "${source ?? String(data)}".`];
  }
  if (types.includes('boolean') && typeof data === 'string' && /^(y|yes|on|n|no|off)$/i.test(data)) {
    return [`Write ${/^(y|yes|on)$/i.test(data) ? 'true' : 'false'}: YAML 1.2 knows no other words for it.`];
  }
  if ((types.includes('number') || types.includes('integer')) && typeof data === 'string' && /^\d+(\.\d+)?$/.test(data)) {
    return [`Take the quotes away: ${data}.`];
  }
  if (types.includes('array') && (typeof data === 'string' || isScalar)) {
    return [`Write a list, even of one: [${String(data)}].`];
  }
  return choices(schema);
}

function isNamePattern(pattern: unknown): boolean {
  return pattern === undefined || pattern === NAME_PATTERN;
}

/** A choice of where a secret is: what was written instead must not be repeated. */
function isSecret(schema: JsonSchema): boolean {
  return Object.hasOwn(schema.properties ?? {}, 'fromSecret');
}

function secretWritten(data: unknown, schema: JsonSchema): Omit<Said, 'path'> {
  const message = typeof data === 'string' ? 'a secret is never written here, only where it is.' : `a map is expected, and ${show(data)} was given.`;
  return { message, hints: choices(schema) };
}

/** What can be written instead: the keys of a choice, or the comment. */
function choices(schema: JsonSchema): string[] {
  const keys = Object.keys(schema.properties ?? {});
  if (schema['x-factories'] !== undefined) {
    return [`Choose one of ${listed(keys)}, such as ${example(schema)}.`];
  }
  return keys.length > 0 ? [`Keys allowed here: ${listed(keys)}.`] : about(schema);
}

/** The choices that need something, each written out. */
function withNeeds(definition: JsonSchema | undefined): [name: string, text: string][] {
  return definition?.['x-factories'] === undefined
    ? []
    : Object.entries(definition.properties ?? {}).filter(([, option]) => option.required !== undefined).map(([key, option]) => [key, choice(key, option)]);
}

/** One choice, written out with what it needs: one that needs nothing, where there is one. */
function example(schema: JsonSchema): string {
  const options = Object.entries(schema.properties ?? {});
  const [key, option] = options.find(([, candidate]) => candidate.required === undefined) ?? options[0];
  return choice(key, option);
}

function choice(key: string, option: JsonSchema): string {
  const needed = (option.required ?? []).map((name) => `${name}: …`).join(', ');
  return `{ ${key}: {${needed === '' ? '' : ` ${needed} `}} }`;
}

function about(schema: JsonSchema | undefined): string[] {
  return schema?.description === undefined ? [] : [schema.description];
}

function missing(schema: JsonSchema, key: string): JsonSchema | undefined {
  return schema.properties?.[key];
}

/** A value as it was given, short. */
export function show(data: unknown): string {
  if (data === null || data === undefined) {
    return 'nothing';
  }
  if (Array.isArray(data)) {
    return 'a list';
  }
  if (typeof data === 'object') {
    return 'a map';
  }
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return typeof data === 'string' ? JSON.stringify(short) : short;
}
