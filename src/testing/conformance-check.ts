/** One thing that a contract demands of every driver. */
export interface IConformanceCheck {
  /** What must hold, in words: the name of a test. */
  readonly title: string;
  /**
   * Checks it.
   *
   * @throws with what was found, and what to do about it
   */
  run(): void;
}

/** A check that did not hold. */
export interface ConformanceFailure {
  /** What must hold. */
  readonly title: string;
  /** What was found. */
  readonly message: string;
}

/** Result of a whole suite. */
export interface ConformanceReport {
  /** Titles of the checks that hold. */
  readonly passed: string[];
  /** The checks that do not. */
  readonly failures: ConformanceFailure[];
}
