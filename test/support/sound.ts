import { SynthesizedRelease } from '../../src/testing/synthesized-release';
import { Template } from '../../src/testing/template';
import { chartFixture, valueErrors } from './chart-facts';
import { objectErrors } from './object-facts';

/** Fails where values have a key that the real chart does not know, or that its own schema refuses. */
export function expectKnownValues(chartName: string, values: object): void {
  expect(valueErrors(chartName, values)).toStrictEqual([]);
}

/** Fails where an API server with the real custom resource definition would refuse the object, unknown fields included. */
export function expectValidObject(object: { [key: string]: unknown }): void {
  expect(objectErrors(object)).toStrictEqual([]);
}

/**
 * Fails where anything in a synth is not sound: a value that its chart does
 * not know, a chart version other than the one its facts are of, a custom
 * resource that the API server would refuse.
 */
export function expectSound(template: Template): void {
  expect([...template.charts.flatMap(releaseErrors), ...template.objects.flatMap(objectErrors)]).toStrictEqual([]);
}

function releaseErrors(release: SynthesizedRelease): string[] {
  const name = chartName(release);
  const { version } = chartFixture(name);
  const other = release.version === undefined || release.version === version
    ? []
    : [`${name}: the release asks for version ${release.version}, and the facts in test/fixtures/charts are of ${version}`];
  return [...other, ...valueErrors(name, release.values)];
}

/** `cert-manager` of `charts/cert-manager-1.2.3.tgz` or `charts/cert-manager`. */
function chartName({ chart }: SynthesizedRelease): string {
  return (chart.split('/').at(-1) ?? chart).replace(/-v?\d+\.\d+\.\d+.*\.tgz$/, '');
}
