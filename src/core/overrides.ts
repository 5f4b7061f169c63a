import { IConstruct } from 'constructs';
import { ValidationError } from './errors';
import { checkNoPlainSecret } from './plain-secret';
import { firstConflict, mergeValues, Values } from './values';

/** Settings of a product: what ties it to the platform, what is suggested, and what the user wants. */
export interface OverridableValues {
  /** Must stay as it is. */
  readonly wiring?: Values;
  /** Suggested. */
  readonly values?: Values;
  /** The user's own, applied last. */
  readonly overrides?: Values;
}

/**
 * Settings with the user's overrides applied.
 *
 * @throws if an override touches the wiring, or holds a secret in plain text
 */
export function applyOverrides(construct: IConstruct, product: string, { wiring = {}, values = {}, overrides = {} }: OverridableValues): Values {
  const conflict = firstConflict(wiring, overrides);
  if (conflict !== undefined) {
    throw ValidationError.at(
      construct,
      `the override of "${conflict}" in the values of ${product} would break the wiring: this value ties the product to the rest of the platform. Leave it out of overrides; where another value is needed, change the component's own properties.`,
    );
  }
  checkNoPlainSecret(construct, overrides, 'overrides');
  return mergeValues(mergeValues(values, wiring), overrides);
}
