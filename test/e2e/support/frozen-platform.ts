import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const FIXTURES = join(__dirname, '..', 'fixtures');

interface Release {
  chart: string;
  repository?: string;
  version?: string;
}

/**
 * What an earlier commit made of an example, with charts from a folder.
 *
 * @param name folder of the fixture, such as `private-cloud-082700b`
 * @returns the Terraform project
 */
export function frozenPlatform(name: string, stack: string, charts: string, scratch: string): string {
  const project = join(scratch, stack);
  cpSync(join(FIXTURES, name, stack), project, { recursive: true });
  const file = join(project, 'cdk.tf.json');
  const content = JSON.parse(readFileSync(file, 'utf8')) as { resource: { helm_release: Record<string, Release> } };
  for (const release of Object.values(content.resource.helm_release).filter(({ repository }) => repository !== undefined)) {
    release.chart = join(charts, release.chart);
    delete release.repository;
    delete release.version;
  }
  writeFileSync(file, JSON.stringify(content, undefined, 2));
  return project;
}

/** What an older chart lacked. */
export interface OlderChart {
  /** Its version. */
  readonly version: string;
  /** Name of a definition that it did not have. */
  readonly without: string;
  /** A definition of which it did not have a field of the spec. */
  readonly definition: string;
  readonly field: string;
}

/** Makes of a chart, real or stood in for, one as it was some versions ago. */
export function makeOlder(chart: string, { version, without, definition, field }: OlderChart): void {
  const file = join(chart, 'Chart.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^version: .*$/m, `version: ${version}`));
  const definitions = readdirSync(chart, { recursive: true, encoding: 'utf8' }).filter((name) => /(^|\/)crds\/(.*\/)?[^/]+\.yaml$/.test(name) && !name.includes('/templates/') && !/Chart\.yaml|values\.yaml/.test(name));
  for (const name of definitions) {
    const path = join(chart, name);
    const text = readFileSync(path, 'utf8');
    if (text.includes(`name: ${without}`) || text.includes(`name: ${definition}`)) {
      const older = olderText(text, { version, without, definition, field });
      // Helm takes a file of definitions without one for an error.
      if (older === '') {
        rmSync(path);
      } else {
        writeFileSync(path, older);
      }
    }
  }
}

function olderText(text: string, { without, definition, field }: OlderChart): string {
  const documents = parseAllDocuments(text).filter((document) => document.contents !== null && document.getIn(['metadata', 'name']) !== without);
  for (const document of documents.filter((each) => each.getIn(['metadata', 'name']) === definition)) {
    const { spec } = document.toJS() as { spec: { versions: unknown[] } };
    spec.versions.forEach((_, index) => document.deleteIn(['spec', 'versions', index, 'schema', 'openAPIV3Schema', 'properties', 'spec', 'properties', field]));
  }
  return documents.map((document) => document.toString({ lineWidth: 0 })).join('---\n');
}
