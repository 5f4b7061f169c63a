import { Construct } from 'constructs';
import { FootprintDocument } from '../core';
import { Resource } from '../core/engine/resource';
import { RESOURCE_TYPES } from '../core/engine/resource-types';
import { Application } from './application';
import { ApplicationProps, ReplicationProps } from './application-props';
import { podTemplate } from './pod-template';
import { Probe } from './probe';
import { Replication } from './replication';

/** Props of `Worker`. */
export interface WorkerProps extends ApplicationProps, ReplicationProps {
  /** How it is asked whether it must be restarted; it has no port. @default - it is not asked */
  readonly liveness?: Probe;
}

/** An image that works on and takes no requests. */
export class Worker extends Application {
  private readonly replication: Replication;

  /**
   * @throws if the image, a quantity or a variable cannot be used
   */
  public constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id, props);
    const selector = this.workload.labels;
    this.replication = new Replication({
      scope: this, name: this.componentName, namespaceName: this.namespaceName, labels: this.labels, selector, after: this.startsAfter,
    }, props);
    new Resource(this, 'deployment', RESOURCE_TYPES.deployment, () => ({
      metadata: { name: this.componentName, namespace: this.namespaceName, labels: this.labels },
      timeouts: this.rolloutTimeouts,
      spec: {
        replicas: this.replication.fixed === undefined ? undefined : String(this.replication.fixed),
        selector: { matchLabels: selector },
        template: podTemplate({
          application: this, props, labels: this.labels, liveness: props.liveness, spread: this.replication.minimum > 1,
        }),
      },
    }), { dependsOn: () => this.startsAfter });
    this._bindAll();
  }

  protected get footprint(): FootprintDocument {
    return { ...this.replication._footprint, cpu: this._props.cpu ?? '100m', memory: this._props.memory ?? '128Mi' };
  }
}
