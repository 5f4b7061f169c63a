import { ClusterApi } from './cluster-api';
import { KubernetesObject } from './kubernetes-object';

/** A kind of object that a cluster knows. */
export interface ApiKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Its name in paths: `deployments`. */
  readonly resource: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

interface Discovery {
  readonly items: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions: readonly {
      readonly version: string;
      readonly resources?: readonly { readonly resource: string; readonly responseKind?: { readonly kind: string }; readonly scope: string; readonly verbs: readonly string[] }[];
    }[];
  }[];
}

/** All groups in one answer, which API servers give since 1.27. */
const AGGREGATED = ['v2', 'v2beta1'].map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`).join(',');

/** The kinds that a cluster knows, and where their objects are. */
export class ApiKinds {
  /** Asks the cluster. */
  public static async of(api: ClusterApi): Promise<ApiKinds> {
    const found = await Promise.all(['/api', '/apis'].map((path) => api.find<Discovery>(path, AGGREGATED)));
    return new ApiKinds(found.flatMap((discovery) => discovery?.items ?? []).flatMap(({ metadata, versions }) => versions.flatMap(({ version, resources = [] }) => resources.map((each) => ({
      apiVersion: metadata?.name === undefined || metadata.name === '' ? version : `${metadata.name}/${version}`,
      kind: each.responseKind?.kind ?? '',
      resource: each.resource,
      namespaced: each.scope === 'Namespaced',
      verbs: each.verbs,
    })))));
  }

  private readonly byKind: ReadonlyMap<string, ApiKind>;

  private constructor(public readonly all: readonly ApiKind[]) {
    this.byKind = new Map(all.map((each) => [`${each.apiVersion}/${each.kind}`, each]));
  }

  /** A kind; undefined where the cluster does not know it. */
  public find({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>): ApiKind | undefined {
    return this.byKind.get(`${apiVersion}/${kind}`);
  }

  /** Kinds whose objects can be listed: of each the version that its group prefers, so that nothing is listed twice. */
  public get listable(): ApiKind[] {
    const seen = new Set<string>();
    return this.all.filter(({ apiVersion, resource, verbs }) => {
      const key = `${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${resource}`;
      const isNew = verbs.includes('list') && !seen.has(key);
      seen.add(key);
      return isNew;
    });
  }

  /** Path of an object; undefined where the cluster does not know its kind. */
  public pathOf(object: KubernetesObject): string | undefined {
    const known = this.find(object);
    return known === undefined ? undefined : `${collection(known, object.metadata.namespace)}/${encodeURIComponent(object.metadata.name)}`;
  }
}

/** Path of all objects of a kind, in one namespace or in all. */
export function collection({ apiVersion, resource, namespaced }: ApiKind, namespace?: string): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return namespaced && namespace !== undefined ? `${root}/namespaces/${namespace}/${resource}` : `${root}/${resource}`;
}
