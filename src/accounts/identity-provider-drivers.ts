import { KnownDriver } from '../core';
import { IdentityProviderDriver } from './contract';
import { Casdoor, CasdoorOptions } from './drivers/casdoor';
import { ExternalIdentityProvider, ExternalIdentityProviderOptions } from './drivers/external-identity-provider';
import { Keycloak, KeycloakOptions } from './drivers/keycloak';

/** The products that the library brings for sign-in. */
export class IdentityProviderDrivers {
  /** Keycloak: accounts, groups, federation, in this cluster. */
  public static keycloak(options: KeycloakOptions = {}): IdentityProviderDriver {
    return new Keycloak(options);
  }

  /** Casdoor: light, with the sign-in of WeChat, DingTalk and Lark, in this cluster. */
  public static casdoor(options: CasdoorOptions = {}): IdentityProviderDriver {
    return new Casdoor(options);
  }

  /** An OpenID Connect provider that exists already, with the clients registered there. */
  public static external(options: ExternalIdentityProviderOptions): IdentityProviderDriver {
    return new ExternalIdentityProvider(options);
  }

  /** Names and capabilities of all of them. */
  public static known(): KnownDriver[] {
    return [Casdoor._KNOWN, ExternalIdentityProvider._KNOWN, Keycloak._KNOWN];
  }

  private constructor() {}
}
