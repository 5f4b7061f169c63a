/** A place in a file, counted from one. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One mistake in a file. */
export interface Finding {
  /** The file, as the user named it. */
  readonly file: string;
  /** Where in it. */
  readonly position?: Position;
  /** Path of the value, such as `apps.shop.binds[0]`. */
  readonly path?: string;
  /** What was given, and what is allowed. */
  readonly message: string;
  /** Further lines: allowed values, the next step. */
  readonly hints?: readonly string[];
}

/** How many mistakes are listed at once. */
const LISTED = 20;

/** Something that the user gave and can put right: exit code 2, no stack trace. */
export class InputError extends Error {
  public readonly findings: readonly Finding[];

  public constructor(findings: readonly Finding[]) {
    const sorted = [...findings].sort(byPosition);
    super(sorted.map(formatFinding).join('\n'));
    this.name = 'InputError';
    this.findings = sorted;
  }

  /** The mistakes as the terminal shows them. */
  public get text(): string {
    const shown = this.findings.slice(0, LISTED).map(formatFinding);
    const more = this.findings.length - shown.length;
    return more > 0 ? [...shown, `… and ${more} more.`].join('\n') : shown.join('\n');
  }
}

/** `platform.yaml:14:13  apps.shop.binds[0]: nothing is named "order".`, hints below. */
export function formatFinding(finding: Finding): string {
  const { file, position, path, message, hints = [] } = finding;
  const where = position === undefined ? `${file}  ` : `${file}:${position.line}:${position.column}  `;
  const what = path === undefined || path === '' ? message : `${path}: ${message}`;
  const indent = ' '.repeat(where.length);
  return [`${where}${what}`, ...hints].map((line, index) => (index === 0 ? line : `${indent}${line}`)).join('\n');
}

function byPosition(a: Finding, b: Finding): number {
  const lines = (a.position?.line ?? 0) - (b.position?.line ?? 0);
  return lines !== 0 ? lines : (a.position?.column ?? 0) - (b.position?.column ?? 0);
}
