import { Construct } from 'constructs';
import { componentLabels } from './labels';
import { ResourceRequests } from './manifest';
import { NetworkPeer } from './network-peer';
import { Operator } from './operator';
import { applyOverrides } from './overrides';
import { Platform } from './platform';
import { Target } from './target';
import { Workload } from './workload';
import { Consumer } from './consumer';

/** An object on the cluster that holds data: the lock file remembers it. */
export interface DataObject {
  /** Kind, such as `Cluster.postgresql.cnpg.io` or `PersistentVolumeClaim`. */
  readonly kind: string;
  /** Namespace. */
  readonly namespaceName: string;
  /** Name. */
  readonly name: string;
  /** What was decided when it was made and cannot change in place, such as the size of a claim that a StatefulSet made. @default - everything can change */
  readonly settings?: { [key: string]: string };
}

/** Pods of one kind, of a product whose instances are several pods. */
export interface PodGroup {
  /** Name of what runs them, such as `files-volume`. */
  readonly name: string;
  /** What each pod asks for, and how many there are. */
  readonly requests: ResourceRequests;
}

/** What every driver reports of what it made. */
export interface ProvisionOutcome {
  /** The pods, operator-made ones included. @default - none in this cluster */
  readonly workload?: Workload;
  /** The operator behind it. @default - none */
  readonly operator?: Operator;
  /** Where clients connect to, where it is not `workload`. @default - the workload */
  readonly peer?: NetworkPeer;
  /** Its pods, kind by kind. @default - each instance is one pod that asks for all of the instance's requests */
  readonly podGroups?: PodGroup[];
  /** Objects that hold data. @default - none */
  readonly dataObjects?: DataObject[];
  /** What a user should know. @default - nothing */
  readonly notes?: string[];
}

/** Init of `ProvisionRequest`. */
export interface ProvisionRequestProps {
  /** The component: what the driver makes goes below it. */
  readonly scope: Construct;
  /** The component's name. */
  readonly name: string;
  /** The component's namespace. */
  readonly namespaceName: string;
  /** What each instance asks for, and how many there are. */
  readonly requests: ResourceRequests;
  /** The user's own chart values, applied last. @default - none */
  readonly overrides?: { [key: string]: unknown };
}

/** What every component asks of its driver; each contract adds its own. */
export class ProvisionRequest {
  /** The component: what the driver makes goes below it. */
  public readonly scope: Construct;
  /** The component's name, unique in its namespace; the root of every object's name. */
  public readonly name: string;
  /** The namespace for instances. */
  public readonly namespaceName: string;
  /** What each instance asks for, and how many there are. */
  public readonly requests: ResourceRequests;
  /** The user's own chart values, applied last. */
  public readonly overrides: { [key: string]: unknown };

  public constructor(props: ProvisionRequestProps) {
    this.scope = props.scope;
    this.name = props.name;
    this.namespaceName = props.namespaceName;
    this.requests = props.requests;
    this.overrides = { ...props.overrides };
  }

  /** The cluster. */
  public get target(): Target {
    return Platform.of(this.scope).target;
  }

  /**
   * The component as a consumer, for a product that needs others:
   * `request.consumer(workload).use(request.database)`.
   *
   * @param workload the pods that connect
   */
  public consumer(workload: Workload): Consumer {
    return new Consumer(this.scope, 'client', { componentName: this.name, namespaceName: this.namespaceName, workload });
  }

  /**
   * Settings of a custom resource with the user's overrides applied last.
   *
   * @param product what is being set, for the error message
   * @param wiring settings that tie the product to the platform; overriding one of them is an error
   * @param values settings that are only suggested
   */
  public withOverrides(product: string, wiring: { [key: string]: unknown }, values: { [key: string]: unknown } = {}): { [key: string]: unknown } {
    return applyOverrides(this.scope, product, { wiring, values, overrides: this.overrides });
  }

  /** Settings of a volume that a StatefulSet makes: Kubernetes lets none of them change. */
  public get volumeSettings(): { [key: string]: string } {
    return { storage: this.requests.storage ?? '', storageClass: this.target.storageClass ?? 'the default one' };
  }

  /** Labels for the objects that are made. */
  public get labels(): { [key: string]: string } {
    return componentLabels(this.name, Platform.of(this.scope).platformName);
  }
}
