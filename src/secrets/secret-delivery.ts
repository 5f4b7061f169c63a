import { Construct, IConstruct } from 'constructs';
import { CustomResources, ManagedSecret, Platform } from '../core';
import { ValidationError } from '../core/errors';
import { componentLabels } from '../core/labels';
import { stableJson } from '../core/stable-json';
import { FetchedSecretOptions, GeneratedCertificateOptions, GeneratedSecretOptions, ISecretGenerator, SharedSecretOptions } from './contract';
import { clusterSecretStore } from './external-secrets-objects';
import { SecretCopies } from './secret-copies';
import { DEFAULT_LENGTH, SecretRelease } from './secret-release';

/** A store outside the cluster's own Secrets. */
export interface OutsideStore {
  /** Name of the ClusterSecretStore. */
  readonly name: string;
  /** Its section `provider`. */
  readonly provider: { [key: string]: unknown };
  /** Terraform addresses that must be there before it can be asked. */
  readonly addresses: readonly string[];
  /** Whether generated Secrets are kept there too. */
  readonly keeps: boolean;
}

/** Functions of templates that never give the same twice. */
const CHANGING = /\{\{[^}]*\b(gen[A-Z]\w*|rand[A-Z]\w*|uuidv4|now|derivePassword|bcrypt|htpasswd|encryptAES)\b/;

/** Props of `SecretDelivery`. */
export interface SecretDeliveryProps {
  /** Terraform addresses of External Secrets. */
  readonly addresses: readonly string[];
}

/**
 * Makes Secrets in one stack: below whoever asks for them, or, where several
 * may ask for the same, here.
 */
export class SecretDelivery extends Construct implements ISecretGenerator {
  private readonly addresses: readonly string[];
  private readonly claimed = new Map<string, string>();
  private readonly fetched = new Map<string, ManagedSecret>();
  private readonly copies = new Map<string, SecretCopies>();
  private readonly readers = new Set<string>();
  private outside?: OutsideStore & { readonly address: string };

  public constructor(scope: Construct, id: string, props: SecretDeliveryProps) {
    super(scope, id);
    this.addresses = props.addresses;
  }

  /** Opens a store outside the cluster's own Secrets to the namespaces that use it. */
  public open(store: OutsideStore, namespaceName: string): void {
    const labels = componentLabels(store.name, Platform.of(this).platformName);
    const release = new CustomResources(this, 'store', {
      releaseName: store.name,
      namespaceName,
      after: [...this.addresses, ...store.addresses],
    });
    // Without a namespace in it, the condition would let every namespace in.
    this.readers.add(namespaceName);
    release._produce(() => [clusterSecretStore(store.name, labels, store.provider, [...this.readers].sort())]);
    this.outside = { ...store, address: release.address };
  }

  /** A Secret with values made inside the cluster, once. */
  public generate(scope: Construct, options: GeneratedSecretOptions): ManagedSecret {
    checkGenerated(scope, options);
    const kept = this.outside?.keeps === true ? this.outside : undefined;
    const release = this.releaseFor(scope, options.namespaceName);
    if (kept !== undefined) {
      // No waiting: the values are made before the store is there, and kept once it is.
      this.readers.add(options.namespaceName);
    }
    const secret = release.generate(options, kept?.name);
    this.claim(scope, secret);
    return secret;
  }

  /** A certificate that signs itself, made once. */
  public certificate(scope: Construct, options: GeneratedCertificateOptions): ManagedSecret {
    const secret = this.releaseFor(scope, options.namespaceName).certificate(options);
    this.claim(scope, secret);
    return secret;
  }

  /** A Secret fetched from the store outside; asked for twice, it is made once. */
  public fetch(scope: Construct, options: FetchedSecretOptions): ManagedSecret {
    const outside = this.outside;
    if (outside === undefined) {
      throw ValidationError.at(scope, 'the secret store\'s driver declares that it can fetch, and reported no provider to fetch from. It must return one from provision.');
    }
    checkFetched(scope, options);
    const asked = stableJson(options);
    const known = this.fetched.get(asked);
    if (known !== undefined) {
      return known;
    }
    const release = this.releaseFor(scope, options.namespaceName);
    this.readers.add(options.namespaceName);
    release.waitFor(outside.address);
    const secret = release.fetch(options, outside.name);
    this.claim(scope, secret);
    this.fetched.set(asked, secret);
    return secret;
  }

  /** A copy of a Secret in another namespace; asked for twice, it is made once. */
  public share(options: SharedSecretOptions): ManagedSecret {
    let copies = this.copies.get(options.toNamespace);
    if (copies === undefined) {
      copies = new SecretCopies(this, `copies-${options.toNamespace}`, { namespaceName: options.toNamespace, after: [...this.addresses] });
      this.copies.set(options.toNamespace, copies);
    }
    return copies.add(options);
  }

  private releaseFor(scope: Construct, namespaceName: string): SecretRelease {
    return SecretRelease.of(scope, { namespaceName, after: [...this.addresses] });
  }

  private claim(scope: IConstruct, secret: ManagedSecret): void {
    const key = `${secret.namespaceName}/${secret.secretName}`;
    const other = this.claimed.get(key);
    if (other !== undefined) {
      throw ValidationError.at(scope, `the Secret "${secret.secretName}" of the namespace "${secret.namespaceName}" is made for ${other} already. Give this one another name.`);
    }
    this.claimed.set(key, scope.node.path);
  }
}

function checkGenerated(scope: IConstruct, options: GeneratedSecretOptions): void {
  const { keys, fixed = {}, templates = {}, length = DEFAULT_LENGTH, revision = 1 } = options;
  const all = [...keys, ...Object.keys(fixed), ...Object.keys(templates)];
  const twice = all.find((key, index) => all.indexOf(key) !== index);
  if (keys.length === 0) {
    throw ValidationError.at(scope, `the Secret "${options.secretName}" is to be generated, and names no key. Name at least one in "keys".`);
  }
  if (twice !== undefined) {
    throw ValidationError.at(scope, `the key "${twice}" of the Secret "${options.secretName}" is declared twice. A key is generated, fixed or a template: keep one.`);
  }
  checkKeys(scope, options.secretName, all);
  for (const [key, template] of Object.entries(templates)) {
    const call = CHANGING.exec(template)?.[1];
    if (call !== undefined) {
      throw ValidationError.at(scope, `the template "${key}" of the Secret "${options.secretName}" calls ${call}, which gives another value each time it is rendered, and templates are rendered again and again. Let "keys" make the value, and use it in the template.`);
    }
  }
  if (!Number.isInteger(length) || length < 16 || length > 4096) {
    throw ValidationError.at(scope, `length ${length} of the Secret "${options.secretName}" is not allowed. Write a whole number from 16 to 4096; 32 is the default.`);
  }
  if (!Number.isInteger(revision) || revision < 1) {
    throw ValidationError.at(scope, `revision ${revision} of the Secret "${options.secretName}" is not allowed. Write a whole number, starting at 1, and raise it to rotate.`);
  }
}

function checkFetched(scope: IConstruct, options: FetchedSecretOptions): void {
  if (!/^[^/\s]+(\/[^/\s]+)*$/.test(options.path)) {
    throw ValidationError.at(scope, `"${options.path}" is not a path in the secret store. Write it without a leading or trailing "/", and without the mount, such as apps/orders-db.`);
  }
  checkKeys(scope, options.secretName, Object.keys(options.keys));
}

function checkKeys(scope: IConstruct, secretName: string, keys: readonly string[]): void {
  const bad = keys.find((key) => !/^[-._a-zA-Z0-9]{1,253}$/.test(key));
  if (bad !== undefined) {
    throw ValidationError.at(scope, `"${bad}" cannot be a key of the Secret "${secretName}". Kubernetes takes letters, digits, "-", "_" and ".".`);
  }
}
