/** A promise and what was measured of it. */
export interface Check {
  readonly what: string;
  readonly measured: string;
  readonly wanted: string;
  readonly holds: boolean;
}

/** What one case of the benchmark gave. */
export interface CaseResult {
  readonly checks: readonly Check[];
  readonly rows: readonly object[];
  /** Why nothing was measured. */
  readonly skipped?: string;
}
