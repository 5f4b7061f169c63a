import { Construct } from 'constructs';
import { Credentials, SecretReference } from '../../../core';
import { ValidationError } from '../../../core/errors';
import type { ISecretStoreProvider } from '../../../secrets/contract';
import { tokenOf } from '../../contracts/token';

/** Options of `Dns01Solver.route53`. */
export interface Route53SolverOptions {
  /** Access key and secret key. @default - the identity of cert-manager's service account */
  readonly credentials?: Credentials;
  /** Region, such as `eu-central-1`. @default - the one the environment names */
  readonly region?: string;
  /** Id of the hosted zone. @default - found by the name of the host */
  readonly hostedZoneId?: string;
}

/** Options of `Dns01Solver.azure`. */
export interface AzureSolverOptions {
  /** Subscription of the zone. */
  readonly subscriptionId: string;
  /** Resource group of the zone. */
  readonly resourceGroupName: string;
  /** Name of the zone. @default - found by the name of the host */
  readonly hostedZoneName?: string;
  /** Client id of a managed identity. @default - the identity of cert-manager's service account */
  readonly managedIdentityClientId?: string;
}

/** Options of `Dns01Solver.rfc2136`. */
export interface Rfc2136SolverOptions {
  /** Name server, with its port if it is not 53. */
  readonly nameserver: string;
  /** The TSIG key, as the password. */
  readonly credentials: Credentials;
  /** Name of the TSIG key. */
  readonly keyName: string;
  /** Algorithm of the key. @default 'HMACSHA256' */
  readonly algorithm?: string;
}

/** Options of `Dns01Solver.webhook`. */
export interface WebhookSolverOptions {
  /** API group that the webhook answers under. */
  readonly groupName: string;
  /** Name of its solver. */
  readonly solverName: string;
  /** What the webhook wants to know; secrets by name only. @default - nothing */
  readonly config?: { [key: string]: unknown };
}

type Render = (context: Dns01Context) => Record<string, unknown>;

/** Where credentials are to be, for a cluster's issuer. */
interface Dns01Context {
  readonly scope: Construct;
  readonly namespaceName: string;
  readonly secrets: ISecretStoreProvider;
}

/**
 * How a host is proven to an ACME authority by a DNS record: the only way to a
 * wildcard, and to hosts that are not reachable from the internet.
 *
 * @see https://cert-manager.io/docs/configuration/acme/dns01/
 */
export class Dns01Solver {
  /** Cloudflare, with an API token as the credentials' password. */
  public static cloudflare(credentials: Credentials): Dns01Solver {
    return new Dns01Solver((context) => ({ cloudflare: { apiTokenSecretRef: keyOf(resolve(context, tokenOf(credentials)).password) } }));
  }

  /** DigitalOcean, with an API token as the credentials' password. */
  public static digitalOcean(credentials: Credentials): Dns01Solver {
    return new Dns01Solver((context) => ({ digitalocean: { tokenSecretRef: keyOf(resolve(context, tokenOf(credentials)).password) } }));
  }

  /** Amazon Route 53. */
  public static route53(options: Route53SolverOptions = {}): Dns01Solver {
    return new Dns01Solver((context) => {
      const keys = options.credentials && resolve(context, options.credentials);
      return {
        route53: {
          region: options.region,
          hostedZoneID: options.hostedZoneId,
          accessKeyIDSecretRef: keys && keyOf(keys.username),
          secretAccessKeySecretRef: keys && keyOf(keys.password),
        },
      };
    });
  }

  /**
   * Google Cloud DNS, by the identity of cert-manager's service account.
   *
   * @param project id of the project
   */
  public static cloudDns(project: string): Dns01Solver {
    return new Dns01Solver(() => ({ cloudDNS: { project } }));
  }

  /** Azure DNS, by a managed identity. */
  public static azure(options: AzureSolverOptions): Dns01Solver {
    return new Dns01Solver(() => ({
      azureDNS: {
        subscriptionID: options.subscriptionId,
        resourceGroupName: options.resourceGroupName,
        hostedZoneName: options.hostedZoneName,
        managedIdentity: options.managedIdentityClientId === undefined ? undefined : { clientID: options.managedIdentityClientId },
      },
    }));
  }

  /** A name server that takes dynamic updates (RFC 2136), such as BIND or PowerDNS. */
  public static rfc2136(options: Rfc2136SolverOptions): Dns01Solver {
    return new Dns01Solver((context) => ({
      rfc2136: {
        nameserver: options.nameserver,
        tsigKeyName: options.keyName,
        tsigAlgorithm: options.algorithm ?? 'HMACSHA256',
        tsigSecretSecretRef: keyOf(resolve(context, tokenOf(options.credentials)).password),
      },
    }));
  }

  /** Any other host of zones, through a webhook that is installed already. */
  public static webhook(options: WebhookSolverOptions): Dns01Solver {
    if (options.groupName === '' || options.solverName === '') {
      throw new ValidationError('Dns01Solver.webhook: groupName and solverName must both be given, as the webhook\'s own documentation names them.');
    }
    return new Dns01Solver(() => ({ webhook: { groupName: options.groupName, solverName: options.solverName, config: options.config } }));
  }

  private constructor(private readonly render: Render) {}

  /**
   * Section of the issuer; credentials are brought to cert-manager's namespace.
   *
   * @internal
   */
  public _render(scope: Construct, namespaceName: string, secrets: ISecretStoreProvider): Record<string, unknown> {
    return this.render({ scope, namespaceName, secrets });
  }
}

function resolve({ scope, namespaceName, secrets }: Dns01Context, credentials: Credentials): { username: SecretReference; password: SecretReference } {
  return secrets.resolve(scope, credentials, namespaceName);
}

function keyOf({ secretName, key }: SecretReference): { name: string; key: string } {
  return { name: secretName, key };
}
