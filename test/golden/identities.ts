import { objectAt, textAt } from '../support/synth';
import { Template } from '../../src/testing/template';

/** What must not change by accident: with another one, something that holds data starts empty, or is made anew. */
export interface Identities {
  readonly addresses: string[];
  readonly releases: string[];
  readonly objects: string[];
  readonly volumes: string[];
  readonly locked: string[];
}

/** The identities in a synth, sorted. */
export function identitiesOf(template: Template): Identities {
  const resources = template.resourceTypes.filter((type) => type.startsWith('kubernetes_')).flatMap((type) => Object.values(template.resources(type)).map((resource) => nameOf(type, resource)));
  return {
    addresses: template.addresses,
    releases: template.releases.map(({ namespaceName, releaseName, chart }) => `${namespaceName}/${releaseName} (${chart})`).sort(),
    objects: [...resources, ...template.objects.map((object) => nameOf(textAt(object, 'kind'), object))].sort(),
    volumes: [...new Set([...template.releases.map(({ values }) => values), ...template.objects, ...template.resourceTypes.map((type) => template.resources(type))].flatMap((value) => volumesIn(value)))].sort(),
    locked: Object.entries(objectAt(template.platform, 'locked')).flatMap(([path, thing]) =>
      (thing as { objects: { kind: string; namespaceName?: string; name: string }[] }).objects.map(({ kind, namespaceName = '', name }) => `${path}: ${kind} ${namespaceName}/${name}`)).sort(),
  };
}

function nameOf(kind: string, object: unknown): string {
  return `${kind} ${textAt(object, 'metadata', 'namespace')}/${textAt(object, 'metadata', 'name')}`;
}

/** Names of claims, and of the charts' objects that volumes are named after. */
function volumesIn(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value !== 'object' || value === null) {
    const isName = /^(claimName|claim_name|existingClaim|persistentVolumeClaimName|fullnameOverride|nameOverride|volumeName)$/.test(path.at(-1) ?? '');
    return isName && typeof value === 'string' && value !== '' ? [`${path.at(-1) ?? ''}: ${value}`] : [];
  }
  return Object.entries(value).flatMap(([key, item]) => volumesIn(item, [...path, key]));
}
