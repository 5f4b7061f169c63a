import { IConstruct } from 'constructs';
import { Driver, IBindable, IConsumer, ProvisionOutcome, ProvisionRequest, ProvisionRequestProps, SecretReference } from '../core';
import { ValidationError } from '../core/errors';
import type { IRelationalDatabase } from '../data/contracts/relational-database';
import type { ClientRegistration, ISignIn, OidcEndpoints } from '../networking/contracts/sign-in';
import type { ISecretStoreProvider } from '../secrets/contract';

/** Name of the contract, in manifests. */
export const IDENTITY_PROVIDER = 'accounts.IdentityProvider';

/** What an identity provider may be able to do beside the mandatory. */
export enum IdentityProviderCapability {
  /** Makes clients; without it, only existing ones can be used. */
  REGISTER_CLIENTS = 'register-clients',
  /** Makes groups, and puts them into the `groups` claim. */
  GROUPS = 'groups',
  /** More than one instance. */
  REPLICAS = 'replicas',
}

/** Key of a client secret in its Secret: the one that Envoy Gateway reads. Source: gateway.envoyproxy.io/docs/api/extension_types, `OIDC.clientSecret`. */
export const CLIENT_SECRET_KEY = 'client-secret';

/** An OpenID Connect client: a program that signs people in. */
export interface ClientOptions {
  /** Client id, unique at the provider. */
  readonly clientId: string;
  /** Namespace that needs the client secret. */
  readonly namespaceName: string;
  /** Name of the Secret there; a revision above 1 is added to it. */
  readonly secretName: string;
  /** Raise it to rotate the client secret. @default 1 */
  readonly revision?: number;
}

/** A consumer that signs people in by itself, such as a dashboard, and says where they are to be sent back to. */
export interface ISignInConsumer extends IConsumer {
  /** Redirect URIs; read when everything is declared. */
  readonly redirectUris: string[];
}

/** What is known of a client only when everything is declared. */
export interface IClientDemands {
  /** Redirect URIs, sorted. */
  readonly redirectUris: string[];
  /** Groups whose members may sign in; empty for everybody. */
  readonly groups: string[];
}

/**
 * Signs people in.
 *
 * Protocol: OpenID Connect Core 1.0 and Discovery 1.0, authorization code flow
 * with PKCE; groups in the claim `groups`. A binding has the type `oidc` and
 * the keys `issuer`, `client-id` and `client-secret`.
 */
export interface IIdentityProvider extends IBindable, ISignIn {
  /** Whether members of groups can be told apart. */
  readonly capabilities: IdentityProviderCapability[];
  /**
   * Has a client registered.
   *
   * @param owner the construct that the client belongs to
   * @param options its names
   * @param demands read when everything is declared
   */
  registerClient(owner: IConstruct, options: ClientOptions, demands: IClientDemands): ClientRegistration;
  /** Terraform address to wait for. */
  readonly ready: string;
}

/** Props of `IdentityProviderRequest`. */
export interface IdentityProviderRequestProps extends ProvisionRequestProps {
  /** Host name that browsers reach it under. @default - none is known, which is an error once the driver asks for it */
  readonly host?: string;
  /** Name of the realm, tenant or organization. */
  readonly realm: string;
  /** The platform's secret store. */
  readonly secrets: ISecretStoreProvider;
  /** The database to keep accounts in; made when it is asked for, unless one was given. */
  readonly database: IDatabaseProvider;
  /** Clients and groups, read when everything is declared. */
  readonly registrations: IRegistrations;
}

/** Hands out the database when a driver needs one. */
export interface IDatabaseProvider {
  /** The database; made with its default driver if none was given. */
  readonly database: IRelationalDatabase;
}

/** A client as the driver registers it. */
export interface ClientDemand {
  /** Client id. */
  readonly clientId: string;
  /** Redirect URIs, sorted. */
  readonly redirectUris: string[];
  /** Where the client secret is, in the provider's namespace. */
  readonly clientSecret: SecretReference;
  /** Terraform addresses of what makes that Secret. */
  readonly addresses: string[];
}

/** All that is to be registered; complete when the stack is written. */
export interface IRegistrations {
  /** Clients, sorted by id. */
  readonly clients: ClientDemand[];
  /** Names of groups, sorted. */
  readonly groups: string[];
}

/** What an identity provider's component asks of its driver. */
export class IdentityProviderRequest extends ProvisionRequest {
  /** Name of the realm. */
  public readonly realm: string;
  /** The platform's secret store. */
  public readonly secrets: ISecretStoreProvider;
  /** The database to keep accounts in. */
  public readonly database: IDatabaseProvider;
  /** Clients and groups. */
  public readonly registrations: IRegistrations;
  private readonly knownHost?: string;

  public constructor(props: IdentityProviderRequestProps) {
    super(props);
    this.knownHost = props.host;
    this.realm = props.realm;
    this.secrets = props.secrets;
    this.database = props.database;
    this.registrations = props.registrations;
  }

  /**
   * Host name that browsers reach it under.
   *
   * @throws if none is known
   */
  public get host(): string {
    if (this.knownHost === undefined) {
      throw ValidationError.at(this.scope, 'no host name to sign in under is known. Give it as host, such as login.acme.example, or give the platform a domain: then it is login.<domain>.');
    }
    return this.knownHost;
  }
}

/** What an identity provider's driver reports. */
export interface IdentityProviderOutcome extends ProvisionOutcome {
  /** Where to find things. */
  readonly oidc: OidcEndpoints;
  /** Service that browsers are routed to. @default - it is reached without our gateway */
  readonly service?: BackendService;
  /** Port of the back channel, at the pods. */
  readonly port: number;
  /** Clients that exist already, where none can be made. @default - clients are made from `registrations` */
  readonly existingClients?: IExistingClients;
}

/** A Service to route to. */
export interface BackendService {
  /** Name of the Service, in the component's namespace. */
  readonly name: string;
  /** Port. */
  readonly port: number;
}

/** Clients that somebody registered already. */
export interface IExistingClients {
  /** Where the secret of a client is, in the provider component's namespace; an error if the client was not named. */
  secretOf(owner: IConstruct, clientId: string): SecretReference;
}

/** One product that speaks OpenID Connect. */
export abstract class IdentityProviderDriver extends Driver {
  /** What it can do beside the mandatory. */
  public abstract readonly capabilities: IdentityProviderCapability[];

  /** Makes the provider, or finds the existing one. */
  public abstract provision(request: IdentityProviderRequest): IdentityProviderOutcome;
}
