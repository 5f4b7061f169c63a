import type { ChartObjects } from '../../core';

/** What the chart traefik makes with the values of this library. Written by scripts/chart-objects.mjs. */
export const TRAEFIK_OBJECTS: ChartObjects = {
  namespaced: ['deployments.apps', 'serviceaccounts', 'services'],
  cluster: {
    'clusterrolebindings.rbac.authorization.k8s.io': [
      'traefik-traefik',
    ],
    'clusterroles.rbac.authorization.k8s.io': [
      'traefik-traefik',
    ],
    'customresourcedefinitions.apiextensions.k8s.io': [
      'accesscontrolpolicies.hub.traefik.io',
      'aiservices.hub.traefik.io',
      'apiauths.hub.traefik.io',
      'apibundles.hub.traefik.io',
      'apicatalogitems.hub.traefik.io',
      'apiplans.hub.traefik.io',
      'apiportalauths.hub.traefik.io',
      'apiportals.hub.traefik.io',
      'apiratelimits.hub.traefik.io',
      'apis.hub.traefik.io',
      'apiversions.hub.traefik.io',
      'contentitems.hub.traefik.io',
      'ingressroutes.traefik.io',
      'ingressroutetcps.traefik.io',
      'ingressrouteudps.traefik.io',
      'managedapplications.hub.traefik.io',
      'managedsubscriptions.hub.traefik.io',
      'middlewares.traefik.io',
      'middlewaretcps.traefik.io',
      'serverstransports.traefik.io',
      'serverstransporttcps.traefik.io',
      'tlsoptions.traefik.io',
      'tlsstores.traefik.io',
      'traefikservices.traefik.io',
      'uplinks.hub.traefik.io',
    ],
  },
  clusterGrants: [
    { verbs: ['get', 'list', 'watch'], resources: ['backendtlspolicies.gateway.networking.k8s.io', 'configmaps', 'gatewayclasses.gateway.networking.k8s.io', 'gateways.gateway.networking.k8s.io', 'grpcroutes.gateway.networking.k8s.io', 'httproutes.gateway.networking.k8s.io', 'ingressclasses.extensions', 'ingressclasses.networking.k8s.io', 'ingressroutes.traefik.io', 'ingressroutetcps.traefik.io', 'ingressrouteudps.traefik.io', 'middlewares.traefik.io', 'middlewaretcps.traefik.io', 'nodes', 'referencegrants.gateway.networking.k8s.io', 'secrets', 'serverstransports.traefik.io', 'serverstransporttcps.traefik.io', 'services', 'tcproutes.gateway.networking.k8s.io', 'tlsoptions.traefik.io', 'tlsroutes.gateway.networking.k8s.io', 'tlsstores.traefik.io', 'traefikservices.traefik.io'] },
    { verbs: ['update'], resources: ['backendtlspolicies.gateway.networking.k8s.io/status', 'gatewayclasses.gateway.networking.k8s.io/status', 'gateways.gateway.networking.k8s.io/status', 'grpcroutes.gateway.networking.k8s.io/status', 'httproutes.gateway.networking.k8s.io/status', 'tcproutes.gateway.networking.k8s.io/status', 'tlsroutes.gateway.networking.k8s.io/status'] },
    { verbs: ['list', 'watch'], resources: ['endpointslices.discovery.k8s.io', 'namespaces'] },
    { verbs: ['get'], resources: ['pods'] },
  ],
  source: { seenIn: 'chart traefik 41.3.0, rendered by helm template', date: '2026-11-22' },
};
