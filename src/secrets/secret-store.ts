import { Construct, IConstruct } from 'constructs';
import { IConsumer, ManagedSecret, Namespace, Platform, ProviderComponent, ProviderComponentProps, ServiceBinding } from '../core';
import type { ComponentDocument, EndpointDocument } from '../core';
import { chooseDriver } from '../core/choose-driver';
import { describeConstruct, ValidationError } from '../core/errors';
import { shorten } from '../core/naming';
import {
  FetchedSecretOptions, GeneratedSecretOptions, ISecretStore, SECRET_STORE, SecretStoreCapability, SecretStoreDriver, SecretStoreOutcome, SecretStoreRequest,
  SharedSecretOptions,
} from './contract';
import { requireExternalSecrets } from './external-secrets';
import { OutsideStore, SecretDelivery } from './secret-delivery';
import { SecretStoreDrivers } from './secret-store-drivers';

/** Props of `SecretStore`. */
export interface SecretStoreProps extends ProviderComponentProps {
  /** The product behind it. @default - the platform's choice, or the cluster's own Secrets */
  readonly driver?: SecretStoreDriver;
  /** Volume of each instance, such as `10Gi`. @default - as the size says */
  readonly storage?: string;
  /** Number of instances. @default - as the size says */
  readonly instances?: number;
}

const STORES = new WeakMap<Platform, SecretStore>();
const BRANCHES = new WeakMap<Platform, SecretStoreBranch>();

/**
 * Where a platform's secrets are made and kept. A platform has one: made with
 * its default driver where nobody declares it.
 *
 * @throws if the platform has one already
 */
export class SecretStore extends ProviderComponent implements ISecretStore {
  /**
   * The platform's secret store, made if need be. In a stack with a
   * foundation it is the foundation's.
   */
  public static of(scope: IConstruct): ISecretStore {
    const platform = Platform.of(scope);
    const own = STORES.get(platform) ?? BRANCHES.get(platform);
    if (own !== undefined) {
      return own;
    }
    if (platform.foundation === undefined) {
      // A namespace of its own: who may read the Secrets of applications is not to read the store's.
      const home = new Namespace(platform, 'secrets', { namespaceName: shorten(`${platform.platformName}-secrets`) });
      return new SecretStore(home, 'secret-store');
    }
    const branch = new SecretStoreBranch(platform, 'secret-store', foundationStore(platform, platform.foundation));
    BRANCHES.set(platform, branch);
    return branch;
  }

  /** @internal */
  public readonly _outcome: SecretStoreOutcome;
  private readonly capabilities: SecretStoreCapability[];
  private readonly delivery: SecretDelivery;

  public constructor(scope: Construct, id: string, props: SecretStoreProps = {}) {
    const driver = chooseDriver(scope, SECRET_STORE, props.driver, () => SecretStoreDrivers.kubernetes());
    super(scope, id, driver, props);
    const platform = Platform.of(this);
    const other = STORES.get(platform);
    if (other !== undefined) {
      this._refuse(`the platform has a secret store already, ${describeConstruct(other)}. Declare one only, before anything that uses it; or choose its product for the whole platform: drivers: [SecretStoreDrivers.openBao()].`);
    }
    STORES.set(platform, this);
    this.capabilities = driver.capabilities;
    const operator = requireExternalSecrets(this);
    this.delivery = new SecretDelivery(this, 'delivery', { addresses: operator.addresses });
    this._outcome = this._provision(() => driver.provision(new SecretStoreRequest({
      scope: this,
      name: this.componentName,
      namespaceName: this.namespaceName,
      requests: this.requests({ instances: props.instances, storage: props.storage }),
      overrides: props.overrides,
      operator,
      secrets: this.delivery,
    })));
    const outside = this._outside(platform, this._outcome.addresses ?? []);
    if (outside !== undefined) {
      this.delivery.open(outside, this.namespaceName);
    }
  }

  public generate(scope: Construct, options: GeneratedSecretOptions): ManagedSecret {
    return this.delivery.generate(scope, options);
  }

  public fetch(scope: Construct, options: FetchedSecretOptions): ManagedSecret {
    this._checkFetch(scope, options);
    return this.delivery.fetch(scope, options);
  }

  public share(options: SharedSecretOptions): ManagedSecret {
    return this.delivery.share(options);
  }

  /**
   * Applications read Secrets, and never the store itself.
   *
   * @throws always, with what to use in its place
   */
  public bindTo(consumer: IConsumer): ServiceBinding {
    throw ValidationError.at(consumer, `the secret store ${describeConstruct(this)} cannot be bound: applications read Secrets and not the store. Use Credentials.fromStore("path"), or generate() or fetch() of the store.`);
  }

  /** @internal */
  public override _document(): ComponentDocument {
    const document = super._document();
    const namespaceName = this.workload?.namespaceName ?? this.namespaceName;
    return { ...document, namespaceName, readiness: document.readiness.map((question) => ({ ...question, namespaceName })) };
  }

  /**
   * The store outside the cluster's own Secrets, as one platform sees it.
   *
   * @internal
   */
  public _outside(platform: Platform, addresses: string[]): OutsideStore | undefined {
    const { provider } = this._outcome;
    const keeps = this.capabilities.includes(SecretStoreCapability.KEEP);
    return provider === undefined ? undefined : { name: `${platform.platformName}-secret-store`, provider, addresses, keeps };
  }

  /** @internal */
  public _checkFetch(scope: IConstruct, options: FetchedSecretOptions): void {
    this.requireCapabilities(this.capabilities, [{
      capability: SecretStoreCapability.FETCH,
      cannot: 'fetch a secret that exists elsewhere',
      property: `the path "${options.path}" for ${describeConstruct(scope)}`,
    }], SecretStoreDrivers.known());
  }

  protected get capabilityNames(): string[] {
    return this.capabilities;
  }

  protected get endpoints(): EndpointDocument[] {
    const { url } = this._outcome;
    return url === undefined ? [] : [{ purpose: 'secret store', url, external: this.workload === undefined }];
  }
}

/** The foundation's secret store, as a stack above it uses it: what it makes belongs to that stack. */
class SecretStoreBranch extends Construct implements ISecretStore {
  private readonly delivery: SecretDelivery;

  public constructor(platform: Platform, id: string, private readonly store: SecretStore) {
    super(platform, id);
    this.delivery = new SecretDelivery(this, 'delivery', { addresses: requireExternalSecrets(this).addresses });
    const outside = store._outside(platform, []);
    if (outside !== undefined) {
      this.delivery.open(outside, store.namespaceName);
    }
  }

  public generate(scope: Construct, options: GeneratedSecretOptions): ManagedSecret {
    return this.delivery.generate(scope, options);
  }

  public fetch(scope: Construct, options: FetchedSecretOptions): ManagedSecret {
    this.store._checkFetch(scope, options);
    return this.delivery.fetch(scope, options);
  }

  public share(options: SharedSecretOptions): ManagedSecret {
    return this.delivery.share(options);
  }
}

function foundationStore(platform: Platform, foundation: Platform): SecretStore {
  for (let below: Platform | undefined = foundation; below !== undefined; below = below.foundation) {
    const found = STORES.get(below);
    if (found !== undefined) {
      return found;
    }
  }
  throw ValidationError.at(platform, `the foundation ${describeConstruct(foundation)} has no secret store, and cluster-wide things have one owner. Add there, before this stack: secrets.SecretStore.of(stack)`);
}
