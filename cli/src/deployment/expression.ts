/** What only Terraform knows: `${…}` that is not escaped. */
const EXPRESSION = /(^|[^$%])(\$\$|%%)*[$%]\{/;

/** Whether a value holds something that only Terraform can evaluate. */
export function hasExpression(value: unknown): boolean {
  if (typeof value === 'string') {
    return EXPRESSION.test(value);
  }
  return typeof value === 'object' && value !== null && Object.entries(value).some(([key, item]) => key !== '//' && (EXPRESSION.test(key) || hasExpression(item)));
}

/** The text that Terraform makes of a literal one: `$${` stands for `${`. */
export function unescape(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}
