import { Construct } from 'constructs';
import { IBindable, IConsumer, ServiceBinding } from './binding';
import { connect } from './connect';
import { Workload } from './workload';

/** Props of `Consumer`. */
export interface ConsumerProps {
  /** The component's name. */
  readonly componentName: string;
  /** Its namespace. */
  readonly namespaceName: string;
  /** The pods that connect. */
  readonly workload: Workload;
}

/** A product that needs another one: what a driver uses to bind what it was given. */
export class Consumer extends Construct implements IConsumer {
  /** The component's name. */
  public readonly componentName: string;
  /** Its namespace. */
  public readonly namespaceName: string;
  /** The pods that connect. */
  public readonly workload: Workload;

  public constructor(scope: Construct, id: string, props: ConsumerProps) {
    super(scope, id);
    this.componentName = props.componentName;
    this.namespaceName = props.namespaceName;
    this.workload = props.workload;
  }

  /** Binds a provider: an edge in the graph, and the names of everything needed to connect. */
  public use(provider: IBindable): ServiceBinding {
    return connect(this, provider, this.node.scope?.node.path);
  }
}
