import type { ChartObjects } from '../../core';

/** What the chart valkey makes with the values of this library. Written by scripts/chart-objects.mjs. */
export const VALKEY_OBJECTS: ChartObjects = {
  namespaced: ['configmaps', 'poddisruptionbudgets.policy', 'serviceaccounts', 'services', 'statefulsets.apps'],
  source: { seenIn: 'chart valkey 0.11.0, rendered by helm template', date: '2026-11-22' },
};
