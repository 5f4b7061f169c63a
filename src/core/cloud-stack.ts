import { Construct } from 'constructs';
import { TerraformStack } from './engine/terraform';
import { Backend } from './engine/backend';
import { ClusterAccess } from './engine/cluster-access';
import { ClusterGuard } from './engine/cluster-guard';
import { describeConstruct, ValidationError } from './errors';
import { freeIn } from './naming';
import { Platform, PlatformOptions } from './platform';
import { checkProviderVersion } from './provider-version';
import { StateBackend } from './state-backend';
import { Target } from './target';

/** Oldest Terraform and OpenTofu that know `removed` blocks. */
const REQUIRED_VERSION = '>= 1.7.0';

/** Props of `CloudStack`. */
export interface CloudStackProps extends PlatformOptions {
  /** Where Terraform keeps its state. @default StateBackend.local() */
  readonly backend?: StateBackend;
  /**
   * Version of Terraform's kubernetes provider, from 2.38.0 on and below 4.0.0.
   * An apply with 3 changes the state for good: 2 cannot read it any more.
   * @default '2.38.0'
   */
  readonly kubernetesProviderVersion?: string;
}

/** A stack with everything an apply needs: providers, state backend, the guard against the wrong cluster, and a platform. */
export class CloudStack extends TerraformStack {
  /** The platform, which components below this stack find with `Platform.of`. */
  public readonly platform: Platform;

  public constructor(scope: Construct, id: string, props: CloudStackProps = {}) {
    super(scope, freeIn(scope, id));
    this.addOverride('terraform.required_version', REQUIRED_VERSION);
    const { backend = StateBackend.local(), kubernetesProviderVersion, ...options } = props;
    new Backend(this, backend.type, backend.config);
    this.platform = new Platform(this, 'platform', options);
    reach(this.platform);
    if (kubernetesProviderVersion !== undefined) {
      checkProviderVersion(describeConstruct(this), kubernetesProviderVersion);
      this.addOverride('terraform.required_providers.kubernetes.version', kubernetesProviderVersion);
    }
  }

  /**
   * A second cluster in this stack: what is made below the platform that is
   * returned goes there.
   *
   * @param id also the alias of its provider configurations
   */
  public addCluster(id: string, options: PlatformOptions): Platform {
    if (!/^[a-z][a-z0-9-]*$/.test(id) || id === 'platform') {
      throw ValidationError.at(this, `the cluster id "${id}" cannot be used. Lower-case letters, digits and "-", beginning with a letter; "platform" is the stack's own.`);
    }
    const platform = new Platform(this, id, { ...options, providerAlias: id });
    reach(platform, id);
    return platform;
  }
}

function reach(platform: Platform, alias?: string): void {
  const target: Target = platform.target;
  new ClusterAccess(platform, 'access', { kubeconfig: target.kubeconfig, context: target.context, alias });
  new ClusterGuard(platform, 'guard', target.identity);
}
