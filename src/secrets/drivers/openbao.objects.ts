import type { ChartObjects } from '../../core';

/** What the chart openbao makes with the values of this library. Written by scripts/chart-objects.mjs. */
export const OPENBAO_OBJECTS: ChartObjects = {
  namespaced: ['configmaps', 'poddisruptionbudgets.policy', 'rolebindings.rbac.authorization.k8s.io', 'roles.rbac.authorization.k8s.io', 'serviceaccounts', 'services', 'statefulsets.apps'],
  grants: [
    { verbs: ['get', 'list', 'patch', 'update', 'watch'], resources: ['pods'] },
  ],
  source: { seenIn: 'chart openbao 0.29.2, rendered by helm template', date: '2026-11-22' },
};
