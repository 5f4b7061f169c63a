import { createHash } from 'node:crypto';
import { KubernetesObject, objectKey } from '../../../cli/src/kubernetes/kubernetes-object';
import { ApiClient } from '../../../cli/src/sandbox/api-client';
import { everyObject } from './every-object';

/** What controllers make, with names of chance or of their own count, and what tells only of the moment. */
const PASSING_KINDS = new Set([
  'CertificateRequest', 'ComponentStatus', 'ControllerRevision', 'Endpoints', 'EndpointSlice', 'Event', 'IPAddress', 'Lease', 'PersistentVolume', 'Pod', 'ReplicaSet',
]);

/** Kinds that hold data, or with which data goes: whoever has one keeps that very one. */
const DATA_KINDS = new Set(['/Namespace', '/PersistentVolumeClaim', '/Secret', 'apiextensions.k8s.io/CustomResourceDefinition', 'postgresql.cnpg.io/Cluster']);

const SECRET_KEEPER = 'reconcile.external-secrets.io/managed';
const HELM = 'helm.sh/release.v1';

/** All that is on a cluster, as far as it is meant to stay. */
export class Inventory {
  /** Asks for every kind that the API server knows. */
  public static async of(client: ApiClient): Promise<Inventory> {
    return new Inventory(await everyObject(client));
  }

  private readonly identities: ReadonlyMap<string, string>;

  private constructor(private readonly objects: readonly KubernetesObject[]) {
    this.identities = new Map(objects.filter(isLasting).map((object) => [objectKey(object), identity(object)]));
  }

  /** How many objects are meant to stay. */
  public get size(): number {
    return this.identities.size;
  }

  /** Whether it holds the very same objects as another. */
  public isSameAs(other: Inventory): boolean {
    return this.size === other.size && [...this.identities].every(([key, is]) => other.identities.get(key) === is);
  }

  /**
   * How these objects differ from those that ought to be there: one line for
   * each that is lost, or is one too many. Credentials that were generated stay
   * on purpose when what they were made for goes.
   */
  public differencesFrom(reference: Inventory): string[] {
    const lost = [...reference.identities.keys()].filter((key) => !this.identities.has(key)).map((key) => `lost: ${key}`);
    const kept = new Set(this.objects.filter(isKeptOnPurpose).map(objectKey));
    const added = [...this.identities.keys()].filter((key) => !reference.identities.has(key) && !kept.has(key)).map((key) => `one too many: ${key}`);
    return [...lost, ...added].sort();
  }

  /** Objects that were there before and hold data, and are gone, or are others of the same name. */
  public dataLostSince(before: Inventory): string[] {
    return [...before.identities].filter(([key]) => DATA_KINDS.has(key.split('/').slice(0, 2).join('/')))
      .filter(([key, was]) => this.identities.get(key) !== was)
      .map(([key]) => `${this.identities.has(key) ? 'another one' : 'gone'}: ${key}`).sort();
  }

  /** Objects of all kinds that were there before and are others now. */
  public replacedSince(before: Inventory): string[] {
    return [...before.identities].filter(([key, was]) => (this.identities.get(key) ?? was) !== was).map(([key]) => key).sort();
  }

  /** What is half done: releases that Helm has not finished, objects that go and do not get gone, volumes that nobody claims. */
  public unfinished(): string[] {
    const going = this.objects.filter(({ kind, metadata }) => kind !== 'Pod' && metadata.deletionTimestamp !== undefined).map((object) => `goes: ${objectKey(object)}`);
    const volumes = this.objects.filter(({ kind }) => kind === 'PersistentVolume').length;
    const claims = this.objects.filter(({ kind }) => kind === 'PersistentVolumeClaim').length;
    return [...this.unfinishedReleases(), ...going, ...(volumes === claims ? [] : [`${volumes} volumes for ${claims} claims`])].sort();
  }

  private unfinishedReleases(): string[] {
    const releases = new Map<string, { version: number; status: string }[]>();
    for (const { type, metadata: { namespace = '', labels = {} } } of this.objects) {
      if (type === HELM) {
        const key = `${namespace}/${labels.name}`;
        releases.set(key, [...releases.get(key) ?? [], { version: Number(labels.version), status: labels.status }]);
      }
    }
    return [...releases].flatMap(([key, records]) => {
      const [newest, ...earlier] = records.sort((one, other) => other.version - one.version);
      return newest.status === 'deployed' && earlier.every(({ status }) => status === 'superseded' || status === 'failed') ? [] : [`release ${key}: ${records.map(({ version, status }) => `${version} ${status}`).join(', ')}`];
    });
  }
}

function isLasting({ kind, type, spec, metadata: { generateName } }: KubernetesObject & { readonly metadata: { readonly generateName?: string } }): boolean {
  // A Job that says so is removed some time after it has ended.
  const isTemporary = kind === 'Job' && (spec as { ttlSecondsAfterFinished?: number }).ttlSecondsAfterFinished !== undefined;
  return !PASSING_KINDS.has(kind) && type !== HELM && generateName === undefined && !isTemporary;
}

/** Made by External Secrets, and not owned by what it was made from, so that it outlives it. */
function isKeptOnPurpose({ kind, metadata }: KubernetesObject): boolean {
  const { labels = {}, ownerReferences = [] } = metadata as { labels?: Readonly<Record<string, string>>; ownerReferences?: readonly unknown[] };
  return kind === 'Secret' && labels[SECRET_KEEPER] === 'true' && ownerReferences.length === 0;
}

/** What tells an object from another one of its name; with a Secret, its contents do, too. */
function identity({ kind, data, metadata: { uid = '' } }: KubernetesObject): string {
  return kind === 'Secret' ? `${uid} ${createHash('sha256').update(JSON.stringify(data ?? {})).digest('hex')}` : uid;
}
