import { Construct, IConstruct } from 'constructs';
import { BindingValue, IConsumer, Platform, ProviderComponent, ProviderComponentProps, ServiceBinding } from '../core';
import { chooseDriver } from '../core/choose-driver';
import { addEdge } from '../core/connect';
import { EdgeKind } from '../core/graph';
import { NetworkPeer } from '../core/network-peer';
import type { EndpointDocument } from '../core';
import type { IRelationalDatabase } from '../data/contracts/relational-database';
import { RelationalDatabase } from '../data/relational-database';
import { ClientSecrets } from './client-secrets';
import { CertificateIssuers } from '../networking/certificate-issuers';
import type { IGateway } from '../networking/contracts/gateway';
import type { BackChannel, ClientRegistration, OidcEndpoints } from '../networking/contracts/sign-in';
import { Gateway } from '../networking/gateway';
import { isHostName } from '../networking/host-name';
import { SecretStores } from '../secrets/secret-stores';
import {
  ClientOptions, IClientDemands, IDatabaseProvider, IDENTITY_PROVIDER, IdentityProviderCapability,
  IdentityProviderDriver, IdentityProviderOutcome, IdentityProviderRequest, IIdentityProvider, ISignInConsumer,
} from './contract';
import { IdentityProviderDrivers } from './identity-provider-drivers';
import { Registrations } from './registrations';

const HTTPS = 443;

/** Props of `IdentityProvider`. */
export interface IdentityProviderProps extends ProviderComponentProps {
  /** The product behind it. @default - the platform's choice, or Keycloak */
  readonly driver?: IdentityProviderDriver;
  /** Host name that people sign in under; a provider that exists already has its own. @default - `login.` and the platform's domain */
  readonly host?: string;
  /** Name of the realm, tenant or organization that accounts are in. @default - the platform's name */
  readonly realm?: string;
  /** The database that accounts are kept in, where the product needs one. @default - one of its own */
  readonly database?: IRelationalDatabase;
  /** The gateway that people reach it through. @default - the platform's */
  readonly gateway?: IGateway;
  /** Number of instances. @default - as the size says: 1, 2 or 3 */
  readonly instances?: number;
}

/**
 * Signs people in, by OpenID Connect.
 *
 * @throws if no host name is known, or the driver lacks what is asked for
 */
export class IdentityProvider extends ProviderComponent implements IIdentityProvider {
  /** Where to find things. */
  public readonly oidc: OidcEndpoints;
  /** Where back ends and gateways connect to. */
  public readonly backChannel: BackChannel;
  /** What the driver can do beside the mandatory. */
  public readonly capabilities: IdentityProviderCapability[];
  /** Name of the realm. */
  public readonly realm: string;
  private readonly secrets: SecretStores;
  private readonly certificates: CertificateIssuers;
  private readonly registrations = new Registrations();
  private readonly clientSecrets: ClientSecrets;
  private readonly made: IdentityProviderOutcome;
  private readonly host?: string;
  private readonly gateway?: IGateway;

  public constructor(scope: Construct, id: string, props: IdentityProviderProps = {}) {
    const driver = chooseDriver(scope, IDENTITY_PROVIDER, props.driver, () => IdentityProviderDrivers.keycloak());
    super(scope, id, driver, props);
    const { domain, platformName } = Platform.of(this);
    this.secrets = new SecretStores(this);
    this.clientSecrets = new ClientSecrets(this, this.secrets);
    this.certificates = new CertificateIssuers(this);
    this.capabilities = driver.capabilities;
    this.realm = props.realm ?? platformName;
    this.host = this.checkHost(props.host ?? (domain === undefined ? undefined : `login.${domain}`));
    this.checkDemands(props);
    this.made = this._provision(() => driver.provision(new IdentityProviderRequest({
      scope: this,
      name: this.componentName,
      namespaceName: this.namespaceName,
      requests: this.requests({ instances: props.instances }),
      overrides: props.overrides,
      host: this.host,
      realm: this.realm,
      secrets: this.secrets,
      database: new OwnDatabase(this, props.database),
      registrations: this.registrations,
    })));
    this.oidc = this.made.oidc;
    this.backChannel = { peer: this.peer, workload: this.workload, port: this.made.port };
    this.gateway = this.expose(props.gateway);
    this.node.addValidation({ validate: () => this.registrations.errors() });
  }

  public registerClient(owner: IConstruct, options: ClientOptions, demands: IClientDemands): ClientRegistration {
    const { clientId } = options;
    this.registrations.claim(owner, clientId);
    const { original, delivered } = this.clientSecrets.make(owner, options, this.made.existingClients);
    this.registrations.add(owner, { clientId, clientSecret: original.reference, addresses: original.addresses }, demands);
    return { clientId, clientSecret: delivered.reference, addresses: delivered.addresses };
  }

  public bindTo(consumer: IConsumer): ServiceBinding {
    const { clientId, clientSecret } = this.registerClient(consumer, {
      clientId: `${consumer.namespaceName}.${consumer.componentName}`,
      namespaceName: consumer.namespaceName,
      secretName: `${consumer.componentName}-${this.componentName}-client`,
    }, new ConsumerDemands(consumer));
    const authority = this.gateway === undefined ? undefined : this.certificates.trust(consumer);
    this.letToIssuer(consumer);
    return {
      type: 'oidc',
      provider: this.driver.manifest.product,
      values: {
        'issuer': BindingValue.of(this.oidc.issuer),
        'client-id': BindingValue.of(clientId),
        'client-secret': BindingValue.fromSecret(clientSecret),
        ...(authority === undefined ? {} : { certificates: BindingValue.fromSecret(authority) }),
      },
      peer: this.peer,
      workload: this.workload,
      ports: [this.made.port],
      ready: this.ready,
    };
  }

  protected get capabilityNames(): string[] {
    return this.capabilities;
  }

  protected get endpoints(): EndpointDocument[] {
    return [{ purpose: 'oidc', url: this.oidc.issuer, external: true }];
  }

  protected override get demands(): { [key: string]: unknown } {
    const { clients, groups } = this.registrations;
    return { realm: this.realm, clients: clients.map(({ clientId }) => clientId), groups };
  }

  private expose(given: IGateway | undefined): IGateway | undefined {
    const { service, port } = this.made;
    if (service === undefined || this.host === undefined) {
      return undefined;
    }
    const gateway = given ?? Gateway.of(this);
    gateway.addRoute(this, {
      host: this.host,
      serviceName: service.name,
      servicePort: service.port,
      targetPort: port,
      namespaceName: this.namespaceName,
      workload: this.workload,
    });
    return gateway;
  }

  /** A program that looks the issuer up does so under its public address, which leads through the gateway. */
  private letToIssuer(consumer: IConsumer): void {
    if (this.host === undefined || this.gateway === undefined) {
      return;
    }
    const reason = `${consumer.componentName} asks ${this.componentName} for sign-in`;
    const edge = { kind: EdgeKind.LOGIN, fromComponent: consumer.node.path, toComponent: this.node.path, from: consumer.workload.peer, fromWorkload: consumer.workload, reason };
    addEdge({ ...edge, to: NetworkPeer.anywhere(this.host), ports: [HTTPS] }, [consumer, this]);
    if (this.gateway instanceof Gateway) {
      const { peer, workload, podPorts } = this.gateway._reference;
      addEdge({ ...edge, to: peer, toWorkload: workload, ports: podPorts }, [consumer, this, this.gateway]);
    }
  }

  private checkHost(host: string | undefined): string | undefined {
    if (host !== undefined && !isHostName(host)) {
      this._refuse(`the host "${host}" is not a host name. Write it in lower case without scheme, port or path, such as login.acme.example.`);
    }
    return host;
  }

  private checkDemands(props: IdentityProviderProps): void {
    const { instances = 1 } = props;
    if (!Number.isInteger(instances) || instances < 1) {
      this._refuse(`instances: ${instances} is not a number of instances. Write 1 or more.`);
    }
    this.requireCapabilities(this.capabilities, instances > 1 ? [{
      capability: IdentityProviderCapability.REPLICAS,
      cannot: 'run more than one instance',
      property: `instances: ${instances}`,
    }] : [], IdentityProviderDrivers.known());
  }
}

/** The database that was given or, once a driver asks, one of its own. */
class OwnDatabase implements IDatabaseProvider {
  public constructor(private readonly provider: IdentityProvider, private known: IRelationalDatabase | undefined) {}

  public get database(): IRelationalDatabase {
    return (this.known ??= new RelationalDatabase(this.provider, 'database', { size: this.provider.size }));
  }
}

/** What a consumer that is bound asks of its client; most do not sign people in themselves. */
class ConsumerDemands implements IClientDemands {
  public readonly groups: string[] = [];

  public constructor(private readonly consumer: IConsumer & Partial<ISignInConsumer>) {}

  public get redirectUris(): string[] {
    return this.consumer.redirectUris ?? [];
  }
}
