import { writeFileSync } from 'fs';
import { join } from 'path';
import { IStackSynthesizer, ISynthesisSession, TerraformStack } from './terraform';
import { describeConstruct, ValidationError } from '../errors';
import { stableJson } from '../stable-json';
import { StackWriter } from './stack-writer';

/** Messages that belong to another construct than the one that validates. */
const NAMES_ITS_CONSTRUCT = /^(?:\(the app\)|[^\s:()]+) \(\w+\): /;

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
  stack.runAllValidations = () => validate(stack);
  const prepare = stack.prepareStack.bind(stack);
  stack.prepareStack = () => inOurWords(prepare);
}

class HookedSynthesizer implements IStackSynthesizer {
  public constructor(
    private readonly stack: TerraformStack,
    private readonly inner: IStackSynthesizer,
    private readonly writer: StackWriter,
    private readonly steps: SynthesisSteps,
  ) {}

  public synthesize(session: ISynthesisSession): void {
    checkFormat(this.stack, session);
    this.steps.before();
    const terraform = this.writer.holdBack(() => inOurWords(() => this.inner.synthesize(session)));
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

/** As the engine does it, but in our words alone: its own heading and advice would be around them in every language. */
function validate(stack: TerraformStack): void {
  const messages = stack.node.findAll().flatMap((construct) => construct.node.validate()
    .map((message) => (NAMES_ITS_CONSTRUCT.test(message) ? message : `${describeConstruct(construct)}: ${message}`)));
  if (messages.length > 0) {
    throw ValidationError.all([...new Set(messages)]);
  }
}

/** Where a token is resolved, the engine writes where it was made into the message of whatever is thrown there. */
function inOurWords<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof ValidationError ? ValidationError.all(error.messages) : error;
  }
}

/** The engine would write JSON into a file that is named as HCL, and no tool could read it. */
function checkFormat(stack: TerraformStack, { manifest }: ISynthesisSession): void {
  if (manifest.hclOutput) {
    throw ValidationError.at(stack, 'this library writes Terraform JSON, and HCL output was asked for. Remove hclOutput from the App; terraform and tofu read both.');
  }
}
