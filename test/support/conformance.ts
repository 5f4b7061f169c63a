import { IConformanceCheck } from '../../src/testing/conformance-check';
import { stage } from '../../src/testing/stage';
import { Template } from '../../src/testing/template';
import { LIBRARY_DRIVERS, subjectOf } from './library-drivers';

/** One check of one driver, for `test.each`. */
export interface ConformanceCase {
  readonly driver: string;
  readonly title: string;
  readonly check: IConformanceCheck;
}

/** The checks of a contract for every driver. */
export function conformanceCases(contract: string): ConformanceCase[] {
  return Object.entries(LIBRARY_DRIVERS[contract].suites).flatMap(([driver, suite]) => suite.checks.map((check) => ({ driver, title: check.title, check })));
}

/** What each driver of a contract makes, with everything asked of it that it declares. */
export function outputCases(contract: string): { driver: string; output: () => Template }[] {
  return Object.entries(LIBRARY_DRIVERS[contract].suites).map(([driver, suite]) => {
    const subject = subjectOf(suite);
    const capabilities = subject.capabilities.filter((capability) => subject.askable.includes(capability));
    return { driver, output: () => stage((stack) => subject.make(stack, 'orders', { capabilities })).template };
  });
}

/** Fails where a facade has a static factory, or knows a driver or a capability, that is not in the run. */
export function expectEveryDriver(contract: string): void {
  const { facade, suites } = LIBRARY_DRIVERS[contract];
  const factories = Object.getOwnPropertyNames(facade).filter((name) => !['length', 'name', 'prototype', 'known'].includes(name));
  expect([...new Set(Object.keys(suites).map((name) => name.split(' ')[0]))].sort()).toStrictEqual(factories.sort());
  const claims = (product: string, capabilities: readonly string[]): string[] => [product, ...capabilities.map((capability) => `${product}: ${capability}`)];
  const run = Object.values(suites).map(subjectOf).flatMap(({ driver, capabilities }) => claims(driver.manifest.product, capabilities));
  expect(facade.known().flatMap(({ manifest, capabilities }) => claims(manifest.product, capabilities)).filter((claim) => !run.includes(claim))).toStrictEqual([]);
}
