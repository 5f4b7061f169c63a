import { readFileSync } from 'node:fs';
import { Cluster, spellings } from './cluster';

/** A search for secret values. */
export interface LeakSearch {
  /** How many values were searched for. */
  readonly secrets: number;
  /** What was searched: files, and Helm releases. */
  readonly places: readonly string[];
  /** What was found, as `Secret key is in place`. */
  readonly found: readonly string[];
}

/** Searches files, and what Helm keeps in the cluster, for every secret value of the cluster. */
export async function searchLeaks(cluster: Cluster, files: readonly string[]): Promise<LeakSearch> {
  const secrets = await cluster.secretValues();
  const texts = new Map([...files.map((file) => [file, readFileSync(file).toString('utf8')] as const), ...await cluster.helmReleases()]);
  const found = secrets.flatMap(({ where, value }) => [...texts].filter(([, text]) => spellings(value).some((spelling) => text.includes(spelling))).map(([place]) => `${where} is in ${place}`));
  return { secrets: secrets.length, places: [...texts.keys()], found };
}
