import type { ChartObjects } from '../../core';

/** What the chart casdoor-helm-charts makes with the values of this library. Written by scripts/chart-objects.mjs. */
export const CASDOOR_OBJECTS: ChartObjects = {
  namespaced: ['configmaps', 'deployments.apps', 'serviceaccounts', 'services'],
  source: { seenIn: 'chart casdoor-helm-charts 3.158.0, rendered by helm template', date: '2026-11-22' },
};
