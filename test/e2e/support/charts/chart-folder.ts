import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { Toolbox } from '../../../../cli/src/sandbox/tools/toolbox';
import { manifestsByChart } from './manifests';
import { writeStandIn } from './stand-in-chart';

/** Where the charts of a run come from. */
export interface Charts {
  /** Folder for `ChartSource.directory`. */
  readonly path: string;
  /** Names of those that are the real ones. */
  readonly real: string[];
  /** Real ones with another version than the library pins, as `name pinned found`. */
  readonly differing: string[];
  /** Names of those that are stood in for. */
  readonly standIns: string[];
}

/** Folder with real charts, one unpacked chart in each of its folders; `QTCLOUD_CHARTS` names it, and empty means none. */
export function realChartsFolder(): string {
  const { QTCLOUD_CHARTS: named } = process.env;
  return named !== undefined && named !== '' ? named : join(Toolbox.cache, 'charts');
}

/**
 * Puts every chart that the library knows into a folder: the real one where
 * there is one, a stand-in elsewhere.
 *
 * @param useReal false for stand-ins only
 */
export function prepareCharts(path: string, useReal = process.env.QTCLOUD_CHARTS !== ''): Charts {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  const available = useReal ? realCharts(realChartsFolder()) : new Map<string, RealChart>();
  const charts = { path, real: [] as string[], differing: [] as string[], standIns: [] as string[] };
  for (const [name, { chart, manifest }] of manifestsByChart()) {
    const real = available.get(name);
    if (real === undefined) {
      writeStandIn(join(path, name), chart, manifest);
      charts.standIns.push(name);
      continue;
    }
    cpSync(real.folder, join(path, name), { recursive: true });
    charts.real.push(name);
    if (real.version !== chart.version) {
      // Some copies of repositories carry a version of their own; what is applied names the pinned one.
      const file = join(path, name, 'Chart.yaml');
      writeFileSync(file, stringify({ ...parse(readFileSync(file, 'utf8')) as object, version: chart.version }));
      charts.differing.push(`${name} ${chart.version} ${real.version}`);
    }
  }
  return charts;
}

interface RealChart {
  readonly folder: string;
  readonly version: string;
}

function realCharts(folder: string): Map<string, RealChart> {
  const found = new Map<string, RealChart>();
  for (const entry of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const file = join(folder, entry, 'Chart.yaml');
    if (existsSync(file)) {
      const { name, version } = parse(readFileSync(file, 'utf8')) as { name: string; version: string };
      found.set(name, { folder: join(folder, entry), version });
    }
  }
  return found;
}
