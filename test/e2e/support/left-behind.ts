import { Cluster } from './cluster';

const CLUSTER_WIDE = [
  '/apis/rbac.authorization.k8s.io/v1/clusterroles', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
  '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations', '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
];
const KUBERNETES_OWN = /^(system:.*|admin|cluster-admin|edit|view)$/;
/** Objects of hooks, which Helm makes and does not remove with the release: the real Envoy Gateway's, harmless and taken over by the next install. */
const HOOKS_LEFT: readonly string[] = ['envoy-gateway-gateway-helm-certgen:envoy-gateway-system', 'envoy-gateway-topology-injector.envoy-gateway-system'];

/** What belongs to the whole cluster, definitions apart, is not Kubernetes' own, and should have gone with the platform. */
export async function leftBehind(cluster: Cluster): Promise<string[]> {
  const found = await Promise.all(CLUSTER_WIDE.map(async (path) => (await cluster.list(path)).map(({ metadata }) => metadata.name)));
  return found.flat().filter((name) => !KUBERNETES_OWN.test(name) && !HOOKS_LEFT.includes(name));
}

/** Groups of the definitions on a cluster. */
export async function definedGroups(cluster: Cluster): Promise<Set<string>> {
  return new Set((await cluster.list('/apis/apiextensions.k8s.io/v1/customresourcedefinitions')).map((definition) => (definition.spec as { group: string }).group));
}
