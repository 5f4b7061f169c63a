import { Construct } from 'constructs';
import { FootprintDocument, InstanceSpread, Platform, Size } from '../core';
import { Resource } from '../core/engine/resource';
import { RESOURCE_TYPES } from '../core/engine/resource-types';
import { ValidationError } from '../core/errors';
import { ReplicationProps } from './application-props';

/** What replication is about. */
export interface ReplicationTarget {
  readonly scope: Construct;
  readonly name: string;
  readonly namespaceName: string;
  readonly labels: Record<string, string>;
  /** Labels of the pods. */
  readonly selector: Record<string, string>;
  /** Terraform addresses to wait for. */
  readonly after: string[];
}

/** How many instances a platform of a size runs of a component that says nothing. */
const REPLICAS: Record<Size, number> = { [Size.SMALL]: 1, [Size.MEDIUM]: 2, [Size.LARGE]: 3 };

/** Number of instances, with scaling and the budget for disruptions that follow from it. */
export class Replication {
  /** Fewest instances that run. */
  public readonly minimum: number;
  /** Number for the Deployment; none where the autoscaler decides. */
  public readonly fixed?: number;
  /** What `platform.json` says of the number. @internal */
  public readonly _footprint: Pick<FootprintDocument, 'instances' | 'maximumInstances' | 'spread'>;

  public constructor(target: ReplicationTarget, props: ReplicationProps) {
    const { autoscaling } = props;
    check(target.scope, props);
    this.fixed = autoscaling === undefined ? props.replicas ?? REPLICAS[Platform.of(target.scope).size] : undefined;
    this.minimum = autoscaling === undefined ? this.fixed ?? 1 : autoscaling.minimum ?? 2;
    // The pod template asks the scheduler to spread them, and lets it do otherwise.
    const spread = this.minimum > 1 ? InstanceSpread.PREFERRED : undefined;
    this._footprint = { instances: this.minimum, maximumInstances: autoscaling?.maximum, spread };
    const metadata = { name: target.name, namespace: target.namespaceName, labels: target.labels };
    const meta = { dependsOn: target.after };
    if (autoscaling !== undefined) {
      new Resource(target.scope, 'autoscaler', RESOURCE_TYPES.horizontalPodAutoscaler, {
        metadata,
        spec: {
          minReplicas: this.minimum,
          maxReplicas: autoscaling.maximum,
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target.name },
          metric: [{
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: autoscaling.targetCpuPercent ?? 70 } },
          }],
        },
      }, meta);
    }
    if (this.minimum > 1) {
      new Resource(target.scope, 'disruption-budget', RESOURCE_TYPES.podDisruptionBudget, {
        metadata,
        spec: { maxUnavailable: '1', selector: { matchLabels: target.selector } },
      }, meta);
    }
  }
}

function check(scope: Construct, { replicas, autoscaling }: ReplicationProps): void {
  if (replicas !== undefined && autoscaling !== undefined) {
    throw ValidationError.at(scope, 'replicas and autoscaling are both given, and only one of them can decide. Take replicas out, or give autoscaling.minimum.');
  }
  for (const [name, value] of Object.entries({ replicas, 'autoscaling.minimum': autoscaling?.minimum, 'autoscaling.maximum': autoscaling?.maximum })) {
    if (value !== undefined && (!Number.isInteger(value) || value < (name === 'replicas' ? 0 : 1))) {
      throw ValidationError.at(scope, `${name} ${value} is not a number of instances. Write a whole number of at least ${name === 'replicas' ? 0 : 1}.`);
    }
  }
  if (autoscaling !== undefined && autoscaling.maximum < (autoscaling.minimum ?? 2)) {
    throw ValidationError.at(scope, `autoscaling.maximum ${autoscaling.maximum} is below the minimum of ${autoscaling.minimum ?? 2}. Raise it, or lower the minimum.`);
  }
  const percent = autoscaling?.targetCpuPercent;
  if (percent !== undefined && (percent < 1 || percent > 100)) {
    throw ValidationError.at(scope, `autoscaling.targetCpuPercent ${percent} is out of range. Write a number from 1 to 100.`);
  }
}
