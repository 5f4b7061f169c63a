import { IConstruct } from 'constructs';
import { DriverManifest } from './manifest';

/**
 * One product that fulfils one contract.
 *
 * A driver is a description without a scope: the same instance may serve any
 * number of components. Each domain has an abstract driver of its own that
 * adds `provision`.
 */
export abstract class Driver {
  /** The facts of the product. */
  public abstract readonly manifest: DriverManifest;

  /**
   * Puts on the cluster what exists once however many components there are:
   * the operator and its custom resource definitions. Components call it
   * themselves; a foundation stack calls it for the stacks that build on it.
   *
   * @param scope anything in the stack that is to own them
   */
  public install(scope: IConstruct): void {
    void scope;
  }
}
