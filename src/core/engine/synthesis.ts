import { writeFileSync } from 'fs';
import { join } from 'path';
import { IStackSynthesizer, ISynthesisSession, TerraformStack } from './terraform';
import { stableJson } from '../stable-json';
import { StackWriter } from './stack-writer';

/** What is done when a stack is written, beside what cdktf does. */
export interface SynthesisSteps {
  /** Before the Terraform JSON is made: blocks that depend on everything declared. */
  before(): void;
  /** After it was written, with the folder it is in. */
  after(projectDirectory: string): void;
}

/** Adds our steps to a stack's own synthesizer, whichever it has. */
export function hookSynthesis(stack: TerraformStack, steps: SynthesisSteps): void {
  stack.synthesizer = new HookedSynthesizer(stack, stack.synthesizer, StackWriter.install(stack), steps);
}

class HookedSynthesizer implements IStackSynthesizer {
  public constructor(
    private readonly stack: TerraformStack,
    private readonly inner: IStackSynthesizer,
    private readonly writer: StackWriter,
    private readonly steps: SynthesisSteps,
  ) {}

  public synthesize(session: ISynthesisSession): void {
    this.steps.before();
    const terraform = this.writer.holdBack(() => this.inner.synthesize(session));
    const manifest = session.manifest.forStack(this.stack);
    if (terraform !== undefined) {
      writeFileSync(join(session.outdir, manifest.synthesizedStackPath), stableJson(terraform, 2));
    }
    for (const annotation of manifest.annotations) {
      // An annotation's stack trace is full of this machine's paths.
      delete (annotation as { stacktrace?: unknown }).stacktrace;
    }
    this.steps.after(join(session.outdir, manifest.workingDirectory));
  }
}
