import { analyser } from '../../e2e/support/analysers';
import { run } from '../../e2e/support/run';
import { Finding, objectName } from './finding';
import { ScannedPlatform } from './scanned-platform';

/** Grades below are findings. */
const PERFECT = 10;
const CRITICAL = 1;
/** kube-score's own exit codes: 1 is for critical findings. */
const JUDGED = [0, 1];

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string; readonly namespace?: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly summary: string }[] | null;
  }[];
}

/**
 * What kube-score finds.
 *
 * @param heedsAnnotations false to judge in spite of what annotations say
 */
export async function kubeScore({ name: platform, files }: ScannedPlatform, kubernetesVersion: string, heedsAnnotations = true): Promise<Finding[]> {
  const arguments_ = ['score', '--output-format', 'json', '--kubernetes-version', kubernetesVersion, ...(heedsAnnotations ? [] : ['--disable-ignore-checks-annotations'])];
  const { code, out, errors } = await run(await analyser('kube-score'), [...arguments_, ...files]);
  if (!JUDGED.includes(code) || errors !== '') {
    throw new Error(`kube-score ended with the code ${code}:\n${errors}`);
  }
  return (JSON.parse(out) as Scored[]).flatMap(({ type_meta: { kind }, object_meta: { name, namespace = '' }, checks }) => checks
    .filter(({ grade, skipped }) => grade < PERFECT && !skipped)
    .flatMap(({ check, grade, comments }) => (comments ?? []).map(({ summary }) => ({
      scanner: 'kube-score' as const, check: check.id, critical: grade <= CRITICAL, object: objectName(kind, namespace, name), message: summary, platform,
    }))));
}
