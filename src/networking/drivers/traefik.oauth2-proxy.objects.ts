import type { ChartObjects } from '../../core';

/** What the chart oauth2-proxy makes with the values of this library. Written by scripts/chart-objects.mjs. */
export const OAUTH2_PROXY_OBJECTS: ChartObjects = {
  namespaced: ['configmaps', 'deployments.apps', 'poddisruptionbudgets.policy', 'serviceaccounts', 'services'],
  source: { seenIn: 'chart oauth2-proxy 10.7.0, rendered by helm template', date: '2026-11-22' },
};
