import { Driver } from '../../src/core/driver';
import { KnownDriver } from '../../src/core/provider-component';
import { IConformanceCheck } from '../../src/testing/conformance-check';
import { DriverConformance } from '../../src/testing/driver-conformance';

/** One check of one driver, for `test.each`. */
export interface ConformanceCase {
  readonly driver: string;
  readonly title: string;
  readonly check: IConformanceCheck;
}

/** The checks of a suite for every driver. */
export function conformanceCases<D extends Driver>(drivers: Record<string, D>, of: (driver: D) => DriverConformance): ConformanceCase[] {
  return Object.entries(drivers).flatMap(([name, driver]) => of(driver).checks.map((check) => ({ driver: name, title: check.title, check })));
}

/**
 * Fails where a facade has a static factory, or knows a driver or a capability,
 * that is not in the run. Variants of one factory are named after it:
 * `acme`, `acme by DNS`.
 */
export function expectEveryDriver(facade: object & { known(): KnownDriver[] }, drivers: Record<string, Driver & { readonly capabilities: string[] }>): void {
  const factories = Object.getOwnPropertyNames(facade).filter((name) => !['length', 'name', 'prototype', 'known'].includes(name));
  expect([...new Set(Object.keys(drivers).map((name) => name.split(' ')[0]))].sort()).toStrictEqual(factories.sort());
  const claims = (all: KnownDriver[]): string[] =>
    [...new Set(all.flatMap(({ manifest: { product }, capabilities }) => [product, ...capabilities.map((capability) => `${product}: ${capability}`)]))].sort();
  const run = claims(Object.values(drivers));
  expect(claims(facade.known()).filter((claim) => !run.includes(claim))).toStrictEqual([]);
}
