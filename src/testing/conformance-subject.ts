import { Construct } from 'constructs';
import { IBindable } from '../core/binding';
import { Driver } from '../core/driver';
import { ProviderComponent } from '../core/provider-component';

/** How a suite makes a component. */
export interface SubjectOptions {
  /** Capabilities to ask for. @default - none */
  readonly capabilities?: readonly string[];
  /** The user's own values. @default - none */
  readonly overrides?: { [key: string]: unknown };
  /** Leaves the driver out, so that the platform's choice is taken. @default false */
  readonly withoutDriver?: boolean;
}

/** What the suites know of a contract. */
export interface ConformanceSubject<C extends ProviderComponent = ProviderComponent> {
  /** Name of the contract, as in manifests. */
  readonly contract: string;
  readonly driver: Driver;
  /** What the driver declares. */
  readonly capabilities: readonly string[];
  /** All capabilities of the contract. */
  readonly allCapabilities: readonly string[];
  /** Capabilities that are asked for when the component is made or used; others cannot be asked for. */
  readonly askable: readonly string[];
  /** servicebinding.io type of a binding, and the keys that each has. @default - it is not bound */
  readonly binding?: { readonly type: string; readonly keys: readonly string[] };
  /** True where a platform has one at most. @default false */
  readonly single?: boolean;
  /** True where names are unique in the whole cluster, whatever the namespace. @default false */
  readonly clusterWide?: boolean;
  /** Puts a component with the driver into a stack, and uses it as far as that is needed to see everything it makes. */
  make(scope: Construct, id: string, options?: SubjectOptions): C;
  /** What is bound: the component itself, or something of it. */
  bindable(component: C): IBindable;
  /** What the component tells consumers, by name; each must be set. */
  outcome(component: C): Record<string, unknown>;
}
