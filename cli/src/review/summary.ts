import { Colours } from '../terminal/terminal';
import { ReviewedChange } from './change';
import { ChangeClass, CLASS_TITLES, CLASSES } from './change-class';
import { refused, Review } from './review';

/** How many changes there are of each class, in words. */
export function countsInWords({ changes }: Review): string {
  const counts = CLASSES.map((each) => [each, changes.filter((change) => change.class === each).length] as const).filter(([, count]) => count > 0);
  return counts.length === 0 ? 'nothing changes' : counts.map(([each, count]) => `${count} ${CLASS_TITLES[each]}`).join(', ');
}

/** What the terminal shows: everything that is not safe in full, what is safe in a line each. */
export function summaryOfReview(name: string, review: Review, colours: Colours): string {
  const { bold, dim, green, red, yellow } = colours;
  const colour = { [ChangeClass.DESTROYS_DATA]: red, [ChangeClass.REPLACES]: yellow, [ChangeClass.RESTARTS]: yellow, [ChangeClass.SAFE]: green };
  const sections = CLASSES.flatMap((each) => {
    const found = review.changes.filter((change) => change.class === each);
    return found.length === 0 ? [] : ['', `  ${bold(colour[each](CLASS_TITLES[each]))}`, ...listed(found).map((change) => entry(change, colours)), ...bookkeeping(found).map((text) => `    ${dim(text)}`)];
  });
  const open = refused(review);
  return [
    `  ${bold(name)}  ${countsInWords(review)}`,
    ...sections,
    ...(review.notes.length === 0 ? [] : ['', ...review.notes.map((note) => dim(`  ${note}`))]),
    ...(open.length === 0 ? [] : ['', `  To let this happen: --allow ${allowances(open).join(' ')}`]),
  ].join('\n');
}

/** Without what is only Terraform's own memory. */
export function listed(changes: readonly ReviewedChange[]): ReviewedChange[] {
  return changes.filter((change) => !isBookkeeping(change));
}

/** How much of Terraform's own memory changes, in words. */
export function bookkeeping(changes: readonly ReviewedChange[]): string[] {
  const count = changes.filter(isBookkeeping).length;
  return count === 0 ? [] : [`and ${count} in Terraform's own memory (terraform_data), nothing on the cluster`];
}

function isBookkeeping({ class: class_, address }: ReviewedChange): boolean {
  return class_ === ChangeClass.SAFE && /(^|\.)terraform_data\./.test(address);
}

function entry(change: ReviewedChange, { bold, dim }: Colours): string {
  const heading = `    ${bold(change.component ?? change.path ?? change.address)}  ${dim(change.address === change.path ? change.action : `${change.address}, ${change.action}`)}${change.allowed ? '  allowed' : ''}`;
  if (change.class === ChangeClass.SAFE) {
    return `${heading}  ${change.why[0] ?? ''}`;
  }
  const lines = (title: string, texts: readonly string[]) => texts.map((text, index) => `      ${(index === 0 ? title : '').padEnd(4)}  ${text}`);
  return [heading, ...lines('why', change.why), ...lines('lost', change.lost), ...lines('next', change.next)].join('\n');
}

/** The shortest names by which changes are allowed. */
export function allowances(changes: readonly ReviewedChange[]): string[] {
  return [...new Set(changes.map(({ component, path, address }) => component ?? path ?? address))].sort();
}
