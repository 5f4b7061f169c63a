import type { PlatformDocument } from '@quanttide/cloud';
import { ConnectionSettings, Placed, Settings } from '../settings/settings';
import { ConnectionDemand } from './demand';

/**
 * Who talks to whom, once for each pair. What the user says nothing of stays
 * in one region: traffic that nobody told is no reason to go apart.
 */
export function connectionsOf(platform: PlatformDocument, settings: Settings, pathOf: (name: string, place: Placed) => string | undefined): ConnectionDemand[] {
  const pairs = new Map<string, ConnectionDemand>();
  for (const { client, server } of platform.edges) {
    if (client.path !== undefined && server.path !== undefined && client.path !== server.path) {
      pairs.set(`${client.path}|${server.path}`, { from: client.path, to: server.path, latency: 'same-region', origin: 'platform.json' });
    }
  }
  for (const told of settings.connections) {
    const [from, to] = [pathOf(told.from, told) ?? told.from, pathOf(told.to, told) ?? told.to];
    pairs.set(`${from}|${to}`, toldConnection(told, { from, to }, settings));
  }
  return [...pairs.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, connection]) => connection);
}

function toldConnection(told: ConnectionSettings, ends: { from: string; to: string }, { growth }: Settings): ConnectionDemand {
  const gigabytes = told.traffic === undefined || growth === undefined ? told.traffic : told.traffic.times(growth.factor);
  return { ...ends, gigabytes, latency: told.latency ?? (told.traffic === undefined ? 'same-region' : 'any'), origin: `${told.file}:${told.position.line}` };
}
