import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { objectErrors } from '../../../test/support/object-facts';
import { readDeployment } from '../../src/deployment/read-deployment';
import { exportFiles } from '../../src/export/export-files';
import { exportPlans } from '../../src/export/export-plan';
import { Application } from '../../src/export/gitops';
import { objectKey } from '../../src/kubernetes/kubernetes-object';
import { temporaryFolders } from '../support/temporary-folder';
import { byPath, filesOf, objectsIn, objectsStep, releaseStep, stepLines, synthesizeExample } from './support';

const newFolder = temporaryFolders();
const GIT = { repository: 'https://git.acme.example/platform.git', path: 'deploy', revision: 'v1' };

interface Source { path?: string; chart?: string; repoURL: string; targetRevision?: string; ref?: string; directory?: { include: string }; helm?: { releaseName: string; valueFiles: string[] } }
interface Spec { source?: Source; sources?: Source[]; destination: { namespace?: string } }

function applicationsIn(files: Record<string, string>): Application[] {
  return Object.keys(files).filter((path) => path.startsWith('argocd/applications/')).sort().map((path) => parse(files[path]) as Application);
}

/** What the Applications put on a cluster, wave by wave, as Argo CD reads them. */
function synced(files: Record<string, string>): string[][] {
  const waves: string[][] = [];
  for (const { metadata, spec } of applicationsIn(files)) {
    const { source, sources = [], destination } = spec as unknown as Spec;
    const wave = waves[Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'])] ??= [];
    if (source !== undefined) {
      const included = (source.directory?.include ?? '').replace(/^\{|\}$/g, '').split(',');
      wave.push(...included.flatMap((name) => objectsIn(files[`${source.path?.replace('deploy/acme/', '') ?? ''}/${name}`])).map((object) => `${objectKey(object)} ${object.metadata.namespace ?? destination.namespace ?? '-'}`));
    }
    const [chart] = sources;
    if (chart?.helm !== undefined) {
      const values = chart.helm.valueFiles[0].replace('$values/deploy/acme/', '');
      wave.push(`${chart.helm.releaseName} ${destination.namespace ?? '-'} ${chart.chart ?? chart.path ?? ''} ${values in files ? values : 'no values'}`);
    }
  }
  return waves.slice(1).map((wave) => wave.sort());
}

/** What apply.sh puts on a cluster, wave by wave. */
function applied(files: Record<string, string>): string[][] {
  const waves: string[][] = [];
  for (const line of stepLines(files['apply.sh'])) {
    const [command, , ...words] = line.split(' ');
    if (command === 'wave') {
      waves.push([]);
    } else if (command === 'objects') {
      const namespace = words[1] === '-n' ? words[2] : undefined;
      waves[waves.length - 1].push(...objectsIn(files[words[0]]).map((object) => `${objectKey(object)} ${object.metadata.namespace ?? namespace ?? '-'}`));
    } else {
      waves[waves.length - 1].push(`${words[0]} ${words[1]} ${words[4].replace(/^oci:\/\/.*\//, '')} ${words[2]}`);
    }
  }
  return waves.map((wave) => wave.sort());
}

test('Argo CD makes the same objects and releases as apply.sh, in the same order, and an API server takes every Application', async () => {
  const [plan] = exportPlans(readDeployment(await synthesizeExample(newFolder())));
  const files = byPath(exportFiles(plan, GIT));
  const all = [parse(files['argocd/root.yaml']) as Application, ...applicationsIn(files)];

  expect(applied(files).length).toBeGreaterThan(4);
  expect(applied(files).flat().length).toBeGreaterThan(100);
  expect(synced(files)).toStrictEqual(applied(files));
  expect(all.flatMap((application) => objectErrors({ ...application }))).toStrictEqual([]);
  expect(new Set(all.map(({ metadata }) => metadata.name)).size).toBe(all.length);
  expect(all.filter(({ metadata: { name } }) => name.length > 63)).toStrictEqual([]);
});

test('charts are named as Argo CD wants them: an index, a registry without a scheme, or a folder of the repository', () => {
  const files = filesOf([
    releaseStep('a'),
    releaseStep('b', { chart: { name: 'b', version: '2.0.0', repository: 'oci://registry.acme.example/charts/' }, skipCrds: true }),
    releaseStep('c', { chart: { name: 'c', version: '3.0.0', path: '/charts/c' } }),
  ], {}, GIT);

  expect(applicationsIn(files).map(({ spec }) => (spec as unknown as Spec).sources?.[0])).toStrictEqual([
    { repoURL: 'https://charts.acme.example', chart: 'a', targetRevision: '1.0.0', helm: { releaseName: 'a', valueFiles: ['$values/deploy/acme/values/a.yaml'] } },
    { repoURL: 'registry.acme.example/charts', chart: 'b', targetRevision: '2.0.0', helm: { releaseName: 'b', valueFiles: ['$values/deploy/acme/values/b.yaml'], skipCrds: true } },
    { repoURL: GIT.repository, path: 'deploy/acme/charts/c', targetRevision: 'v1', helm: { releaseName: 'c', valueFiles: ['$values/deploy/acme/values/c.yaml'] } },
  ]);
});

test('what names no namespace is in an Application of its namespace', () => {
  const thing = (name: string, namespace?: string) => ({ apiVersion: 'acme.example/v1', kind: 'Thing', metadata: { name, namespace } });
  const files = filesOf([objectsStep('a', [thing('x'), thing('y', 'other')])], {}, GIT);

  expect(applicationsIn(files).map(({ spec }) => [(spec as unknown as Spec).destination.namespace, (spec as unknown as Spec).source?.directory?.include])).toStrictEqual([['acme', '01-a.acme.yaml'], [undefined, '01-a.yaml']]);
});

test('the root takes no wave, and nothing is pruned', () => {
  const files = filesOf([releaseStep('a')], {}, { ...GIT, path: '.' });
  const root = parse(files['argocd/root.yaml']) as Application;

  expect(root.metadata).toStrictEqual({ name: 'acme', namespace: 'argocd' });
  expect((root.spec as unknown as Spec).source).toStrictEqual({ repoURL: GIT.repository, targetRevision: 'v1', path: 'acme/argocd/applications' });
  expect(applicationsIn(files)[0].spec.syncPolicy).toMatchObject({ automated: { prune: false }, syncOptions: ['ServerSideApply=true', 'CreateNamespace=false'] });
});

test('without a repository there is nothing for Argo CD', () => {
  const files = filesOf([releaseStep('a')]);
  expect(Object.keys(files).filter((path) => path.startsWith('argocd/'))).toStrictEqual([]);
  expect(files['README.md']).not.toContain('Argo CD');
});

test('the fixture says which release its schema is of', () => {
  const fixture = JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'test', 'fixtures', 'crds', 'argoproj.io', 'Application_v1alpha1.json'), 'utf8')) as { source: string };
  expect(fixture.source).toBe('custom resource definition of the chart argo-cd 10.1.1');
});
