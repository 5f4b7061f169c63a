import { ChartFacts, DriverManifest } from '../../../../src/core/manifest';
import { libraryManifests } from '../../../support/library-manifests';

/** Every chart that a manifest of the library names, by name, with that manifest: drivers and operators alike. */
export function manifestsByChart(): Map<string, { chart: ChartFacts; manifest: DriverManifest }> {
  const found = new Map<string, { chart: ChartFacts; manifest: DriverManifest }>();
  for (const manifest of libraryManifests()) {
    for (const chart of manifest.charts ?? []) {
      const before = found.get(chart.name);
      // One chart may serve two products, of which one takes only a part of it.
      if (before === undefined || (before.manifest.crds ?? []).length < (manifest.crds ?? []).length) {
        found.set(chart.name, { chart, manifest });
      }
    }
  }
  return found;
}
