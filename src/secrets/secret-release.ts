import { Construct } from 'constructs';
import { CustomResources, ManagedSecret, Platform } from '../core';
import { componentLabels } from '../core/labels';
import { StackModel } from '../core/stack-model';
import { FetchedSecretOptions, GeneratedCertificateOptions, GeneratedSecretOptions } from './contract';
import { assembledSecret, generatedCertificate, generatedValue, keptSecret, ObjectIdentity, passwordGenerator, SecretPart, VALUE_KEY } from './external-secrets-objects';
import { baseName, componentAbove, revisedName, valueName } from './secret-names';
import { SecretReader } from './secret-reader';

/** Props of `SecretRelease`. */
export interface SecretReleaseProps {
  /** Namespace of the Secrets. */
  readonly namespaceName: string;
  /** Terraform addresses of External Secrets. */
  readonly after: string[];
}

/** Length of a value where nobody says otherwise: 190 bits. */
export const DEFAULT_LENGTH = 32;

/** Folder in the store that generated Secrets are kept in. */
export const KEPT_FOLDER = 'generated';

/**
 * The Secrets of one component in one namespace, in one release.
 *
 * Each generated value has an immutable Secret of its own, which is made once;
 * the Secret that is read is put together from those, the fixed keys and the
 * templates, so that a changed host name reaches it and no value changes.
 */
export class SecretRelease extends Construct {
  /** The one below a construct for a namespace, made if need be. */
  public static of(scope: Construct, props: SecretReleaseProps): SecretRelease {
    const id = componentAbove(scope)?.namespaceName === props.namespaceName ? 'secrets' : `secrets-in-${props.namespaceName}`;
    return (scope.node.tryFindChild(id) as SecretRelease | undefined) ?? new SecretRelease(scope, id, props);
  }

  private readonly namespaceName: string;
  private readonly base: string;
  private readonly labels: Record<string, string>;
  private readonly objects: CustomResources;
  private readonly lengths = new Set<number>();
  private reader?: SecretReader;

  private constructor(scope: Construct, id: string, props: SecretReleaseProps) {
    super(scope, id);
    this.namespaceName = props.namespaceName;
    this.base = `${baseName(scope)}-secrets`;
    this.labels = componentLabels(componentAbove(scope)?.componentName ?? baseName(scope), Platform.of(this).platformName);
    // A component of this name would have a release of the same name.
    StackModel.of(this).claimName(this, props.namespaceName, this.base);
    this.objects = new CustomResources(this, 'objects', { releaseName: this.base, namespaceName: props.namespaceName, after: props.after });
    this.objects._produce(() => [...this.lengths].map((length) => passwordGenerator(this.identity(this.generatorName(length)), length)));
  }

  /** Waits for another Terraform address. */
  public waitFor(address: string): void {
    this.objects.waitFor(address);
  }

  /** A Secret with generated values, kept in the given store if any. */
  public generate(options: GeneratedSecretOptions, keptIn: string | undefined): ManagedSecret {
    const { keys, length = DEFAULT_LENGTH, fixed = {}, templates = {}, revision = 1 } = options;
    const name = revisedName(options.secretName, revision);
    const identity = this.identity(name, options.labels);
    const parts = [...keys].sort().map((key): SecretPart => ({ key, from: valueName(name, key), property: VALUE_KEY }));
    this.lengths.add(length);
    this.reader ??= new SecretReader(this, 'reader', {
      name: this.base, namespaceName: this.namespaceName, fromNamespace: this.namespaceName, release: this.objects,
    });
    for (const { from } of parts) {
      this.reader.allow(from);
      this.objects.add(generatedValue(this.identity(from), this.generatorName(length)));
    }
    this.objects.add(assembledSecret(identity, {
      store: { kind: 'SecretStore', name: this.base },
      parts,
      templates: { ...plainTexts(fixed), ...templates },
      staysBehind: true,
    }));
    if (keptIn !== undefined) {
      this.objects.add(keptSecret(identity, keptIn, `${KEPT_FOLDER}/${this.namespaceName}/${name}`, [...keys].sort()));
    }
    return new ManagedSecret(this.namespaceName, name, this.objects.address);
  }

  /** A certificate that signs itself. */
  public certificate(options: GeneratedCertificateOptions): ManagedSecret {
    const name = revisedName(options.secretName, options.revision ?? 1);
    this.lengths.add(DEFAULT_LENGTH);
    this.objects.add(generatedCertificate(this.identity(name), this.generatorName(DEFAULT_LENGTH), options.hosts, options.days));
    return new ManagedSecret(this.namespaceName, name, this.objects.address);
  }

  /** A Secret fetched from a store outside the cluster's own Secrets. */
  public fetch(options: FetchedSecretOptions, store: string): ManagedSecret {
    this.objects.add(assembledSecret(this.identity(options.secretName), {
      store: { kind: 'ClusterSecretStore', name: store },
      parts: Object.entries(options.keys).sort().map(([key, property]) => ({ key, from: options.path, property })),
      staysBehind: false,
    }));
    return new ManagedSecret(this.namespaceName, options.secretName, this.objects.address);
  }

  private generatorName(length: number): string {
    return `${this.base}-${length}`;
  }

  private identity(name: string, labels: Record<string, string> = {}): ObjectIdentity {
    return { name, namespace: this.namespaceName, labels: { ...labels, ...this.labels } };
  }
}

/** Texts as templates that give these texts. */
function plainTexts(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.replaceAll('{{', '{{ "{{" }}')]));
}
