import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ChartFacts, DriverManifest } from '../../../../src/core/manifest';

const SOURCES = join(__dirname, '..', '..', '..', '..', 'src');

/** Every manifest of the library that names a chart, by the chart's name: drivers and operators alike. */
export async function manifestsByChart(): Promise<Map<string, { chart: ChartFacts; manifest: DriverManifest }>> {
  const found = new Map<string, { chart: ChartFacts; manifest: DriverManifest }>();
  for (const file of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.facts.ts')).sort()) {
    const exported = await import(join(SOURCES, file)) as Record<string, unknown>;
    for (const manifest of Object.values(exported).filter(isManifest)) {
      for (const chart of manifest.charts ?? []) {
        const before = found.get(chart.name);
        // One chart may serve two products, of which one takes only a part of it.
        if (before === undefined || (before.manifest.crds ?? []).length < (manifest.crds ?? []).length) {
          found.set(chart.name, { chart, manifest });
        }
      }
    }
  }
  return found;
}

function isManifest(value: unknown): value is DriverManifest {
  return typeof value === 'object' && value !== null && 'product' in value && 'contract' in value && 'sources' in value;
}
