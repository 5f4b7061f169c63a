import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { IConstruct } from 'constructs';
import { App, TerraformStack } from '../core/engine/terraform';
import { CloudStack, CloudStackProps } from '../core/cloud-stack';

/** Writes the app that a construct is in; returns where, and the name of its stack. */
export function synthApp(scope: IConstruct): { folder: string; stackName: string } {
  const app = App.of(scope);
  app.synth();
  return { folder: app.outdir, stackName: TerraformStack.of(scope).node.id };
}

/** Gives an app that writes into a folder of its own, and removes the folder afterwards. */
export function withApp<T>(use: (app: App) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'quanttide-cloud-'));
  try {
    return use(new App({ outdir: folder, stackTraces: false }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A stack with everything an apply needs. */
export function cloudStack(app: App, id: string, props: CloudStackProps = {}): CloudStack {
  return new CloudStack(app, id, props);
}

/** A stack as an infrastructure engineer has it: the two providers, and nothing of ours. */
export function plainStack(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new KubernetesProvider(stack, 'kubernetes', { configPath: '~/.kube/config' });
  new HelmProvider(stack, 'helm', { kubernetes: { configPath: '~/.kube/config' } });
  return stack;
}
