/** The first thing in which a value lacks what is expected; undefined where it has all of it. What it has beside that does not matter. */
export function differenceOf(actual: unknown, expected: unknown, path = ''): string | undefined {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return `${path || 'it'} is ${shown(actual)}, and not ${shown(expected)}`;
    }
    return first(expected.map((item, index) => () => differenceOf(actual[index], item, `${path}[${index}]`)));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) {
      return `${path || 'it'} is ${shown(actual)}, and not ${shown(expected)}`;
    }
    const found = actual as Record<string, unknown>;
    return first(Object.entries(expected).map(([key, item]) => () => differenceOf(found[key], item, path === '' ? key : `${path}.${key}`)));
  }
  return actual === expected ? undefined : `${path || 'it'} is ${shown(actual)}, and not ${shown(expected)}`;
}

function first(checks: (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const difference = check();
    if (difference !== undefined) {
      return difference;
    }
  }
  return undefined;
}

function shown(value: unknown): string {
  return value === undefined ? 'not there' : JSON.stringify(value);
}
