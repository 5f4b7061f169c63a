/** How large a component is made when nothing more exact is asked for. */
export enum Size {
  /** One instance of everything; fits three nodes of 4 CPU and 16 GiB with a whole private cloud. */
  SMALL = 'small',
  /** Two instances where a product can hand over, room for a department. */
  MEDIUM = 'medium',
  /** Highly available: three instances, spread over nodes. */
  LARGE = 'large',
}
