import { ChartRelease, IProgramInput, ManagedSecret } from '../../../core';
import { ValidationError } from '../../../core/errors';
import { stableJson } from '../../../core/stable-json';
import { ClientDemand, IdentityProviderRequest } from '../../contract';

/** Name of the first administrator, in Casdoor's own organization. */
export const ADMINISTRATOR = 'admin';

/** Client that the registration signs in with. */
export const REGISTRATION = 'quanttide-registration';

/** Key of its secret. */
export const REGISTRATION_KEY = 'client-secret';

/** Width of the column. Source: casdoor/casdoor: object/application.go @ v3.158.0, `RedirectUris`. */
const REDIRECT_URIS_LIMIT = 1000;

/** The declared state, as the registration reads it; complete when the stack is written. */
export class CasdoorRegistration implements IProgramInput {
  public constructor(
    private readonly request: IdentityProviderRequest,
    private readonly release: ChartRelease,
    private readonly credentials: ManagedSecret,
  ) {
    request.scope.node.addValidation({ validate: () => request.registrations.clients.flatMap((client) => tooLong(request, client)) });
  }

  public get files(): { [key: string]: string } {
    const { clients, groups } = this.request.registrations;
    return {
      'organization.json': organization(this.request),
      groups: lines(groups),
      clients: lines(clients.map(({ clientId }) => clientId)),
      ...Object.fromEntries(clients.map((demand) => [`client.${demand.clientId}.json`, stableJson(application(this.request, demand), 2)])),
    };
  }

  public get secrets(): IProgramInput['secrets'] {
    return [
      { path: `registration/${REGISTRATION_KEY}`, secret: this.credentials.key(REGISTRATION_KEY) },
      ...this.request.registrations.clients.map(({ clientId, clientSecret }) => ({ path: `clients/${clientId}`, secret: clientSecret })),
    ];
  }

  public get after(): string[] {
    return [this.release.address, this.credentials.address, ...this.request.registrations.clients.flatMap(({ addresses }) => addresses)];
  }
}

/** The registration puts Casdoor's usual fields of an account in place of the mark, which is not JSON. */
function organization({ realm }: IdentityProviderRequest): string {
  const settings = { owner: 'admin', name: realm, displayName: realm, passwordType: 'bcrypt', passwordOptions: ['AtLeast8'], dcrPolicy: 'disabled', accountItems: '@ACCOUNT_ITEMS@' };
  return stableJson(settings).replace('"@ACCOUNT_ITEMS@"', '@ACCOUNT_ITEMS@');
}

/** Without a redirect URI nobody can be sent back: such a client signs in as itself. */
function application({ realm }: IdentityProviderRequest, { clientId, redirectUris }: ClientDemand): object {
  return {
    owner: 'admin',
    name: `quanttide.${clientId}`,
    displayName: clientId,
    organization: realm,
    cert: 'cert-built-in',
    enablePassword: true,
    clientId,
    clientSecret: '@SECRET@',
    grantTypes: redirectUris.length > 0 ? ['authorization_code', 'refresh_token'] : ['client_credentials'],
    redirectUris,
    // Without this tag the client's secret would open Casdoor's whole API.
    tags: ['dcr'],
    tokenFormat: 'JWT-Custom',
    tokenFields: ['Name', 'DisplayName', 'Email'],
    tokenAttributes: [
      // Its own claim "groups" would hold "organization/group"; roles come by their plain names.
      { name: 'groups', category: 'Existing Field', value: 'Roles', type: 'Array' },
      { name: 'preferred_username', category: 'Existing Field', value: 'Name', type: 'String' },
    ],
    expireInHours: 1,
    refreshExpireInHours: 24,
  };
}

function tooLong({ scope }: IdentityProviderRequest, { clientId, redirectUris }: ClientDemand): string[] {
  return JSON.stringify(redirectUris).length <= REDIRECT_URIS_LIMIT ? [] : [
    ValidationError.at(scope, `the redirect URIs of the client "${clientId}" are longer than the ${REDIRECT_URIS_LIMIT} characters that Casdoor keeps. Use fewer hosts, or another driver.`).message,
  ];
}

function lines(names: readonly string[]): string {
  return names.map((name) => `${name}\n`).join('');
}
