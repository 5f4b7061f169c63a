/** A place in an object: keys of maps, and positions in lists. */
export type FieldPath = readonly (string | ListPosition)[];

/** A position in a list: by its number, and by what tells its item from others where there is such a thing. */
export interface ListPosition {
  readonly index: number;
  /** Such as `name=shop`. */
  readonly key?: string;
}

/** A field that is not as it should be. */
export interface FieldDifference {
  readonly path: FieldPath;
  /** What it should be; undefined where it should not be there. */
  readonly should: unknown;
  /** What it is; undefined where it is not there. */
  readonly is: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** Fields that tell the items of a list of objects apart, in Kubernetes' own kinds and most others. */
const KEYS: readonly (readonly string[])[] = [['name'], ['containerPort', 'protocol'], ['port', 'protocol'], ['mountPath'], ['devicePath'], ['key'], ['ip'], ['topologyKey', 'whenUnsatisfiable'], ['type'], ['uid']];

/** Lists of plain values whose order means nothing: Terraform writes some of them in any order. */
const UNORDERED = new Set(['resourceNames', 'verbs', 'apiGroups', 'resources', 'nonResourceURLs', 'policyTypes', 'externalIPs', 'loadBalancerSourceRanges', 'namespaces', 'accessModes', 'finalizers', 'values']);

/** Writes a place as people do: `spec.template.spec.containers[name=shop].image`. */
export function formatPath(path: FieldPath): string {
  return path.map((part, index) => {
    if (typeof part !== 'string') {
      return `[${part.key ?? part.index}]`;
    }
    const plain = /^[\w-]+$/.test(part);
    return plain ? `${index === 0 ? '' : '.'}${part}` : `[${JSON.stringify(part)}]`;
  }).join('');
}

/** Every difference between two values: what should be, and what is. */
export function compareFields(should: unknown, is: unknown, path: FieldPath = []): FieldDifference[] {
  if (isFields(should) && isFields(is)) {
    const keys = [...new Set([...Object.keys(should), ...Object.keys(is)])].sort();
    return keys.flatMap((key) => compareFields(should[key], is[key], [...path, key]));
  }
  if (Array.isArray(should) && Array.isArray(is)) {
    return compareLists(should, is, path);
  }
  return isSame(should, is) ? [] : [{ path, should, is }];
}

/**
 * Differences of declared fields only: what nobody declared is left to whoever
 * set it. Items of a list are found by what tells them apart.
 */
export function compareDeclared(declared: unknown, live: unknown, path: FieldPath = []): FieldDifference[] {
  if (isFields(declared) && isFields(live)) {
    return Object.keys(declared).sort().flatMap((key) => compareDeclared(declared[key], live[key], [...path, key]));
  }
  if (Array.isArray(declared) && Array.isArray(live)) {
    const key = keyOf(declared, live);
    if (isSameSet(declared, live, path)) {
      return [];
    }
    if (key === undefined && declared.length !== live.length) {
      return [{ path, should: declared, is: live }];
    }
    return declared.flatMap((item, index) => compareDeclared(item, key === undefined ? live[index] : find(live, key, item), [...path, positionOf(item, index, key)]));
  }
  return isSame(declared, live) ? [] : [{ path, should: declared, is: live }];
}

/**
 * Whether live fields are plainly what was declared. False where they may still
 * mean the same, which only the API server can tell: quantities, lists and
 * maps that are replaced as a whole.
 */
export function isPlainlySame(declared: unknown, live: unknown, path: readonly string[] = []): boolean {
  if (isFields(declared) && isFields(live)) {
    const keys = Object.keys(declared);
    // Selectors are replaced as a whole: a further key in one is an edit.
    const isWhole = path[0] !== 'metadata' && keys.length > 0 && Object.values(live).every((value) => typeof value === 'string');
    return (!isWhole || keys.length === Object.keys(live).length) && keys.every((key) => isPlainlySame(declared[key], live[key], [...path, key]));
  }
  if (Array.isArray(declared) && Array.isArray(live)) {
    return declared.length === live.length && (isSameSet(declared, live, path) || declared.every((item, index) => isPlainlySame(item, live[index], [...path, ''])));
  }
  return isSame(declared, live);
}

/** An object with a field set, or left out; itself where there is no such place in it. */
export function withField(value: unknown, path: FieldPath, field: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) {
    return field;
  }
  if (typeof first === 'string') {
    if (!isFields(value)) {
      return value;
    }
    const next = withField(value[first], rest, field);
    return Object.fromEntries(Object.entries({ ...value, [first]: next }).filter(([key, item]) => key !== first || item !== undefined));
  }
  if (!Array.isArray(value)) {
    return value;
  }
  const index = first.key === undefined ? first.index : value.findIndex((item, position) => positionOf(item, position, keyNames(first.key)).key === first.key);
  return index < 0 ? value : value.map((item: unknown, position) => (position === index ? withField(item, rest, field) : item));
}

/** The value at a place. */
export function fieldAt(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((found, part) => {
    if (typeof part === 'string') {
      return isFields(found) ? found[part] : undefined;
    }
    if (!Array.isArray(found)) {
      return undefined;
    }
    const { key } = part;
    return key === undefined ? found[part.index] : found.find((item, index) => positionOf(item, index, keyNames(key)).key === key);
  }, value);
}

function compareLists(should: readonly unknown[], is: readonly unknown[], path: FieldPath): FieldDifference[] {
  const key = keyOf(should, is);
  if (isSameSet(should, is, path)) {
    return [];
  }
  if (key === undefined) {
    return should.length === is.length ? should.flatMap((item, index) => compareFields(item, is[index], [...path, { index }])) : [{ path, should, is }];
  }
  const wanted = should.flatMap((item, index) => compareFields(item, find(is, key, item), [...path, positionOf(item, index, key)]));
  const further = is.flatMap((item, index) => (find(should, key, item) === undefined ? [{ path: [...path, positionOf(item, index, key)], should: undefined, is: item }] : []));
  return [...wanted, ...further];
}

function isSameSet(a: readonly unknown[], b: readonly unknown[], path: FieldPath): boolean {
  const last = path.at(-1);
  return typeof last === 'string' && UNORDERED.has(last) && [...a, ...b].every((item) => typeof item === 'string')
    && a.length === b.length && [...a].sort().join('\n') === [...b].sort().join('\n');
}

/** The fields that tell every item of both lists apart. */
function keyOf(first: readonly unknown[], second: readonly unknown[]): readonly string[] | undefined {
  const isKey = (list: readonly unknown[], key: readonly string[]): boolean => {
    const values = list.map((item) => (isFields(item) && item[key[0]] !== undefined ? text(item, key) : undefined));
    return values.every((value) => value !== undefined) && new Set(values).size === values.length;
  };
  return first.length + second.length === 0 ? undefined : KEYS.find((key) => isKey(first, key) && isKey(second, key));
}

function find(list: readonly unknown[], key: readonly string[], wanted: unknown): unknown {
  return list.find((item) => text(item as Fields, key) === text(wanted as Fields, key));
}

function positionOf(item: unknown, index: number, key: readonly string[] | undefined): ListPosition {
  return key === undefined || !isFields(item) ? { index } : { index, key: text(item, key) };
}

function text(item: Fields, key: readonly string[]): string {
  // The protocol of a port is TCP where none is written.
  return key.map((name) => `${name}=${plain(item[name] ?? (name === 'protocol' ? 'TCP' : ''))}`).join(',');
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function keyNames(key: string | undefined): string[] {
  return (key ?? '').split(',').map((part) => part.split('=', 1)[0]);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Null is the same as nothing. An empty map is not: a selector that selects all. */
function isSame(should: unknown, is: unknown): boolean {
  // A reference in which Terraform writes `optional: false` is what it is without.
  return (should ?? undefined) === (is ?? undefined) || ((should ?? undefined) === undefined && is === false);
}
