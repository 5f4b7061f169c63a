import { ChartRelease, IProgramInput, ManagedSecret, Platform } from '../../../core';
import { ValidationError } from '../../../core/errors';
import { stableJson } from '../../../core/stable-json';
import { ClientDemand, IdentityProviderRequest } from '../../contract';

/** Key of the secret of the client that the registration signs in with. */
export const REGISTRATION_KEY = 'client-secret';

const MANAGED_BY = 'cloud.quanttide.com/managed-by';

/** Clients that Keycloak makes in each realm. */
const BUILT_IN_CLIENTS = ['account', 'account-console', 'admin-cli', 'broker', 'realm-management', 'security-admin-console'];

/** The declared state, as the registration reads it; complete when the stack is written. */
export class KeycloakRegistration implements IProgramInput {
  public constructor(
    private readonly request: IdentityProviderRequest,
    private readonly release: ChartRelease,
    private readonly credentials: ManagedSecret,
    private readonly previous: ManagedSecret | undefined,
  ) {
    request.scope.node.addValidation({ validate: () => request.registrations.clients.flatMap(({ clientId }) => builtIn(request, clientId)) });
  }

  public get files(): Record<string, string> {
    const { clients, groups } = this.request.registrations;
    return {
      'realm.json': stableJson(realm(this.request), 2),
      'scope.json': stableJson(GROUPS_SCOPE, 2),
      'mapper.json': stableJson(GROUPS_MAPPER, 2),
      groups: lines(groups),
      clients: lines(clients.map(({ clientId }) => clientId)),
      ...Object.fromEntries(clients.map((demand) => [`client.${demand.clientId}.json`, stableJson(client(this.request, demand), 2)])),
    };
  }

  public get secrets(): IProgramInput['secrets'] {
    return [
      { path: 'registration/client-secret', secret: this.credentials.key(REGISTRATION_KEY) },
      { path: 'registration/password', secret: this.credentials.key('password') },
      ...(this.previous === undefined ? [] : [{ path: 'previous/client-secret', secret: this.previous.key(REGISTRATION_KEY) }]),
      ...this.request.registrations.clients.map(({ clientId, clientSecret }) => ({ path: `clients/${clientId}`, secret: clientSecret })),
    ];
  }

  public get after(): string[] {
    return [this.release.address, this.credentials.address, ...this.request.registrations.clients.flatMap(({ addresses }) => addresses)];
  }
}

const GROUPS_SCOPE = {
  name: 'groups',
  description: 'Groups of the person who signs in.',
  protocol: 'openid-connect',
  attributes: { 'include.in.token.scope': 'true', 'display.on.consent.screen': 'false' },
};

const GROUPS_MAPPER = {
  name: 'groups',
  protocol: 'openid-connect',
  protocolMapper: 'oidc-group-membership-mapper',
  config: {
    'claim.name': 'groups',
    'full.path': 'false',
    'id.token.claim': 'true',
    'access.token.claim': 'true',
    'userinfo.token.claim': 'true',
    'introspection.token.claim': 'true',
  },
};

/** Who the clients belong to, at the provider: only those are ever removed. */
export function ownerOf(request: IdentityProviderRequest): string {
  return `${Platform.of(request.scope).platformName}/${request.name}`;
}

function realm(request: IdentityProviderRequest): object {
  return {
    realm: request.realm,
    displayName: request.realm,
    enabled: true,
    sslRequired: 'external',
    bruteForceProtected: true,
    registrationAllowed: false,
    loginWithEmailAllowed: true,
    duplicateEmailsAllowed: false,
  };
}

function builtIn({ scope }: IdentityProviderRequest, clientId: string): string[] {
  return BUILT_IN_CLIENTS.includes(clientId)
    ? [ValidationError.at(scope, `the client id "${clientId}" is Keycloak's own. Choose another one; Keycloak's own are ${BUILT_IN_CLIENTS.join(', ')}.`).message]
    : [];
}

/** Without a redirect URI nobody can be sent back: such a client signs in as itself. */
function client(request: IdentityProviderRequest, { clientId, redirectUris }: ClientDemand): object {
  const signsPeopleIn = redirectUris.length > 0;
  return {
    clientId,
    name: clientId,
    protocol: 'openid-connect',
    enabled: true,
    publicClient: false,
    clientAuthenticatorType: 'client-secret',
    secret: '@SECRET@',
    standardFlowEnabled: signsPeopleIn,
    serviceAccountsEnabled: !signsPeopleIn,
    implicitFlowEnabled: false,
    directAccessGrantsEnabled: false,
    redirectUris,
    webOrigins: signsPeopleIn ? ['+'] : [],
    attributes: { [MANAGED_BY]: ownerOf(request), 'post.logout.redirect.uris': '+' },
  };
}

function lines(names: readonly string[]): string {
  return names.map((name) => `${name}\n`).join('');
}
