import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { digest } from './naming';

/** Folder of the chart, relative to the Terraform project. */
export const LOCAL_CHART = 'charts/custom-resources';

/** Version of the chart: a digest of its templates is added, because Terraform compares versions, not contents. */
export function localChartVersion(): string {
  const [, version] = /^version: (.*)$/m.exec(description()) ?? [];
  return `${version}-${digest(JSON.stringify(templates()))}`;
}

/** Writes the chart that carries custom resources into a Terraform project. */
export function writeLocalChart(projectDirectory: string): void {
  const chart = description()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/^version: .*$/m, `version: ${localChartVersion()}`);
  const target = join(projectDirectory, LOCAL_CHART);
  mkdirSync(join(target, 'templates'), { recursive: true });
  writeFileSync(join(target, 'Chart.yaml'), chart);
  for (const { name, text } of templates()) {
    writeFileSync(join(target, 'templates', name), text);
  }
}

function description(): string {
  return readFileSync(join(packageRoot(), LOCAL_CHART, 'Chart.yaml'), 'utf8');
}

function templates(): { name: string; text: string }[] {
  const folder = join(packageRoot(), LOCAL_CHART, 'templates');
  return readdirSync(folder).sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/** Root of this package: the compiled and the source files lie at different depths. */
export function packageRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, LOCAL_CHART, 'Chart.yaml'))) {
    folder = dirname(folder);
  }
  return folder;
}
