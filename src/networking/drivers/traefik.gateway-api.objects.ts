import type { ChartObjects } from '../../core';

/** What the chart gateway-helm makes with the values of this library. Written by scripts/chart-objects.mjs. */
export const GATEWAY_API_OBJECTS: ChartObjects = {
  namespaced: ['configmaps', 'deployments.apps', 'jobs.batch', 'rolebindings.rbac.authorization.k8s.io', 'roles.rbac.authorization.k8s.io', 'serviceaccounts', 'services'],
  cluster: {
    'clusterrolebindings.rbac.authorization.k8s.io': [
      'gateway-api-gateway-helm-envoy-gateway-rolebinding',
    ],
    'clusterroles.rbac.authorization.k8s.io': [
      'gateway-api-gateway-helm-envoy-gateway-role',
    ],
    'customresourcedefinitions.apiextensions.k8s.io': [
      'backends.gateway.envoyproxy.io',
      'backendtlspolicies.gateway.networking.k8s.io',
      'backendtrafficpolicies.gateway.envoyproxy.io',
      'clienttrafficpolicies.gateway.envoyproxy.io',
      'envoyextensionpolicies.gateway.envoyproxy.io',
      'envoypatchpolicies.gateway.envoyproxy.io',
      'envoyproxies.gateway.envoyproxy.io',
      'gatewayclasses.gateway.networking.k8s.io',
      'gateways.gateway.networking.k8s.io',
      'grpcroutes.gateway.networking.k8s.io',
      'httproutefilters.gateway.envoyproxy.io',
      'httproutes.gateway.networking.k8s.io',
      'listenersets.gateway.networking.k8s.io',
      'referencegrants.gateway.networking.k8s.io',
      'securitypolicies.gateway.envoyproxy.io',
      'tcproutes.gateway.networking.k8s.io',
      'tlsroutes.gateway.networking.k8s.io',
      'udproutes.gateway.networking.k8s.io',
      'xbackends.gateway.networking.x-k8s.io',
      'xbackendtrafficpolicies.gateway.networking.x-k8s.io',
      'xmeshes.gateway.networking.x-k8s.io',
    ],
    'validatingadmissionpolicies.admissionregistration.k8s.io': [
      'safe-upgrades.gateway.networking.k8s.io',
    ],
    'validatingadmissionpolicybindings.admissionregistration.k8s.io': [
      'safe-upgrades.gateway.networking.k8s.io',
    ],
  },
  clusterGrants: [
    { verbs: ['get', 'list', 'watch'], resources: ['backends.gateway.envoyproxy.io', 'backendtlspolicies.gateway.networking.k8s.io', 'backendtrafficpolicies.gateway.envoyproxy.io', 'clienttrafficpolicies.gateway.envoyproxy.io', 'configmaps', 'daemonsets.apps', 'deployments.apps', 'endpointslices.discovery.k8s.io', 'envoyextensionpolicies.gateway.envoyproxy.io', 'envoypatchpolicies.gateway.envoyproxy.io', 'envoyproxies.gateway.envoyproxy.io', 'gateways.gateway.networking.k8s.io', 'grpcroutes.gateway.networking.k8s.io', 'httproutefilters.gateway.envoyproxy.io', 'httproutes.gateway.networking.k8s.io', 'listenersets.gateway.networking.k8s.io', 'namespaces', 'nodes', 'referencegrants.gateway.networking.k8s.io', 'secrets', 'securitypolicies.gateway.envoyproxy.io', 'serviceimports.multicluster.x-k8s.io', 'services', 'tcproutes.gateway.networking.k8s.io', 'tlsroutes.gateway.networking.k8s.io', 'udproutes.gateway.networking.k8s.io'] },
    { verbs: ['update'], resources: ['backends.gateway.envoyproxy.io/status', 'backendtlspolicies.gateway.networking.k8s.io/status', 'backendtrafficpolicies.gateway.envoyproxy.io/status', 'clienttrafficpolicies.gateway.envoyproxy.io/status', 'envoyextensionpolicies.gateway.envoyproxy.io/status', 'envoypatchpolicies.gateway.envoyproxy.io/status', 'envoyproxies.gateway.envoyproxy.io/status', 'gatewayclasses.gateway.networking.k8s.io/status', 'gateways.gateway.networking.k8s.io/status', 'grpcroutes.gateway.networking.k8s.io/status', 'httproutes.gateway.networking.k8s.io/status', 'listenersets.gateway.networking.k8s.io/status', 'securitypolicies.gateway.envoyproxy.io/status', 'tcproutes.gateway.networking.k8s.io/status', 'tlsroutes.gateway.networking.k8s.io/status', 'udproutes.gateway.networking.k8s.io/status'] },
    { verbs: ['get', 'list', 'patch', 'update', 'watch'], resources: ['gatewayclasses.gateway.networking.k8s.io'] },
  ],
  grants: [
    { verbs: ['get', 'list', 'watch'], resources: ['clustertrustbundles.certificates.k8s.io'] },
    { verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'], resources: ['configmaps'] },
    { verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'watch'], resources: ['daemonsets.apps', 'deployments.apps', 'horizontalpodautoscalers.autoscaling', 'poddisruptionbudgets.policy', 'serviceaccounts', 'services'] },
    { verbs: ['create', 'patch'], resources: ['events'] },
    { verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'], resources: ['leases.coordination.k8s.io'] },
    { verbs: ['create', 'get', 'update'], resources: ['secrets'] },
  ],
  source: { seenIn: 'chart gateway-helm v1.9.0, rendered by helm template', date: '2026-11-22' },
};
