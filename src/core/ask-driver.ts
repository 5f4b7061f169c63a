import { IConstruct } from 'constructs';
import { Driver } from './driver';
import { ValidationError } from './errors';

/** What the runtime of another language says where a driver returned nothing. */
const NOTHING_RETURNED = /^Returned by callback method [^]*Failing value is (?:null|undefined)/;

/**
 * Asks a driver for something. What goes wrong in it may be an exception of
 * another language, of which only the text arrives: it names the driver.
 *
 * @throws ValidationError always; the driver's own, if it was one
 */
export function askDriver<T>(scope: IConstruct, driver: Driver, method: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof ValidationError) {
      throw error;
    }
    if (NOTHING_RETURNED.test(textOf(error))) {
      throw returnedNothing(scope, driver, method);
    }
    const failure = ValidationError.at(scope, `the driver "${nameOf(driver)}" failed in ${method}: ${textOf(error)} The driver's own documentation, or its author, can tell more.`);
    throw Object.assign(failure, { cause: error });
  }
}

/** A driver that returned nothing, in whatever language. */
export function returnedNothing(scope: IConstruct, driver: Driver, method: string): ValidationError {
  return ValidationError.at(scope, `${method} of the driver "${nameOf(driver)}" returned nothing. It must return the contract's outcome.`);
}

/** The driver may be unable to tell even its name. */
function nameOf(driver: Driver): string {
  try {
    return driver.manifest.product;
  } catch {
    return driver.constructor.name;
  }
}

function textOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).replace(/^(?:(?:Error|ValidationError): )+/, '').trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
