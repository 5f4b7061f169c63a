/** Numbers that look random and come again with the same seed, which a suite prints. */
export class Chance {
  /** The seed of this run: `QTCLOUD_SEED`, else one that the clock gives. */
  public static get seed(): number {
    const { QTCLOUD_SEED: given } = process.env;
    return given !== undefined && given !== '' ? Number(given) : Date.now() % 1_000_000;
  }

  public constructor(private state: number) {}

  /** A number from 0 to 1, 1 excluded (the generator is known as mulberry32). */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Moments within a duration, one in each of as many equal parts of it: early, middle and late ones are always among them. */
  public moments(count: number, seconds: number): number[] {
    return Array.from({ length: count }, (_, index) => ((index + this.next()) / count) * seconds);
  }
}
