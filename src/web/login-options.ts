/** Options of `requireLogin`. */
export interface LoginOptions {
  /** Groups whose members may pass. @default - everybody who can sign in */
  readonly groups?: string[];
}
