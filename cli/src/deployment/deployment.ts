import type { PlatformDocument } from '@quanttide/cloud';
import { Step } from './step';

/** What a stack puts on a cluster, in order: read from what synth wrote, for every command that applies, compares or explains. */
export interface Deployment {
  /** Id of the stack. */
  readonly stack: string;
  /** Folder that synth wrote. */
  readonly folder: string;
  /** What synth knows of the stack. */
  readonly document: PlatformDocument;
  /** Steps, sorted by wave and address. */
  readonly steps: readonly Step[];
  /** UID of the namespace `kube-system` of the right cluster, where the user gave it. */
  readonly identity?: string;
  /** Addresses of resources that are nothing of Kubernetes', and so no part of this. */
  readonly foreign: readonly string[];
}

/** What a stack puts on one of its clusters. */
export function onCluster(deployment: Deployment, name: string | undefined): Deployment {
  return { ...deployment, steps: deployment.steps.filter(({ cluster }) => cluster === name) };
}
