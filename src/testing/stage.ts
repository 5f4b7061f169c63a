import { Construct } from 'constructs';
import { TerraformStack } from '../core/engine/terraform';
import { IBindable, ServiceBinding } from '../core/binding';
import { CloudStackProps } from '../core/cloud-stack';
import { Consumer } from '../core/consumer';
import { Workload } from '../core/workload';
import { Template } from './template';
import { cloudStack, plainStack, withApp } from './workbench';

/** Id of the stack that is staged. */
export const STACK = 'acme';

/** Labels of the pods that `bind` makes. */
export const CLIENT_LABELS = { app: 'client' };

/** What was built, and what its synth wrote. */
export interface Staged<T> {
  readonly made: T;
  readonly template: Template;
}

/** Builds in a CloudStack, and writes it. */
export function stage<T>(build: (stack: TerraformStack) => T, props: CloudStackProps = {}): Staged<T> {
  return withApp((app) => {
    const made = build(cloudStack(app, STACK, props));
    app.synth();
    return { made, template: Template.fromFolder(app.outdir, STACK) };
  });
}

/** Builds in a plain stack, and writes it. */
export function stagePlain<T>(build: (stack: TerraformStack) => T): Staged<T> {
  return withApp((app) => {
    const made = build(plainStack(app, STACK));
    app.synth();
    return { made, template: Template.fromFolder(app.outdir, STACK) };
  });
}

/** A client of a provider, in a namespace. */
export function bind(scope: Construct, provider: IBindable, namespaceName: string, id: string = 'client'): ServiceBinding {
  const place = new Construct(scope, id);
  const workload = new Workload(place, 'pods', { name: id, namespaceName, labels: CLIENT_LABELS });
  return new Consumer(place, 'consumer', { componentName: id, namespaceName, workload }).use(provider);
}
