import { createHash } from 'crypto';
import { FootprintDocument, PlatformDocument } from '../core';
import { Quantity } from '../core/quantity';
import { stableJson } from '../core/stable-json';

/** The smallest volume of any kind of cluster: which one a platform is placed on must not look like another demand. */
const SMALLEST_VOLUME = 20 * 2 ** 30;

/**
 * A digest of what a platform asks of a cloud: its pods and volumes, and who
 * talks to whom. What a placement decides is no part of it: neither the kind
 * of cluster nor storage classes change it.
 */
export function demandDigest(platform: PlatformDocument): string {
  const pairs = platform.edges.flatMap(({ client, server }) => (client.path === undefined || server.path === undefined || client.path === server.path ? [] : [`${client.path} ${server.path}`]));
  return createHash('sha256').update(stableJson({
    stack: platform.stack,
    components: demandsOf(platform),
    pairs: [...new Set(pairs)].sort(),
  })).digest('hex');
}

/** What each component and operator asks for, by path, for messages that tell what changed. */
export function demandsOf(platform: PlatformDocument): { [path: string]: string } {
  const asked = [...platform.components, ...platform.operators].flatMap(({ path, footprint }): [string, string][] => (footprint === undefined ? [] : [[path, footprintText(footprint)]]));
  return Object.fromEntries(asked.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function footprintText(footprint: FootprintDocument): string {
  const groups = footprint.podGroups ?? [{ name: '', ...footprint }];
  const parts = groups.map((group) => [
    group.name, `${group.instances} × ${group.cpu} CPU, ${group.memory}`, volumeText(group.storage), ...Object.entries(group.extended ?? {}).sort().map(([resource, count]) => `${count} ${resource}`),
  ].filter((text) => text !== '').join(', '));
  return [...parts, footprint.maximumInstances === undefined ? '' : `at most ${footprint.maximumInstances}`, footprint.spread === undefined ? '' : `apart: ${footprint.spread}`].filter((text) => text !== '').join('; ');
}

function volumeText(storage: string | undefined): string {
  if (storage === undefined) {
    return '';
  }
  const { amount } = Quantity.parse(storage, 'storage');
  return amount <= SMALLEST_VOLUME ? 'a volume of at most 20Gi' : `a volume of ${storage}`;
}
