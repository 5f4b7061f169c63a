import type { ChartObjects } from '../../core';

/** What the chart seaweedfs makes with the values of this library. Written by scripts/chart-objects.mjs. */
export const SEAWEEDFS_OBJECTS: ChartObjects = {
  namespaced: ['configmaps', 'deployments.apps', 'jobs.batch', 'serviceaccounts', 'services', 'statefulsets.apps'],
  source: { seenIn: 'chart seaweedfs 4.44.0, rendered by helm template', date: '2026-11-22' },
};
