import { Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, YAMLError } from 'yaml';
import { Data, SourceDocument } from './document';
import { Finding, InputError, Position } from './finding';

/** How often aliases may be written out; more is an attack, or a mistake. */
const ALIAS_LIMIT = 100;

const CORE_TAG = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

/** Deepest nesting. */
const DEPTH_LIMIT = 40;

/**
 * Reads YAML 1.2 text as one map.
 *
 * @throws InputError with everything that is wrong with the text as YAML
 */
export function parseYaml(text: string, file: string): SourceDocument {
  const lines = new LineCounter();
  const fail = (message: string, offset: number | undefined, ...hints: string[]): Finding => ({ file, message, hints, position: position(lines, offset) });
  const document = parse(text, lines, fail);
  const broken = [...document.errors, ...document.warnings].map((error) => yamlFinding(error, fail));
  if (broken.length > 0) {
    throw new InputError(distinct(broken));
  }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    throw new InputError([fail('the file is empty.', 0, 'Run "qtcloud init" to write a platform file, or start with "blueprint: private-cloud".')]);
  }
  if (!isMap(document.contents)) {
    const what = isSeq(document.contents) ? 'a list' : 'a single value';
    throw new InputError([fail(`the file holds ${what}, and a map was expected.`, document.contents.range?.[0], 'Write "key: value" lines, the first being "blueprint: private-cloud".')]);
  }
  const odd = oddNodes(document, fail);
  if (odd.length > 0) {
    throw new InputError(odd);
  }
  return new SourceDocument(file, toData(document, fail), document, lines);
}

type Fail = (message: string, offset: number | undefined, ...hints: string[]) => Finding;

function parse(text: string, lines: LineCounter, fail: Fail): Document.Parsed {
  try {
    return parseDocument(text, { version: '1.2', strict: true, uniqueKeys: true, merge: false, stringKeys: true, prettyErrors: false, lineCounter: lines });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new InputError([fail('the file is nested too deeply to be read.', 0, `A platform file has at most ${DEPTH_LIMIT} levels.`)]);
    }
    throw error;
  }
}

const ADVICE: Readonly<Record<string, [message: string, ...hints: string[]]>> = {
  ALIAS_PROPS: ['an alias can have neither an anchor nor a tag of its own.'],
  BAD_ALIAS: ['the name of an anchor or alias is missing or ends in ":".'],
  BAD_DIRECTIVE: ['this line begins with "%", and YAML reads it as a directive.', 'Put the text into quotes, or take the line out.'],
  BAD_INDENT: ['the indentation does not fit the lines above.', 'Indent what belongs together by the same number of spaces.'],
  BAD_SCALAR_START: ['a value cannot begin with this character.', 'Put it into quotes.'],
  BLOCK_AS_IMPLICIT_KEY: ['a second ":" on one line.', 'Put the value into quotes, or begin a new line.'],
  BLOCK_IN_FLOW: ['a block cannot stand between brackets or braces.'],
  DUPLICATE_KEY: ['this name is written twice in the same map.', 'Keep one of the two, or give one another name.'],
  IMPOSSIBLE: ['this is not YAML.'],
  KEY_OVER_1024_CHARS: ['a key has more than 1024 characters.', 'Is a quote or a line break missing?'],
  MISSING_CHAR: ['a closing quote, bracket, comma or ":" is missing.'],
  MULTILINE_IMPLICIT_KEY: ['a ":" is missing after the key, or a quote is not closed.'],
  MULTIPLE_ANCHORS: ['a value can have one anchor only.'],
  MULTIPLE_DOCS: ['a second document begins here, and a platform is one.', 'Take out the line "---", or give each platform a file of its own.'],
  MULTIPLE_TAGS: ['a value can have one tag only.'],
  NON_STRING_KEY: ['a key must be a word.', 'Put it into quotes.'],
  TAB_AS_INDENT: ['a tab indents this line, and YAML allows spaces only.', 'Replace the tab by spaces.'],
  TAG_RESOLVE_FAILED: ['this tag is not known here.', 'Take out the part that begins with "!".'],
  UNEXPECTED_TOKEN: ['this does not belong here.', 'Is a quote, a bracket or a line break missing?'],
  BAD_COLLECTION_TYPE: ['this tag is not known here.', 'Take out the part that begins with "!".'],
  BAD_DQ_ESCAPE: ['this escape is not one of YAML\'s.', 'Write "\\\\" for a backslash, or use single quotes.'],
  BAD_PROP_ORDER: ['an anchor or tag stands in the wrong place.'],
  COMMENT_SPACE: ['a "#" begins a comment after a space only.', 'Put a space before it, or put the text into quotes.'],
  RESOURCE_EXHAUSTION: ['the file is nested too deeply.', `A platform file has at most ${DEPTH_LIMIT} levels.`],
};

function yamlFinding(error: YAMLError, fail: Fail): Finding {
  const code = error.message.includes('must be sufficiently indented and end with') ? 'MISSING_CHAR' : error.code;
  const [message, ...hints] = ADVICE[code] ?? [`this is not YAML (${error.message}).`, 'Check quotes, brackets and indentation.'];
  return fail(message, error.pos[0], ...hints);
}

/** What YAML allows and a platform file does not: cycles, merge keys, tags, numbers that are none. */
function oddNodes(document: Document.Parsed, fail: Fail): Finding[] {
  const found: Finding[] = [];
  if (document.directives.yaml.version !== '1.2') {
    found.push(fail('the file asks for another version of YAML.', 0, 'Take out the line "%YAML": files are read as YAML 1.2.'));
  }
  visit(document, {
    Alias: (_, alias, path) => {
      const target = alias.resolve(document);
      if (target === undefined) {
        found.push(fail(`no anchor "&${alias.source}" stands above this alias.`, alias.range?.[0], 'Put text that begins with "*" into quotes.'));
      } else if (path.includes(target)) {
        found.push(fail(`the alias *${alias.source} repeats the part that it stands in, without end.`, alias.range?.[0], 'Write the part out.'));
      }
    },
    Pair: (_, pair) => {
      if (isScalar(pair.key) && pair.key.value === '<<') {
        found.push(fail('merge keys ("<<") are not part of YAML 1.2.', pair.key.range?.[0], 'Write the keys out, or give the whole map by an alias.'));
      }
      if (isAlias(pair.key)) {
        found.push(fail('a key must be a word, not an alias.', pair.key.range?.[0]));
      }
    },
    Node: (_, node, path) => {
      if (!isAlias(node) && node.tag !== undefined && !CORE_TAG.test(node.tag)) {
        found.push(fail('this tag is not known here.', node.range?.[0], 'Take out the part that begins with "!".'));
      }
      if (node.range !== undefined && node.range !== null && path.filter((above) => isMap(above) || isSeq(above)).length > DEPTH_LIMIT) {
        found.push(fail('the file is nested too deeply.', node.range[0], `A platform file has at most ${DEPTH_LIMIT} levels.`));
        return visit.BREAK;
      }
      const number = isScalar(node) && typeof node.value === 'number' ? node.value : 0;
      if (!Number.isFinite(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER) {
        found.push(fail(`${isScalar(node) ? node.source ?? String(number) : ''} is not a number that can be used.`, node.range?.[0], 'Write a smaller number, or put it into quotes if it is text.'));
      }
      return undefined;
    },
  });
  return found;
}

function toData(document: Document.Parsed, fail: Fail): { [key: string]: Data } {
  try {
    return document.toJS({ maxAliasCount: ALIAS_LIMIT }) as { [key: string]: Data };
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof RangeError) {
      throw new InputError([fail('aliases repeat other parts of the file too often.', firstAlias(document), `At most ${ALIAS_LIMIT} repetitions are read. Write the parts out.`)]);
    }
    throw error;
  }
}

function firstAlias(document: Document.Parsed): number {
  let offset = 0;
  visit(document, {
    Alias: (_, alias) => {
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function position(lines: LineCounter, offset: number | undefined): Position | undefined {
  if (offset === undefined) {
    return undefined;
  }
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** One message a line: after the first mistake a parser sees ghosts. */
function distinct(findings: Finding[]): Finding[] {
  const lines = new Set<number | undefined>();
  return findings.filter(({ position: at }) => !lines.has(at?.line) && lines.add(at?.line) !== undefined).slice(0, 5);
}
