import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DriverManifest } from '../../src/core/manifest';

/** As TypeScript, in jest and in scripts alike, which an import of what is known only now would not be. */
const load = createRequire(__filename);
const SOURCES = join(__dirname, '..', '..', 'src');

/** Every manifest of the library, drivers and operators alike. */
export function libraryManifests(): DriverManifest[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.facts.ts')).sort();
  return files.flatMap((file) => Object.values(load(join(SOURCES, file)) as Record<string, unknown>)).filter(isManifest);
}

/** The manifests that name a chart, by the chart's name: one chart may serve several products. */
export function manifestsOfCharts(): Map<string, DriverManifest[]> {
  const found = new Map<string, DriverManifest[]>();
  for (const manifest of libraryManifests()) {
    for (const { name } of manifest.charts ?? []) {
      found.set(name, [...found.get(name) ?? [], manifest]);
    }
  }
  return found;
}

function isManifest(value: unknown): value is DriverManifest {
  return typeof value === 'object' && value !== null && 'product' in value && 'contract' in value && 'sources' in value;
}
