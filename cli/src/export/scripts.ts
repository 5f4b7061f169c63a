import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExportedRelease, ExportPlan, ExportWave, Manifest, PlacedObject } from './export-plan';
import { shellComment, shellLine, shellWord } from './shell-text';

/** Folder of the functions that the scripts begin with. */
const FUNCTIONS = join(__dirname, '..', '..', 'templates', 'export');
/** Kinds whose rollout Terraform waits for, and so do we. */
const ROLLED_OUT = new Set(['DaemonSet', 'Deployment', 'StatefulSet']);
const CLUSTER_OPTIONS = '  --kubeconfig <file>  file with the cluster (default: as kubectl finds it)\n  --context <name>     context in it (default: its current one)';

/** What all scripts share. */
export function commonScript(): string {
  return functions('common');
}

/** Applies everything, in the order of the graph. */
export function applyScript(plan: ExportPlan): string {
  return [
    ...head(plan, 'apply', `Applies the platform ${plan.stack} to a cluster.`, ''),
    'options "" "$@"',
    'check_cluster',
    'choose_helm_options',
    'await_removed_namespaces',
    'remember',
    ...plan.waves.flatMap((wave) => waveLines(wave, [`wave ${wave.number}`])),
    '',
    'forget',
    `printf '%s applied in %s s\\n' "$platform" "$SECONDS"`,
    '',
  ].join('\n');
}

/** Tells what an apply would change. */
export function diffScript(plan: ExportPlan): string {
  return [
    ...head(plan, 'diff', `Tells what apply.sh would change, and changes nothing. Exit code 0: nothing; 1: what is named, or a failure.`, '\n  --full               show each difference'),
    'options --full "$@"',
    'check_cluster',
    ...plan.waves.flatMap((wave) => waveLines(wave, [], [])),
    '',
    'finish',
    'if [ -e "$work/differs" ]; then exit 1; fi',
    `printf '%s: nothing differs\\n' "$platform"`,
    '',
  ].join('\n');
}

/** Removes everything, in the reverse order. */
export function destroyScript(plan: ExportPlan): string {
  return [
    ...head(plan, 'destroy', `Removes the platform ${plan.stack} from a cluster, with all its data.`, '\n  --yes                do not ask'),
    'options --yes "$@"',
    'check_cluster',
    'confirm',
    ...[...plan.waves].reverse().flatMap((wave) => waveLines(wave, [`wave ${wave.number}`])),
    '',
    'forget',
    `printf '%s removed in %s s\\n' "$platform" "$SECONDS"`,
    '',
  ].join('\n');
}

function head({ stack, waves, deployment: { identity = '' } }: ExportPlan, name: string, purpose: string, options: string): string[] {
  return [
    '#!/usr/bin/env bash',
    shellComment(purpose),
    `usage=${quoted(`usage: ${name}.sh [option…]\n${CLUSTER_OPTIONS}${options}`)}`,
    `platform=${shellWord(stack)} identity=${identity === '' ? '\'\'' : shellWord(identity)} waves=${waves.length}`,
    '# shellcheck source=common.sh disable=SC2034 # what is set here is read there',
    '. "$(dirname "${BASH_SOURCE[0]}")/common.sh"',
    '',
    functions(name),
  ];
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, '\'\\\'\'')}'`;
}

function functions(name: string): string {
  return readFileSync(join(FUNCTIONS, `${name}.sh`), 'utf8');
}

/** Releases come first: they take longest. */
function waveLines({ releases, manifests }: ExportWave, before: readonly string[], after: readonly string[] = ['finish']): string[] {
  const rows = [...releases.map(releaseWords), ...manifests.map(objectsWords)];
  const width = Math.max(...rows.map(([command, owner]) => shellLine(command, owner).length));
  return ['', ...before, ...rows.map(([command, owner, ...rest]) => `${shellLine(command, owner).padEnd(width)}  ${shellLine(...rest)}`), ...after];
}

function releaseWords({ step, values, chartPath }: ExportedRelease): string[] {
  const { owner, releaseName, namespaceName, timeout, chart: { name, version, repository }, wait, skipCrds } = step;
  const isRegistry = repository?.startsWith('oci://') ?? false;
  const chart = chartPath ?? (isRegistry ? `${repository?.replace(/\/+$/, '')}/${name}` : name);
  return [
    'release', owner, releaseName, namespaceName, values, String(timeout), chart, version, isRegistry || repository === undefined ? '-' : repository,
    ...(wait ? ['--wait', '--wait-for-jobs'] : []), ...(skipCrds ? ['--skip-crds'] : []),
  ];
}

function objectsWords({ owner, file, namespaceName, objects }: Manifest): string[] {
  return ['objects', owner, file, ...(namespaceName === undefined ? [] : ['-n', namespaceName]), ...objects.flatMap(workload)];
}

/** What is waited for, as `deployment/acme/shop`, with the seconds behind a colon where the target says how long. */
function workload({ object: { kind, metadata }, timeout }: PlacedObject): string[] {
  return ROLLED_OUT.has(kind) || kind === 'Job' ? [`${kind.toLowerCase()}/${metadata.namespace ?? 'default'}/${metadata.name}${timeout === undefined ? '' : `:${timeout}`}`] : [];
}
