import { IConstruct } from 'constructs';
import { Driver } from './driver';
import { Platform } from './platform';

/** The driver to use: the component's own, the platform's choice, or the domain's default. */
export function chooseDriver<T extends Driver>(scope: IConstruct, contract: string, given: T | undefined, fallback: () => T): T {
  return given ?? (Platform.of(scope).driverFor(contract) as T | undefined) ?? fallback();
}
