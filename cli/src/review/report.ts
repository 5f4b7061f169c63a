import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';
import { CLASSES } from './change-class';
import { markdownOfReview } from './markdown';
import { refused, Review } from './review';
import { summaryOfReview } from './summary';

/** How a review is printed. */
export interface ReportOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** A review of one stack, or of one plan. */
export interface NamedReview {
  /** Stack, or file. */
  readonly name: string;
  readonly review: Review;
}

/** Prints reviews; gives the exit code. */
export function reportReviews(reviews: readonly NamedReview[], { json, markdown }: ReportOptions, terminal: Terminal): ExitCode {
  if (json === true) {
    terminal.out(JSON.stringify({ reviews: reviews.map(jsonOf) }, undefined, 2));
  } else {
    terminal.out(reviews.map(({ name, review }) => (markdown === true ? markdownOfReview(name, review) : summaryOfReview(name, review, terminal.colours))).join('\n\n'));
  }
  return reviews.some(({ review }) => refused(review).length > 0) ? ExitCode.FOUND : ExitCode.DONE;
}

function jsonOf({ name, review: { changes, notes } }: NamedReview): object {
  return {
    name,
    counts: Object.fromEntries(CLASSES.map((each) => [each, changes.filter((change) => change.class === each).length])),
    changes: changes.map(({ address, component, path, action, class: class_, why, lost, next, allowed }) => ({ address, component, path, action, class: class_, why, lost, next, allowed })),
    notes,
  };
}
