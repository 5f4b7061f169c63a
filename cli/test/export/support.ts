import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Deployment } from '../../src/deployment/deployment';
import { ObjectsStep, ObjectStep, ReleaseStep, Step } from '../../src/deployment/step';
import { ExportFile, exportFiles } from '../../src/export/export-files';
import { ExportPlan, exportPlans } from '../../src/export/export-plan';
import { GitOps } from '../../src/export/gitops';
import { KubernetesObject } from '../../src/kubernetes/kubernetes-object';
import { run } from '../support/run';
import { SAMPLE } from '../support/sample-platform';

export const EXAMPLE = join(__dirname, '..', '..', '..', 'examples', 'private-cloud', 'platform.yaml');

/** Has the example written; gives the folder of its stack. */
export async function synthesizeExample(output: string): Promise<string> {
  await run('synth', '--file', EXAMPLE, '--output', output);
  return join(output, 'acme');
}

const PLACE = { wave: 0, after: [] };

/** A step with a ConfigMap, unless told otherwise. */
export function objectStep(name: string, more: Partial<ObjectStep> = {}): ObjectStep {
  return {
    ...PLACE, kind: 'object', address: `kubernetes_config_map_v1.${name}`, path: `acme/${name}/object`, owner: `acme/${name}`,
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'acme' } }, ...more,
  };
}

/** A step with custom resources. */
export function objectsStep(name: string, objects: readonly KubernetesObject[], more: Partial<ObjectsStep> = {}): ObjectsStep {
  return { ...PLACE, kind: 'objects', address: `helm_release.${name}`, path: `acme/${name}/release`, owner: `acme/${name}`, releaseName: name, namespaceName: 'acme', objects, ...more };
}

/** A step with a Helm release. */
export function releaseStep(name: string, more: Partial<ReleaseStep> = {}): ReleaseStep {
  return {
    ...PLACE, kind: 'release', address: `helm_release.${name}`, path: `acme/${name}/chart/release`, owner: `acme/${name}`, releaseName: name, namespaceName: 'acme',
    chart: { name, version: '1.0.0', repository: 'https://charts.acme.example' }, values: {}, wait: true, timeout: 600, skipCrds: false, ...more,
  };
}

/** A deployment of these steps. */
export function deploymentOf(steps: readonly Step[], more: Partial<Deployment> = {}): Deployment {
  return { stack: 'acme', folder: '/synthesized/acme', document: SAMPLE, steps, foreign: [], ...more };
}

/** What is written for these steps, by path. */
export function filesOf(steps: readonly Step[], more: Partial<Deployment> = {}, gitOps?: GitOps): Record<string, string> {
  return byPath(exportFiles(planOf(steps, more), gitOps));
}

/** The plan for these steps, which reach one cluster. */
export function planOf(steps: readonly Step[], more: Partial<Deployment> = {}): ExportPlan {
  return exportPlans(deploymentOf(steps, more))[0];
}

/** Texts of files. */
export function byPath(files: readonly ExportFile[]): Record<string, string> {
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

/** The objects in a file, as every reader of YAML takes them. */
export function objectsIn(text: string): KubernetesObject[] {
  return parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject);
}

/** The steps of a script: lines that begin with `objects` or `release`, and the lines between waves. */
export function stepLines(script: string): string[] {
  return script.split('\n').filter((line) => /^(?:objects|release|wave) /.test(line) && !line.includes('()')).map((line) => line.replace(/ {2,}/g, ' '));
}
