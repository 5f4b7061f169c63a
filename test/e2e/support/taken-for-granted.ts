/**
 * What Kubernetes takes for granted where a field is absent, and the Terraform provider writes out: with the value
 * and without the field it is the same object (https://kubernetes.io/docs/reference/kubernetes-api/, v1.34).
 */
const DEFAULTS: readonly { readonly path: RegExp; readonly value: unknown }[] = [
  { path: /(secretKeyRef|configMapKeyRef|configMap|secret)\.optional$/, value: false },
  { path: /\.volumeMounts\.\d+\.mountPropagation$/, value: 'None' },
  { path: /\.shareProcessNamespace$/, value: false },
  { path: /\.securityContext\.privileged$/, value: false },
  { path: /^immutable$/, value: false },
  { path: /^spec\.jobTemplate\.spec\.(parallelism|completions)$/, value: 1 },
  { path: /^spec\.jobTemplate\.spec\.manualSelector$/, value: false },
];

/** Lists of which the order means nothing: rights are a set. */
const SETS = /^rules\.\d+\.(apiGroups|resources|resourceNames|verbs)$/;

/** True for a field that says what would hold without it. */
export function isTakenForGranted(path: string, value: unknown): boolean {
  return DEFAULTS.some((granted) => granted.value === value && granted.path.test(path));
}

/** A list that stands for a set in one order, anything else as it is. */
export function ordered(path: string, value: unknown): unknown {
  return Array.isArray(value) && SETS.test(path) ? [...value as unknown[]].sort() : value;
}
