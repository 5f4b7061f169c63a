import type { ChartObjects } from '../../core';

/** What the chart cloudnative-pg makes with the values of this library. Written by scripts/chart-objects.mjs. */
export const CLOUDNATIVE_PG_OBJECTS: ChartObjects = {
  namespaced: ['configmaps', 'deployments.apps', 'serviceaccounts', 'services'],
  cluster: {
    'clusterrolebindings.rbac.authorization.k8s.io': [
      'cloudnative-pg',
    ],
    'clusterroles.rbac.authorization.k8s.io': [
      'cloudnative-pg',
      'cloudnative-pg-edit',
      'cloudnative-pg-view',
    ],
    'customresourcedefinitions.apiextensions.k8s.io': [
      'backups.postgresql.cnpg.io',
      'clusterimagecatalogs.postgresql.cnpg.io',
      'clusters.postgresql.cnpg.io',
      'databaseroles.postgresql.cnpg.io',
      'databases.postgresql.cnpg.io',
      'failoverquorums.postgresql.cnpg.io',
      'imagecatalogs.postgresql.cnpg.io',
      'poolers.postgresql.cnpg.io',
      'publications.postgresql.cnpg.io',
      'scheduledbackups.postgresql.cnpg.io',
      'subscriptions.postgresql.cnpg.io',
    ],
    'mutatingwebhookconfigurations.admissionregistration.k8s.io': [
      'cnpg-mutating-webhook-configuration',
    ],
    'validatingwebhookconfigurations.admissionregistration.k8s.io': [
      'cnpg-validating-webhook-configuration',
    ],
  },
  clusterGrants: [
    { verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'], resources: ['backups.postgresql.cnpg.io', 'clusterimagecatalogs.postgresql.cnpg.io', 'clusters.postgresql.cnpg.io', 'clusters.postgresql.cnpg.io/status', 'databaseroles.postgresql.cnpg.io', 'databases.postgresql.cnpg.io', 'failoverquorums.postgresql.cnpg.io', 'imagecatalogs.postgresql.cnpg.io', 'poolers.postgresql.cnpg.io', 'publications.postgresql.cnpg.io', 'scheduledbackups.postgresql.cnpg.io', 'subscriptions.postgresql.cnpg.io'] },
    { verbs: ['get', 'patch', 'update'], resources: ['backups.postgresql.cnpg.io/status', 'configmaps/status', 'databases.postgresql.cnpg.io/status', 'publications.postgresql.cnpg.io/status', 'scheduledbackups.postgresql.cnpg.io/status', 'secrets/status', 'subscriptions.postgresql.cnpg.io/status'] },
    { verbs: ['update'], resources: ['clusters.postgresql.cnpg.io/finalizers', 'databaseroles.postgresql.cnpg.io/finalizers', 'poolers.postgresql.cnpg.io/finalizers'] },
    { verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'], resources: ['configmaps', 'deployments.apps', 'poddisruptionbudgets.policy', 'secrets', 'services'] },
    { verbs: ['get', 'patch', 'update', 'watch'], resources: ['databaseroles.postgresql.cnpg.io/status', 'failoverquorums.postgresql.cnpg.io/status', 'poolers.postgresql.cnpg.io/status'] },
    { verbs: ['get', 'list', 'watch'], resources: ['endpointslices.discovery.k8s.io', 'nodes'] },
    { verbs: ['create', 'patch'], resources: ['events'] },
    { verbs: ['create', 'delete', 'get', 'list', 'patch', 'watch'], resources: ['jobs.batch', 'persistentvolumeclaims', 'podmonitors.monitoring.coreos.com', 'pods', 'pods/exec'] },
    { verbs: ['create', 'get', 'list', 'update', 'watch'], resources: ['leases.coordination.k8s.io'] },
    { verbs: ['get', 'patch'], resources: ['mutatingwebhookconfigurations.admissionregistration.k8s.io', 'validatingwebhookconfigurations.admissionregistration.k8s.io'] },
    { verbs: ['get'], resources: ['pods/status'] },
    { verbs: ['create', 'get', 'list', 'patch', 'update', 'watch'], resources: ['rolebindings.rbac.authorization.k8s.io', 'roles.rbac.authorization.k8s.io', 'serviceaccounts'] },
    { verbs: ['create', 'get', 'list', 'patch', 'watch'], resources: ['volumesnapshots.snapshot.storage.k8s.io'] },
  ],
  source: { seenIn: 'chart cloudnative-pg 0.29.0, rendered by helm template', date: '2026-11-22' },
};
