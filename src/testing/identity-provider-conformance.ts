import { Construct } from 'constructs';
import { TerraformStack } from '../core/engine/terraform';
import { IDENTITY_PROVIDER, IdentityProviderCapability, IdentityProviderDriver } from '../accounts/contract';
import { IdentityProvider } from '../accounts/identity-provider';
import { digest } from '../core/naming';
import { Check, demand } from './check';
import { ConformanceSubject } from './conformance-subject';
import { DriverConformance } from './driver-conformance';
import { stage } from './stage';

/** Client that the suite registers: a driver that registers none must know it. */
const CLIENT = 'acme.client';

/** What every driver for identity providers must do. A driver that registers no clients must have those named `acme.client` and `elsewhere.other-client`. */
export class IdentityProviderConformance extends DriverConformance {
  /**
   * The suite for one driver.
   *
   * @param driver the driver, with whatever options it needs
   */
  public static of(driver: IdentityProviderDriver): IdentityProviderConformance {
    return new IdentityProviderConformance(driver);
  }

  private constructor(driver: IdentityProviderDriver) {
    const subject: ConformanceSubject<IdentityProvider> = {
      contract: IDENTITY_PROVIDER,
      driver,
      capabilities: driver.capabilities,
      allCapabilities: Object.values(IdentityProviderCapability),
      askable: [IdentityProviderCapability.REPLICAS],
      binding: { type: 'oidc', keys: ['issuer', 'client-id', 'client-secret'] },
      make: (scope, id, { capabilities = [], overrides, withoutDriver } = {}) => new IdentityProvider(scope, id, {
        driver: withoutDriver === true ? undefined : driver,
        overrides,
        host: hostOf(scope, id),
        instances: capabilities.includes(IdentityProviderCapability.REPLICAS) ? 2 : undefined,
      }),
      bindable: (component) => component,
      outcome: ({ oidc: { issuer, authorization, token, jwks } }) => ({ issuer, authorization, token, jwks }),
    };
    super();
    this._check(subject, [
      new Check('the issuer and what browsers reach is under HTTPS', () => {
        const { made } = stage((stack) => subject.make(stack, 'orders').oidc);
        const { issuer, authorization } = made;
        demand([issuer, authorization].every((url) => url.startsWith('https://')), `issuer ${issuer}, authorization endpoint ${authorization}`);
        demand(!/[?#]/.test(issuer), `the issuer ${issuer} has a query or a fragment, which OpenID Connect Discovery forbids`);
      }),
      new Check('it registers clients exactly if it declares that', () => {
        const declared = driver.capabilities.includes(IdentityProviderCapability.REGISTER_CLIENTS);
        const registered = works(() => stage((stack) => register(subject.make(stack, 'orders'), 'unheard.of-by-anybody')));
        demand(registered === declared, declared ? 'it declares register-clients, and refuses one' : 'it does not declare register-clients, and takes a client that it was not told of');
      }),
      new Check('a client that is added changes what is made exactly if it registers clients', () => {
        const [without, asked] = [false, true].map((withClient) => stage((stack) => {
          const provider = subject.make(stack, 'orders');
          if (withClient) {
            register(provider, CLIENT);
          }
        }).template);
        const declared = driver.capabilities.includes(IdentityProviderCapability.REGISTER_CLIENTS);
        const text = JSON.stringify(asked.terraform.resource);
        demand(!declared || (text.includes(CLIENT) && !JSON.stringify(without.terraform.resource).includes(CLIENT)), 'the client id is in nothing that is made');
        demand(text.includes('https://client.acme.example/callback') === declared, declared ? 'the redirect URI is in nothing that is made' : 'the redirect URI is in what is made, though it registers no clients');
      }),
    ]);
  }
}

function register(provider: IdentityProvider, clientId: string): void {
  const owner = new Construct(TerraformStack.of(provider), 'the-client');
  const options = { clientId, namespaceName: provider.namespaceName, secretName: 'client-login' };
  provider.registerClient(owner, options, { redirectUris: ['https://client.acme.example/callback'], groups: [] });
}

/** A host of its own for every component: no two may claim one. */
function hostOf(scope: Construct, id: string): string {
  return `login-${digest(`${scope.node.path}/${id}`)}.acme.example`;
}

function works(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
