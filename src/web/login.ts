import { IClientDemands, IdentityProviderCapability, IIdentityProvider } from '../accounts/contract';
import { ValidationError } from '../core/errors';
import { IRoute } from '../networking/contracts/gateway';
import type { ClientRegistration } from '../networking/contracts/sign-in';
import type { Application } from './application';
import { LoginOptions } from './login-options';

/**
 * The login in front of one component.
 *
 * @internal
 */
export class Login implements IClientDemands {
  public readonly groups: string[];
  private readonly client: ClientRegistration;

  public constructor(
    owner: Application,
    private readonly provider: IIdentityProvider,
    options: LoginOptions,
    private readonly routes: readonly IRoute[],
  ) {
    this.groups = [...new Set(options.groups ?? [])].sort();
    for (const group of this.groups) {
      if (!/^[A-Za-z0-9][A-Za-z0-9 ._-]*$/.test(group)) {
        throw ValidationError.at(owner, `"${group}" is not a group's name. Letters, digits, spaces, ".", "_" and "-".`);
      }
    }
    if (this.groups.length > 0 && !provider.capabilities.includes(IdentityProviderCapability.GROUPS)) {
      throw ValidationError.at(owner, `the login asks for the groups ${this.groups.join(', ')}, and "${provider.componentName}" cannot tell groups apart. Use another identity provider, or take groups out.`);
    }
    this.client = provider.registerClient(owner, {
      clientId: `${owner.namespaceName}-${owner.componentName}`,
      namespaceName: owner.namespaceName,
      secretName: `${owner.componentName}-login`,
    }, this);
  }

  public get redirectUris(): string[] {
    return this.routes.map((route) => route.redirectUri).sort();
  }

  /** Puts the login in front of a route. */
  public protect(route: IRoute): void {
    route.requireLogin({ provider: this.provider, groups: this.groups, client: this.client });
  }

  public _document(): object {
    return { provider: this.provider.componentName, groups: this.groups };
  }
}
