import type { PlatformDocument } from '@quanttide/cloud';

/** Whether a chart whose definitions Helm never upgrades has another version than in what was written before. */
export function hasNewerDefinitions(before: PlatformDocument | undefined, after: PlatformDocument): boolean {
  const versions = new Map((before?.releases ?? []).map(({ address, chart }) => [address, chart?.version]));
  const owners = [...after.components, ...after.operators].filter(({ crds }) => (crds ?? []).some(({ neverUpgraded }) => neverUpgraded === true));
  return after.releases.some(({ path, address, chart }) => {
    const old = versions.get(address);
    return chart !== undefined && old !== undefined && old !== chart.version && owners.some((owner) => `${path}/`.startsWith(`${owner.path}/`));
  });
}
