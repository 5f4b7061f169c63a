import { describeObject, KubernetesObject } from '../kubernetes/kubernetes-object';
import { Colours } from '../terminal/terminal';
import { FieldDifference, formatPath } from './fields';
import { Drift, Drifted } from './find-drift';

/** Longest value that is shown whole. */
const SHOWN = 60;
const HIDDEN = '(not shown)';

/** What drift says for scripts. */
export function driftDocument(drift: Drift): object {
  return {
    stack: drift.stack,
    ...(drift.cluster === undefined ? {} : { cluster: drift.cluster }),
    compared: drift.compared,
    absent: drift.isAbsent,
    objects: drift.isAbsent ? [] : drift.objects.map((drifted) => ({
      owner: drifted.step.owner,
      path: drifted.step.path,
      address: drifted.step.address,
      ...(drifted.record === undefined ? {} : { release: drifted.record.key }),
      object: reference(drifted.object, drifted.step.kind === 'object' ? undefined : drifted.step.namespaceName, drifted.live),
      problem: drifted.live === undefined ? 'deleted' : 'edited',
      fields: drifted.differences.map((difference) => ({ path: formatPath(difference.path), should: shown(drifted, difference, difference.should), is: shown(drifted, difference, difference.is) })),
      ...(drifted.unasked === undefined ? {} : { unasked: drifted.unasked }),
    })),
    releases: drift.releases.map(({ step, ...release }) => ({ owner: step.owner, path: step.path, address: step.address, ...release })),
    orphans: drift.orphans.map(({ object, component }) => ({ component, object: reference(object) })),
  };
}

/** What drift says to people, a line each, without the closing advice. */
export function driftLines(drift: Drift, seconds: number, colours: Colours): string[] {
  const { bold, dim, green, yellow } = colours;
  const count = drift.objects.length + drift.releases.length;
  const name = bold(drift.cluster === undefined ? drift.stack : `${drift.stack} on ${drift.cluster}`);
  const heading = `  ${name}  ${drift.compared} objects compared with what was applied`;
  if (drift.isAbsent) {
    return [`  ${name}  ${yellow('nothing of it is on this cluster')}`];
  }
  const lines = [`${heading}  ${dim(`${seconds.toFixed(1)} s`)}  ${count === 0 ? green('no difference') : yellow(`${count} ${count === 1 ? 'differs' : 'differ'}`)}`];
  for (const owner of [...new Set([...drift.objects, ...drift.releases].map(({ step }) => step.owner))].sort()) {
    lines.push('', `  ${bold(owner)}`);
    drift.objects.filter(({ step }) => step.owner === owner).forEach((drifted) => lines.push(...objectLines(drifted, colours)));
    drift.releases.filter(({ step }) => step.owner === owner).forEach(({ namespaceName, releaseName, status, description }) => {
      lines.push(`    Helm release ${namespaceName}/${releaseName}  ${yellow(status ?? 'is gone')}${description === undefined || description === '' ? '' : dim(`  ${description}`)}`);
    });
  }
  if (drift.orphans.length > 0) {
    lines.push('', `  ${bold('No longer declared')}  ${dim('made by this platform once; they stay until you remove them')}`);
    lines.push(...drift.orphans.map(({ object, component }) => `    ${describeObject(object)}  ${dim(component)}`));
  }
  return lines;
}

/** Names an object that may be written without its namespace. */
function reference(object: KubernetesObject, namespace?: string, live?: KubernetesObject): object {
  const { namespace: place = namespace } = (live ?? object).metadata;
  return { apiVersion: object.apiVersion, kind: object.kind, ...(place === undefined ? {} : { namespace: place }), name: object.metadata.name };
}

function objectLines(drifted: Drifted, { yellow, dim }: Colours): string[] {
  const { object, live, differences, unasked } = drifted;
  if (live === undefined) {
    return [`    ${describeObject(object)}  ${yellow('deleted')}`];
  }
  return [
    `    ${describeObject(live)}  ${yellow('edited')}`,
    ...differences.map((difference) => {
      const [is, should] = [difference.is, difference.should].map((value) => short(shown(drifted, difference, value)));
      return `      ${formatPath(difference.path)}: ${difference.is === undefined ? 'is not there' : `is ${is}`}, should ${difference.should === undefined ? 'not be there' : `be ${should}`}`;
    }),
    ...(unasked === undefined ? [] : [dim(`      compared as text, for the API server refused to compare it: ${unasked}`)]),
  ];
}

/** What may be shown of a value: nothing of a Secret. */
function shown({ object }: Drifted, { path }: FieldDifference, value: unknown): unknown {
  const isSecret = object.kind === 'Secret' && path[0] !== 'metadata' && path[0] !== 'type';
  return isSecret && value !== undefined ? HIDDEN : value;
}

function short(value: unknown): string {
  const text = value === HIDDEN ? HIDDEN : JSON.stringify(value) ?? '';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
