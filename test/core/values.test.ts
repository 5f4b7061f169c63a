import { TerraformStack } from 'cdktf';
import { fc } from '../support/properties';
import { applyOverrides, OverridableValues } from '../../src/core/overrides';
import { firstConflict, mergeValues, Values } from '../../src/core/values';
import { plain, refusal } from '../support/synth';

const key = fc.constantFrom('a', 'b', 'c', 'constructor', 'toString');
const { values } = fc.letrec<{ values: Values; value: unknown }>((tie) => ({
  values: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  value: fc.oneof({ maxDepth: 3 }, fc.integer(), fc.string(), fc.array(fc.integer(), { maxLength: 2 }), tie('values')),
}));

/** Paths and values of everything that is not a map. */
function leaves(value: Values, path: string[] = []): [string, unknown][] {
  return Object.entries(value).flatMap(([name, item]): [string, unknown][] =>
    (typeof item === 'object' && item !== null && !Array.isArray(item) ? leaves(item as Values, [...path, name]) : [[[...path, name].join('.'), item]]));
}

function apply(given: OverridableValues): Values {
  let applied: Values = {};
  plain((stack: TerraformStack) => { applied = applyOverrides(stack, 'the chart', given); });
  return applied;
}

describe('merging', () => {
  test('keeps every value of what is merged over', () => {
    fc.assert(fc.property(values, values, (base, over) => {
      const merged = new Map(leaves(mergeValues(base, over)));
      leaves(over).forEach(([path, value]) => expect(merged.get(path)).toStrictEqual(value));
    }));
  });

  test('keeps what is below where nothing is merged over it', () => {
    fc.assert(fc.property(values, (base) => {
      expect(mergeValues(base, {})).toStrictEqual(base);
      expect(mergeValues({}, base)).toStrictEqual(base);
    }));
  });

  test('changes neither of the two', () => {
    fc.assert(fc.property(values, values, (base, over) => {
      const before = JSON.stringify([base, over]);
      mergeValues(base, over);
      expect(JSON.stringify([base, over])).toBe(before);
    }));
  });

  test('replaces lists as a whole, as Helm does', () => {
    expect(mergeValues({ hosts: ['a', 'b'] }, { hosts: ['c'] })).toStrictEqual({ hosts: ['c'] });
  });
});

describe('a conflict', () => {
  test('is found exactly where merging would change the wiring', () => {
    fc.assert(fc.property(values, values, (wiring, over) => {
      const changed = leaves(wiring).some(([path, value]) => {
        const merged = new Map(leaves(mergeValues(wiring, over)));
        return JSON.stringify(merged.get(path)) !== JSON.stringify(value);
      });
      return !changed || firstConflict(wiring, over) !== undefined;
    }));
  });

  test('is named by its path', () => {
    expect(firstConflict({ config: { clusterWide: true } }, { config: { clusterWide: false } })).toBe('config.clusterWide');
    expect(firstConflict({ config: { clusterWide: true } }, { config: 'none' })).toBe('config');
    expect(firstConflict({ config: { clusterWide: true } }, { config: { other: 1 } })).toBeUndefined();
  });
});

describe('overrides', () => {
  test('win over what is suggested, and never change the wiring', () => {
    expect(apply({ wiring: { name: 'a' }, values: { replicas: 1, resources: { cpu: '1', memory: '1Gi' } }, overrides: { resources: { cpu: '2' }, extra: true } }))
      .toStrictEqual({ name: 'a', replicas: 1, resources: { cpu: '2', memory: '1Gi' }, extra: true });
  });

  test('of the wiring are refused, with the path', () => {
    expect(refusal(() => apply({ wiring: { auth: { secret: 'a' } }, overrides: { auth: { secret: 'b' } } }))).toContain('the override of "auth.secret" in the values of the chart would break the wiring');
  });

  test('that hold a secret are refused, without repeating it', () => {
    const message = refusal(() => apply({ overrides: { auth: { adminPassword: 'hunter2' } } }));
    expect(message).toContain('overrides.auth.adminPassword holds a secret in plain text');
    expect(message).not.toContain('hunter2');
  });
});
