/** A problem that makes no sense: what was given, what is allowed. Readers of files find such mistakes before, with file and line. */
export class ProblemError extends Error {
  constructor(readonly messages: readonly string[]) {
    super(messages.join('\n'));
    this.name = 'ProblemError';
  }
}
