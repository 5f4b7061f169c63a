import { Construct, IConstruct } from 'constructs';
import { ClientOptions, IdentityProviderCapability, IIdentityProvider } from '../../src/accounts/contract';
import { BackChannel, ClientRegistration, OidcEndpoints } from '../../src/networking/contracts/sign-in';
import { CloudStack, IConsumer, ServiceBinding, Workload } from '../../src/core';
import { IRoute } from '../../src/networking/contracts/gateway';
import { Template } from '../../src/testing/template';
import { WebService } from '../../src/web/web-service';
import { objectAt, textAt } from '../support/synth';

/** A web service under a host name. */
export function exposed(scope: Construct, id: string, host: string, path?: string): WebService {
  const service = new WebService(scope, id, { image: 'ghcr.io/acme/shop:1.4.2', port: 8080 });
  service.expose(host, { path });
  return service;
}

/** An identity provider that makes no objects but its pods' policy. */
export class SomeLogin extends Construct implements IIdentityProvider {
  public readonly componentName = 'login';
  public readonly capabilities = [IdentityProviderCapability.GROUPS];
  public readonly ready = '';
  public readonly workload: Workload;
  public readonly oidc: OidcEndpoints = {
    issuer: 'https://login.acme.example/realms/acme',
    authorization: 'https://login.acme.example/realms/acme/protocol/openid-connect/auth',
    token: 'http://login.acme.svc:8080/realms/acme/protocol/openid-connect/token',
    jwks: 'http://login.acme.svc:8080/realms/acme/protocol/openid-connect/certs',
    endSession: 'https://login.acme.example/realms/acme/protocol/openid-connect/logout',
  };

  public constructor(scope: Construct, private readonly secretKey = 'client-secret') {
    super(scope, 'login');
    this.workload = new Workload(this, 'pods', { name: 'login', namespaceName: 'acme', labels: { app: 'login' } });
  }

  public get backChannel(): BackChannel {
    return { peer: this.workload.peer, workload: this.workload, port: 8080 };
  }

  public registerClient(_owner: IConstruct, { clientId, namespaceName, secretName }: ClientOptions): ClientRegistration {
    return { clientId, clientSecret: { namespaceName, secretName, key: this.secretKey }, addresses: [] };
  }

  public bindTo(_consumer: IConsumer): ServiceBinding {
    throw new Error('nobody binds this');
  }
}

/** Asks for a login in front of a route. */
export function protect(route: IRoute, login: SomeLogin, namespaceName: string, groups: string[] = []): void {
  route.requireLogin({ provider: login, groups, client: login.registerClient(login, { clientId: 'shop', namespaceName, secretName: 'shop-login' }) });
}

/** Objects of our own kinds, without those of other domains. */
export function networkObjects(template: Template): { [key: string]: unknown }[] {
  return template.objects.filter(({ apiVersion }) => /gateway|cert-manager|traefik/.test(String(apiVersion)));
}

/** Everything of a component that is not the gateway's: its Deployment, Service and ServiceAccount. */
export function ownResources(template: Template, name: string): unknown[] {
  return template.resourceTypes
    .filter((type) => type.startsWith('kubernetes_') && type !== 'kubernetes_network_policy_v1')
    .flatMap((type) => Object.values(template.resources(type)))
    .filter((resource) => textAt(resource, 'metadata', 'name') === name);
}

/** Peers and ports of a network policy, one line each. */
export function policyLines(template: Template, name: string, direction: 'ingress' | 'egress'): string[] {
  const rules = objectAt(template.networkPolicy(name), 'spec')[direction] as { [key: string]: unknown }[] | undefined;
  return (rules ?? []).map((rule) => JSON.stringify(rule)).sort();
}

/** The stack of an example company. */
export const ACME = { domain: 'acme.example' };

export type Build = (stack: CloudStack) => void;
