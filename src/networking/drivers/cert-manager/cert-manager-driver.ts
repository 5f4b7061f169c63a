import { IConstruct } from 'constructs';
import { DriverManifest, Operator, Platform, ReadinessFacts } from '../../../core';
import { proxyVariables } from '../../../core/proxy';
import {
  CertificateIssuerDriver, CertificateIssuerOutcome, CertificateOptions,
} from '../../contracts/certificate-issuer';
import { CERT_MANAGER, DEPLOYMENTS, OPERATOR_REQUESTS } from './cert-manager.facts';

/** API version of cert-manager's objects. */
export const API_VERSION = 'cert-manager.io/v1';

/** Settings of cert-manager itself, which a cluster has once: every issuer that is given some must be given the same. */
export interface CertManagerOptions {
  /** Values of cert-manager's chart, applied last. @default - none */
  readonly operatorOverrides?: { [key: string]: unknown };
}

/** What all issuers by cert-manager have in common: the operator, and the object of a certificate. */
export abstract class CertManagerDriver extends CertificateIssuerDriver {
  protected constructor(private readonly settings: CertManagerOptions) {
    super();
  }

  public override install(scope: IConstruct): void {
    this.operator(scope);
  }

  public certificate(outcome: CertificateIssuerOutcome, options: CertificateOptions): { [key: string]: unknown } {
    return {
      apiVersion: API_VERSION,
      kind: 'Certificate',
      metadata: { name: options.secretName, namespace: options.namespaceName },
      spec: {
        secretName: options.secretName,
        issuerRef: outcome.issuer,
        dnsNames: options.hosts,
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        usages: ['digital signature', 'server auth'],
      },
    };
  }

  /**
   * The operator.
   *
   * @param gatewayApi Terraform addresses of what brings the Gateway API, where challenges go through a gateway: the controller does not start without
   */
  protected operator(scope: IConstruct, gatewayApi?: string[]): Operator {
    const { target, size } = Platform.of(scope);
    const { cpu, memory, instances } = OPERATOR_REQUESTS[size];
    const resources = { requests: { cpu, memory } };
    const replicaCount = instances / DEPLOYMENTS;
    return Operator.require(scope, {
      manifest: CERT_MANAGER,
      namespaceName: 'cert-manager',
      // The release's label: controller, webhook, injector and the check of the API are all its pods.
      podLabels: { 'app.kubernetes.io/instance': CERT_MANAGER.product },
      wiring: {
        crds: { enabled: true, keep: true },
        global: { leaderElection: { namespace: 'cert-manager' } },
        ...(gatewayApi === undefined ? {} : {
          config: { apiVersion: 'controller.config.cert-manager.io/v1alpha1', kind: 'ControllerConfiguration', gatewayAPI: { enabled: true } },
        }),
      },
      values: {
        global: { imagePullSecrets: target.imagePullSecrets.map((name) => ({ name })) },
        imageRegistry: target.registry('quay.io/jetstack/cert-manager-controller'),
        replicaCount,
        resources,
        webhook: { replicaCount, resources },
        cainjector: { replicaCount, resources },
        // Without this look at the webhook the first certificate of a fresh cluster comes too early and is refused.
        startupapicheck: { enabled: true, timeout: '5m' },
        // An ACME authority, and the API of a host of zones, are outside the cluster.
        extraEnv: proxyVariables(target),
        prometheus: { enabled: true, servicemonitor: { enabled: false } },
      },
      overrides: this.settings.operatorOverrides,
      after: gatewayApi,
      advice: 'networking.CertificateIssuer.of(stack)',
    });
  }
}

/** `issuerRef` of an issuer that the whole cluster may use. */
export function clusterIssuerRef(name: string): { [key: string]: string } {
  return { group: 'cert-manager.io', kind: 'ClusterIssuer', name };
}

/** The manifest of one way to issue: cert-manager's facts under a name of its own. */
export function issuerManifest(product: string, title: string, readiness: ReadinessFacts[]): DriverManifest {
  return { ...CERT_MANAGER, product, title, readiness };
}
