import { fc } from '../../../../../test/support/properties';
import { Packing } from '../../../../src/sky/optimizer/packing/packing';
import { NodeOffer, PodGroup, Problem, Region } from '../../../../src/sky/optimizer/problem';

/** Packings small enough for enumeration; sizes may be negative, bins may have limits. */
export function smallPackings({ lowestSize = 0 } = {}): fc.Arbitrary<Packing> {
  return fc.record({ dimensions: fc.integer({ min: 1, max: 3 }), kinds: fc.integer({ min: 1, max: 4 }), binKinds: fc.integer({ min: 1, max: 3 }) })
    .chain(({ dimensions, kinds, binKinds }) => fc.record({
      dimensions: fc.constant(dimensions),
      items: fc.array(fc.record({
        sizes: fc.array(fc.integer({ min: lowestSize, max: 9 }), { minLength: dimensions, maxLength: dimensions }),
        demand: fc.integer({ min: 1, max: 3 }),
        perBin: fc.integer({ min: 1, max: 3 }),
      }), { minLength: kinds, maxLength: kinds }),
      bins: fc.array(fc.record({
        capacity: fc.array(fc.integer({ min: 9, max: 15 }), { minLength: dimensions, maxLength: dimensions }),
        cost: fc.bigInt({ min: 1n, max: 30n }),
        pool: fc.constant(-1),
        takes: fc.constant(new Uint8Array(kinds).fill(1)),
      }), { minLength: binKinds, maxLength: binKinds }),
      pools: fc.constant([]),
      apart: kinds < 2 ? fc.constant([]) : fc.array(fc.constant([0, 1] as const), { maxLength: 1 }),
      transfers: fc.constant([]),
    }));
}

const requests = fc.record({ milliCpu: fc.integer({ min: 1, max: 8 }).map((size) => size * 250), memoryMebibytes: fc.integer({ min: 1, max: 8 }).map((size) => size * 512) });

/** Problems small enough for enumeration: two vendors, up to three groups, zones, anti-affinity and architectures. */
export function smallProblems(): fc.Arbitrary<Problem> {
  return fc.record({
    groups: fc.array(fc.record({
      replicas: fc.integer({ min: 1, max: 3 }),
      requests,
      spread: fc.option(fc.constant({ maximumSkew: 1 }), { nil: undefined, freq: 2 }),
      maximumPerNode: fc.option(fc.constant(1), { nil: undefined, freq: 2 }),
      architectures: fc.option(fc.constant(['amd64']), { nil: undefined, freq: 2 }),
    }), { minLength: 1, maxLength: 3 }),
    zones: fc.integer({ min: 1, max: 2 }),
    offers: fc.array(fc.record({
      vendor: fc.constantFrom('north', 'south'),
      architecture: fc.constantFrom('amd64', 'arm64'),
      cpus: fc.integer({ min: 2, max: 6 }),
      gibibytes: fc.integer({ min: 4, max: 8 }),
      pods: fc.integer({ min: 2, max: 8 }),
      price: fc.bigInt({ min: 5n, max: 60n }),
    }), { minLength: 1, maxLength: 4 }),
    fixed: fc.bigInt({ min: 0n, max: 20n }),
  }).map(({ groups, zones, offers, fixed }) => problemOf(
    groups.map((group, index) => ({ name: `group-${index}`, ...group })),
    offers.map(({ cpus, gibibytes, pods, ...offer }, index) => ({
      id: `offer-${index}`, region: 'one', type: `type-${index}`, ...offer, capacity: { milliCpu: cpus * 1000, memoryMebibytes: gibibytes * 1024, pods },
    })),
    ['north', 'south'].map((vendor) => ({ vendor, region: 'one', zones, fixedCosts: [{ name: 'control plane', cost: vendor === 'north' ? fixed : 10n }], egress: { sameVendor: 1n, otherVendor: 2n } })),
  ));
}

export function problemOf(groups: readonly PodGroup[], offers: readonly NodeOffer[], regions: readonly Region[]): Problem {
  return { money: { currency: 'USD', decimals: 2, period: 'hour' }, groups, regions, offers };
}
