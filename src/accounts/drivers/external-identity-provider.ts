import { Construct, IConstruct } from 'constructs';
import { Credentials, DriverManifest, NetworkPeer, OidcSupport, SecretReference } from '../../core';
import { listOf, ValidationError } from '../../core/errors';
import type { OidcEndpoints } from '../../networking/contracts/sign-in';
import {
  IDENTITY_PROVIDER, IdentityProviderCapability, IdentityProviderDriver, IdentityProviderOutcome, IdentityProviderRequest, IExistingClients,
} from '../contract';

const MANIFEST: DriverManifest = {
  product: 'external',
  title: 'external OpenID Connect provider',
  contract: IDENTITY_PROVIDER,
  oidc: OidcSupport.NATIVE,
  sources: [],
};

/** Where an existing provider answers, as its discovery document says. */
export interface ExternalEndpoints {
  /** `authorization_endpoint`. */
  readonly authorization: string;
  /** `token_endpoint`. */
  readonly token: string;
  /** `jwks_uri`. */
  readonly jwks: string;
  /** `end_session_endpoint`. @default - it has none */
  readonly endSession?: string;
}

/** Options of `IdentityProviderDrivers.external`. */
export interface ExternalIdentityProviderOptions {
  /** Issuer, exactly as tokens carry it, such as `https://id.acme.example/realms/acme`. */
  readonly issuer: string;
  /**
   * Where it answers: copied from `<issuer>/.well-known/openid-configuration`, because synth asks no network.
   * @default - where Keycloak answers, if the issuer is a Keycloak realm; an error otherwise
   */
  readonly endpoints?: ExternalEndpoints;
  /** The clients that are registered there, by client id: their `password` is the client secret, `username` is not read. */
  readonly clients: { [key: string]: Credentials };
  /** Whether it puts the names of groups into the claim `groups`. @default false */
  readonly groups?: boolean;
  /** Address blocks of the host, for network policy, which knows no names. @default - any address, on its port */
  readonly addresses?: string[];
}

/** An OpenID Connect provider that exists already, with the clients that are registered there. */
export class ExternalIdentityProvider extends IdentityProviderDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: MANIFEST, capabilities: [] as IdentityProviderCapability[] };
  public readonly manifest: DriverManifest = MANIFEST;
  public readonly capabilities: IdentityProviderCapability[];
  private readonly oidc: OidcEndpoints;

  public constructor(private readonly options: ExternalIdentityProviderOptions) {
    super();
    this.capabilities = options.groups === true ? [IdentityProviderCapability.GROUPS] : ExternalIdentityProvider._KNOWN.capabilities;
    this.oidc = { issuer: checkUrl('issuer', options.issuer), ...endpointsOf(options) };
  }

  public provision(request: IdentityProviderRequest): IdentityProviderOutcome {
    const { addresses, clients } = this.options;
    const token = new URL(this.oidc.token);
    const port = Number(token.port === '' ? 443 : token.port);
    return {
      oidc: this.oidc,
      port,
      existingClients: new ExistingClients(request, clients),
      peer: addresses === undefined ? NetworkPeer.anywhere(token.hostname) : NetworkPeer.addresses(token.hostname, addresses),
      notes: addresses === undefined ? [`Network policy opens port ${port} to any address, because the addresses of ${token.hostname} are not given.`] : undefined,
    };
  }
}

class ExistingClients implements IExistingClients {
  private readonly secrets = new Map<string, SecretReference>();

  public constructor(private readonly request: IdentityProviderRequest, private readonly clients: { [key: string]: Credentials }) {}

  public secretOf(owner: IConstruct, clientId: string): SecretReference {
    const credentials = this.clients[clientId];
    if (credentials === undefined) {
      const given = Object.keys(this.clients);
      throw ValidationError.at(
        owner,
        `the client "${clientId}" is not among those of the external identity provider ${this.request.name}, and none can be made there. `
        + `${given.length === 0 ? 'None was given.' : `Given: ${listOf(given)}.`} Register it at the provider, and add it: clients: { '${clientId}': Credentials.fromSecret('…') }.`,
      );
    }
    const known = this.secrets.get(clientId);
    if (known !== undefined) {
      return known;
    }
    const { secrets, scope, namespaceName } = this.request;
    const { password } = secrets.resolve(new Construct(scope, `client-${clientId}`), credentials, namespaceName);
    this.secrets.set(clientId, password);
    return password;
  }
}

function endpointsOf({ issuer, endpoints }: ExternalIdentityProviderOptions): ExternalEndpoints {
  if (endpoints !== undefined) {
    checkUrl('endpoints.authorization', endpoints.authorization);
    checkUrl('endpoints.token', endpoints.token);
    checkUrl('endpoints.jwks', endpoints.jwks);
    return endpoints;
  }
  if (!/\/realms\/[^/]+$/.test(issuer)) {
    throw new ValidationError(
      `IdentityProviderDrivers.external: where "${issuer}" answers is not known, and synth asks no network. Give endpoints: authorization, token and jwks, `
      + `as authorization_endpoint, token_endpoint and jwks_uri stand in ${issuer.replace(/\/$/, '')}/.well-known/openid-configuration.`,
    );
  }
  // Source: keycloak.org/securing-apps/oidc-layers, "Endpoints".
  const protocol = `${issuer}/protocol/openid-connect`;
  return { authorization: `${protocol}/auth`, token: `${protocol}/token`, jwks: `${protocol}/certs`, endSession: `${protocol}/logout` };
}

function checkUrl(name: string, text: string): string {
  if (!URL.canParse(text) || new URL(text).protocol !== 'https:') {
    throw new ValidationError(`IdentityProviderDrivers.external: ${name} "${text}" is not an https address. Write it as the provider's discovery document has it, such as https://id.acme.example/realms/acme.`);
  }
  return text;
}
