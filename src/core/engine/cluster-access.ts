import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Construct } from 'constructs';
import { TerraformVariable } from './terraform';

/** How a cluster is reached. */
export interface ClusterAccessProps {
  readonly kubeconfig: string;
  readonly context?: string;
  /** For a second cluster in one stack. @default - the default provider configurations */
  readonly alias?: string;
}

/** The provider configurations of one cluster, and the Terraform variables they read. */
export class ClusterAccess extends Construct {
  public constructor(scope: Construct, id: string, props: ClusterAccessProps) {
    super(scope, id);
    const suffix = props.alias === undefined ? '' : `_${props.alias}`;
    const kubeconfig = new TerraformVariable(this, 'kubeconfig', {
      type: 'string',
      default: props.kubeconfig,
      description: 'Path of the kubeconfig file.',
    });
    kubeconfig.overrideLogicalId(`kubeconfig${suffix}`);
    const context = new TerraformVariable(this, 'context', {
      type: 'string',
      default: props.context,
      nullable: true,
      description: 'Context in the kubeconfig file; null takes its current one.',
    });
    context.overrideLogicalId(`kube_context${suffix}`);
    if (props.context === undefined) {
      context.addOverride('default', null); // as a config value, null crashes cdktf
    }
    const connection = { configPath: `\${pathexpand(var.kubeconfig${suffix})}`, configContext: `\${var.kube_context${suffix}}` };
    new KubernetesProvider(this, 'kubernetes', { alias: props.alias, ...connection });
    new HelmProvider(this, 'helm', { alias: props.alias, kubernetes: connection });
  }
}
