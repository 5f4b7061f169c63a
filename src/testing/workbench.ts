import { mkdirSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { IConstruct } from 'constructs';
import { App, TerraformStack } from '../core/engine/terraform';
import { CloudStack, CloudStackProps } from '../core/cloud-stack';

/** What an app writes by, though it is not meant to be changed. */
interface Written {
  outdir: string;
}

/** Writes the app that a construct is in into a folder that is gone afterwards; gives what is read there. */
export function synthApp<T>(scope: IConstruct, read: (folder: string, stackName: string) => T): T {
  const app = App.of(scope);
  const places: Written[] = [app, app.manifest];
  const before = app.outdir;
  const folder = mkdtempSync(join(tmpdir(), 'quanttide-cloud-'));
  try {
    // The engine makes it when an app is made.
    mkdirSync(join(folder, 'stacks'));
    places.forEach((place) => (place.outdir = folder));
    app.synth();
    return read(folder, TerraformStack.of(scope).node.id);
  } finally {
    places.forEach((place) => (place.outdir = before));
    rmSync(folder, { recursive: true, force: true });
  }
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
