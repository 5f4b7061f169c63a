import { JsonSchema } from '../schema/json-schema';
import { Data, pathText, SourceDocument, Step } from './document';
import { Finding, InputError } from './finding';
import { memberSchema, resolveSchema } from './walk';

const AT_CONSTRUCT = /^(?<path>[^\s:]+(?:\/[^\s:]+)*) \((?<type>\w+)\): (?<message>[\s\S]*)$/;
const AT_FILE_PATH = /^(?<path>[a-zA-Z]\w*(?:\.[\w-]+|\[\d+\])+): (?<message>[\s\S]*)$/;
const FAILED_VALIDATION = /^Validation failed with the following errors:\n/;
const SAME_NAME = /There is already a Construct with name '(?<name>[^']+)'/;

/** What the library says of a construct, at the place in the file that the construct comes from. */
export function mapError(error: unknown, document: SourceDocument, schema: JsonSchema): InputError | undefined {
  const texts = messagesOf(error);
  return texts === undefined ? undefined : new InputError(texts.map((text) => locate(text, document, schema)));
}

/** The messages of an error that is the user's to put right; undefined for any other error. */
export function messagesOf(error: unknown): string[] | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  if (error.name === 'ValidationError') {
    return [error.message];
  }
  if (FAILED_VALIDATION.test(error.message)) {
    const lines = error.message.split('\n').slice(1).map((line) => line.trim()).filter((line) => line !== '');
    return lines.map((line) => line.replace(/^\[([^\]]*)\]\s*/, '$1: '));
  }
  const same = SAME_NAME.exec(error.message)?.groups?.name;
  return same === undefined ? undefined : [`two things are named "${same}", or one has a name that the platform uses itself. Give one of them another name.`];
}

function locate(text: string, document: SourceDocument, schema: JsonSchema): Finding {
  const at = AT_CONSTRUCT.exec(text)?.groups;
  const message = at?.message ?? text;
  const inFile = AT_FILE_PATH.exec(message)?.groups;
  const named = inFile === undefined ? undefined : existing(stepsOf(inFile.path), document);
  if (inFile !== undefined && named !== undefined && named.length > 0) {
    return { file: document.file, position: placeOf(document, named), path: inFile.path, message: inFile.message };
  }
  const component = at === undefined ? mentioned(message, document) : componentPath(at.path.split('/'), document, schema);
  const path = [...component, ...keyIn(message, valueAt(document.data, component), component.length === 0)];
  return { file: document.file, position: placeOf(document, path), path: pathText(path), message };
}

/** `databases.orders` for the construct `acme/apps/orders`. */
function componentPath(segments: readonly string[], document: SourceDocument, schema: JsonSchema): Step[] {
  for (const segment of [...segments].reverse()) {
    const section = Object.keys(document.data).find((key) => isNamed(schema, key) && holds(document.data[key], segment));
    if (section !== undefined) {
      return [section, segment];
    }
  }
  return segments.slice(1).filter((segment) => segment in document.data).slice(0, 1);
}

/** A component that a message names in quotes. */
function mentioned(message: string, document: SourceDocument): Step[] {
  for (const [, name] of message.matchAll(/"([^"]+)"/g)) {
    const last = name.split('/').at(-1) ?? name;
    const section = Object.keys(document.data).find((key) => holds(document.data[key], last));
    if (section !== undefined) {
      return [section, last];
    }
  }
  return [];
}

/** The key that a message speaks of: the first word of it that is one, or whose value it quotes. */
function keyIn(message: string, value: Data | undefined, atTop: boolean): Step[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [];
  }
  const words = message.split(/[^\w-]+/);
  const keys = Object.keys(value).filter((key) => !(atTop && typeof value[key] === 'object'));
  const quoted = keys.filter((key) => typeof value[key] === 'string' && message.includes(`"${value[key]}"`));
  const spoken = keys.filter((key) => words.includes(key)).sort((a, b) => words.indexOf(a) - words.indexOf(b));
  const found = quoted[0] ?? spoken[0];
  if (found === undefined) {
    const below = keys.find((key) => keyIn(message, value[key], false).length > 0 && isDeep(value[key]));
    return below === undefined ? [] : [below, ...keyIn(message, value[below], false)];
  }
  return [found, ...(words.includes(found) || quoted.includes(found) ? keyIn(withoutWord(message, found), value[found], false) : [])];
}

function withoutWord(message: string, word: string): string {
  return message.replaceAll(word, ' ');
}

function isDeep(value: Data): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNamed(schema: JsonSchema, key: string): boolean {
  return resolveSchema(schema, memberSchema(schema, key))['x-names'] === true;
}

function holds(section: Data | undefined, name: string): boolean {
  return typeof section === 'object' && section !== null && !Array.isArray(section) && Object.hasOwn(section, name);
}

function stepsOf(path: string): Step[] {
  return path.split(/[.[\]]/).filter((part) => part !== '').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The part of a path that the file has. */
function existing(path: readonly Step[], document: SourceDocument): Step[] {
  const found: Step[] = [];
  for (const step of path) {
    if (valueAt(document.data, [...found, step]) === undefined) {
      break;
    }
    found.push(step);
  }
  return found;
}

function valueAt(data: Data, path: readonly Step[]): Data | undefined {
  return path.reduce<Data | undefined>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) {
      return undefined;
    }
    return (value as Record<Step, Data>)[step];
  }, data);
}

/** A whole component is found by its name, a setting by its value. */
function placeOf(document: SourceDocument, path: readonly Step[]): Finding['position'] {
  const value = valueAt(document.data, path);
  return typeof value === 'object' && path.length > 0 ? document.positionOfKey(path) : document.positionOf(path);
}
