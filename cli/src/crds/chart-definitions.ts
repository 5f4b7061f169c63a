import { spawn } from 'node:child_process';
import { isAbsolute, join } from 'node:path';
import { ReleaseStep } from '../deployment/step';
import { readManifest } from '../helm/manifest';
import { MachineError } from '../terminal/machine-error';
import { Definition, isDefinition } from './definition';

/**
 * The definitions in the `crds/` folders of a release's chart: those that Helm
 * makes once, and never brings up to date.
 *
 * @param folder folder that synth wrote
 * @throws MachineError where helm is missing, or does not get the chart
 */
export async function chartDefinitions({ chart, releaseName }: ReleaseStep, folder: string): Promise<Definition[]> {
  const text = await helm(['show', 'crds', ...chartArguments(chart, folder)], `${releaseName} (${chart.name} ${chart.version})`);
  return readManifest(text).map(({ object }) => object).filter(isDefinition);
}

function chartArguments({ name, version, repository, path }: ReleaseStep['chart'], folder: string): string[] {
  if (path !== undefined) {
    return [isAbsolute(path) ? path : join(folder, path)];
  }
  return repository?.startsWith('oci://') === true
    ? [`${repository}/${name}`, '--version', version]
    : [name, '--version', version, ...(repository === undefined ? [] : ['--repo', repository])];
}

async function helm(arguments_: readonly string[], what: string): Promise<string> {
  const child = spawn('helm', arguments_, { stdio: ['ignore', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT'
      ? new MachineError('helm is not installed, and reads the definitions in charts.', ['Install it (https://helm.sh/docs/intro/install) and run the command again.'])
      : error));
    child.once('close', (exit) => resolve(exit ?? 1));
  });
  if (code !== 0) {
    const text = Buffer.concat(errors).toString('utf8').trim();
    throw new MachineError(`helm does not get the chart of ${what}: ${text.split('\n').slice(-1)[0]}`, ['Is the repository reached from here, and do you have to sign in to it (helm registry login)?']);
  }
  return Buffer.concat(out).toString('utf8');
}
