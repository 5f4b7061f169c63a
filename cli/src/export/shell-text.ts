const PLAIN = /^[A-Za-z0-9_./:@%+=,-]+$/;

/** A word as a shell reads it: quoted where it would read it otherwise. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replace(/'/g, '\'\\\'\'')}'`;
}

/** A command with its arguments. */
export function shellLine(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/** Text for a comment: one line, whatever it was. */
export function shellComment(text: string): string {
  return `# ${text.replace(/\s+/g, ' ').trim()}`;
}
