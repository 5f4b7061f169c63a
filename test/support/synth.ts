import { App, TerraformStack } from 'cdktf';
import { CloudStack, CloudStackProps } from '../../src/core/cloud-stack';
import { ValidationError } from '../../src/core/errors';
import { Template } from '../../src/testing/template';
import { cloudStack, plainStack, withApp } from '../../src/testing/workbench';

export { valueAt, objectAt, textAt, listAt, textsAt, allTexts } from '../../src/testing/json';

/** Id of the stack that `cloud` and `plain` make. */
export const STACK = 'acme';

/** Synthesizes what is built in a CloudStack named `acme`, through the real `app.synth()`. */
export function cloud(build: (stack: CloudStack) => void, props: CloudStackProps = {}): Template {
  return synth((app) => build(cloudStack(app, STACK, props)))[STACK];
}

/** Synthesizes what is built in a plain stack named `acme` that has the kubernetes and helm providers and nothing of ours. */
export function plain(build: (stack: TerraformStack) => void): Template {
  return synth((app) => build(plainStack(app, STACK)))[STACK];
}

/** Synthesizes a whole app into a folder of its own; returns a template for each stack, by id. */
export function synth(build: (app: App) => void): Record<string, Template> {
  return withApp((app) => {
    build(app);
    app.synth();
    const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
    return Object.fromEntries(stacks.map((stack) => [stack.node.id, Template.fromFolder(app.outdir, stack.node.id)]));
  });
}

/**
 * The message with which bad input is refused, by a constructor or by a
 * validation at synth. Anything else that is thrown is a crash, and passed on.
 */
export function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof ValidationError || (error instanceof Error && /^(App-level v|V)alidation failed with the following errors/.test(error.message))) {
      return error.message;
    }
    throw error;
  }
  throw new Error('Nothing was refused.');
}
