/** The scanners that judge. */
export type Scanner = 'kube-score' | 'kubeconform' | 'checkov';

/** What a scanner finds wrong with an object. */
export interface Finding {
  readonly scanner: Scanner;
  /** Name of the check, as the scanner spells it. */
  readonly check: string;
  /** True where the scanner itself says that it is grave. */
  readonly critical: boolean;
  /** Such as `Deployment acme/shop`; without the digest behind the name of a Job. */
  readonly object: string;
  /** In the scanner's words. */
  readonly message: string;
  /** The platform that it is in. */
  readonly platform: string;
}

/** Names an object as findings do. */
export function objectName(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${kind === 'Job' ? name.replace(/-[0-9a-f]{8}$/, '') : name}`;
}
