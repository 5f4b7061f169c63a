import type { ChartObjects } from '../../core';

/** What the chart external-dns makes with the values of this library. Written by scripts/chart-objects.mjs. */
export const EXTERNAL_DNS_OBJECTS: ChartObjects = {
  namespaced: ['deployments.apps', 'serviceaccounts', 'services'],
  cluster: {
    'clusterrolebindings.rbac.authorization.k8s.io': [
      '{fullname}-viewer',
    ],
    'clusterroles.rbac.authorization.k8s.io': [
      '{fullname}',
    ],
    'customresourcedefinitions.apiextensions.k8s.io': [
      'dnsendpoints.externaldns.k8s.io',
      'dnsrecords.externaldns.k8s.io',
    ],
  },
  clusterGrants: [
    { verbs: ['get', 'list', 'watch'], resources: ['dnsendpoints.externaldns.k8s.io', 'gateways.gateway.networking.k8s.io', 'httproutes.gateway.networking.k8s.io', 'namespaces'] },
    { verbs: ['update'], resources: ['dnsendpoints.externaldns.k8s.io/status'] },
  ],
  source: { seenIn: 'chart external-dns 1.21.1, rendered by helm template', date: '2026-11-22' },
};
