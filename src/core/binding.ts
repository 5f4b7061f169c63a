import { IConstruct } from 'constructs';
import { NetworkPeer } from './network-peer';
import { SecretReference } from './secret-reference';
import { Workload } from './workload';

/** One value of a binding: known at synth, or a key of a Secret. */
export class BindingValue {
  /** A value that is not secret. */
  public static of(value: string): BindingValue {
    return new BindingValue(value, undefined);
  }

  /** A value in a Secret. */
  public static fromSecret(reference: SecretReference): BindingValue {
    return new BindingValue(undefined, reference);
  }

  /** The value itself, where it is not secret. */
  public readonly value?: string;
  /** Where the value is, where it is secret. */
  public readonly secret?: SecretReference;

  private constructor(value: string | undefined, secret: SecretReference | undefined) {
    this.value = value;
    this.secret = secret;
  }
}

/**
 * What a consumer needs to use a provider, by names that are known at synth.
 *
 * Keys follow the Service Binding Specification for Kubernetes
 * (servicebinding.io, v1.1.0): `type`, `provider`, `host`, `port`, `uri`,
 * `username`, `password`, `certificates`, …
 */
export interface ServiceBinding {
  /** Protocol family, such as `postgresql`, `s3`, `redis` or `oidc`. */
  readonly type: string;
  /** Driver name, such as `cloudnative-pg`. */
  readonly provider: string;
  /** Further keys and their values. */
  readonly values: { [key: string]: BindingValue };
  /** Where connections go. */
  readonly peer: NetworkPeer;
  /** The provider's pods, where they are in this cluster: their network policy lets the consumer in. @default - not in this cluster */
  readonly workload?: Workload;
  /** Ports that are connected to. */
  readonly ports: number[];
  /** Ports of the consumer that the provider connects back to: webhooks. @default - it does not call back */
  readonly callbackPorts?: number[];
  /** Terraform address to wait for before the provider can be used. @default - none: it is another stack's, which comes first as a whole */
  readonly ready?: string;
}

/** Who uses a provider: a web service, or a product that needs another one. */
export interface IConsumer extends IConstruct {
  /** The component's name. */
  readonly componentName: string;
  /** Its namespace: Secrets it reads must be there. */
  readonly namespaceName: string;
  /** Its pods. */
  readonly workload: Workload;
}

/** What can be bound: a provider of a contract. */
export interface IBindable extends IConstruct {
  /** The component's name. */
  readonly componentName: string;
  /**
   * Grants a consumer the use of this provider.
   *
   * The provider makes what the consumer needs (credentials of its own, a copy
   * of a Secret in its namespace), and records nothing else: the consumer
   * records the edge.
   */
  bindTo(consumer: IConsumer): ServiceBinding;
}
