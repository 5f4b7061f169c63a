/** How a command ended, for scripts. */
export enum ExitCode {
  /** Done. */
  DONE = 0,
  /** Something unexpected: a fault of this program. */
  UNEXPECTED = 1,
  /** What was given is wrong: a file, a flag, a program. Nothing was written. */
  BAD_INPUT = 2,
  /** The machine refused, or lacks something: no permission, no space, no Go. */
  MACHINE = 3,
}
