/** Helm values. */
export type Values = Record<string, unknown>;

/** Values merged as Helm merges them: maps key by key, everything else replaced. */
export function mergeValues(base: Values, over: Values): Values {
  const result: Values = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    result[key] = isMap(below) && isMap(value) ? mergeValues(below, value) : value;
  }
  return result;
}

/** Path of the first value in `over` that replaces or lies within one of `base`; undefined where there is none. */
export function firstConflict(base: Values, over: Values, path: string[] = []): string | undefined {
  for (const [key, value] of Object.entries(over)) {
    if (!Object.hasOwn(base, key)) {
      continue;
    }
    const below = base[key];
    if (!isMap(below) || !isMap(value)) {
      return [...path, key].join('.');
    }
    const deeper = firstConflict(below, value, [...path, key]);
    if (deeper !== undefined) {
      return deeper;
    }
  }
  return undefined;
}

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
