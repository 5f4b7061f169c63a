import pc from 'picocolors';

/** Where a command writes, so that tests can read it. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** Messages and progress. */
  error(text: string): void;
  /** True where a person can answer and see progress. */
  readonly interactive: boolean;
  /** Colours for results; none where the output is no terminal. */
  readonly colours: Colours;
  /** Colours for messages. */
  readonly errorColours: Colours;
}

/** Colour functions. */
export type Colours = ReturnType<typeof pc.createColors>;

/** The terminal that the process runs in. */
export function processTerminal(): Terminal {
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    error: (text) => process.stderr.write(`${text}\n`),
    interactive: process.stdin.isTTY && process.stderr.isTTY && process.env.CI === undefined,
    colours: pc.createColors(wantsColour(process.stdout.isTTY)),
    errorColours: pc.createColors(wantsColour(process.stderr.isTTY)),
  };
}

/** https://no-color.org: any value but the empty one turns colours off; a file or a pipe has none unless FORCE_COLOR asks. */
function wantsColour(isTerminal: boolean): boolean {
  const { NO_COLOR: none, FORCE_COLOR: forced, TERM: term } = process.env;
  if (none !== undefined && none !== '') {
    return false;
  }
  return (isTerminal && term !== 'dumb') || (forced !== undefined && forced !== '' && forced !== '0');
}
