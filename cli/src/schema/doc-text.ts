import { parse } from 'yaml';
import { Docs } from './assembly';
import { JsonSchema } from './json-schema';

/** What a doc comment adds to a schema: description, default, limits and references. */
export function annotationsOf(docs: Docs | undefined): JsonSchema {
  const custom = docs?.custom ?? {};
  const annotations: JsonSchema = {};
  const description = descriptionOf(docs);
  if (description !== undefined) {
    annotations.description = description;
  }
  if (custom.schemaDefault !== undefined) {
    annotations.default = parse(custom.schemaDefault);
  }
  if (custom.minimum !== undefined) {
    annotations.minimum = Number(custom.minimum);
  }
  if (custom.maximum !== undefined) {
    annotations.maximum = Number(custom.maximum);
  }
  if (custom.pattern !== undefined) {
    annotations.pattern = custom.pattern;
  }
  return annotations;
}

/** Sections that a text refers to by name: `@reference databases buckets`. */
export function referencesOf(docs: Docs | undefined): string[] | undefined {
  return docs?.custom?.reference?.split(/[\s,]+/).filter((section) => section !== '');
}

/** The doc comment in prose, with what happens by default. */
function descriptionOf(docs: Docs | undefined): string | undefined {
  const parts = [docs?.summary, docs?.remarks?.replace(/\n(?!\n)/g, ' ')].filter((part) => part !== undefined && part !== '');
  if (docs?.default !== undefined) {
    const text = docs.default.replace(/^-\s*/, '').replace(/^'(.*)'$/, '$1');
    parts.push(`Default: ${text}${/[.!?]$/.test(text) ? '' : '.'}`);
  }
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** `point-in-time-recovery` for `POINT_IN_TIME_RECOVERY`. */
export function memberValue(member: string): string {
  return member.toLowerCase().replaceAll('_', '-');
}

/** `POINT_IN_TIME_RECOVERY` for `point-in-time-recovery`. */
export function memberName(value: string): string {
  return value.toUpperCase().replaceAll('-', '_');
}

/** `private-cloud` for `PrivateCloud`. */
export function kebabCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
