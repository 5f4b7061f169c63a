import { IConstruct } from 'constructs';
import { CustomResources, DriverManifest, EdgeKind, NetworkPeer, Operator, Workload } from '../../../core';
import { ValidationError } from '../../../core/errors';
import { allowProxy } from '../../../core/proxy';
import { StackModel } from '../../../core/stack-model';
import {
  CertificateIssuerCapability, CertificateIssuerOutcome, CertificateIssuerRequest,
} from '../../contracts/certificate-issuer';
import { GatewayReference } from '../../contracts/gateway-reference';
import { GatewayReferences } from '../../contracts/gateway-references';
import { ACME_EDGES, ACME_SOLVER_LABELS, ACME_SOLVER_PORT, DNS01_EDGES } from './cert-manager.facts';
import { API_VERSION, CertManagerDriver, CertManagerOptions, clusterIssuerRef, issuerManifest } from './cert-manager-driver';
import { Dns01Solver } from './dns01-solver';

/** Let's Encrypt. Source: letsencrypt.org/docs, "ACME Protocol Updates". */
const LETS_ENCRYPT = 'https://acme-v02.api.letsencrypt.org/directory';

/** Options of `CertificateIssuerDrivers.acme`. */
export interface AcmeOptions extends CertManagerOptions {
  /** Whom the authority writes to about certificates that are about to expire. */
  readonly email: string;
  /** Directory of the authority. @default - Let's Encrypt */
  readonly server?: string;
  /** Proof by DNS records, wildcards included. @default - proof over HTTP, through the platform's gateway; no wildcards */
  readonly dns01?: Dns01Solver;
  /** Whether the authority is one of the site's own, whose certificates browsers do not trust by themselves. @default false */
  readonly privateAuthority?: boolean;
  /** Name of a Secret in the namespace `cert-manager`, with the authority's certificate under `ca.crt`, for consumers to trust. @default - trusted already */
  readonly authoritySecretName?: string;
  /** The authority's certificate in PEM, base64 encoded: how cert-manager itself trusts the server. @default - trusted already */
  readonly caBundle?: string;
}

/** Certificates of a public authority, or of any that speaks ACME. */
export class Acme extends CertManagerDriver {
  /** @internal */
  public static readonly _KNOWN = {
    manifest: issuerManifest('acme', 'ACME authority', [{ apiVersion: API_VERSION, kind: 'ClusterIssuer', name: '{issuer}', condition: 'Ready' }]),
    // A wildcard takes a proof by DNS.
    capabilities: [CertificateIssuerCapability.PUBLIC_TRUST, CertificateIssuerCapability.WILDCARD],
  };

  public readonly manifest: DriverManifest;
  public readonly capabilities: CertificateIssuerCapability[];

  public constructor(private readonly options: AcmeOptions) {
    super(options);
    checkOptions(options);
    this.capabilities = [
      ...(options.privateAuthority === true ? [] : [CertificateIssuerCapability.PUBLIC_TRUST]),
      ...(options.dns01 === undefined ? [] : [CertificateIssuerCapability.WILDCARD]),
    ];
    this.manifest = Acme._KNOWN.manifest;
  }

  public override install(scope: IConstruct): void {
    this.operator(scope, this.options.dns01 === undefined ? new GatewayReferences(scope).gateway.addresses : undefined);
  }

  public provision(request: CertificateIssuerRequest): CertificateIssuerOutcome {
    const gateway = this.options.dns01 === undefined ? request.gateways.gateway : undefined;
    const operator = this.operator(request.scope, gateway?.addresses);
    const solver = gateway === undefined ? this.dns01(request, operator) : this.http01(request, operator, gateway);
    const resources = new CustomResources(request.scope, 'issuer', {
      releaseName: request.issuerName,
      namespaceName: operator.namespaceName,
      objects: [this.issuer(request, solver)],
      after: operator.addresses,
    });
    this.letOut(request, operator);
    const { authoritySecretName } = this.options;
    return {
      operator,
      addresses: [...operator.addresses, resources.address],
      issuer: clusterIssuerRef(request.issuerName),
      authority: authoritySecretName === undefined ? undefined : { namespaceName: operator.namespaceName, secretName: authoritySecretName, key: 'ca.crt' },
      notes: gateway === undefined ? undefined : ['Hosts are proven over HTTP: each must resolve to the gateway, reachable from the authority on port 80, before its certificate is issued.'],
    };
  }

  private issuer(request: CertificateIssuerRequest, solver: Record<string, unknown>): Record<string, unknown> {
    const { email, server = LETS_ENCRYPT, caBundle } = this.options;
    const { issuerName } = request;
    return {
      apiVersion: API_VERSION,
      kind: 'ClusterIssuer',
      metadata: { name: issuerName, labels: request.labels },
      spec: { acme: { email, server, caBundle, privateKeySecretRef: { name: `${issuerName}-account` }, solvers: [solver] } },
    };
  }

  private dns01(request: CertificateIssuerRequest, operator: Operator): Record<string, unknown> {
    return { dns01: this.options.dns01?._render(request.scope, operator.namespaceName, request.secrets) };
  }

  /** Proof through the gateway: the pods that answer are made beside it, and it reaches them. */
  private http01(request: CertificateIssuerRequest, operator: Operator, gateway: GatewayReference): Record<string, unknown> {
    const { graph } = StackModel.of(request.scope);
    const workload = new Workload(request.scope, 'challenge', {
      name: `${request.name}-challenge`, namespaceName: gateway.namespaceName, labels: ACME_SOLVER_LABELS,
    });
    graph.add({
      kind: EdgeKind.SYSTEM, from: gateway.peer, fromWorkload: gateway.workload, to: workload.peer, toWorkload: workload, ports: [ACME_SOLVER_PORT], reason: 'answers to ACME challenges',
    });
    graph.add({
      kind: EdgeKind.SYSTEM, from: operator.peer, fromWorkload: operator.workload, to: gateway.peer, toWorkload: gateway.workload, ports: gateway.podPorts, reason: 'looks at a challenge before the authority does',
    });
    const { imagePullSecrets } = request.target;
    return {
      http01: {
        gatewayHTTPRoute: {
          // Else each challenge would open a port on every node.
          serviceType: 'ClusterIP',
          ...(imagePullSecrets.length === 0 ? {} : { podTemplate: { spec: { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) } } }),
          parentRefs: [{
            group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway.gatewayName, namespace: gateway.namespaceName, sectionName: gateway.httpListener,
          }],
        },
      },
    };
  }

  private letOut(request: CertificateIssuerRequest, operator: Operator): void {
    const { graph } = StackModel.of(request.scope);
    if (this.options.dns01 !== undefined) {
      graph.add({
        kind: EdgeKind.SYSTEM,
        from: operator.peer,
        fromWorkload: operator.workload,
        to: NetworkPeer.anywhere('the name servers of the zone'),
        ports: DNS01_EDGES.ports,
        reason: DNS01_EDGES.reason,
      });
    }
    graph.add({
      kind: EdgeKind.SYSTEM,
      from: operator.peer,
      fromWorkload: operator.workload,
      to: NetworkPeer.anywhere(hostOf(this.options.server ?? LETS_ENCRYPT)),
      ports: portsOf(this.options.server ?? LETS_ENCRYPT, ACME_EDGES.ports),
      reason: ACME_EDGES.reason,
    });
    allowProxy(request.scope, operator.peer, operator.workload);
  }
}

function checkOptions({ email, server, caBundle }: AcmeOptions): void {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw new ValidationError(`CertificateIssuerDrivers.acme: email "${email}" is not an address. The authority writes there before certificates expire: write one such as it@acme.example.`);
  }
  if (server !== undefined && !/^https:\/\/[^\s/]+(\/\S*)?$/.test(server)) {
    throw new ValidationError(`CertificateIssuerDrivers.acme: server "${server}" is not the directory of an ACME authority. Write its https address, such as ${LETS_ENCRYPT}.`);
  }
  if (caBundle !== undefined && !/^[A-Za-z0-9+/=\s]+$/.test(caBundle)) {
    throw new ValidationError('CertificateIssuerDrivers.acme: caBundle must be the PEM text, base64 encoded: base64 -w0 ca.pem.');
  }
}

function hostOf(server: string): string {
  return new URL(server).hostname;
}

function portsOf(server: string, usual: number[]): number[] {
  const port = Number(new URL(server).port);
  return port === 0 || usual.includes(port) ? usual : [...usual, port];
}
