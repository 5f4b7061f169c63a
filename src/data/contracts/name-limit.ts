import { IConstruct } from 'constructs';
import { ValidationError } from '../../core/errors';

/** A product's own limit on names, which is shorter than Kubernetes'. */
export interface NameLimit {
  /** The product's own spelling. */
  readonly title: string;
  /** Longest name, in characters. */
  readonly characters: number;
  /** What the limit comes from. */
  readonly reason: string;
}

/**
 * Checks a component's name against the limit of the product behind it: a
 * shortened name would be another identity than the one that was asked for.
 *
 * @throws if the name is too long
 */
export function checkNameLimit(component: IConstruct, name: string, limit: NameLimit): void {
  if (name.length > limit.characters) {
    throw ValidationError.at(component, `the name "${name}" has ${name.length} characters, and ${limit.title} takes ${limit.characters} at most: ${limit.reason}. Set componentName to a shorter one.`);
  }
}
