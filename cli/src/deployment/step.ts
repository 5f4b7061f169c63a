import { KubernetesObject } from '../kubernetes/kubernetes-object';

/** What every step of a deployment has. */
interface StepPlace {
  /** Terraform address, such as `helm_release.orders`. */
  readonly address: string;
  /** Construct path, such as `acme/orders/cluster/release`. */
  readonly path: string;
  /** Construct path of the component, operator or platform that it belongs to: the longest known one above. */
  readonly owner: string;
  /** Provider alias of the cluster, where a stack reaches several. @default - the only one */
  readonly cluster?: string;
  /** Number of the wave, from 0: a step waits for steps of earlier waves only. */
  readonly wave: number;
  /** Addresses of the steps that it waits for; what only orders others (`terraform_data`) is resolved to these. */
  readonly after: readonly string[];
}

/** One object of Kubernetes' own kinds. */
export interface ObjectContent {
  readonly kind: 'object';
  /** The object, as the API takes it. */
  readonly object: KubernetesObject;
  /** Longest wait for its rollout, in seconds. @default - nobody chose one */
  readonly timeout?: number;
}

/** Custom resources that belong together. */
export interface ObjectsContent {
  readonly kind: 'objects';
  /** Name of the Helm release by which Terraform applies them. */
  readonly releaseName: string;
  /** Namespace of that release. */
  readonly namespaceName: string;
  /** The objects; one that names no namespace is in the release's, where its kind has namespaces. */
  readonly objects: readonly KubernetesObject[];
}

/** A Helm release of a product's chart. */
export interface ReleaseContent {
  readonly kind: 'release';
  readonly releaseName: string;
  readonly namespaceName: string;
  readonly chart: {
    readonly name: string;
    readonly version: string;
    /** Where it is published: `https://…` (index) or `oci://…` (registry, without the name). @default - it is a path */
    readonly repository?: string;
    /** Path of the chart, absolute or relative to the folder that synth wrote. @default - it comes from a repository */
    readonly path?: string;
  };
  /** Values, as Helm takes them. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether Helm waits until workloads are ready. */
  readonly wait: boolean;
  /** Longest wait, in seconds. */
  readonly timeout: number;
  /** Whether the chart's `crds/` folder is left out. */
  readonly skipCrds: boolean;
}

/** What a step applies. */
export type StepContent = ObjectContent | ObjectsContent | ReleaseContent;
/** A step with one object of Kubernetes' own kinds. */
export type ObjectStep = StepPlace & ObjectContent;
/** A step with custom resources. */
export type ObjectsStep = StepPlace & ObjectsContent;
/** A step with a Helm release. */
export type ReleaseStep = StepPlace & ReleaseContent;
/** One thing to apply. */
export type Step = ObjectStep | ObjectsStep | ReleaseStep;
