import { KubernetesObject } from '../../kubernetes/kubernetes-object';
import { ApiClient, WatchEvent } from '../api-client';

/** How long a kind that the API server does not know is taken for unknown. */
const UNKNOWN_MILLISECONDS = 1000;

/** What the objects of kinds are read from. */
export type KindSource = Pick<ApiClient, 'find' | 'watch'>;

interface Kind {
  /** By unique identifier. */
  readonly objects: Map<string, KubernetesObject>;
  readonly stop: () => void;
}

/**
 * The objects of each kind that was ever asked for, kept up to date by what
 * the API server tells of them: nobody has to ask again and again.
 */
export class WatchedKinds {
  private readonly kinds = new Map<string, Kind>();
  private readonly unknown = new Map<string, number>();
  private hasChanged = false;
  private wake?: () => void;

  public constructor(private readonly source: KindSource) {}

  /** Objects of a kind in all namespaces, by the path of their API; none where the kind is unknown. */
  public async list(path: string): Promise<KubernetesObject[]> {
    const kind = this.kinds.get(path) ?? await this.begin(path);
    return kind === undefined ? [] : [...kind.objects.values()];
  }

  /** Waits until anything of what was listed changes, or the time is over; at once where it has changed since the last wait. */
  public async change(milliseconds: number): Promise<void> {
    if (!this.hasChanged) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.wake = undefined;
    }
    this.hasChanged = false;
  }

  /** Hears no more. */
  public close(): void {
    [...this.kinds.values()].forEach(({ stop }) => stop());
    this.kinds.clear();
  }

  private async begin(path: string): Promise<Kind | undefined> {
    if (performance.now() < (this.unknown.get(path) ?? 0)) {
      return undefined;
    }
    const list = await this.source.find(path) as { metadata: { resourceVersion: string }; items: KubernetesObject[] } | undefined;
    if (list === undefined) {
      this.unknown.set(path, performance.now() + UNKNOWN_MILLISECONDS);
      return undefined;
    }
    const objects = new Map(list.items.map((object) => [identifier(object), object]));
    const stop = this.source.watch(path, list.metadata.resourceVersion, (event) => this.hear(path, objects, event), () => this.forget(path));
    const kind = { objects, stop };
    this.kinds.set(path, kind);
    return kind;
  }

  private hear(path: string, objects: Map<string, KubernetesObject>, { type, object }: WatchEvent): void {
    if (type === 'ERROR') {
      // Such as "too old resource version": all is listed again.
      this.kinds.get(path)?.stop();
      this.forget(path);
    } else if (type === 'DELETED') {
      objects.delete(identifier(object));
      this.changed();
    } else if (type !== 'BOOKMARK') {
      objects.set(identifier(object), object);
      this.changed();
    }
  }

  /** Nothing is known of a kind that is not heard of any more. */
  private forget(path: string): void {
    if (this.kinds.delete(path)) {
      this.changed();
    }
  }

  private changed(): void {
    this.hasChanged = true;
    this.wake?.();
  }
}

function identifier({ metadata: { uid, namespace = '', name } }: KubernetesObject): string {
  return uid ?? `${namespace}/${name}`;
}
