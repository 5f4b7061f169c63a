import { Construct } from 'constructs';
import { CustomResources, ManagedSecret, Platform } from '../core';
import { ValidationError } from '../core/errors';
import { componentLabels } from '../core/labels';
import { shorten } from '../core/naming';
import { stableJson } from '../core/stable-json';
import { StackModel } from '../core/stack-model';
import { SharedSecretOptions } from './contract';
import { assembledSecret, KubernetesObject } from './external-secrets-objects';
import { readerOf, SecretReader } from './secret-reader';

const RELEASE_NAME = 'secret-copies';

/** Props of `SecretCopies`. */
export interface SecretCopiesProps {
  /** Namespace of the copies. */
  readonly namespaceName: string;
  /** Terraform addresses of External Secrets. */
  readonly after: string[];
}

/**
 * The Secrets that one namespace has copies of, in one release.
 *
 * The release need not wait for an original: External Secrets tries again until
 * it is there, so copies in both directions between two namespaces make no circle.
 */
export class SecretCopies extends Construct {
  private readonly namespaceName: string;
  private readonly objects: CustomResources;
  private readonly copies = new Map<string, SharedSecretOptions>();
  private readonly readers = new Map<string, SecretReader>();

  public constructor(scope: Construct, id: string, props: SecretCopiesProps) {
    super(scope, id);
    this.namespaceName = props.namespaceName;
    StackModel.of(this).claimName(this, props.namespaceName, RELEASE_NAME);
    this.objects = new CustomResources(this, 'objects', { releaseName: RELEASE_NAME, namespaceName: props.namespaceName, after: props.after });
    this.objects._produce(() => [...this.copies].map(([name, copy]) => this.render(name, copy)));
  }

  /** Adds a copy; the same one asked for again is the same one. */
  public add(options: SharedSecretOptions): ManagedSecret {
    const name = shorten(options.copyName);
    const known = this.copies.get(name);
    const { secretName, fromNamespace } = options;
    if (known !== undefined && (known.secretName !== secretName || known.fromNamespace !== fromNamespace)) {
      throw ValidationError.at(this, `the Secret "${name}" would be a copy of both ${known.fromNamespace}/${known.secretName} and ${fromNamespace}/${secretName}. Give one of them another name.`);
    }
    const keys = { ...known?.keys, ...options.keys };
    if (known !== undefined && stableJson({ ...keys, ...known.keys }) !== stableJson(keys)) {
      throw ValidationError.at(this, `the Secret "${name}" is copied twice with different keys of the original under the same name. Give one of the copies another name.`);
    }
    this.copies.set(name, { ...options, keys });
    this.reader(fromNamespace).allow(secretName);
    options.after?.forEach((address) => this.objects.waitFor(address));
    return new ManagedSecret(this.namespaceName, name, this.objects.address);
  }

  private reader(fromNamespace: string): SecretReader {
    let reader = this.readers.get(fromNamespace);
    if (reader === undefined) {
      reader = new SecretReader(this, `reader-of-${fromNamespace}`, {
        name: readerOf(fromNamespace), namespaceName: this.namespaceName, fromNamespace, release: this.objects,
      });
      this.readers.set(fromNamespace, reader);
    }
    return reader;
  }

  private render(name: string, { secretName, fromNamespace, keys }: SharedSecretOptions): KubernetesObject {
    return assembledSecret({ name, namespace: this.namespaceName, labels: componentLabels(name, Platform.of(this).platformName) }, {
      store: { kind: 'SecretStore', name: readerOf(fromNamespace) },
      parts: Object.entries(keys).sort().map(([key, property]) => ({ key, from: secretName, property })),
      staysBehind: false,
    });
  }
}
