import { createColors } from 'picocolors';
import { Terminal } from '../../src/terminal/terminal';

/** A terminal that keeps what is written, for tests. */
export class MemoryTerminal implements Terminal {
  public readonly interactive = false;
  public readonly colours = createColors(false);
  public readonly errorColours = createColors(false);
  private readonly lines: { result: string[]; message: string[] } = { result: [], message: [] };

  /** All results. */
  public get results(): string {
    return this.lines.result.join('\n');
  }

  /** All messages. */
  public get messages(): string {
    return this.lines.message.join('\n');
  }

  public out(text: string): void {
    this.lines.result.push(text);
  }

  public error(text: string): void {
    this.lines.message.push(text);
  }
}
