import { ApiKinds } from '../kubernetes/api-kinds';
import { ClusterApi } from '../kubernetes/cluster-api';
import { KubectlError } from '../kubernetes/kubectl';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { compareDeclared, compareFields, FieldDifference, isPlainlySame } from './fields';
import { asStored, Scaled, withoutOthersFields } from './normalize';

/** How an object on the cluster compares with what was declared. */
export interface Comparison {
  /** The object on the cluster. @default - it is not there */
  readonly live?: KubernetesObject;
  readonly differences: readonly FieldDifference[];
  /** Why the API server could not be asked what the declared fields come to. @default - it was asked, or need not be */
  readonly unasked?: string;
}

/** An object on the cluster, and its path there. */
export interface Located {
  readonly path: string;
  readonly object: KubernetesObject;
}

/** Field manager of questions: it never becomes an owner, for nothing is written. */
const ASKER = 'qtcloud-drift';
/** Jobs that remove themselves when they are done. */
const LIMITED = 'ttlSecondsAfterFinished';

/** Compares declared objects with those on a cluster. */
export class Comparer {
  public constructor(private readonly api: ClusterApi, private readonly kinds: ApiKinds, private readonly scaled: Scaled) {}

  /**
   * Compares one. Declared fields only; where they are written in another way
   * than the API server keeps them (`1000m`, defaults, the order of a list), it
   * is asked what applying them would make, and nothing is written.
   *
   * @param namespace of an object that names none
   */
  public async compare(declared: KubernetesObject, namespace?: string): Promise<Comparison> {
    const there = await this.find(declared, namespace);
    if (there === undefined) {
      return { differences: [] };
    }
    const { path, object: live } = there;
    const wanted = withoutOthersFields(asStored(declared, live.metadata.namespace !== undefined, namespace), this.scaled);
    const found = withoutOthersFields(live, this.scaled);
    if (isPlainlySame(wanted, found)) {
      return { live, differences: [] };
    }
    try {
      const made = await this.api.send('PATCH', `${path}?dryRun=All&force=true&fieldManager=${ASKER}`, { type: 'application/apply-patch+yaml', content: wanted }) as KubernetesObject;
      return { live, differences: compareFields(withoutOthersFields(made, this.scaled), found) };
    } catch (error) {
      if (!(error instanceof KubectlError)) {
        throw error;
      }
      return { live, differences: compareDeclared(wanted, found), unasked: error.message };
    }
  }

  /**
   * The object of a declared one's name; undefined where it is not there.
   *
   * @param namespace of an object that names none
   */
  public async find(declared: KubernetesObject, namespace?: string): Promise<Located | undefined> {
    const path = this.kinds.pathOf(asStored(declared, this.kinds.find(declared)?.namespaced ?? false, namespace));
    const object = path === undefined ? undefined : await this.api.find<KubernetesObject>(path);
    return path === undefined || object === undefined ? undefined : { path, object };
  }

  /** Whether an object may be gone: a Job that removes itself. */
  public mayBeGone({ kind, spec }: KubernetesObject): boolean {
    return kind === 'Job' && typeof spec === 'object' && spec !== null && LIMITED in spec;
  }
}
