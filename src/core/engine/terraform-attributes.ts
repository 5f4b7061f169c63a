/**
 * Terraform's spelling of a provider config: snake-case keys, undefined left
 * out. Keys of maps that belong to the user (labels, data) stay as they are.
 */
export function toTerraformAttributes(config: object, maps: ReadonlySet<string>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    if (value !== undefined) {
      result[snakeCase(key)] = maps.has(key) ? convertMap(value) : convert(value, maps);
    }
  }
  return result;
}

/** Text that Terraform is meant to evaluate, such as `${path.module}/charts`. */
export class Expression {
  /** The expression in place of a string attribute. */
  public static string(text: string): string {
    return new Expression(text) as unknown as string;
  }

  private constructor(public readonly text: string) {}
}

/** Literal text for Terraform: `${` and `%{` begin a template there, unless cdktf itself put a token in. */
export function literal(text: string): string {
  return text.includes('{') ? text.replace(/([$%])\{(?!TfToken\[)/g, '$1$1{') : text;
}

function convertMap(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(convertMap);
  }
  if (typeof value !== 'object' || value === null || value instanceof Expression) {
    return convert(value, new Set());
  }
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined).map(([key, item]) => [literal(key), convertMap(item)]));
}

function convert(value: unknown, maps: ReadonlySet<string>): unknown {
  if (typeof value === 'string') {
    return literal(value);
  }
  if (value instanceof Expression) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return value.map((item) => convert(item, maps));
  }
  if (typeof value === 'object' && value !== null) {
    return toTerraformAttributes(value, maps);
  }
  return value;
}

const spelled = new Map<string, string>();

function snakeCase(key: string): string {
  let snake = spelled.get(key);
  if (snake === undefined) {
    snake = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    spelled.set(key, snake);
  }
  return snake;
}
