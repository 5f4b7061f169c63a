import { Document, isScalar, isSeq, visit } from 'yaml';
import { Deployment } from '../deployment/deployment';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { PermissionSet } from './permission-set';
import { permissionsOf } from './permissions-of';

/** Name of the service account. */
export const APPLIER = 'quanttide-applier';

/** How the service account is made. */
export interface ApplierOptions {
  /** Namespace of the service account. @default - one of its own, which is made */
  readonly rbacNamespace?: string;
  /** Whether permissions are given in namespaces, which exist already. @default false */
  readonly namespaced?: boolean;
}

const RBAC = 'rbac.authorization.k8s.io';
const API_VERSION = `${RBAC}/v1`;
const LABELS = { 'app.kubernetes.io/managed-by': 'quanttide-cloud' };

/** A service account that may apply, plan and destroy what is given, and nothing else, as YAML for `kubectl apply`. */
export function applierManifest(deployments: readonly Deployment[], options: ApplierOptions = {}): string {
  const namespace = options.rbacNamespace ?? APPLIER;
  return deployments.flatMap((deployment) => clustersOf(deployment).map((cluster) => [
    heading(deployment, cluster, namespace, options),
    ...objects(deployment, cluster, namespace, options).map(toText),
  ].join('\n---\n'))).join('\n---\n');
}

function clustersOf({ steps }: Deployment): (string | undefined)[] {
  const clusters = [...new Set(steps.map(({ cluster }) => cluster))];
  return clusters.length === 0 ? [undefined] : clusters;
}

function heading({ stack }: Deployment, cluster: string | undefined, namespace: string, { namespaced }: ApplierOptions): string {
  return [
    `What it takes to apply, plan and destroy ${stack}${cluster === undefined ? '' : ` on the cluster "${cluster}"`}, and nothing else.`,
    namespaced === true
      ? 'It is given in the namespaces of the platform, which have to exist: make them by a first apply. With a namespace its roles go, too.'
      : 'What is in namespaces is allowed in all of them, since the platform makes its own, and RBAC knows no namespace that is to come. After the first apply, --namespaced narrows it.',
    'Charts make roles for their operators, and nobody makes a role that allows more than they may do: what those allow is here, too, instead of "escalate", which would allow everything.',
    `A token: kubectl create token ${APPLIER} --namespace ${namespace} --duration 1h`,
  ].map((line) => `# ${line}`).join('\n');
}

function objects(deployment: Deployment, cluster: string | undefined, namespace: string, options: ApplierOptions): object[] {
  const permissions = permissionsOf(deployment, cluster);
  const own: object[] = [
    ...(namespace === APPLIER ? [accountNamespace()] : []),
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: APPLIER, namespace, labels: LABELS }, automountServiceAccountToken: false },
  ];
  const name = `${APPLIER}-${deployment.stack}`;
  if (options.namespaced !== true) {
    return [...own, ...role(permissions.widened(), name, namespace)];
  }
  return [...own, ...role(permissions, name, namespace), ...permissions.namespaces.flatMap((each) => role(permissions, name, namespace, each))];
}

/** Nothing runs in it. */
function accountNamespace(): Pick<KubernetesObject, 'apiVersion' | 'kind' | 'metadata'> {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: APPLIER, labels: { ...LABELS, 'pod-security.kubernetes.io/enforce': 'restricted' } } };
}

/** A role and what gives it to the service account: in one namespace, or everywhere. */
function role(permissions: PermissionSet, name: string, account: string, namespace?: string): object[] {
  const rules = permissions.rules(namespace);
  const prefix = namespace === undefined ? 'Cluster' : '';
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }), labels: LABELS };
  return rules.length === 0 ? [] : [
    { apiVersion: API_VERSION, kind: `${prefix}Role`, metadata, rules },
    {
      apiVersion: API_VERSION,
      kind: `${prefix}RoleBinding`,
      metadata,
      roleRef: { apiGroup: RBAC, kind: `${prefix}Role`, name },
      subjects: [{ kind: 'ServiceAccount', name: APPLIER, namespace: account }],
    },
  ];
}

/** Lists of words on one line: rules are read side by side. */
function toText(object: object): string {
  const document = new Document(object);
  visit(document, {
    Seq: (_key, node) => {
      node.flow = isSeq(node) && node.items.every((item) => isScalar(item));
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}
