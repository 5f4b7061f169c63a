import { relative } from 'node:path';
import { renderTable } from '../output/table';
import { Colours } from '../terminal/terminal';
import { ADVICE, AdviceContext } from './advice';
import { Judgement } from './judge';
import { ObjectReference, Problem } from './problem';
import { isAbsent, StackStatus } from './stack-status';
import { Subject } from './subject';

/** What a stack's status looks like to people: a table, then a paragraph for each thing that is not ready. */
export function renderStatus(status: StackStatus, colours: Colours, now: Date): string {
  const { deployment, judgements, notReadable } = status;
  const { bold, dim, green, red, yellow } = colours;
  const unready = judgements.filter(({ ready }) => ready === false).length;
  const counted = judgements.filter(({ ready }) => ready !== undefined).length;
  const summary = unready === 0 ? green(`${counted} ready`) : red(`${unready} of ${counted} not ready`);
  const rows = judgements.map((judgement) => [
    rowName(judgement.subject),
    judgement.subject.product ?? judgement.subject.type,
    judgement.ready === true ? green('yes') : judgement.ready === false ? red('no') : yellow('-'),
    ageOf(judgement.since, now),
    judgement.detail,
  ]);
  return [
    `${bold(deployment.stack)}  ${summary}`,
    renderTable(['component', 'product', 'ready', 'since', 'detail'], rows, colours),
    ...judgements.filter((judgement) => judgement.problems.length > 0 && !isAbsent(judgement)).map((judgement) => paragraph(judgement, status, colours)),
    ...absentParagraph(status, colours),
    ...judgements.flatMap(({ subject, notes }) => notes.map((note) => `\n${yellow('Note')}  ${bold(subject.path)}: ${note}`)),
    ...(notReadable.length === 0 ? [] : [`\n${yellow('Not readable')} for you, so reasons may be missing: ${notReadable.join(', ')}.`]),
    ...(unready === 0 ? [] : [dim('\nNothing was changed.')]),
  ].join('\n');
}

function rowName({ kind, name, cluster }: Subject): string {
  return `${name}${kind === 'platform' ? ' (platform)' : ''}${cluster === undefined ? '' : ` on ${cluster}`}`;
}

/** How the platform in a folder is applied, for advice. */
export function adviceContext({ deployment: { folder } }: StackStatus): AdviceContext {
  const shown = relative(process.cwd(), folder);
  const path = shown === '' ? '.' : shown.startsWith('..') ? folder : shown;
  return { folder: path, apply: `terraform -chdir=${path} apply (or apply.sh of its export)` };
}

/** How an object is named to people. */
export function nameOf({ kind, namespace, name }: ObjectReference): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function paragraph(judgement: Judgement, status: StackStatus, { bold, red, cyan }: Colours): string {
  const { subject, problems, releases } = judgement;
  const context = adviceContext(status);
  const what = [subject.type, subject.product].filter((part) => part !== undefined).join(', ');
  const waits = status.waitsFor.get(subject.path) ?? [];
  const shown = new Set<string>();
  return [
    `\n${judgement.ready === false ? red('not ready') : 'unknown'}  ${bold(subject.path)}${what === '' ? '' : ` (${what})`}`,
    ...releases.map(({ namespaceName, name, status: state, description }) => `  release   ${namespaceName}/${name}, ${state}${description === undefined ? '' : `: ${description}`}`),
    ...releasesOf(judgement),
    ...problems.flatMap((problem) => {
      const advice = ADVICE[problem.reason](problem, context);
      const isNew = !shown.has(advice);
      shown.add(advice);
      return [
        `  object    ${nameOf(problem.object)}${others(problem)}${problem.container === undefined ? '' : `, container ${problem.container}`}`,
        `  reason    ${problem.reason}: ${problem.message}${problem.image === undefined || problem.message.includes(problem.image) ? '' : ` (image ${problem.image})`}`,
        ...(isNew ? [`  ${cyan('next')}      ${advice}`] : []),
      ];
    }),
    ...(waits.length === 0 ? [] : [`  first     ${waits.join(', ')}: not ready either, and this needs it`]),
  ].join('\n');
}

/** The releases that a thing is made of, where Helm has nothing bad to say of them. */
function releasesOf({ subject, releases }: Judgement): string[] {
  const troubled = new Set(releases.map(({ namespaceName, name }) => `${namespaceName}/${name}`));
  const others_ = subject.releases.map(({ namespaceName, name }) => `${namespaceName}/${name}`).filter((name) => !troubled.has(name));
  return others_.length === 0 || troubled.size > 0 ? [] : [`  release   ${others_.join(', ')}`];
}

/** What was never applied is told in one go: the reason is elsewhere. */
function absentParagraph(status: StackStatus, { bold, red, cyan }: Colours): string[] {
  const absent = status.judgements.filter(isAbsent);
  if (absent.length === 0) {
    return [];
  }
  const first = [...new Set(absent.flatMap(({ subject }) => status.waitsFor.get(subject.path) ?? []))].sort();
  const [{ problems: [problem] }] = absent;
  const context = adviceContext(status);
  return [[
    `\n${red('not applied')}  ${bold(absent.map(({ subject }) => subject.path).join(', '))}`,
    ...(first.length === 0 ? [] : [`  first     ${first.join(', ')}: an apply stops there`]),
    `  ${cyan('next')}      ${first.length === 0 ? ADVICE[problem.reason](problem, context) : `Put right what is not ready above, then apply again: ${context.apply}`}`,
  ].join('\n')];
}

function others({ others: count }: Problem): string {
  return count === undefined ? '' : ` and ${count} more`;
}

/** How long ago something was, in the unit that matters. */
function ageOf(since: string | undefined, now: Date): string | undefined {
  const seconds = since === undefined ? Number.NaN : Math.max(0, Math.round((now.getTime() - Date.parse(since)) / 1000));
  if (Number.isNaN(seconds)) {
    return undefined;
  }
  const [size, unit] = ([[86_400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']] as const).find(([length]) => seconds >= length) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${unit}`;
}
