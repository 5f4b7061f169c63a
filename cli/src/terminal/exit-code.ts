/** How a command ended, for scripts. */
export enum ExitCode {
  /** Done. */
  DONE = 0,
  /** Something unexpected: a fault of this program. */
  UNEXPECTED = 1,
  /** What was given is wrong: a file, a flag, a program. Nothing was written. */
  BAD_INPUT = 2,
  /** What was asked for was found: drift, something that is not ready, a change that destroys data. */
  FOUND = 3,
  /** The machine or the cluster refused, or lacks something: no permission, no space, no Go, no answer. */
  MACHINE = 4,
}
