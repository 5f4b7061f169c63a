import { ChartRelease, Credentials, DriverManifest, EdgeKind, NetworkPeer, ProvisionOutcome, Workload } from '../../core';
import { listOf, ValidationError } from '../../core/errors';
import { COMPONENT_LABEL } from '../../core/labels';
import { looksLikeSecret } from '../../core/plain-secret';
import { allowProxy, proxyVariables } from '../../core/proxy';
import { StackModel } from '../../core/stack-model';
import { DnsCapability, DnsDriver, DnsRequest } from '../contracts/dns';
import { tokenOf } from '../contracts/token';
import { CREDENTIAL_VARIABLES, EXTERNAL_DNS, EXTERNAL_DNS_CHART } from './external-dns.facts';

/** What becomes of records whose host is exposed no more. */
export enum DnsPolicy {
  /** They are removed. */
  SYNC = 'sync',
  /** They stay; changed ones are changed. */
  UPSERT_ONLY = 'upsert-only',
  /** They stay, and existing ones are never changed. */
  CREATE_ONLY = 'create-only',
}

/** Options of `DnsDrivers.externalDns`. */
export interface ExternalDnsOptions {
  /** Who hosts the zone, as ExternalDNS names them: `cloudflare`, `aws`, `google`, `rfc2136`, … */
  readonly provider: string;
  /** Credentials for its API; a token is the password. @default - the identity of the pods' service account */
  readonly credentials?: Credentials;
  /** Environment variable that takes the credentials' user name. @default - as the provider's documentation names it */
  readonly usernameVariable?: string;
  /** Environment variable that takes the credentials' password. @default - as the provider's documentation names it */
  readonly passwordVariable?: string;
  /** Further environment variables, none of them secret, such as `AWS_DEFAULT_REGION`. @default - none */
  readonly environment?: { [key: string]: string };
  /** Further arguments by name, without dashes, such as `aws-zone-type`. @default - none */
  readonly extraArguments?: { [key: string]: string };
  /** What becomes of records whose host is exposed no more. Only records that carry the platform's mark are ever touched. @default DnsPolicy.SYNC */
  readonly policy?: DnsPolicy;
  /** Ports of the provider's API, where it is not HTTPS: 53 for `rfc2136`, 8081 for `pdns`. @default - HTTPS, and what the provider is known to use */
  readonly ports?: number[];
}

/** Records written by ExternalDNS, which reads routes and gateways. */
export class ExternalDns extends DnsDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: EXTERNAL_DNS, capabilities: [DnsCapability.AUTOMATIC] };
  public readonly manifest: DriverManifest = EXTERNAL_DNS;
  public readonly capabilities: DnsCapability[] = ExternalDns._KNOWN.capabilities;
  private readonly variables: { readonly username?: string; readonly password?: string };

  public constructor(private readonly options: ExternalDnsOptions) {
    super();
    this.variables = checkOptions(options);
  }

  public provision(request: DnsRequest): ProvisionOutcome {
    const { scope, name, namespaceName, target, requests } = request;
    const workload = new Workload(scope, 'pods', { name, namespaceName, labels: { 'app.kubernetes.io/name': 'external-dns', 'app.kubernetes.io/instance': name } });
    const { username, password } = this.variables;
    const given = this.options.credentials;
    const credentials = given && request.secrets.resolve(scope, username === undefined ? tokenOf(given) : given, namespaceName);
    const secretVariable = (variable: string | undefined, reference: { secretName: string; key: string } | undefined) =>
      (variable === undefined || reference === undefined ? [] : [{ name: variable, valueFrom: { secretKeyRef: { name: reference.secretName, key: reference.key } } }]);
    new ChartRelease(scope, 'chart', {
      chart: EXTERNAL_DNS_CHART,
      releaseName: name,
      namespaceName,
      wiring: {
        // Its ClusterRole is named after it, and there may be several platforms on a cluster.
        fullnameOverride: request.ownerId,
        provider: { name: this.options.provider },
        sources: ['crd', 'gateway-httproute'],
        registry: 'txt',
        txtOwnerId: request.ownerId,
        domainFilters: [...request.domains].sort(),
        policy: this.options.policy ?? DnsPolicy.SYNC,
        env: [
          ...Object.entries(this.options.environment ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([variable, value]) => ({ name: variable, value })),
          ...secretVariable(username, credentials?.username),
          ...secretVariable(password, credentials?.password),
          ...proxyVariables(target),
        ],
      },
      values: {
        image: { repository: target.image('registry.k8s.io/external-dns/external-dns') },
        imagePullSecrets: target.imagePullSecrets.map((secret) => ({ name: secret })),
        resources: { requests: { cpu: requests.cpu, memory: requests.memory } },
        // Routes of others, in the same cluster, are none of the platform's business.
        // Not by who manages them: on everything that it installs, Helm writes itself there.
        labelFilter: COMPONENT_LABEL,
        extraArgs: { ...this.options.extraArguments },
        serviceMonitor: { enabled: false },
      },
      overrides: request.overrides,
      after: request.gateways.gateway.addresses,
    });
    this.letOut(request, workload);
    allowProxy(scope, workload.peer, workload);
    return { workload };
  }

  private letOut(request: DnsRequest, workload: Workload): void {
    const ports = this.options.ports ?? KNOWN_PORTS[this.options.provider] ?? [];
    if (ports.length > 0) {
      StackModel.of(request.scope).graph.add({
        kind: EdgeKind.SYSTEM, from: workload.peer, fromWorkload: workload, to: NetworkPeer.anywhere(`the name servers of ${this.options.provider}`), ports, reason: 'writes records',
      });
    }
  }
}

/** Ports of APIs that are not HTTPS. Source: kubernetes-sigs/external-dns: docs/flags.md, `rfc2136-port`, `pdns-server` @ 2bf1bf8. */
const KNOWN_PORTS: Readonly<Partial<Record<string, number[]>>> = { pdns: [8081], rfc2136: [53] };

function checkOptions(options: ExternalDnsOptions): { username?: string; password?: string } {
  const { provider, credentials, environment = {} } = options;
  if (!/^[a-z0-9-]+$/.test(provider)) {
    throw new ValidationError(`DnsDrivers.externalDns: provider "${provider}" is not one of ExternalDNS. Write it in lower case, such as cloudflare, aws, google or rfc2136.`);
  }
  for (const [name, value] of Object.entries(environment)) {
    if (looksLikeSecret(name, value)) {
      throw new ValidationError(`DnsDrivers.externalDns: environment.${name} holds a secret in plain text, which would be kept in the synth output and in Terraform's state. Give it as credentials: Credentials.fromSecret('dns', { passwordKey: 'token' }).`);
    }
  }
  if (credentials === undefined) {
    return {};
  }
  const known = CREDENTIAL_VARIABLES[provider];
  const password = options.passwordVariable ?? known?.password;
  if (password === undefined) {
    throw new ValidationError(`DnsDrivers.externalDns: it is not known which variable the provider "${provider}" reads its credentials from. Set passwordVariable (and usernameVariable) as its documentation names them; known are ${listOf(Object.keys(CREDENTIAL_VARIABLES)).replace(/ or /, ' and ')}.`);
  }
  return { username: options.usernameVariable ?? known?.username, password };
}
