import { readFileSync } from 'node:fs';
import { Cluster, spellings, withoutIndentation } from './cluster';

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
  const found = secrets.flatMap(({ where, value }) => [...texts].filter(([, text]) => tells(text, value)).map(([place]) => `${where} is in ${place}`));
  return { secrets: secrets.length, places: [...texts.keys()], found };
}

/** Whether a text tells a value, in whichever spelling. */
export function tells(text: string, value: string): boolean {
  const lines = value.trimEnd();
  return spellings(value).some((spelling) => text.includes(spelling)) || (lines.includes('\n') && withoutIndentation(text).includes(withoutIndentation(lines)));
}
