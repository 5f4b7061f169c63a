import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CrdFacts, CrdRetention } from '../../../../src/core/manifest';

const FIXTURES = join(__dirname, '..', '..', '..', 'fixtures', 'crds');

interface Fixture {
  readonly group: string;
  readonly kind: string;
  readonly version: string;
  readonly scope: string;
  readonly schema: { readonly properties?: Readonly<Record<string, unknown>> };
}

const OPEN = { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** Custom resource definitions as a chart brings them: the real schema where there is one, an open one where not. */
export function definitionsOf(facts: readonly CrdFacts[]): Record<string, unknown>[] {
  const kinds = new Map<string, { facts: CrdFacts; kind: string; fixtures: Fixture[] }>();
  for (const each of facts) {
    for (const kind of each.kinds) {
      kinds.set(`${kind}.${each.group}`, { facts: each, kind, fixtures: fixturesOf(each.group, kind) });
    }
  }
  return [...kinds.values()].map(({ facts: each, kind, fixtures }) => definition(each, kind, fixtures));
}

/** Whether a version of a kind has its real schema, so that the API server checks every field of it. */
export function hasRealSchema(group: string, version: string, kind: string): boolean {
  return fixturesOf(group, kind).some((fixture) => fixture.version === version && Object.keys(fixture.schema.properties ?? {}).length > 0);
}

function fixturesOf(group: string, kind: string): Fixture[] {
  const folder = join(FIXTURES, group);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(`${kind}_`)).sort() : [];
  return files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Fixture);
}

function definition(facts: CrdFacts, kind: string, fixtures: Fixture[]): Record<string, unknown> {
  const plural = pluralOf(kind);
  const versions = fixtures.length > 0 ? fixtures : [{ group: facts.group, kind, version: facts.version, scope: kind.startsWith('Cluster') && kind !== 'Cluster' ? 'Cluster' : 'Namespaced', schema: {} }];
  const stored = versions.find((each) => each.version === facts.version) ?? versions[0];
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${facts.group}`,
      annotations: {
        ...(facts.onUninstall === CrdRetention.KEPT && facts.neverUpgraded !== true ? { 'helm.sh/resource-policy': 'keep' } : {}),
        // Groups of Kubernetes' own are protected: their definitions name who approved them.
        ...(facts.group.endsWith('.k8s.io') ? { 'api-approved.kubernetes.io': 'https://github.com/kubernetes-sigs/gateway-api' } : {}),
      },
    },
    spec: {
      group: facts.group,
      scope: stored.scope,
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
      versions: versions.map((each) => ({
        name: each.version,
        served: true,
        storage: each === stored,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', ...withKeyDefaults({ ...each.schema, properties: { spec: OPEN, status: OPEN, ...each.schema.properties } }) as object } },
      })),
    },
  };
}

/**
 * The fixtures carry no defaults. Kubernetes insists on one for the keys by
 * which the items of a list are told apart, where the key may be left out.
 */
function withKeyDefaults(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(withKeyDefaults);
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withKeyDefaults(value)]));
  const items = copy.items as { properties?: Record<string, Record<string, unknown>>; required?: string[] } | undefined;
  for (const key of (copy['x-kubernetes-list-map-keys'] ?? []) as string[]) {
    const property = items?.properties?.[key];
    if (property !== undefined && property.default === undefined && items?.required?.includes(key) !== true) {
      property.default = key === 'protocol' ? 'TCP' : property.type === 'integer' ? 0 : '';
    }
  }
  return copy;
}

/** Kubernetes' plural of a kind, as their authors chose it. */
function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  if (/(s|x|ch|sh)$/.test(lower)) {
    return `${lower}es`;
  }
  return /[^aeiou]y$/.test(lower) ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}
