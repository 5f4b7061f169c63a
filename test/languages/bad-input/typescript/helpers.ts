// What cases need that is written in each language for itself.
import { accounts, data, DriverManifest, NetworkPeer, PodSecurityLevel, SecretReference, secrets, web, Workload } from '@quanttide/cloud';

export function repeated(text: string, times: number): string {
  return text.repeat(times);
}

/** Exposes a service under many hosts that share no domain. */
export function exposeMany(service: web.WebService, hosts: number): void {
  for (let number = 0; number < hosts; number++) {
    service.expose(`www.shop-${number}.example`);
  }
}

/** What a client is registered with: a redirect URI and a group, or none where they are empty. */
export function clientDemands(redirectUri: string, group: string): accounts.IClientDemands {
  return { redirectUris: redirectUri === '' ? [] : [redirectUri], groups: group === '' ? [] : [group] };
}

/** A redirect URI of at least so many characters. */
export function longClientDemands(characters: number): accounts.IClientDemands {
  return clientDemands(`https://shop.acme.example/${repeated('x', characters)}`, '');
}

/** A driver that says it can fetch, and does not say from where. */
export function faultySecretStore(): secrets.SecretStoreDriver {
  return new FaultySecretStore();
}

/** A driver that does wrong what its fault says. */
export function faultyDatabase(fault: string): data.RelationalDatabaseDriver {
  return new FaultyDatabase(fault);
}

class FaultyDatabase extends data.RelationalDatabaseDriver {
  public readonly capabilities: data.RelationalDatabaseCapability[] = [];

  public constructor(private readonly fault: string) {
    super();
  }

  public get manifest(): DriverManifest {
    const podSecurity = { level: this.fault === 'pods of the level baseline' ? PodSecurityLevel.BASELINE : PodSecurityLevel.RESTRICTED };
    return { product: 'faulty', title: 'Faulty', contract: 'data.RelationalDatabase', podSecurity, sources: [{ seenIn: 'nowhere', date: '2026-11-22' }] };
  }

  public provision({ scope, name, namespaceName }: data.RelationalDatabaseRequest): data.RelationalDatabaseOutcome {
    const key = (of: string): SecretReference => ({ namespaceName, secretName: name, key: of });
    const outcome = { host: 'db.acme.example', port: 5432, username: key('username'), password: key('password') };
    switch (this.fault) {
      case 'an exception': throw new Error('no such region');
      case 'nothing': return undefined as unknown as data.RelationalDatabaseOutcome;
      case 'pods of the level baseline': return { ...outcome, workload: new Workload(scope, 'pods', { name, namespaceName, labels: { app: name } }) };
      default: return outcome; // Neither pods nor a peer.
    }
  }
}

class FaultySecretStore extends secrets.SecretStoreDriver {
  public readonly capabilities = [secrets.SecretStoreCapability.FETCH];
  public readonly manifest: DriverManifest = { product: 'faulty', title: 'Faulty', contract: 'secrets.SecretStore', sources: [{ seenIn: 'nowhere', date: '2026-11-22' }] };

  public provision(_request: secrets.SecretStoreRequest): secrets.SecretStoreOutcome {
    return { peer: NetworkPeer.anywhere('nowhere') };
  }
}
