import { Construct } from 'constructs';
import { BindingValue, IConsumer, ProviderComponent, ProviderComponentProps, SecretReference, ServiceBinding } from '../core';
import { chooseDriver } from '../core/choose-driver';
import type { EndpointDocument } from '../core';
import { SecretStores } from '../secrets/secret-stores';
import { CacheDrivers } from './cache-drivers';
import { CACHE, CacheCapability, CacheDriver, CacheOutcome, CacheRequest, ICache } from './contracts/cache';
import { checkInstances } from './instances';

/** Who connects where no user name is given. Source: valkey.io/topics/acl. */
const DEFAULT_USER = 'default';

/** Props of `Cache`. */
export interface CacheProps extends ProviderComponentProps {
  /** The product behind it. @default - the platform's choice, or Valkey */
  readonly driver?: CacheDriver;
  /** Number of instances; all but the first are read replicas. @default - as the size says: 1, 2 or 3 */
  readonly instances?: number;
  /** Memory of each instance, such as `512Mi`. @default - as the size says */
  readonly memory?: string;
  /** Volume of each instance, such as `2Gi`. @default - as the size says */
  readonly storage?: string;
  /** Whether data is kept over a restart; without it, the cache may start empty at any time. @default false */
  readonly persistence?: boolean;
  /** Whether a replica takes over by itself when the first instance fails. @default false */
  readonly automaticFailover?: boolean;
  /** Raise it to rotate the password. @default 1 */
  readonly credentialsRevision?: number;
}

/**
 * A cache that speaks the Redis protocol.
 *
 * @throws if the driver lacks what is asked for
 */
export class Cache extends ProviderComponent implements ICache {
  /** Host name. */
  public readonly host: string;
  /** Port. */
  public readonly port: number;
  private readonly props: CacheProps;
  private readonly secrets: SecretStores;
  private readonly made: CacheOutcome;
  private readonly capabilities: CacheCapability[];

  public constructor(scope: Construct, id: string, props: CacheProps = {}) {
    const driver = chooseDriver(scope, CACHE, props.driver, () => CacheDrivers.valkey());
    super(scope, id, driver, props);
    this.props = props;
    this.secrets = new SecretStores(this);
    this.capabilities = driver.capabilities;
    this.checkDemands();
    this.made = this._provision(() => driver.provision(new CacheRequest({
      scope: this,
      name: this.componentName,
      namespaceName: this.namespaceName,
      requests: this.requests({ instances: props.instances, memory: props.memory, storage: props.storage }),
      overrides: props.overrides,
      persistence: props.persistence ?? false,
      credentialsRevision: props.credentialsRevision ?? 1,
      secrets: this.secrets,
    })));
    this.host = this.made.host;
    this.port = this.made.port;
  }

  public bindTo(consumer: IConsumer): ServiceBinding {
    const { username = BindingValue.of(DEFAULT_USER), password, uri, tls } = this.made;
    const secrets: Record<string, SecretReference | undefined> = { username: username.secret, password, uri };
    const given = Object.entries(secrets).filter((entry): entry is [string, SecretReference] => entry[1] !== undefined);
    return {
      type: 'redis',
      provider: this.driver.manifest.product,
      values: {
        host: BindingValue.of(this.host),
        port: BindingValue.of(String(this.port)),
        tls: BindingValue.of(String(tls)),
        username,
        ...this.secrets.deliver(this, Object.fromEntries(given), consumer),
      },
      peer: this.peer,
      workload: this.workload,
      ports: [this.port],
      ready: this.ready,
    };
  }

  protected get capabilityNames(): string[] {
    return this.capabilities;
  }

  protected get endpoints(): EndpointDocument[] {
    return [{ purpose: 'redis', url: `${this.made.tls ? 'rediss' : 'redis'}://${this.host}:${this.port}`, external: false }];
  }

  protected override get demands(): { [key: string]: unknown } {
    const { persistence, automaticFailover } = this.props;
    return { persistence, automaticFailover };
  }

  private checkDemands(): void {
    const { instances, persistence, automaticFailover, credentialsRevision = 1 } = this.props;
    checkInstances(this, instances);
    const demand = (wanted: boolean | undefined, capability: CacheCapability, cannot: string, property: string) =>
      (wanted === true ? [{ capability, cannot, property }] : []);
    this.requireCapabilities(this.capabilities, [
      ...demand((instances ?? 1) > 1, CacheCapability.REPLICAS, 'run more than one instance', `instances: ${instances}`),
      ...demand(persistence, CacheCapability.PERSISTENCE, 'keep data over a restart', 'persistence'),
      ...demand(automaticFailover, CacheCapability.AUTOMATIC_FAILOVER, 'hand over to a replica by itself', 'automaticFailover'),
      ...demand(credentialsRevision > 1, CacheCapability.CREDENTIALS_ROTATION, 'make a new password', `credentialsRevision: ${credentialsRevision}`),
    ], CacheDrivers.known());
  }
}
