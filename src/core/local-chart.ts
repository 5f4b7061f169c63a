import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { digest } from './naming';

/** Folder of the chart, relative to the Terraform project. */
export const LOCAL_CHART = 'charts/custom-resources';

/** Writes the chart that carries custom resources into a Terraform project. */
export function writeLocalChart(projectDirectory: string): void {
  const source = join(packageRoot(), LOCAL_CHART);
  const templates = readdirSync(join(source, 'templates')).sort().map((name) => ({ name, text: readFileSync(join(source, 'templates', name), 'utf8') }));
  const version = digest(JSON.stringify(templates));
  const chart = readFileSync(join(source, 'Chart.yaml'), 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/^version: (.*)$/m, `version: $1-${version}`);
  const target = join(projectDirectory, LOCAL_CHART);
  mkdirSync(join(target, 'templates'), { recursive: true });
  writeFileSync(join(target, 'Chart.yaml'), chart);
  for (const { name, text } of templates) {
    writeFileSync(join(target, 'templates', name), text);
  }
}

/** Root of this package: the compiled and the source files lie at different depths. */
export function packageRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, LOCAL_CHART, 'Chart.yaml'))) {
    folder = dirname(folder);
  }
  return folder;
}
