import { ReviewedChange } from './change';
import { ChangeClass, CLASS_TITLES, CLASSES } from './change-class';
import { refused, Review } from './review';
import { allowances, bookkeeping, countsInWords, listed } from './summary';

/** The review for a pull request: what is not safe in full, what is safe folded up. */
export function markdownOfReview(name: string, review: Review): string {
  const open = refused(review);
  const unsafe = CLASSES.filter((each) => each !== ChangeClass.SAFE).flatMap((each) => {
    const found = review.changes.filter((change) => change.class === each);
    return found.length === 0 ? [] : [`\n### ${capital(CLASS_TITLES[each])}\n`, ...found.map(item)];
  });
  const safe = review.changes.filter((change) => change.class === ChangeClass.SAFE);
  return [
    `## ${escaped(name)}: ${countsInWords(review)}`,
    ...unsafe,
    ...(safe.length === 0 ? [] : [`\n<details><summary>${safe.length} safe</summary>\n`, ...listed(safe).map((change) => `- ${title(change)}: ${escaped(change.why[0] ?? '')}`), ...bookkeeping(safe).map((text) => `- ${text}`), '\n</details>']),
    ...(review.notes.length === 0 ? [] : ['', ...review.notes.map((note) => `> ${escaped(note)}`)]),
    ...(open.length === 0 ? [] : [`\nData would be destroyed. To let it happen: \`--allow ${allowances(open).join(' ')}\``]),
  ].join('\n');
}

function item(change: ReviewedChange): string {
  const lines = (label: string, texts: readonly string[]) => texts.map((text) => `  - ${label}${escaped(text)}`);
  return [`- **${title(change)}**${change.allowed ? ' (allowed)' : ''}`, ...lines('', change.why), ...lines('Lost: ', change.lost), ...lines('Next: ', change.next)].join('\n');
}

function title({ component, path, address, action }: ReviewedChange): string {
  return `${escaped(component ?? path ?? address)} (${address === path ? '' : `\`${address}\`, `}${action})`;
}

/** Text in which nothing is taken for Markdown or HTML. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
