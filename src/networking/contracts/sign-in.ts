import { IConstruct } from 'constructs';
import { NetworkPeer, SecretReference, Workload } from '../../core';

/** Where to find things at an OpenID Connect provider. */
export interface OidcEndpoints {
  /** Issuer, as tokens carry it. */
  readonly issuer: string;
  /** Authorization endpoint, as browsers reach it. */
  readonly authorization: string;
  /** Token endpoint, as gateways and back ends reach it: inside the cluster, where it is there. */
  readonly token: string;
  /** JSON Web Key Set, as gateways and back ends reach it. */
  readonly jwks: string;
  /** End session endpoint, as browsers reach it. */
  readonly endSession?: string;
}

/** Where gateways and back ends connect to. */
export interface BackChannel {
  /** Pods, or addresses. */
  readonly peer: NetworkPeer;
  /** The provider's pods, where they are in this cluster. */
  readonly workload?: Workload;
  /** Port. */
  readonly port: number;
}

/** A client that is registered, or will be by the same apply. */
export interface ClientRegistration {
  /** Client id. */
  readonly clientId: string;
  /** Where the client secret is, in the namespace that asked for it. */
  readonly clientSecret: SecretReference;
  /**
   * Terraform addresses of what delivers the client secret. Not of the provider itself: nobody can sign in
   * before it runs, and a route that waits for it would keep every other route of its namespace waiting, too.
   */
  readonly addresses: string[];
}

/**
 * What a gateway has to know of who signs people in.
 *
 * It is here, and not with the identity providers, because Go has no packages
 * that need each other: accounts need networking, so networking may not need
 * accounts.
 *
 * Protocol: OpenID Connect Core 1.0.
 */
export interface ISignIn extends IConstruct {
  /** Where to find things. */
  readonly oidc: OidcEndpoints;
  /** Where its back channel is: token endpoint and keys. */
  readonly backChannel: BackChannel;
}
