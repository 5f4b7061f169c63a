import { Construct } from 'constructs';
import { Namespace, Platform, Quantity, NamespaceProps } from '../core';
import { Resource } from '../core/engine/resource';
import { RESOURCE_TYPES } from '../core/engine/resource-types';
import { ValidationError } from '../core/errors';
import { componentLabels } from '../core/labels';

/** What a workspace may use in all. */
export interface WorkspaceQuota {
  /** CPU requested, such as `8`. @default - no limit */
  readonly cpu?: string;
  /** Memory requested, such as `32Gi`. @default - no limit */
  readonly memory?: string;
  /** Volumes, such as `200Gi`. @default - no limit */
  readonly storage?: string;
  /** Number of pods. @default - no limit */
  readonly pods?: number;
}

/** Props of `Workspace`. */
export interface WorkspaceProps extends NamespaceProps {
  /** What it may use in all. @default - no limit */
  readonly quota?: WorkspaceQuota;
  /** CPU that a container requests if it says nothing. @default '50m' */
  readonly defaultCpu?: string;
  /** Memory that a container requests if it says nothing; what it may use is not limited. @default '128Mi' */
  readonly defaultMemory?: string;
}

/**
 * A place for a team: a namespace with restricted pod security, a quota, requests
 * for containers that say nothing, and no traffic but DNS and the edges of the
 * graph. Components below it live in it.
 */
export class Workspace extends Namespace {
  public constructor(scope: Construct, id: string, props: WorkspaceProps = {}) {
    super(scope, id, props);
    const metadata = { name: 'workspace', namespace: this.namespaceName, labels: componentLabels(this.namespaceName, Platform.of(this).platformName) };
    const meta = { dependsOn: this.address === undefined ? [] : [this.address] };
    const cpu = this.quantity(props.defaultCpu ?? '50m', 'defaultCpu');
    const memory = this.quantity(props.defaultMemory ?? '128Mi', 'defaultMemory');
    new Resource(this, 'limits', RESOURCE_TYPES.limitRange, {
      metadata,
      // No default limit: Kubernetes would give it to containers that ask for more, and then refuse their pods.
      spec: { limit: [{ type: 'Container', defaultRequest: { cpu, memory } }] },
    }, meta);
    const hard = this.hardLimits(props.quota ?? {});
    if (Object.keys(hard).length > 0) {
      new Resource(this, 'quota', RESOURCE_TYPES.resourceQuota, { metadata, spec: { hard } }, meta);
    }
  }

  private hardLimits(quota: WorkspaceQuota): Record<string, string> {
    const limits: Record<string, string> = {};
    for (const [key, text] of Object.entries({ 'requests.cpu': quota.cpu, 'requests.memory': quota.memory, 'requests.storage': quota.storage })) {
      if (text !== undefined) {
        limits[key] = this.quantity(text, `quota ${key}`);
      }
    }
    if (quota.pods !== undefined) {
      if (!Number.isInteger(quota.pods) || quota.pods < 0) {
        throw ValidationError.at(this, `quota.pods ${quota.pods} is not a number of pods. Write a whole number.`);
      }
      limits.pods = String(quota.pods);
    }
    return limits;
  }

  private quantity(text: string, what: string): string {
    return Quantity.parse(text, `${this.node.path}: ${what}`).text;
  }
}
