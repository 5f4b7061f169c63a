import { Document, parse, Scalar, visit } from 'yaml';

/** Breaks lines for some readers of YAML, or is not kept by them. */
const UNPRINTABLE = /(?![\t\n])\p{Cc}|[\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u;
/** Space before the first word or at the end of a line: readers differ in what they keep of it in a block of lines. */
const LOOSE_SPACE = /^\s|[ \t](?:\n|$)/;
/** May be something else than text to some reader. */
const AMBIGUOUS = /^(?:[-+.~<=\d]|[YyNnTtFfOo][A-Za-z]{0,4}$)/;

/**
 * An object as YAML that every reader takes for the same: keys are sorted, and
 * text that YAML 1.1 or 1.2 would take for a number, a date or a truth is
 * quoted.
 */
export function yamlText(value: unknown): string {
  const document = new Document(value, { version: '1.1', sortMapEntries: true, aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && mustBeQuoted(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  const text = document.toString({ lineWidth: 0, minContentWidth: 0, directives: false });
  // What is left of these stands in quotes.
  return text.replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function mustBeQuoted(text: string): boolean {
  return UNPRINTABLE.test(text) || LOOSE_SPACE.test(text) || (text.length < 64 && AMBIGUOUS.test(text) && ['1.1', '1.2'].some((version) => typeof read(text, version as '1.1' | '1.2') !== 'string'));
}

function read(text: string, version: '1.1' | '1.2'): unknown {
  try {
    return parse(text, { version, logLevel: 'silent' });
  } catch {
    return undefined;
  }
}
