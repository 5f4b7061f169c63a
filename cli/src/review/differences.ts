/** A value that differs, by its path. */
export interface Difference {
  /** Keys down to it, such as `spec.template.spec.containers.0.image`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Everything that differs between two values, at the deepest level. Nothing, null and empty are alike: providers fill in what was left out. */
export function differences(before: unknown, after: unknown, path: readonly string[] = []): Difference[] {
  if (isEmpty(before) && isEmpty(after)) {
    return [];
  }
  if (isBranch(before) !== isBranch(after) && (isEmpty(before) || isEmpty(after))) {
    // What comes or goes is told by what is in it.
    return differences(isBranch(before) ? before : Array.isArray(after) ? [] : {}, isBranch(after) ? after : Array.isArray(before) ? [] : {}, path);
  }
  if (isNamed(before) && isNamed(after) && before.length + after.length > 0) {
    return differences(byName(before), byName(after), path);
  }
  if (isBranch(before) && isBranch(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], [...path, key]));
  }
  return Object.is(before, after) ? [] : [{ path: path.join('.'), before, after }];
}

/** Whether anything at or below one of the paths differs. */
export function touches(found: readonly Difference[], ...prefixes: readonly string[]): boolean {
  return found.some(({ path }) => prefixes.some((prefix) => `${path}.`.startsWith(`${prefix}.`) || `${prefix}.`.startsWith(`${path}.`)));
}

/** Paths in words, without numbers of list items, the first few of them. */
export function pathsInWords(found: readonly Difference[], shown = 5): string {
  const paths = [...new Set(found.map(({ path }) => path.replace(/(^|\.)\d+(?=\.|$)/g, '').replace(/^\./, '')))];
  const more = paths.length - shown;
  return more > 0 ? `${paths.slice(0, shown).join(', ')} and ${more} more` : paths.join(', ');
}

type Named = readonly { readonly name: string }[];

/** Items that are told apart by their names, such as containers and variables: one more of them does not change those behind it. */
function isNamed(value: unknown): value is Named {
  return Array.isArray(value) && value.every((item) => isBranch(item) && typeof item.name === 'string') && new Set((value as Named).map(({ name }) => name)).size === value.length;
}

function byName(items: Named): Readonly<Record<string, unknown>> {
  return Object.fromEntries(items.map((item) => [item.name, { ...item, name: undefined }]));
}

function isBranch(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (isBranch(value) && Object.values(value).every(isEmpty));
}
