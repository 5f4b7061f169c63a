import { JsonSchema } from '../schema/json-schema';
import { Data, pathText, SourceDocument, Step } from './document';
import { Finding } from './finding';
import { listed, suggestion } from './nearest';
import { memberSchema, resolveSchema, walk } from './walk';

/** Words that other readers of YAML take for true or false. */
const AMBIGUOUS = /^(y|yes|on|n|no|off)$/i;

/** What a schema cannot say: names that nothing has, or two things have; words that YAML readers disagree on. */
export function checkMeaning(document: SourceDocument, root: JsonSchema): Finding[] {
  const findings = twice(document, root);
  walk(root, root, document.data, [], (schema, data, path) => {
    if (typeof data !== 'string') {
      return;
    }
    if (schema['x-reference'] !== undefined) {
      findings.push(...unknownName(document, schema['x-reference'], data, path));
    }
    const isText = [schema.type ?? []].flat().includes('string') && schema.enum === undefined;
    if (isText && AMBIGUOUS.test(document.plainText(path) ?? '')) {
      findings.push({
        file: document.file,
        position: document.positionOf(path),
        path: pathText(path),
        message: `${data} without quotes is text to some readers of YAML, and true or false to others.`,
        hints: [`Put it into quotes: "${data}".`],
      });
    }
  });
  return findings;
}

/** `database` for `databases`, `cache` for `caches`. */
export function singular(section: string): string {
  return section.endsWith('ies') ? `${section.slice(0, -3)}y` : section.replace(/s$/, '');
}

function unknownName(document: SourceDocument, sections: readonly string[], name: string, path: readonly Step[]): Finding[] {
  const known = sections.flatMap((section) => namesIn(document.data[section]).map((found) => ({ name: found, section })));
  if (known.some((found) => found.name === name)) {
    return [];
  }
  const elsewhere = Object.keys(document.data).find((section) => !sections.includes(section) && namesIn(document.data[section]).includes(name));
  if (elsewhere !== undefined) {
    return [{
      file: document.file,
      position: document.positionOf(path),
      path: pathText(path),
      message: `"${name}" is one of the ${elsewhere}, and cannot be named here.`,
      hints: [`What can be: ${listed(sections)}.`],
    }];
  }
  const names = known.map((found) => `${found.name} (${singular(found.section)})`);
  return [{
    file: document.file,
    position: document.positionOf(path),
    path: pathText(path),
    message: `nothing is named "${name}".${suggestion(name, known.map((found) => found.name))}`,
    hints: [names.length > 0 ? `Named here: ${listed(names)}.` : `Nothing is named yet: add it under ${listed(sections)}.`],
  }];
}

/** Names are for all sections together: one name, one thing. */
function twice(document: SourceDocument, root: JsonSchema): Finding[] {
  const seen = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [section, things] of Object.entries(document.data)) {
    if (resolveSchema(root, memberSchema(root, section))['x-names'] === true) {
      for (const name of namesIn(things)) {
        const other = seen.get(name);
        if (other !== undefined) {
          findings.push({
            file: document.file,
            position: document.positionOfKey([section, name]),
            path: pathText([section, name]),
            message: `two things are named "${name}": this one, and ${pathText([other, name])}.`,
            hints: ['Give one of them another name.'],
          });
        }
        seen.set(name, other ?? section);
      }
    }
  }
  return findings;
}

function namesIn(section: Data | undefined): string[] {
  return typeof section === 'object' && section !== null && !Array.isArray(section) ? Object.keys(section) : [];
}
