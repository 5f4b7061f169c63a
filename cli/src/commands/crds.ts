import { chartDefinitions } from '../crds/chart-definitions';
import { applyDefinitions, DefinitionChange, definitionChanges } from '../crds/definition-change';
import { chosenClusters, ClusterWishes } from '../deployment/cluster-choice';
import { Deployment, onCluster } from '../deployment/deployment';
import { readDeployment } from '../deployment/read-deployment';
import { ReleaseStep } from '../deployment/step';
import { checkSameCluster } from '../drift/same-cluster';
import { Kubectl } from '../kubernetes/kubectl';
import { stackFolders } from '../output/platform-json';
import { ExitCode } from '../terminal/exit-code';
import { withProgress } from '../terminal/progress';
import { Colours, Terminal } from '../terminal/terminal';

/** Options of `qtcloud crds`. */
export interface CrdsOptions extends ClusterWishes {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** A release, and what becomes of the definitions of its chart. */
interface Found {
  readonly deployment: Deployment;
  /** Speaks to the cluster that it is on. */
  readonly kubectl: Kubectl;
  readonly step: ReleaseStep;
  readonly changes: readonly DefinitionChange[];
}

/**
 * Brings the definitions in the charts' `crds/` folders up to date, which
 * neither Helm nor Terraform does. Says what it will do, asks, and does it.
 *
 * @throws InputError where synth wrote nothing, or it is not clear which cluster is which; MachineError where helm, kubectl or the cluster refuses
 */
export async function crds(folder: string, options: CrdsOptions, terminal: Terminal): Promise<ExitCode> {
  const found: Found[] = [];
  for (const each of chosenClusters(stackFolders(folder).map(readDeployment), options)) {
    await checkSameCluster(each);
    const { steps } = onCluster(each.deployment, each.cluster.name);
    const kubectl = new Kubectl(each.options);
    for (const step of steps.filter((one): one is ReleaseStep => one.kind === 'release' && !one.skipCrds)) {
      const wanted = await withProgress(terminal, `${step.releaseName}: reading its chart`, () => chartDefinitions(step, each.deployment.folder));
      if (wanted.length > 0) {
        found.push({ deployment: each.deployment, kubectl, step, changes: await withProgress(terminal, `${step.releaseName}: comparing ${wanted.length} definitions`, () => definitionChanges(kubectl, wanted)) });
      }
    }
  }
  const changes = found.flatMap((each) => each.changes);
  const isNothing = changes.every(({ kind }) => kind === 'same' || kind === 'refused');
  if (options.json !== true) {
    terminal.out(found.length === 0 ? '  No chart here has a "crds" folder: Helm brings all definitions up to date itself.' : found.map((each) => linesOf(each, terminal.colours)).join('\n'));
  }
  const agreed = isNothing || await agree(options, terminal);
  if (agreed && !isNothing) {
    await withProgress(terminal, 'Applying definitions', async () => {
      for (const { kubectl, changes: wanted } of found) {
        await applyDefinitions(kubectl, wanted);
      }
    });
  }
  report(found, { agreed, isNothing }, options, terminal);
  return !agreed || changes.some(({ kind }) => kind === 'refused') ? ExitCode.FOUND : ExitCode.DONE;
}

async function agree({ yes, json }: CrdsOptions, terminal: Terminal): Promise<boolean> {
  if (yes === true || json === true || !terminal.interactive) {
    return yes === true;
  }
  const { confirm } = await import('@inquirer/prompts');
  return confirm({ message: 'Apply these definitions?', default: false });
}

function linesOf({ step, changes }: Found, { bold, dim, red, yellow }: Colours): string {
  const same = changes.filter(({ kind }) => kind === 'same').length;
  return [
    `  ${bold(step.releaseName)}${step.cluster === undefined ? '' : ` on ${step.cluster}`}  ${step.chart.name} ${step.chart.version}  ${dim(`${changes.length} definitions, ${same} up to date`)}`,
    ...changes.filter(({ kind }) => kind !== 'same').flatMap(({ kind, name, before, after, reason }) => [
      `    ${(kind === 'refused' ? red : yellow)(kind.padEnd(7))}  ${name}  ${before === undefined || before === after ? after : `${before} -> ${after}`}`,
      ...(reason === undefined ? [] : [`             ${reason}`]),
    ]),
  ].join('\n');
}

function report(found: readonly Found[], { agreed, isNothing }: { readonly agreed: boolean; readonly isNothing: boolean }, options: CrdsOptions, terminal: Terminal): void {
  if (options.json === true) {
    const releases = found.map(({ deployment, step, changes }) => ({
      stack: deployment.stack, ...(step.cluster === undefined ? {} : { cluster: step.cluster }), release: step.releaseName, chart: step.chart.name, version: step.chart.version,
      definitions: changes.map(({ name, kind, before, after, reason }) => ({ name, change: kind, before, after, reason })),
    }));
    terminal.out(JSON.stringify({ done: agreed, releases }, undefined, 2));
  } else if (!agreed) {
    terminal.out(`\n  Nothing was done.${terminal.interactive ? '' : ' Add --yes to do it.'}`);
  } else if (!isNothing) {
    terminal.out('\n  Done. Next: apply the platform.');
  }
}
