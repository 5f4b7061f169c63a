/** Who made an object, on every object we make. */
export const MANAGED_BY = 'quanttide-cloud';

/** The label that holds the platform's component, by which live objects are found again. */
export const COMPONENT_LABEL = 'cloud.quanttide.com/component';

/** The recommended labels of an object that belongs to a component. */
export function componentLabels(name: string, platform: string): Record<string, string> {
  return {
    'app.kubernetes.io/managed-by': MANAGED_BY,
    'app.kubernetes.io/part-of': platform,
    [COMPONENT_LABEL]: name,
  };
}

/** What selects a component's own pods, and nothing else, within its namespace. */
export function selectorLabels(name: string): Record<string, string> {
  return { 'app.kubernetes.io/instance': name };
}
