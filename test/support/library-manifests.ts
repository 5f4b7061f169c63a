import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DriverManifest } from '../../src/core/manifest';

const SOURCES = join(__dirname, '..', '..', 'src');

/** Every manifest of the library, drivers and operators alike. */
export async function libraryManifests(): Promise<DriverManifest[]> {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.facts.ts')).sort();
  const exported = await Promise.all(files.map(async (file) => Object.values(await import(join(SOURCES, file)) as Record<string, unknown>)));
  return exported.flat().filter(isManifest);
}

/** The manifests that name a chart, by the chart's name: one chart may serve several products. */
export async function manifestsOfCharts(): Promise<Map<string, DriverManifest[]>> {
  const found = new Map<string, DriverManifest[]>();
  for (const manifest of await libraryManifests()) {
    for (const { name } of manifest.charts ?? []) {
      found.set(name, [...found.get(name) ?? [], manifest]);
    }
  }
  return found;
}

function isManifest(value: unknown): value is DriverManifest {
  return typeof value === 'object' && value !== null && 'product' in value && 'contract' in value && 'sources' in value;
}
