import type { ChartObjects } from '../../core';

/** What the chart keycloakx makes with the values of this library. Written by scripts/chart-objects.mjs. */
export const KEYCLOAK_OBJECTS: ChartObjects = {
  namespaced: ['poddisruptionbudgets.policy', 'serviceaccounts', 'services', 'statefulsets.apps'],
  source: { seenIn: 'chart keycloakx 7.2.3, rendered by helm template', date: '2026-11-22' },
};
