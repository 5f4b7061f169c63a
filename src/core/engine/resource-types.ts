import type { ReleaseConfig } from '@cdktf/provider-helm/lib/release';
import type { ClusterRoleBindingV1Config } from '@cdktf/provider-kubernetes/lib/cluster-role-binding-v1';
import type { ConfigMapV1Config } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import type { CronJobV1Config } from '@cdktf/provider-kubernetes/lib/cron-job-v1';
import type { DeploymentV1Config } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import type { HorizontalPodAutoscalerV2Config } from '@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2';
import type { JobV1Config } from '@cdktf/provider-kubernetes/lib/job-v1';
import type { LimitRangeV1Config } from '@cdktf/provider-kubernetes/lib/limit-range-v1';
import type { NamespaceV1Config } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import type { NetworkPolicyV1Config } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import type { PodDisruptionBudgetV1Config } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1';
import type { ResourceQuotaV1Config } from '@cdktf/provider-kubernetes/lib/resource-quota-v1';
import type { RoleBindingV1Config } from '@cdktf/provider-kubernetes/lib/role-binding-v1';
import type { RoleV1Config } from '@cdktf/provider-kubernetes/lib/role-v1';
import type { ServiceAccountV1Config } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import type { ServiceV1Config } from '@cdktf/provider-kubernetes/lib/service-v1';
import type { TerraformMetaArguments } from './terraform';

/** A Terraform resource type and the config interface of the provider's own class. */
export interface ResourceType<C extends object> {
  /** Terraform's name of the type. */
  readonly name: string;
  /** Attributes whose keys belong to the user and are not spelled anew. */
  readonly maps: ReadonlySet<string>;
  /** Carries the config type; never set. */
  readonly config?: C;
}

type Attributes<C extends TerraformMetaArguments> = Omit<C, keyof TerraformMetaArguments>;

/** `terraform_data`, built into Terraform and OpenTofu. */
export interface TerraformDataConfig {
  readonly input?: unknown;
  readonly lifecycle?: Record<string, unknown>;
}

function type<C extends object>(name: string, ...maps: string[]): ResourceType<C> {
  return { name, maps: new Set(maps) };
}

const META = ['labels', 'annotations'];
const POD = [...META, 'nodeSelector', 'matchLabels', 'limits', 'requests', 'volumeAttributes'];

/** Every resource type in use. */
export const RESOURCE_TYPES = {
  clusterRoleBinding: type<Attributes<ClusterRoleBindingV1Config>>('kubernetes_cluster_role_binding_v1', ...META),
  configMap: type<Attributes<ConfigMapV1Config>>('kubernetes_config_map_v1', ...META, 'data', 'binaryData'),
  cronJob: type<Attributes<CronJobV1Config>>('kubernetes_cron_job_v1', ...POD),
  deployment: type<Attributes<DeploymentV1Config>>('kubernetes_deployment_v1', ...POD),
  helmRelease: type<Attributes<ReleaseConfig>>('helm_release'),
  horizontalPodAutoscaler: type<Attributes<HorizontalPodAutoscalerV2Config>>('kubernetes_horizontal_pod_autoscaler_v2', ...META, 'matchLabels'),
  job: type<Attributes<JobV1Config>>('kubernetes_job_v1', ...POD),
  limitRange: type<Attributes<LimitRangeV1Config>>('kubernetes_limit_range_v1', ...META, 'default', 'defaultRequest', 'max', 'min', 'maxLimitRequestRatio'),
  namespace: type<Attributes<NamespaceV1Config>>('kubernetes_namespace_v1', ...META),
  networkPolicy: type<Attributes<NetworkPolicyV1Config>>('kubernetes_network_policy_v1', ...META, 'matchLabels'),
  podDisruptionBudget: type<Attributes<PodDisruptionBudgetV1Config>>('kubernetes_pod_disruption_budget_v1', ...META, 'matchLabels'),
  resourceQuota: type<Attributes<ResourceQuotaV1Config>>('kubernetes_resource_quota_v1', ...META, 'hard'),
  role: type<Attributes<RoleV1Config>>('kubernetes_role_v1', ...META),
  roleBinding: type<Attributes<RoleBindingV1Config>>('kubernetes_role_binding_v1', ...META),
  service: type<Attributes<ServiceV1Config>>('kubernetes_service_v1', ...META, 'selector'),
  serviceAccount: type<Attributes<ServiceAccountV1Config>>('kubernetes_service_account_v1', ...META),
  terraformData: type<TerraformDataConfig>('terraform_data', 'input'),
};
