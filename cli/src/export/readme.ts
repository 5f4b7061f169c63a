import { CrdRetention } from '@quanttide/cloud/lib/src/core/manifest';
import { ExportPlan } from './export-plan';
import { inventoryOf } from './inventory';

const ARGO_HEALTH = `data:
  application.resourceTrackingMethod: annotation
  resource.customizations.health.argoproj.io_Application: |
    hs = {}
    hs.status = "Progressing"
    hs.message = ""
    if obj.status ~= nil then
      if obj.status.health ~= nil then
        hs.status = obj.status.health.status
        if obj.status.health.message ~= nil then
          hs.message = obj.status.health.message
        end
      end
    end
    return hs`;

/** What an export is, and how it is used: for a reader who has nothing of ours. */
export function readmeText(plan: ExportPlan, hasGitOps: boolean): string {
  const { stack, cluster, waves, deployment } = plan;
  const entries = inventoryOf(plan);
  const releases = entries.filter(({ what }) => what === 'release').length;
  const data = [...new Set(entries.filter(({ holds, kind }) => holds === 'data' && kind !== 'Namespace').map(({ path }) => path))].sort();
  return `${[
    `# ${stack}${cluster === undefined ? '' : ` on ${cluster}`}`,
    `${entries.length - releases} objects and ${releases} Helm releases, in ${waves.length} waves. They are the same that Terraform applies, as plain files: you need \`bash\` (3.2 or later) with the usual POSIX programs, \`kubectl\`, and \`helm\` (3.14 or later, or 4), and nothing else.`,
    ...(cluster === undefined ? [] : [`The stack \`${stack}\` reaches several clusters; this folder is what goes to \`${cluster}\`. What waits for something on another cluster waits for nobody here: apply the folders one after the other, and again where one failed.`]),
    '```console\n$ ./apply.sh      # applies everything; run it again at any time\n$ ./diff.sh       # what an apply would change; --full shows how\n$ ./destroy.sh    # removes everything, with all data, in the reverse order\n```',
    'Each takes `--kubeconfig` and `--context`, or `KUBECONFIG` and `KUBE_CONTEXT`. `PARALLEL` says how many steps of a wave run side by side (10).',
    '## What is here',
    table([
      ['`apply.sh`', 'one line a step: `objects` applies a file, `release` installs a chart'],
      ['`manifests/`', 'objects, one file for each component and wave'],
      ['`values/`', 'values of the Helm releases; their versions are in `apply.sh`'],
      ...(waves.some((wave) => wave.releases.some(({ chartPath }) => chartPath !== undefined)) ? [['`charts/`', 'the charts that come from a folder']] : []),
      ...(hasGitOps ? [['`argocd/`', 'the same for Argo CD: see below']] : []),
      ['`inventory.txt`', 'everything that this folder puts on a cluster'],
      ['`cluster/`', 'made by `apply.sh`: which cluster this is, and what was applied. Commit it; whoever applies from another copy needs it'],
    ]),
    '## Applying',
    `- The first apply remembers the cluster (the UID of its namespace \`kube-system\`, in \`cluster/identity\`); every script refuses any other.${deployment.identity === undefined ? '' : ` Here it is given: \`${deployment.identity}\`.`}
- A wave begins when the one before is done: Deployments rolled out, Jobs complete, releases ready. Steps within a wave run side by side.
- A run that failed or was cut off is followed by another one, which goes on. A release that a run left half done is cleared first, so let only one person apply at a time.
- A first install that fails stays as it is: its pods tell why. \`apply.sh\` says the reason that the cluster gives, and the next step.
- What an earlier version of this folder put on the cluster, and this one does not, is named at the end of an apply with the command that removes it. Nothing is removed by itself.`,
    '## What differs from Terraform',
    `- There is no state: the cluster is it. Objects are applied server-side by the field manager \`quanttide-cloud\`, and what somebody changed in a field of ours is put back.
- Custom resources are plain manifests here; Terraform ships them as Helm releases of a local chart. On a cluster that Terraform made, those records are left over: \`helm list -A\` shows them with the chart \`custom-resources\`, and deleting the Secret \`sh.helm.release.v1.<release>.v<n>\` forgets one without touching its objects. Never run \`helm uninstall\` on it.
- Every apply brings all releases up to date, where Terraform leaves out those whose values and version are the same.
- Terraform no longer knows of what is applied here: go on with one of the two.`,
    foreignText(deployment.foreign),
    '## Definitions of custom resources',
    'What a chart templates is brought up to date by Helm. What it carries in its folder `crds/` Helm makes once and never changes; `apply.sh` applies it before each release.',
    keptText(plan),
    '## Secrets',
    'None is in this folder. Passwords are made inside the cluster, by External Secrets or by the operator that owns them, and are referred to by name.',
    '## Removing',
    `\`destroy.sh\` goes through the waves backwards: custom resources before the operators that serve them, releases before their namespaces. Each step waits five minutes at most.${data.length === 0 ? '' : `\n\nThese hold data, which goes with them:\n\n${data.map((path) => `- \`${path}\``).join('\n')}`}`,
    ...(hasGitOps ? [gitOpsText()] : []),
  ].filter((part) => part !== '').join('\n\n')}\n`;
}

function table(rows: readonly (readonly string[])[]): string {
  return ['| | |', '|---|---|', ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');
}

function foreignText(foreign: readonly string[]): string {
  return foreign.length === 0 ? '' : `These resources of the stack are nothing of ours, and no part of this folder:\n\n${foreign.map((address) => `- \`${address}\``).join('\n')}`;
}

function keptText({ deployment: { document } }: ExportPlan): string {
  const facts = document.operators.filter(({ owned }) => owned).flatMap(({ crds = [] }) => crds);
  const kept = [...new Set(facts.filter(({ onUninstall }) => onUninstall === CrdRetention.KEPT).map(({ group }) => group))].sort();
  return kept.length === 0 ? '' : `Kept when everything is removed, because other people's resources may be of these kinds: ${kept.map((group) => `\`${group}\``).join(', ')}.`;
}

function gitOpsText(): string {
  return `## Argo CD

Commit this folder to the repository that \`argocd/root.yaml\` names, and apply that one file: \`kubectl apply -f argocd/root.yaml\`. It makes an Application for each release, and one for the objects of each wave, in the same order as \`apply.sh\` (annotation \`argocd.argoproj.io/sync-wave\`). Use this or \`apply.sh\`, not both.

Argo CD waits for a wave only if it knows when an Application is healthy, which it does not by itself ([Argo CD: Resource Health](https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#argocd-app)). Put this into the ConfigMap \`argocd-cm\` first. The tracking method keeps it from writing the label \`app.kubernetes.io/instance\`, which network policies here go by; it is the default since Argo CD 3.0.

\`\`\`yaml
${ARGO_HEALTH}
\`\`\`

Nothing is pruned: what was taken out of the folder stays on the cluster until you remove it.`;
}
