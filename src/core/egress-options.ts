/** Options of `allowEgress`. */
export interface EgressOptions {
  /** TCP ports. @default [443] */
  readonly ports?: number[];
  /** Address blocks of the host, such as `198.51.100.0/24`: network policy knows no names. @default - any address, on these ports; `describe` says so */
  readonly addresses?: string[];
}
