import { JsonSchema } from '../schema/json-schema';
import { Data, pathText, SourceDocument, Step } from './document';
import { Finding, InputError } from './finding';
import { focus } from './focus';
import { memberSchema, resolveSchema } from './walk';

const AT_CONSTRUCT = /^(?:(?<path>[^\s:()]+) \((?<type>\w+)\)|(?<plain>[\w.-]+(?:\/[\w.-]+)+)): (?<message>[\s\S]*)$/;
const OTHER_CONSTRUCT = /(?<path>[\w.-]+(?:\/[\w.-]+)+) \([A-Z]\w+\)/;
const AT_FILE_PATH = /^(?<path>[a-zA-Z]\w*(?:\.[\w-]+|\[\d+\])+)(?<colon>:?) (?<message>[\s\S]*)$/;
const AT_CLASS = /^[A-Z]\w+(?:\.\w+(?:\([^)]*\))?)?: /;
const FAILED_VALIDATION = 'Validation failed with the following errors:\n';
const SAME_NAME = /There is already a Construct with name '(?<name>[^']+)'/;

/** What the library says of a construct, at the place in the file that the construct comes from. */
export function mapError(error: unknown, document: SourceDocument, schema: JsonSchema): InputError | undefined {
  const texts = messagesOf(error);
  return texts === undefined ? undefined : new InputError([...new Set(texts)].map((text) => locate(text, document, schema)));
}

/** The messages of an error that is the user's to put right; undefined for any other error. */
export function messagesOf(error: unknown): string[] | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  if (error.name === 'ValidationError') {
    return 'messages' in error ? error.messages as string[] : [error.message];
  }
  if (error.message.startsWith(FAILED_VALIDATION)) {
    return validationMessages(error.message);
  }
  const same = SAME_NAME.exec(error.message)?.groups?.name;
  return same === undefined ? undefined : [`two things are named "${same}", or one has a name that the platform uses itself. Give one of them another name.`];
}

/** What a class says of its arguments, without the class, which the file does not name. */
export function withoutClass(message: string): string {
  return message.replace(AT_CLASS, '');
}

/** The engine lists `[path] message`, and ends with advice to its own users. */
function validationMessages(text: string): string[] {
  const lines = text.split('\n').slice(1).map((line) => line.trim()).filter((line) => line !== '' && !line.includes('skipValidation'));
  return lines.map((line) => {
    const [, path, message] = /^\[([^\]]*)\]\s*(.*)$/.exec(line) ?? [undefined, undefined, line];
    return path === undefined || AT_CONSTRUCT.test(message) ? message : `${path} (Construct): ${message}`;
  });
}

function locate(text: string, document: SourceDocument, schema: JsonSchema): Finding {
  const at = AT_CONSTRUCT.exec(text)?.groups;
  const said = at?.message ?? text;
  const inFile = AT_FILE_PATH.exec(said)?.groups;
  const named = inFile === undefined ? [] : existing(stepsOf(inFile.path), document);
  if (inFile !== undefined && named.length > 1) {
    const words = inFile.colon === ':' ? { path: inFile.path, message: inFile.message } : { message: said };
    return { file: document.file, position: placeOf(document, named), ...words };
  }
  const path = pathFor(at?.path ?? at?.plain, said, document, schema);
  return { file: document.file, position: placeOf(document, path), path: pathText(path), message: withoutClass(said) };
}

function pathFor(construct: string | undefined, message: string, document: SourceDocument, schema: JsonSchema): Step[] {
  const component = construct === undefined ? [] : componentPath(construct, document, schema);
  const mentioned = component.length > 0 ? component : componentPath(OTHER_CONSTRUCT.exec(message)?.groups?.path ?? '', document, schema);
  if (mentioned.length > 0) {
    return [...mentioned, ...focus(message, valueAt(document.data, mentioned))];
  }
  if (message.includes('is in the lock file') && 'lockFile' in document.data) {
    return ['lockFile'];
  }
  const outside = focus(message, document.data, (key) => isNamed(schema, key));
  return outside.length > 0 ? outside : focus(message, document.data);
}

/** `databases.orders` for the construct `acme/apps/orders`. */
function componentPath(construct: string, document: SourceDocument, schema: JsonSchema): Step[] {
  const segments = construct.split('/').slice(1);
  for (const segment of [...segments].reverse()) {
    const section = Object.keys(document.data).find((key) => isNamed(schema, key) && holds(document.data[key], segment));
    if (section !== undefined) {
      return [section, segment];
    }
  }
  return segments.filter((segment) => segment in document.data && !isNamed(schema, segment)).slice(0, 1);
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
