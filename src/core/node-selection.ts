import { IConstruct } from 'constructs';
import { stackOf } from './engine/stack';

const SELECTION = Symbol.for('@quanttide/cloud.NodeSelection');

/** Nodes that pods may run on beside the ordinary ones. */
export interface NodeChoice {
  /** Labels that a node must have. @default - any */
  readonly labels?: { [key: string]: string };
  /** Taints that the pods put up with. @default - none */
  readonly tolerations?: NodeToleration[];
}

/** A taint that pods put up with. */
export interface NodeToleration {
  readonly key: string;
  readonly value: string;
}

/**
 * Which nodes the pods of a stack's components are for, where a placement
 * says so. Templates ask when they are rendered, so the order of statements
 * does not matter.
 *
 * @internal
 */
export class NodeSelection {
  public static of(scope: IConstruct): NodeSelection {
    const stack = stackOf(scope) as IConstruct & { [SELECTION]?: NodeSelection };
    return (stack[SELECTION] ??= new NodeSelection());
  }

  private readonly choices = new Map<string, NodeChoice>();

  private constructor() {}

  /** Says where the pods of a component are to run, by its path. */
  public choose(path: string, choice: NodeChoice): void {
    this.choices.set(path, choice);
  }

  /** Where the pods of a component are to run. */
  public choiceOf(component: IConstruct): NodeChoice {
    return this.choices.get(component.node.path) ?? {};
  }
}
