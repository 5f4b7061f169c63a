/** Something that this machine lacks or refuses, and what to do: exit code 4. */
export class MachineError extends Error {
  public constructor(message: string, public readonly hints: readonly string[] = []) {
    super(message);
    this.name = 'MachineError';
  }

  /** The message with its hints, as the terminal shows it. */
  public get text(): string {
    return [this.message, ...this.hints.map((hint) => `  ${hint}`)].join('\n');
  }
}
