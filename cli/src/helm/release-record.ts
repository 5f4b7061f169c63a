import { gunzipSync, gzipSync } from 'node:zlib';
import { KubernetesObject } from '../kubernetes/kubernetes-object';

/** Type of the Secrets in which Helm keeps releases. */
export const RELEASE_SECRET = 'helm.sh/release.v1';
/** The API server takes Secrets up to this size. */
const SIZE_LIMIT = 1024 * 1024;

/** An object that Helm makes at some moment of an install, an upgrade or a removal, and that is no part of the release. */
export interface HelmHook {
  readonly name?: string;
  readonly kind?: string;
  readonly manifest?: string;
  /** Such as `post-install`. */
  readonly events?: readonly string[] | null;
  /** When Helm removes it, such as `hook-succeeded`. */
  readonly delete_policies?: readonly string[] | null;
}

/** A release as Helm writes it down, as far as it matters here. */
export interface HelmRelease {
  readonly name: string;
  readonly namespace: string;
  readonly version: number;
  readonly info: {
    readonly status: string;
    readonly description?: string;
    readonly last_deployed?: string;
    readonly [key: string]: unknown;
  };
  readonly chart: { readonly metadata?: { readonly name?: string; readonly version?: string }; readonly files?: readonly { readonly name: string; readonly data: string }[] | null };
  /** Values that were given. */
  readonly config?: Readonly<Record<string, unknown>> | null;
  readonly manifest?: string;
  readonly hooks?: readonly HelmHook[] | null;
  /** How Helm 4 applies: `ssa` puts everything back, whatever was recorded. @default - Helm 3's patches */
  readonly apply_method?: string;
  readonly [key: string]: unknown;
}

/**
 * Added to the version of a chart in a record: what is on the cluster is not
 * that chart alone any more. Terraform's helm provider (3.1.1) plans an upgrade
 * that ends well only where the version, or the values, differ from what it
 * knows; where the status alone differs, it upgrades and then stops with
 * "inconsistent result after apply".
 */
const EDITED = 'edited';

/** What may change in a record. */
export interface RecordChange {
  readonly status: string;
  /** Whether the chart's version is marked, so that it differs from any that is asked for. @default false */
  readonly markVersion?: boolean;
  /** @default - as it is */
  readonly description?: string;
  /** @default - as it is */
  readonly manifest?: string;
}

/** A record does not fit into the Secret that keeps it. */
export class RecordSizeError extends Error {}

/** One revision of a release, in its Secret. */
export class ReleaseRecord {
  /** The release. */
  public readonly release: HelmRelease;

  /** @throws SyntaxError or a zlib error where the Secret holds no release */
  public constructor(public readonly secret: KubernetesObject) {
    const { release } = secret.data as { release: string };
    const packed = Buffer.from(Buffer.from(release, 'base64').toString('latin1'), 'base64');
    // Helm 2 and the first of Helm 3 did not compress.
    const text = packed[0] === 0x1f && packed[1] === 0x8b ? gunzipSync(packed) : packed;
    this.release = JSON.parse(text.toString('utf8')) as HelmRelease;
  }

  /** `namespace/name`, by which a release is known in a cluster. */
  public get key(): string {
    return `${this.release.namespace}/${this.release.name}`;
  }

  /** Such as `deployed`, `failed` or `pending-upgrade`. */
  public get status(): string {
    return this.release.info.status;
  }

  /** Whether Helm was cut off, and refuses everything until somebody helps. */
  public get isStuck(): boolean {
    return this.status.startsWith('pending-') || this.status === 'uninstalling';
  }

  /** Whether the chart's version is marked as edited. */
  public get isMarked(): boolean {
    return this.chartVersion.endsWith(EDITED);
  }

  /** Whether the next upgrade puts every field back by itself. */
  public get isServerSide(): boolean {
    return this.release.apply_method === 'ssa';
  }

  private get chartVersion(): string {
    return this.release.chart.metadata?.version ?? '';
  }

  /**
   * The Secret with a change in it: in the release, and in the label by which Helm finds records of a status.
   *
   * @throws RecordSizeError where it would be too large
   */
  public changed(change: RecordChange): KubernetesObject {
    const { release, secret } = this;
    const { description = release.info.description, manifest = release.manifest } = change;
    const { chart } = release;
    const version = change.markVersion === true && !this.isMarked ? `${this.chartVersion}${this.chartVersion.includes('+') ? '.' : '+'}${EDITED}` : this.chartVersion;
    const next: HelmRelease = { ...release, chart: { ...chart, metadata: { ...chart.metadata, version } }, manifest, info: { ...release.info, status: change.status, description } };
    const packed = gzipSync(Buffer.from(JSON.stringify(next)), { level: 9 }).toString('base64');
    if (packed.length > SIZE_LIMIT) {
      throw new RecordSizeError(`the record of the release ${this.key} would have ${Math.ceil(packed.length / 1024)} KiB, and a Secret holds 1024.`);
    }
    return {
      ...secret,
      metadata: { ...secret.metadata, labels: { ...secret.metadata.labels, status: change.status } },
      data: { ...secret.data as object, release: Buffer.from(packed).toString('base64') },
    };
  }
}
