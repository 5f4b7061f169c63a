import { createHash } from 'node:crypto';

const LONGEST = 80;
const DIGEST = 8;

/**
 * File names for texts: readable, and different for different texts, also
 * where file systems know no capitals.
 */
export function fileNames(texts: readonly string[]): ReadonlyMap<string, string> {
  const distinct = [...new Set(texts)];
  const taken = new Map<string, number>();
  distinct.forEach((text) => taken.set(slug(text), (taken.get(slug(text)) ?? 0) + 1));
  return new Map(distinct.map((text) => {
    const short = slug(text);
    const isAmbiguous = (taken.get(short) ?? 0) > 1 || short === '' || text.length > LONGEST;
    return [text, isAmbiguous ? `${short.slice(0, LONGEST)}-${digest(text)}`.replace(/^-/, '') : short];
  }));
}

/** A name of at most so many characters: lower-case letters, digits, dots and dashes; a long one is cut, and told apart by a digest. */
export function shortName(text: string, longest: number): string {
  const short = slug(text);
  return short.length <= longest ? short : `${short.slice(0, longest - DIGEST - 1).replace(/[-.]+$/, '')}-${digest(text)}`;
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9.]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGEST);
}
