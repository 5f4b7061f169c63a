import { Deployment } from '../deployment/deployment';
import { ReleaseStep } from '../deployment/step';
import { ApiKinds } from '../kubernetes/api-kinds';

/** A chart of which the cluster knows some kinds, and others not. */
export interface UnfinishedDefinitions {
  readonly step: ReleaseStep;
  /** The kinds that the cluster does not know, such as `Gateway`, sorted. */
  readonly kinds: readonly string[];
}

/**
 * Charts whose `crds/` folder was made in part. Helm makes the definitions of a
 * file one after the other; an install after one that was cut off in between
 * finds the first one there, and takes the whole file for done.
 *
 * @param here what is on one cluster
 */
export function unfinishedDefinitions({ document, steps }: Deployment, here: ApiKinds): UnfinishedDefinitions[] {
  const owners = [...document.components, ...document.operators];
  return steps.flatMap((step): UnfinishedDefinitions[] => {
    if (step.kind !== 'release' || step.skipCrds) {
      return [];
    }
    const brought = (owners.find(({ path }) => path === step.owner)?.crds ?? []).filter(({ neverUpgraded }) => neverUpgraded === true);
    const all = brought.flatMap(({ group, version, kinds = [] }) => kinds.map((kind) => ({ apiVersion: `${group}/${version}`, kind })));
    const missing = all.filter((each) => here.find(each) === undefined);
    // Where nothing is there yet, Helm makes all of it.
    return missing.length === 0 || missing.length === all.length ? [] : [{ step, kinds: missing.map(({ kind }) => kind).sort() }];
  });
}
