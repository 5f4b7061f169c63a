import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { PlatformDocument } from '../../../src/core/platform-schema';
import { run } from './run';

const ROOT = join(__dirname, '..', '..', '..');

interface Content {
  readonly name: string;
  readonly target: Readonly<Record<string, object>>;
  readonly [key: string]: unknown;
}

/** A platform file of an example, with charts from a folder, and what the command line makes of it. */
export class ExamplePlatform {
  private readonly file: string;
  private readonly output: string;
  private readonly stack: string;
  private readonly content: Content;

  /**
   * @param example such as `private-cloud`
   * @param charts folder with the charts
   * @param scratch folder for files of ours
   * @param changes values that take the place of the file's, by top-level key
   */
  public constructor(example: string, private readonly charts: string, scratch: string, changes: Readonly<Record<string, unknown>> = {}) {
    this.content = parse(readFileSync(join(ROOT, 'examples', example, 'platform.yaml'), 'utf8')) as Content;
    mkdirSync(scratch, { recursive: true });
    this.stack = this.content.name;
    this.file = join(scratch, 'platform.yaml');
    this.output = join(scratch, 'out');
    this.change(changes);
  }

  /** Writes the file with other values in place of the example's, by top-level key; undefined takes one away. */
  public change(changes: Readonly<Record<string, unknown>>): void {
    const content = { ...this.content, ...changes };
    const [kind] = Object.keys(content.target);
    writeFileSync(this.file, stringify({ ...content, target: { [kind]: { ...content.target[kind], charts: { directory: this.charts } } } }));
  }

  /** The Terraform project. */
  public get project(): string {
    return join(this.output, this.stack);
  }

  /** What synth wrote for tools. */
  public get document(): PlatformDocument {
    return JSON.parse(readFileSync(join(this.project, 'platform.json'), 'utf8')) as PlatformDocument;
  }

  /** Runs the compiled command line. */
  public async synth(): Promise<void> {
    const { code, errors } = await run(process.execPath, [join(ROOT, 'cli', 'bin', 'qtcloud'), 'synth', '--file', this.file, '--output', this.output]);
    if (code !== 0) {
      throw new Error(`qtcloud synth ended with the code ${code}:\n${errors}`);
    }
  }
}
