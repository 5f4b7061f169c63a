/** Something that waits for others. */
interface Waiting {
  readonly address: string;
  readonly dependsOn: readonly string[];
}

/** What waits for what, when what only orders others is left out. */
export interface Order {
  /** Number of the wave, from 0. */
  waveOf(address: string): number;
  /** What it waits for, sorted. */
  after(address: string): string[];
}

/** The order of those that are kept. */
export function orderOf<T extends Waiting>(all: readonly T[], isKept: (waiting: T) => boolean): Order {
  const known = new Map(all.map((waiting) => [waiting.address, waiting]));
  const waited = new Map<string, ReadonlySet<string>>();
  const waves = new Map<string, number>();

  const waitedFor = (address: string): ReadonlySet<string> => {
    let found = waited.get(address);
    if (found === undefined) {
      found = new Set((known.get(address)?.dependsOn ?? []).flatMap((other) => {
        const waiting = known.get(other);
        return waiting === undefined ? [] : isKept(waiting) ? [other] : [...waitedFor(other)];
      }));
      waited.set(address, found);
    }
    return found;
  };
  const waveOf = (address: string): number => {
    let wave = waves.get(address);
    if (wave === undefined) {
      wave = Math.max(-1, ...[...waitedFor(address)].map(waveOf)) + 1;
      waves.set(address, wave);
    }
    return wave;
  };
  return { waveOf, after: (address) => [...waitedFor(address)].sort() };
}
