import { KubernetesObject } from '../kubernetes/kubernetes-object';

/** What every step of a deployment has. */
interface StepBase {
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
export interface ObjectStep extends StepBase {
  readonly kind: 'object';
  /** The object, as the API takes it. */
  readonly object: KubernetesObject;
}

/** Custom resources that belong together. */
export interface ObjectsStep extends StepBase {
  readonly kind: 'objects';
  /** Name of the Helm release by which Terraform applies them. */
  readonly releaseName: string;
  /** Namespace of that release. */
  readonly namespaceName: string;
  /** The objects, each with its namespace where its kind has one. */
  readonly objects: readonly KubernetesObject[];
}

/** A Helm release of a product's chart. */
export interface ReleaseStep extends StepBase {
  readonly kind: 'release';
  readonly releaseName: string;
  readonly namespaceName: string;
  readonly chart: {
    /** Name, `oci://…` address, or path as Helm takes it. */
    readonly name: string;
    /** Address of the index. @default - the name says all */
    readonly repository?: string;
    readonly version: string;
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

/** One thing to apply. */
export type Step = ObjectStep | ObjectsStep | ReleaseStep;
