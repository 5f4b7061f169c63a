import { IConformanceCheck } from './conformance-check';

/** A check made of a function. */
export class Check implements IConformanceCheck {
  public constructor(public readonly title: string, private readonly action: () => void) {}

  public run(): void {
    this.action();
  }
}

/**
 * Fails a check unless something holds.
 *
 * @throws with the message
 */
export function demand(holds: boolean, message: string): asserts holds {
  if (!holds) {
    throw new ConformanceError(message);
  }
}

/** Fails a check unless the list of things found wrong is empty. */
export function demandNone(wrong: readonly string[], what: string): void {
  demand(wrong.length === 0, `${what}: ${[...new Set(wrong)].slice(0, 8).join('; ')}`);
}

/**
 * What a failed check throws.
 *
 * @jsii ignore
 */
class ConformanceError extends Error {
  public override readonly name = 'ConformanceError';
}
