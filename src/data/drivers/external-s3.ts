import { Construct } from 'constructs';
import { Credentials, DriverManifest } from '../../core';
import { listOf, ValidationError } from '../../core/errors';
import { existingPeer } from '../contracts/existing-endpoint';
import {
  BucketCredentials, IBucketProvisioner, OBJECT_STORE, ObjectStoreCapability, ObjectStoreDriver, ObjectStoreOutcome, ObjectStoreRequest,
} from '../contracts/object-store';

const MANIFEST: DriverManifest = {
  product: 'external',
  title: 'external S3',
  contract: OBJECT_STORE,
  sources: [],
};

/** Options of `ObjectStoreDrivers.external`. */
export interface ExternalS3Options {
  /** Host name or address of the endpoint, such as `s3.eu-central-1.amazonaws.com`. */
  readonly host: string;
  /** Port. @default - 443 with TLS, 80 without */
  readonly port?: number;
  /** Whether the endpoint is reached by TLS. @default true */
  readonly tls?: boolean;
  /** Region that clients sign for. @default 'us-east-1' */
  readonly region?: string;
  /** Names of the buckets that exist there and may be used. */
  readonly buckets: string[];
  /** Access key id and secret access key that every bucket is reached with. @default - each bucket has its own */
  readonly credentials?: Credentials;
  /** Access key id and secret access key of single buckets, by name of the bucket: their consumers reach nothing else with them. @default - none */
  readonly bucketCredentials?: { [bucket: string]: Credentials };
  /** Address blocks of the host, for network policy, which knows no names. @default - any address, on this port */
  readonly addresses?: string[];
}

/** An object store that exists already, with its buckets. */
export class ExternalS3 extends ObjectStoreDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: MANIFEST, capabilities: [] as ObjectStoreCapability[] };
  public readonly manifest: DriverManifest = MANIFEST;
  public readonly capabilities: ObjectStoreCapability[] = ExternalS3._KNOWN.capabilities;

  public constructor(private readonly options: ExternalS3Options) {
    super();
  }

  public provision(request: ObjectStoreRequest): ObjectStoreOutcome {
    const { host, tls = true, port = tls ? 443 : 80, region = 'us-east-1', addresses } = this.options;
    return {
      host,
      port,
      tls,
      region,
      buckets: new ExistingBuckets(request, this.options),
      ...existingPeer(request.scope, { host, port, addresses }),
    };
  }
}

/** Buckets that somebody made, and the credentials that came with them. */
class ExistingBuckets implements IBucketProvisioner {
  private readonly resolved = new Map<string, BucketCredentials>();

  public constructor(private readonly request: ObjectStoreRequest, private readonly options: ExternalS3Options) {
    const { buckets, bucketCredentials = {} } = options;
    const unknown = Object.keys(bucketCredentials).find((bucket) => !buckets.includes(bucket));
    if (unknown !== undefined) {
      throw ValidationError.at(request.scope, `bucketCredentials names the bucket "${unknown}", which is not among the driver's buckets: ${listOf(buckets)}. Add it to buckets, or take its credentials out.`);
    }
  }

  public addBucket(scope: Construct, bucketName: string): void {
    const { buckets } = this.options;
    if (!buckets.includes(bucketName)) {
      throw ValidationError.at(scope, `the external store has no bucket "${bucketName}" as far as its driver knows, and the driver makes none. It names ${listOf(buckets) || 'none'}: set bucketName to one of them, or add "${bucketName}" to the driver's buckets once it exists.`);
    }
    this.credentialsOf(bucketName, scope);
  }

  public grant(bucketName: string): BucketCredentials {
    const credentials = this.credentialsOf(bucketName, this.request.scope);
    const own = this.options.bucketCredentials?.[bucketName] !== undefined;
    const key = own ? bucketName : '';
    const known = this.resolved.get(key) ?? this.resolve(credentials, own ? bucketName : undefined);
    this.resolved.set(key, known);
    return known;
  }

  private credentialsOf(bucketName: string, scope: Construct): Credentials {
    const credentials = this.options.bucketCredentials?.[bucketName] ?? this.options.credentials;
    if (credentials === undefined) {
      throw ValidationError.at(scope, `there are no credentials for the bucket "${bucketName}". Give the driver credentials for all buckets, or bucketCredentials for this one.`);
    }
    return credentials;
  }

  private resolve(credentials: Credentials, bucketName: string | undefined): BucketCredentials {
    const { scope, name, namespaceName, secrets } = this.request;
    const place = new Construct(scope, bucketName === undefined ? name : `${name}-${bucketName}`);
    const { username, password } = secrets.resolve(place, credentials, namespaceName);
    return { accessKey: username, secretKey: password };
  }
}
