import { Construct } from 'constructs';
import { CustomResources, Platform } from '../core';
import { Resource } from '../core/engine/resource';
import { RESOURCE_TYPES } from '../core/engine/resource-types';
import { componentLabels } from '../core/labels';
import { shorten } from '../core/naming';
import { StackModel } from '../core/stack-model';
import { kubernetesStore } from './external-secrets-objects';

/** Props of `SecretReader`. */
export interface SecretReaderProps {
  /** Name of the store, of its service account, and of the component they belong to. */
  readonly name: string;
  /** Namespace of the store. */
  readonly namespaceName: string;
  /** Namespace that is read. */
  readonly fromNamespace: string;
  /** The release that carries the store. */
  readonly release: CustomResources;
}

/**
 * A store that reads some Secrets of one namespace, and what allows it to: a
 * service account without a token in any pod, and a role for these Secrets.
 *
 * External Secrets also asks what the account may do, which Kubernetes grants
 * to every account (`system:basic-user`). Source: external-secrets/external-secrets:
 * providers/v1/kubernetes/validate.go @ cc5bfbc, 2026-08-08.
 */
export class SecretReader extends Construct {
  private readonly secretNames = new Set<string>();

  public constructor(scope: Construct, id: string, props: SecretReaderProps) {
    super(scope, id);
    const { name, namespaceName, fromNamespace } = props;
    const labels = componentLabels(name, Platform.of(this).platformName);
    // Names of namespaces hold no dots, so no two readers have one role.
    const roleName = `${namespaceName}.${name}`;
    const account = new Resource(this, 'account', RESOURCE_TYPES.serviceAccount, {
      metadata: { name, namespace: namespaceName, labels },
      automountServiceAccountToken: false,
    }, { dependsOn: () => this.namespaceAddress(namespaceName) });
    const role = new Resource(this, 'role', RESOURCE_TYPES.role, () => ({
      metadata: { name: roleName, namespace: fromNamespace, labels },
      rule: [{ apiGroups: [''], resources: ['secrets'], resourceNames: [...this.secretNames].sort(), verbs: ['get'] }],
    }), { dependsOn: () => this.namespaceAddress(fromNamespace) });
    const binding = new Resource(this, 'role-binding', RESOURCE_TYPES.roleBinding, {
      metadata: { name: roleName, namespace: fromNamespace, labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: roleName },
      subject: [{ kind: 'ServiceAccount', name, namespace: namespaceName }],
    }, { dependsOn: [account.address, role.address] });
    props.release.add(kubernetesStore({ name, namespace: namespaceName, labels }, fromNamespace));
    props.release.waitFor(binding.address);
  }

  /** Lets it read one Secret more. */
  public allow(secretName: string): void {
    this.secretNames.add(secretName);
  }

  private namespaceAddress(name: string): string[] {
    return StackModel.of(this).namespaceAddress(this, name);
  }
}

/** Name of the reader of another namespace. */
export function readerOf(namespaceName: string): string {
  return shorten(`secrets-of-${namespaceName}`);
}
