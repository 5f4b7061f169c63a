import { Terminal } from '../terminal/terminal';
import { SandboxProgress } from './sandbox';
import { Tool } from './tools/pins';

const SECOND = 1000;

/** Tells on stderr what is being done: a line that counts seconds on a terminal, a line for each step elsewhere. */
export class TerminalProgress implements SandboxProgress {
  private timer?: NodeJS.Timeout;

  public constructor(private readonly terminal: Terminal) {}

  public waiting(process: number): void {
    this.show(`Another qtcloud (process ${process}) is at it; waiting for it`);
  }

  public building(tool: Tool, version: string, index: number, total: number): void {
    const note = index === 1 ? ` (once; all ${total} take some minutes)` : '';
    this.show(`Building ${tool.name} ${version}, ${index} of ${total}${note}`);
  }

  public built(tool: Tool, seconds: number): void {
    this.clear();
    this.terminal.error(`Built ${tool.name} in ${Math.round(seconds)} s`);
  }

  public starting(part: string): void {
    if (this.terminal.interactive) {
      this.show(`Starting ${part}`);
    }
  }

  /** Removes the line. */
  public clear(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    if (this.terminal.interactive) {
      process.stderr.write('\r\u001b[K');
    }
  }

  private show(text: string): void {
    this.clear();
    if (!this.terminal.interactive) {
      this.terminal.error(text);
      return;
    }
    const started = performance.now();
    const draw = () => {
      const seconds = Math.floor((performance.now() - started) / SECOND);
      process.stderr.write(`\r\u001b[K${text}${seconds > 1 ? `  ${seconds} s` : ''}`);
    };
    draw();
    this.timer = setInterval(draw, SECOND);
    this.timer.unref();
  }
}
