import { ApiKind, ApiKinds, collection } from '../kubernetes/api-kinds';
import { ClusterApi } from '../kubernetes/cluster-api';
import { KubernetesObject, objectKey } from '../kubernetes/kubernetes-object';

/** An object that carries our labels, and that nothing declares any more. */
export interface Orphan {
  readonly object: KubernetesObject;
  /** The component it belonged to, by its label. */
  readonly component: string;
}

/** The label that says which component an object belongs to. */
const COMPONENT = 'cloud.quanttide.com/component';
const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
/** Kinds that controllers make, with the labels of what they were made of. */
const MADE_BY_CONTROLLERS = new Set(['Endpoints', 'EndpointSlice', 'Event', 'Lease', 'Pod', 'PodMetrics', 'ControllerRevision']);

/** Objects with the labels of platforms that are not among the declared ones. Only their names are read, so no Secret's content. */
export async function findOrphans(api: ClusterApi, kinds: ApiKinds, platforms: readonly string[], declared: ReadonlySet<string>): Promise<Orphan[]> {
  if (platforms.length === 0) {
    return [];
  }
  const selector = encodeURIComponent(`${COMPONENT},app.kubernetes.io/part-of in (${platforms.join(',')})`);
  const found = await Promise.all(kinds.listable.filter(({ kind }) => !MADE_BY_CONTROLLERS.has(kind)).map(async (kind) => labelled(api, kind, selector)));
  return found.flat()
    .filter((object) => (object.metadata.ownerReferences ?? []).length === 0 && object.metadata.deletionTimestamp === undefined && !declared.has(objectKey(object)))
    .map((object) => ({ object, component: object.metadata.labels?.[COMPONENT] ?? '' }))
    .sort((a, b) => (objectKey(a.object) < objectKey(b.object) ? -1 : 1));
}

async function labelled(api: ClusterApi, kind: ApiKind, selector: string): Promise<KubernetesObject[]> {
  try {
    const items = await api.list<KubernetesObject>(`${collection(kind)}?labelSelector=${selector}`, METADATA_ONLY);
    return items.map(({ metadata }) => ({ apiVersion: kind.apiVersion, kind: kind.kind, metadata }));
  } catch {
    // A kind that may not be listed, or whose own server is down, hides an orphan and nothing else.
    return [];
  }
}
