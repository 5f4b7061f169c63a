import { Construct, IConstruct } from 'constructs';
import { Resource } from './engine/resource';
import { RESOURCE_TYPES } from './engine/resource-types';
import { ValidationError } from './errors';
import { EdgeKind } from './graph';
import { componentLabels } from './labels';
import { PodSecurityLevel } from './manifest';
import { checkName } from './naming';
import { DNS_PORT, POLICY_ANNOTATIONS } from './network-rules';
import { Platform } from './platform';
import { StackModel } from './stack-model';
import { NetworkPeer } from './network-peer';

const NAMESPACE = Symbol.for('@quanttide/cloud.Namespace');

/** ConfigMap in each namespace that holds the site's own certificate authorities, under the key `ca.crt`. */
export const SITE_AUTHORITIES = 'site-authorities';

/** Props of `Namespace`. */
export interface NamespaceProps {
  /** Name in Kubernetes. @default - the construct's id */
  readonly namespaceName?: string;
  /** Pod Security Standard that is enforced. @default PodSecurityLevel.RESTRICTED */
  readonly podSecurity?: PodSecurityLevel;
  /** False where the namespace exists already and is only used. @default true */
  readonly create?: boolean;
}

/**
 * A namespace, closed: pod security enforced, and no traffic but DNS until an
 * edge of the graph allows it. Constructs below it live in it.
 */
export class Namespace extends Construct {
  /**
   * The namespace that a construct's objects live in: the nearest one above it,
   * or the platform's default one, which is named after the stack.
   */
  public static of(scope: IConstruct): Namespace {
    const platform = Platform.of(scope);
    for (const above of [...scope.node.scopes].reverse()) {
      if (NAMESPACE in above) {
        return above as unknown as Namespace;
      }
      if (above === platform) {
        break;
      }
    }
    const own = platform.node.tryFindChild('workspace') as Namespace | undefined;
    return own ?? new Namespace(platform, 'workspace', { namespaceName: platform.platformName });
  }

  /** Name in Kubernetes. */
  public readonly namespaceName: string;
  /** Pod Security Standard that is enforced. */
  public readonly podSecurity: PodSecurityLevel;
  /** Terraform address of the namespace; none where it exists already. */
  public readonly address?: string;

  public constructor(scope: Construct, id: string, props: NamespaceProps = {}) {
    super(scope, id);
    Object.defineProperty(this, NAMESPACE, { value: true });
    this.namespaceName = checkName(this, props.namespaceName ?? id, 'the namespace');
    if (this.namespaceName === 'default' || this.namespaceName.startsWith('kube-')) {
      throw ValidationError.at(this, `the namespace "${this.namespaceName}" is Kubernetes' own and cannot be closed. Choose another name.`);
    }
    this.podSecurity = props.podSecurity ?? PodSecurityLevel.RESTRICTED;
    const platform = Platform.of(this);
    const labels = componentLabels(this.namespaceName, platform.platformName);
    if (props.create !== false) {
      this.address = new Resource(this, 'namespace', RESOURCE_TYPES.namespace, {
        metadata: { name: this.namespaceName, labels: { ...labels, ...podSecurityLabels(this.podSecurity) } },
      }).address;
    }
    StackModel.of(this).addNamespace(this, this.namespaceName, this.address);
    const dns = NetworkPeer.pods('kube-system', { 'k8s-app': 'kube-dns' });
    new Resource(this, 'default-deny', RESOURCE_TYPES.networkPolicy, {
      metadata: { name: 'default-deny', namespace: this.namespaceName, labels, annotations: POLICY_ANNOTATIONS },
      spec: {
        podSelector: {},
        policyTypes: ['Egress', 'Ingress'],
        egress: [{
          to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: dns.labels } }],
          ports: ['TCP', 'UDP'].map((protocol) => ({ port: String(DNS_PORT), protocol })),
        }],
      },
    }, { dependsOn: this.address === undefined ? [] : [this.address] });
    if (platform.target.caBundle !== undefined) {
      new Resource(this, 'site-authorities', RESOURCE_TYPES.configMap, {
        metadata: { name: SITE_AUTHORITIES, namespace: this.namespaceName, labels },
        data: { 'ca.crt': platform.target.caBundle },
      }, { dependsOn: this.address === undefined ? [] : [this.address] });
    }
    StackModel.of(this).graph.add({
      kind: EdgeKind.SYSTEM, from: NetworkPeer.pods(this.namespaceName), to: dns, ports: [DNS_PORT], reason: 'name resolution of every pod',
    });
  }
}

/** Labels by which the Pod Security admission knows a namespace's level. */
function podSecurityLabels(level: PodSecurityLevel): Record<string, string> {
  return {
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/warn': PodSecurityLevel.RESTRICTED,
  };
}
