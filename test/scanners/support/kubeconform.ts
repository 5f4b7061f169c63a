import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { analyser } from '../../e2e/support/analysers';
import { run } from '../../e2e/support/run';
import { Finding, objectName } from './finding';
import { ScannedPlatform } from './scanned-platform';

interface Verdict {
  readonly resources: readonly {
    readonly filename: string;
    readonly kind: string;
    readonly name: string;
    readonly status: 'statusValid' | 'statusInvalid' | 'statusError' | 'statusSkipped';
    readonly msg: string;
  }[];
}

/** What was judged, and what is wrong with it. */
export interface Conformity {
  /** Number of objects that a schema was there for, and that fit it. */
  readonly valid: number;
  readonly findings: readonly Finding[];
}

/** Whether all objects are what Kubernetes and the definitions of custom resources say; a kind without a schema is a finding, too. */
export async function kubeconform(platforms: readonly ScannedPlatform[], schemas: string, kubernetesVersion: string): Promise<Conformity> {
  const names = new Map(platforms.flatMap(({ name, files }) => files.map((file) => [file, name] as const)));
  const arguments_ = ['-strict', '-output', 'json', '-verbose', '-schema-location', schemas, '-kubernetes-version', kubernetesVersion];
  const { out, errors } = await run(await analyser('kubeconform'), [...arguments_, ...names.keys()]);
  if (out === '') {
    throw new Error(`kubeconform said nothing:\n${errors}`);
  }
  const { resources } = JSON.parse(out) as Verdict;
  const count = [...names.keys()].flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8'))).length;
  if (resources.length !== count) {
    throw new Error(`kubeconform judged ${resources.length} of ${count} objects.`);
  }
  return {
    valid: resources.filter(({ status }) => status === 'statusValid').length,
    findings: resources.filter(({ status }) => status !== 'statusValid').map(({ filename, kind, name, status, msg: message }) => ({
      scanner: 'kubeconform' as const,
      check: status,
      critical: true,
      object: objectName(kind, '', name),
      message,
      platform: names.get(filename) ?? filename,
    })),
  };
}
