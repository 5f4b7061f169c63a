import { Construct } from 'constructs';
import { TerraformElement } from './terraform';
import { Resource } from './resource';
import { RESOURCE_TYPES } from './resource-types';
import { PROVIDER_ALIAS } from './stack';
import { Expression, literal } from './terraform-attributes';

/**
 * Refuses the wrong cluster at plan time. A cluster is known by the UID of its
 * namespace `kube-system`. Where the user gave none, that of the first apply
 * is remembered in the state, and the plan against any other one fails.
 */
export class ClusterGuard extends Construct {
  public constructor(scope: Construct, id: string, identity: string | undefined) {
    super(scope, id);
    const found = new KubeSystem(this, 'kube-system').reference('metadata[0].uid');
    const remembered = new Resource(this, 'identity', RESOURCE_TYPES.terraformData, {
      input: identity ?? Expression.string(`\${${found}}`),
      ...(identity === undefined ? { lifecycle: { ignoreChanges: [Expression.string('input')] } } : {}),
    });
    // Given, it is compared as it is: what a resource remembers is not known before its first apply, and the check would come too late.
    const expected = identity === undefined ? `${remembered.address}.output` : JSON.stringify(literal(identity));
    new Resource(this, 'check', RESOURCE_TYPES.terraformData, {
      lifecycle: {
        precondition: [{
          condition: Expression.string(`\${${expected} == ${found}}`),
          errorMessage: Expression.string(
            `This is not the cluster the platform was made on: its identity is ${identity === undefined ? `\${${expected}}` : literal(identity)}, and this one's is \${${found}}. Nothing was changed. Choose the right cluster with the variables kubeconfig and kube_context.`,
          ),
        }],
      },
    });
  }
}

/** The namespace `kube-system`, read at plan. */
class KubeSystem extends TerraformElement {
  public constructor(scope: Construct, id: string) {
    super(scope, id, 'data.kubernetes_namespace_v1');
  }

  public reference(attribute: string): string {
    return `data.kubernetes_namespace_v1.${this.friendlyUniqueId}.${attribute}`;
  }

  public override toTerraform(): Record<string, unknown> {
    const alias = this.node.tryGetContext(PROVIDER_ALIAS) as string | undefined;
    return {
      data: {
        kubernetes_namespace_v1: {
          [this.friendlyUniqueId]: {
            metadata: { name: 'kube-system' },
            ...(alias === undefined ? {} : { provider: `kubernetes.${alias}` }),
            '//': this.constructNodeMetadata,
          },
        },
      },
    };
  }
}
