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

/** Fails where a facade has a static factory, or knows a driver, that is not in the run. */
export function expectEveryDriver(facade: object & { known(): KnownDriver[] }, drivers: Record<string, Driver & { readonly capabilities: string[] }>): void {
  const factories = Object.getOwnPropertyNames(facade).filter((name) => !['length', 'name', 'prototype', 'known'].includes(name));
  expect(Object.keys(drivers).sort()).toStrictEqual(factories.sort());
  const run = Object.values(drivers).map(({ manifest, capabilities }) => ({ product: manifest.product, capabilities: [...capabilities].sort() }));
  expect(facade.known().map(({ product, capabilities }) => ({ product, capabilities: [...capabilities].sort() })).sort(byProduct)).toStrictEqual(run.sort(byProduct));
}

function byProduct(one: { product: string }, other: { product: string }): number {
  return one.product < other.product ? -1 : 1;
}
