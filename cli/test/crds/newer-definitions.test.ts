import { hasNewerDefinitions } from '../../src/crds/newer-definitions';
import { SAMPLE } from '../support/sample-platform';

const [operator] = SAMPLE.operators;

function platform(version: string, neverUpgraded: boolean | undefined): typeof SAMPLE {
  const [release] = SAMPLE.releases;
  return {
    ...SAMPLE,
    operators: [{ ...operator, crds: [{ group: 'postgresql.cnpg.io', version: 'v1', kinds: ['Cluster'], onUninstall: 'kept', neverUpgraded }] as unknown as typeof operator.crds }],
    releases: [{ ...release, chart: { ...release.chart ?? { name: '', repository: '', appVersion: '' }, version } }],
  };
}

test.each([
  ['another version of a chart whose definitions Helm leaves alone', platform('1.0.0', true), platform('1.1.0', true), true],
  ['the same version', platform('1.0.0', true), platform('1.0.0', true), false],
  ['another version of a chart whose definitions Helm upgrades', platform('1.0.0', undefined), platform('1.1.0', undefined), false],
  ['a first output', undefined, platform('1.0.0', true), false],
])('definitions are to be brought up to date or not: %s', (_title, before, after, expected) => {
  expect(hasNewerDefinitions(before, after)).toBe(expected);
});
