/** Names of Kubernetes' own that the rule does not make. */
const IRREGULAR: Readonly<Record<string, string>> = { endpoints: 'endpoints' };

/**
 * The resource behind a kind, with its group where it has one, as RBAC names
 * it: `deployments.apps`, `secrets`.
 */
export function resourceOf(apiVersion: string, kind: string): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? pluralOf(kind) : `${pluralOf(kind)}.${group}`;
}

/** A resource's parts: `deployments.apps/scale` is `deployments/scale` of the group `apps`. */
export function splitResource(resource: string): { readonly group: string; readonly name: string } {
  const [whole, below] = resource.split('/');
  const [name, ...group] = whole.split('.');
  return { group: group.join('.'), name: below === undefined ? name : `${name}/${below}` };
}

function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  if (IRREGULAR[lower] !== undefined) {
    return IRREGULAR[lower];
  }
  if (/(s|x|ch|sh)$/.test(lower)) {
    return `${lower}es`;
  }
  return /[^aeiou]y$/.test(lower) ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}
