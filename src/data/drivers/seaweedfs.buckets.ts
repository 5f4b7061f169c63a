import { Construct } from 'constructs';
import { ChartRelease, IConsumer, ManagedSecret } from '../../core';
import { digest, environmentPrefix, shorten } from '../../core/naming';
import { stableJson } from '../../core/stable-json';
import { BucketCredentials, BucketOptions, IBucketProvisioner, ObjectStoreRequest } from '../contracts/object-store';

/** What a consumer may do in its bucket. Source: weed/s3api/s3_constants/s3_actions.go @ cc8364a. */
const ACTIONS = ['Read', 'Write', 'List', 'Tagging'];

/** Somebody without keys: while nobody else is known, the gateway would let everybody in. */
const NOBODY = { name: 'nobody', credentials: [], actions: [] };

/** Longest readable part of a Secret's name, before the digest. */
const READABLE = 54;

/** One consumer of one bucket. */
interface Grant {
  readonly bucketName: string;
  readonly secret: ManagedSecret;
}

/**
 * The buckets of one SeaweedFS, and who may use them.
 *
 * The gateway reads identities from a file in which keys are names of
 * environment variables; the variables come from Secrets made in the cluster.
 * A consumer more is a variable more, so that the gateway is rolled by the
 * next apply and knows it, and no key is ever in the file.
 */
export class SeaweedFsBuckets implements IBucketProvisioner {
  private readonly options = new Map<string, BucketOptions>();
  private readonly grants = new Map<string, Grant>();
  private release?: ChartRelease;

  public constructor(private readonly request: ObjectStoreRequest) {}

  public addBucket(_scope: Construct, bucketName: string, options: BucketOptions): void {
    this.options.set(bucketName, options);
  }

  public grant(bucketName: string, consumer: IConsumer): BucketCredentials {
    const key = stableJson([bucketName, consumer.namespaceName, consumer.componentName]);
    let grant = this.grants.get(key);
    if (grant === undefined) {
      grant = { bucketName, secret: this.generate(bucketName, consumer, key) };
      this.grants.set(key, grant);
      this.release?.waitFor(grant.secret.address);
    }
    return { accessKey: grant.secret.key('username'), secretKey: grant.secret.key('password') };
  }

  /** Lets the release of the chart wait for the Secrets that its gateway reads. */
  public attach(release: ChartRelease): void {
    this.release = release;
  }

  /** The gateway's identities, without a single key. */
  public identities(): string {
    const identities = this.sorted().map(({ bucketName, secret }) => ({
      name: secret.secretName,
      credentials: [{ accessKey: `\${${variable(secret, 'username')}}`, secretKey: `\${${variable(secret, 'password')}}` }],
      actions: ACTIONS.map((action) => `${action}:${bucketName}`),
    }));
    return stableJson({ identities: [NOBODY, ...identities] }, 2);
  }

  /** The gateway's environment: the keys that the identities name. */
  public environment(): Record<string, object> {
    return Object.fromEntries(this.sorted().flatMap(({ secret }) => ['username', 'password'].map((key) => [
      variable(secret, key), { secretKeyRef: { name: secret.secretName, key } },
    ])));
  }

  /** The buckets, as the chart's hook makes those that are missing. */
  public created(): object[] {
    return [...this.options].sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { versioning }]) => (versioning === true ? { name, versioning: 'Enabled' } : { name }));
  }

  private generate(bucketName: string, consumer: IConsumer, key: string): ManagedSecret {
    const { scope, namespaceName, secrets, labels } = this.request;
    const readable = shorten(`${bucketName.replaceAll('.', '-')}-${consumer.componentName}`, READABLE);
    return secrets.store.generate(scope, {
      secretName: `${readable}-${digest(key)}`,
      namespaceName,
      keys: ['username', 'password'],
      revision: this.options.get(bucketName)?.credentialsRevision,
      labels,
    });
  }

  private sorted(): Grant[] {
    return [...this.grants.values()].sort((a, b) => (a.secret.secretName < b.secret.secretName ? -1 : 1));
  }
}

function variable(secret: ManagedSecret, key: string): string {
  return `S3_${environmentPrefix(secret.secretName)}_${environmentPrefix(key)}`;
}
