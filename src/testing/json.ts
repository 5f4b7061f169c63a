/** A JSON object. */
export type Json = Record<string, unknown>;

/** The value at a path; undefined where the path ends early. */
export function valueAt(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((below, key) => (typeof below === 'object' && below !== null ? (below as Json)[key] : undefined), value);
}

/** The object at a path; an empty one where there is none. */
export function objectAt(value: unknown, ...path: (string | number)[]): Json {
  const found = valueAt(value, ...path);
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Json) : {};
}

/** The text at a path; empty where there is none. */
export function textAt(value: unknown, ...path: (string | number)[]): string {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** The list at a path; empty where there is none. */
export function listAt(value: unknown, ...path: (string | number)[]): unknown[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? (found as unknown[]) : [];
}

/** The texts at a path; empty where there are none. */
export function textsAt(value: unknown, ...path: (string | number)[]): string[] {
  return listAt(value, ...path).filter((item): item is string => typeof item === 'string');
}

/** Every text in a value, with the path it is at, such as `spec.containers.0.image`. */
export function allTexts(value: unknown, path: readonly string[] = []): { path: string; text: string }[] {
  if (typeof value === 'string') {
    return [{ path: path.join('.'), text: value }];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, item]) => allTexts(item, [...path, key]))
    : [];
}
