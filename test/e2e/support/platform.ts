import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { PlatformDocument } from '../../../src/core/platform-schema';
import { run } from './run';

const ROOT = join(__dirname, '..', '..', '..');

/** A platform file of an example, with charts from a folder, and what the command line makes of it. */
export class ExamplePlatform {
  private readonly file: string;
  private readonly output: string;
  private readonly stack: string;

  /**
   * @param example such as `private-cloud`
   * @param charts folder with the charts
   * @param scratch folder for files of ours
   */
  public constructor(example: string, charts: string, scratch: string) {
    const content = parse(readFileSync(join(ROOT, 'examples', example, 'platform.yaml'), 'utf8')) as { name: string; target: Record<string, object> };
    const [kind] = Object.keys(content.target);
    mkdirSync(scratch, { recursive: true });
    this.stack = content.name;
    this.file = join(scratch, 'platform.yaml');
    this.output = join(scratch, 'out');
    writeFileSync(this.file, stringify({ ...content, target: { [kind]: { ...content.target[kind], charts: { directory: charts } } } }));
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
