import { posix } from 'node:path';
import { ExportedRelease, ExportPlan, ExportWave, folderOf } from './export-plan';
import { shortName } from './file-names';
import type { ExportFile } from './export-files';
import { yamlText } from './yaml-text';

/** Where the output is committed. */
export interface GitOps {
  /** Address of the Git repository. */
  readonly repository: string;
  /** Folder of the output in it. */
  readonly path: string;
  /** Branch or tag. */
  readonly revision: string;
}

/** Argo CD looks for Applications here, unless told otherwise. */
const NAMESPACE = 'argocd';
const LONGEST_NAME = 53;
const CLUSTER = 'https://kubernetes.default.svc';
/**
 * `prune: false`: what is taken out of the folder is named by Argo CD and stays, as with apply.sh.
 * `ServerSideApply`: some definitions are larger than what client-side apply can remember.
 */
const SYNC_POLICY = {
  automated: { prune: false, selfHeal: true },
  syncOptions: ['ServerSideApply=true', 'CreateNamespace=false'],
  retry: { limit: 10, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
};

/** An Argo CD Application, as far as it is written here. */
export interface Application {
  readonly apiVersion: 'argoproj.io/v1alpha1';
  readonly kind: 'Application';
  readonly metadata: { readonly name: string; readonly namespace: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** One Application that holds the others, which Argo CD then syncs wave by wave. */
export function gitOpsFiles(plan: ExportPlan, gitOps: GitOps): ExportFile[] {
  const own = applications(plan, gitOps);
  const root = application(nameOf(plan), undefined, {
    source: { repoURL: gitOps.repository, targetRevision: gitOps.revision, path: pathOf(plan, gitOps, 'argocd/applications') },
    destination: { server: CLUSTER, namespace: NAMESPACE },
  });
  return [
    { path: 'argocd/root.yaml', text: `# The only one to apply by hand: kubectl apply -f argocd/root.yaml\n${yamlText(root)}` },
    ...own.map((each) => ({ path: `argocd/applications/${twoDigits(waveOf(each))}-${each.metadata.name}.yaml`, text: yamlText(each) })),
  ];
}

/** The wave of an Application. */
export function waveOf({ metadata }: Application): number {
  return Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}

/** Applications of a plan: one for the objects of each wave, one for each release. */
export function applications(plan: ExportPlan, gitOps: GitOps): Application[] {
  return plan.waves.flatMap((wave) => [...objectsOf(wave, plan, gitOps), ...wave.releases.map((release) => releaseOf(release, wave, plan, gitOps))]);
}

function objectsOf({ number, manifests }: ExportWave, plan: ExportPlan, gitOps: GitOps): Application[] {
  // Argo CD gives what names no namespace that of the destination: one Application for each.
  const namespaces = [...new Set(manifests.map(({ namespaceName }) => namespaceName))].sort();
  return namespaces.map((namespaceName) => {
    const files = manifests.filter((manifest) => manifest.namespaceName === namespaceName).map(({ file }) => posix.basename(file)).sort();
    return application(nameOf(plan, `wave-${twoDigits(number)}`, namespaceName), number, {
      source: {
        repoURL: gitOps.repository, targetRevision: gitOps.revision, path: pathOf(plan, gitOps, 'manifests'),
        directory: { include: files.length === 1 ? files[0] : `{${files.join(',')}}` },
      },
      destination: { server: CLUSTER, ...(namespaceName === undefined ? {} : { namespace: namespaceName }) },
    });
  });
}

function releaseOf({ step, values, chartPath }: ExportedRelease, { number }: ExportWave, plan: ExportPlan, gitOps: GitOps): Application {
  const { releaseName, namespaceName, chart: { name, version, repository }, skipCrds } = step;
  const helm = { releaseName, valueFiles: [`$values/${pathOf(plan, gitOps, values)}`], ...(skipCrds ? { skipCrds } : {}) };
  const own = { repoURL: gitOps.repository, targetRevision: gitOps.revision };
  // Argo CD takes an address without a scheme for a registry: https://argo-cd.readthedocs.io/en/stable/user-guide/helm/
  const chart = chartPath === undefined
    ? { repoURL: (repository ?? '').replace(/^oci:\/\//, '').replace(/\/+$/, ''), chart: name, targetRevision: version, helm }
    : { ...own, path: pathOf(plan, gitOps, chartPath), helm };
  return application(nameOf(plan, namespaceName, releaseName), number, { sources: [chart, { ...own, ref: 'values' }], destination: { server: CLUSTER, namespace: namespaceName } });
}

function application(name: string, wave: number | undefined, spec: Readonly<Record<string, unknown>>): Application {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: NAMESPACE, ...(wave === undefined ? {} : { annotations: { 'argocd.argoproj.io/sync-wave': String(wave) } }) },
    spec: { project: 'default', ...spec, syncPolicy: SYNC_POLICY },
  };
}

/** Parts are told apart by dots, which no namespace has. */
function nameOf({ stack, cluster }: ExportPlan, ...parts: readonly (string | undefined)[]): string {
  return shortName([stack, cluster, ...parts].filter((part) => part !== undefined).join('.'), LONGEST_NAME);
}

function pathOf(plan: ExportPlan, { path }: GitOps, file: string): string {
  return posix.normalize(posix.join(path, folderOf(plan), file)).replace(/^\/+/, '');
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
