import type { ChartObjects } from '../../core';

/** What the chart plugin-barman-cloud makes with the values of this library. Written by scripts/chart-objects.mjs. */
export const BARMAN_CLOUD_OBJECTS: ChartObjects = {
  namespaced: ['certificates.cert-manager.io', 'configmaps', 'deployments.apps', 'issuers.cert-manager.io', 'rolebindings.rbac.authorization.k8s.io', 'roles.rbac.authorization.k8s.io', 'serviceaccounts', 'services'],
  cluster: {
    'clusterrolebindings.rbac.authorization.k8s.io': [
      'barman-cloud-binding',
    ],
    'clusterroles.rbac.authorization.k8s.io': [
      'barman-cloud',
    ],
    'customresourcedefinitions.apiextensions.k8s.io': [
      'objectstores.barmancloud.cnpg.io',
    ],
  },
  clusterGrants: [
    { verbs: ['get', 'list', 'watch'], resources: ['backups.postgresql.cnpg.io'] },
    { verbs: ['update'], resources: ['clusters.postgresql.cnpg.io/finalizers', 'objectstores.barmancloud.cnpg.io/finalizers'] },
    { verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'], resources: ['objectstores.barmancloud.cnpg.io'] },
    { verbs: ['get', 'patch', 'update'], resources: ['objectstores.barmancloud.cnpg.io/status'] },
    { verbs: ['create', 'get', 'list', 'patch', 'update', 'watch'], resources: ['rolebindings.rbac.authorization.k8s.io', 'roles.rbac.authorization.k8s.io'] },
    { verbs: ['create', 'delete', 'get', 'list', 'watch'], resources: ['secrets'] },
  ],
  grants: [
    { verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'], resources: ['configmaps', 'leases.coordination.k8s.io'] },
    { verbs: ['create', 'patch'], resources: ['events'] },
  ],
  source: { seenIn: 'chart plugin-barman-cloud 0.7.0, rendered by helm template', date: '2026-11-22' },
};
