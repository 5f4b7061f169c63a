import { ClusterView } from './view';

/** Plays an operator whose pods are simulated and do nothing. */
export interface Imitation {
  /** Name of the operator. */
  readonly name: string;
  /** Brings what the operator looks after a step further. */
  reconcile(view: ClusterView): Promise<void>;
}
