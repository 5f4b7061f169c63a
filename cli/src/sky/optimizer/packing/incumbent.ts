import { Packing, PackingAnswer, Pattern, PatternUse } from './packing';

/** The best packing so far, and the best bound. */
export class Incumbent {
  answer?: PackingAnswer;
  /** No packing costs less. */
  bound = 0n;

  constructor(
    private readonly packing: Packing,
    /** Answers that cost this or more are of no use. */
    private readonly limit: bigint,
    /** A gap of this part of the cost will do. */
    private readonly targetGap = 0,
  ) {}

  /** What a packing must cost less than to be an improvement. */
  get cutoff(): bigint {
    return this.answer?.cost ?? this.limit;
  }

  get isProven(): boolean {
    return this.bound >= this.goal;
  }

  /** The least bound that is near enough to the cost. */
  get goal(): bigint {
    return (this.cutoff * BigInt(Math.ceil(1_000_000 * (1 - this.targetGap))) + 999_999n) / 1_000_000n;
  }

  raise(bound: bigint): void {
    if (bound > this.bound) {
      this.bound = bound;
    }
  }

  /** Takes a packing if it is the cheapest so far. */
  offer(uses: readonly PatternUse[], moved: readonly number[]): boolean {
    const cost = costOf(this.packing, uses);
    if (cost >= this.cutoff) {
      return false;
    }
    this.answer = { cost, uses: merged(uses), moved };
    return true;
  }
}

export function costOf(packing: Packing, uses: readonly PatternUse[]): bigint {
  return uses.reduce((sum, { pattern, count }) => sum + packing.bins[pattern.bin].cost * BigInt(count), 0n);
}

function merged(uses: readonly PatternUse[]): PatternUse[] {
  const counts = new Map<Pattern, number>();
  uses.forEach(({ pattern, count }) => counts.set(pattern, (counts.get(pattern) ?? 0) + count));
  return [...counts].map(([pattern, count]) => ({ pattern, count }));
}
