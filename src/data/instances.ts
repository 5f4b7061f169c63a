import { IConstruct } from 'constructs';
import { ValidationError } from '../core/errors';

/**
 * Checks a number of instances that a user chose.
 *
 * @throws if it is not a whole number of at least 1
 */
export function checkInstances(component: IConstruct, instances: number | undefined): void {
  if (instances !== undefined && (!Number.isInteger(instances) || instances < 1)) {
    throw ValidationError.at(component, `instances: ${instances} is not a number of instances. Write a whole number of at least 1.`);
  }
}
