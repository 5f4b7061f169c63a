import { Construct, IConstruct } from 'constructs';
import { BindingValue, Credentials, IConsumer, SecretReference } from '../core';
import { digest, shorten } from '../core/naming';
import { CredentialsSecret, ISecretStore, ISecretStoreProvider } from './contract';
import { baseName, revisionOf } from './secret-names';
import { SecretStore } from './secret-store';

/** How components reach the platform's secret store: made when it is needed, and not before. */
export class SecretStores implements ISecretStoreProvider {
  public constructor(private readonly scope: Construct) {}

  public get store(): ISecretStore {
    return SecretStore.of(this.scope);
  }

  public resolve(scope: Construct, credentials: Credentials, namespaceName: string): CredentialsSecret {
    const { secretName, storePath, usernameKey, passwordKey } = credentials;
    if (secretName !== undefined) {
      return { username: { namespaceName, secretName, key: usernameKey }, password: { namespaceName, secretName, key: passwordKey } };
    }
    const fetched = this.store.fetch(scope, {
      secretName: shorten(`${baseName(scope)}-credentials`),
      namespaceName,
      path: storePath ?? '',
      keys: { username: usernameKey, password: passwordKey },
    });
    return { username: fetched.key('username'), password: fetched.key('password') };
  }

  /**
   * Values of a binding that are secret, where the consumer can read them: in
   * its own namespace, copied there inside the cluster if need be.
   */
  public deliver(provider: IConstruct & { readonly componentName: string }, references: Record<string, SecretReference>, consumer: IConsumer): Record<string, BindingValue> {
    return Object.fromEntries(Object.entries(references).map(([key, reference]) => [key, BindingValue.fromSecret(this.local(provider, reference, references, consumer))]));
  }

  private local(provider: { readonly componentName: string }, reference: SecretReference, all: Record<string, SecretReference>, consumer: IConsumer): SecretReference {
    if (reference.namespaceName === consumer.namespaceName) {
      return reference;
    }
    const { secretName, namespaceName } = reference;
    // A provider whose values are in several Secrets: each copy needs a name.
    const isFirst = Object.values(all).map((other) => other.secretName).sort()[0] === secretName;
    const keys = Object.values(all).filter((other) => other.secretName === secretName && other.namespaceName === namespaceName).map((other) => other.key);
    // Where the consumer is, there the copy belongs: a provider's stack may not know its namespace.
    return SecretStore.of(consumer).share({
      secretName,
      fromNamespace: namespaceName,
      toNamespace: consumer.namespaceName,
      // A rotated Secret has another name, and so must its copy: readers roll over because of it.
      copyName: `${provider.componentName}-${consumer.componentName}${isFirst ? '' : `-${digest(secretName, 6)}`}${revisionOf(secretName)}`,
      keys: Object.fromEntries(keys.map((key) => [key, key])),
    }).key(reference.key);
  }
}
