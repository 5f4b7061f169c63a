import { Comparer } from '../drift/compare';
import { fieldAt, FieldPath, withField } from '../drift/fields';
import { withOwner } from '../drift/expected';
import { documentOf, ManifestDocument, readManifest, writeManifest } from '../helm/manifest';
import { ReleaseHistory } from '../helm/release-store';
import { ReleaseRecord } from '../helm/release-record';
import { KubernetesObject, objectKey } from '../kubernetes/kubernetes-object';

/** What is on the cluster of a release, as its record should say. */
export interface TrueManifest {
  /** The manifest. */
  readonly manifest: string;
  /** Objects of which the record said something else. */
  readonly corrected: readonly KubernetesObject[];
  /** How many objects of the release there are. */
  readonly alive: number;
}

/** A document as it should be recorded; none where the object is gone. */
interface TrueDocument {
  readonly document?: ManifestDocument;
  /** The object, where the record said something else of it. */
  readonly corrected?: KubernetesObject;
}

/** API groups whose kinds Helm knows: it compares their objects with the cluster. All others it takes from its record. */
const KNOWN_GROUPS = new Set(['', 'apps', 'autoscaling', 'batch', 'extensions', 'policy', ...[
  'admissionregistration', 'apiextensions', 'authentication', 'authorization', 'certificates', 'coordination', 'discovery', 'events',
  'flowcontrol.apiserver', 'networking', 'node', 'rbac.authorization', 'resource', 'scheduling', 'storage',
].map((name) => `${name}.k8s.io`)]);

/**
 * The manifest of a release as it is on the cluster: Helm 3 compares custom
 * resources with its record, never with the cluster. What is gone is left out,
 * fields are as they are, and what a revision made that was cut off is in it.
 */
export async function trueManifest({ newest, deployed }: ReleaseHistory, comparer: Comparer): Promise<TrueManifest> {
  const base = deployed ?? newest;
  const recorded = readManifest(base.release.manifest ?? '');
  const known = new Set(recorded.flatMap(({ object }) => (object === undefined ? [] : [objectKey(object)])));
  const further = base === newest ? [] : readManifest(newest.release.manifest ?? '').filter(({ object }) => object !== undefined && !known.has(objectKey(object)));
  const results = await Promise.all([
    ...recorded.map(async (document) => trueDocument(document, newest, comparer)),
    ...further.map(async (document): Promise<TrueDocument> => {
      const result = await trueDocument(document, newest, comparer, isOwned);
      // The record that counts does not know of it; where it is not there, that is right.
      return result.document === undefined ? {} : { ...result, corrected: document.object };
    }),
  ]);
  return {
    manifest: writeManifest(results.flatMap(({ document }) => (document === undefined ? [] : [document]))),
    corrected: results.flatMap(({ corrected }) => (corrected === undefined ? [] : [corrected])),
    alive: results.filter(({ document }) => document?.object !== undefined).length,
  };
}

async function trueDocument(document: ManifestDocument, record: ReleaseRecord, comparer: Comparer, isOurs: (live: KubernetesObject, record: ReleaseRecord) => boolean = () => true): Promise<TrueDocument> {
  const { object } = document;
  if (object === undefined) {
    return { document };
  }
  const { live, differences } = await comparer.compare(withOwner(object, record), record.release.namespace);
  if (live === undefined || !isOurs(live, record)) {
    return comparer.mayBeGone(object) ? {} : { corrected: object };
  }
  if (differences.length === 0) {
    return { document };
  }
  const isKnown = KNOWN_GROUPS.has(object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '');
  // Lists of custom resources are replaced as a whole; those of known kinds item by item, in which live items of others must not be claimed.
  const paths = differences.map(({ path }) => (isKnown ? path : upToList(path)));
  const truth = paths.reduce<unknown>((changed, path) => (isKnown && fieldAt(live, path) !== undefined && Array.isArray(fieldAt(live, path)) ? changed : withField(changed, path, fieldAt(live, path))), object);
  const comment = /^# (Source: .*)$/m.exec(document.text)?.[1];
  return { document: documentOf(truth as KubernetesObject, comment), corrected: object };
}

function upToList(path: FieldPath): FieldPath {
  const index = path.findIndex((part) => typeof part !== 'string');
  return index < 0 ? path : path.slice(0, index);
}

/** Whether an object is the release's: one of that name by somebody else is none of its business. */
function isOwned({ metadata: { annotations } }: KubernetesObject, { release: { name, namespace } }: ReleaseRecord): boolean {
  return annotations?.['meta.helm.sh/release-name'] === name && annotations['meta.helm.sh/release-namespace'] === namespace;
}
