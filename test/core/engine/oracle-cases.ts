import { Release, ReleaseConfig } from '@cdktf/provider-helm/lib/release';
import { ClusterRoleBindingV1, ClusterRoleBindingV1Config } from '@cdktf/provider-kubernetes/lib/cluster-role-binding-v1';
import { ConfigMapV1, ConfigMapV1Config } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { CronJobV1, CronJobV1Config } from '@cdktf/provider-kubernetes/lib/cron-job-v1';
import { DeploymentV1, DeploymentV1Config } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { HorizontalPodAutoscalerV2, HorizontalPodAutoscalerV2Config } from '@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2';
import { JobV1, JobV1Config } from '@cdktf/provider-kubernetes/lib/job-v1';
import { LimitRangeV1, LimitRangeV1Config } from '@cdktf/provider-kubernetes/lib/limit-range-v1';
import { NamespaceV1, NamespaceV1Config } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { NetworkPolicyV1, NetworkPolicyV1Config } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { PodDisruptionBudgetV1, PodDisruptionBudgetV1Config } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1';
import { ResourceQuotaV1, ResourceQuotaV1Config } from '@cdktf/provider-kubernetes/lib/resource-quota-v1';
import { RoleBindingV1, RoleBindingV1Config } from '@cdktf/provider-kubernetes/lib/role-binding-v1';
import { RoleV1, RoleV1Config } from '@cdktf/provider-kubernetes/lib/role-v1';
import { ServiceAccountV1, ServiceAccountV1Config } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { ServiceV1, ServiceV1Config } from '@cdktf/provider-kubernetes/lib/service-v1';
import { Construct } from 'constructs';
import { affinity, podSpec } from './oracle-pod';

/** One config, and the provider's own class for it. */
export interface OracleCase {
  readonly config: object;
  readonly make: (scope: Construct, id: string, config: never) => unknown;
}

function oracle<C extends object>(Make: new (scope: Construct, id: string, config: C) => unknown, config: C): OracleCase {
  return { config, make: (scope: Construct, id: string, given: C) => new Make(scope, id, given) };
}

const metadata = {
  name: 'shop',
  namespace: 'web',
  labels: { 'app.kubernetes.io/name': 'shop', 'camelCase': 'kept' },
  annotations: { 'acme.example/contactEmail': 'ops@acme.example' },
};
const selector = { matchLabels: { appName: 'shop' }, matchExpressions: [{ key: 'tier', operator: 'In', values: ['web', 'api'] }] };
const template = { metadata: { labels: { appName: 'shop' }, annotations: { checksumConfig: 'abc' } }, spec: podSpec };

/** A rich config for each resource type in use, by its key in `RESOURCE_TYPES`. */
export const ORACLE_CASES: Record<string, OracleCase[]> = {
  clusterRoleBinding: [oracle<ClusterRoleBindingV1Config>(ClusterRoleBindingV1, {
    metadata: { name: 'acme-bao-token-reviewer', labels: { 'app.kubernetes.io/part-of': 'acme' } },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:auth-delegator' },
    subject: [{ kind: 'ServiceAccount', name: 'bao', namespace: 'acme-secrets' }],
  })],
  configMap: [oracle<ConfigMapV1Config>(ConfigMapV1, { metadata, data: { 'app.properties': 'a=1\nb=2', 'camelCase': 'x' }, binaryData: { logoPng: 'aGVsbG8=' }, immutable: true })],
  cronJob: [oracle<CronJobV1Config>(CronJobV1, {
    metadata,
    spec: {
      schedule: '*/5 * * * *',
      timezone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
      startingDeadlineSeconds: 60,
      jobTemplate: {
        metadata: { labels: { appName: 'shop' } },
        spec: { backoffLimit: 2, activeDeadlineSeconds: 600, ttlSecondsAfterFinished: '3600', template: { ...template, spec: { ...podSpec, restartPolicy: 'Never' } } },
      },
    },
  })],
  deployment: [
    oracle<DeploymentV1Config>(DeploymentV1, {
      metadata,
      spec: {
        replicas: '2',
        revisionHistoryLimit: 3,
        progressDeadlineSeconds: 300,
        minReadySeconds: 5,
        paused: false,
        selector,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '0' } },
        template,
      },
      waitForRollout: false,
      timeouts: { create: '10m', update: '10m', delete: '5m' },
    }),
    oracle<DeploymentV1Config>(DeploymentV1, { metadata: { name: 'bare' }, spec: { selector: {}, template: { metadata: {}, spec: { container: [{ name: 'app' }] } } } }),
    oracle<DeploymentV1Config>(DeploymentV1, { metadata: {}, spec: { template: { metadata: {}, spec: { container: [{ name: 'app', env: [], args: [] }], affinity } } } }),
  ],
  helmRelease: [
    oracle<ReleaseConfig>(Release, {
      name: 'shop',
      namespace: 'web',
      chart: 'shop',
      repository: 'https://charts.acme.example',
      version: '1.2.3',
      values: ['{"replicaCount": 2}', 'image:\n  tag: "1"\n'],
      set: [{ name: 'service.type', value: 'ClusterIP', type: 'string' }],
      setList: [{ name: 'hosts', value: ['a', 'b'] }],
      setSensitive: [{ name: 'token', value: 'redacted' }],
      wait: true,
      waitForJobs: true,
      timeout: 900,
      atomic: false,
      skipCrds: true,
      maxHistory: 5,
      upgradeInstall: true,
      takeOwnership: false,
      createNamespace: false,
      postrender: { binaryPath: 'kustomize', args: ['build'] },
    }),
    oracle<ReleaseConfig>(Release, { name: 'bare', chart: './chart' }),
  ],
  horizontalPodAutoscaler: [oracle<HorizontalPodAutoscalerV2Config>(HorizontalPodAutoscalerV2, {
    metadata,
    spec: {
      minReplicas: 2,
      maxReplicas: 10,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
      metric: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        { type: 'ContainerResource', containerResource: { name: 'memory', container: 'app', target: { type: 'AverageValue', averageValue: '500Mi' } } },
        { type: 'Pods', pods: { metric: { name: 'requests', selector: [{ matchLabels: { appName: 'shop' } }] }, target: { type: 'AverageValue', averageValue: '100' } } },
      ],
      behavior: { scaleDown: [{ stabilizationWindowSeconds: 300, selectPolicy: 'Min', policy: [{ type: 'Pods', value: 1, periodSeconds: 60 }] }] },
    },
  })],
  job: [oracle<JobV1Config>(JobV1, {
    metadata,
    spec: {
      backoffLimit: 4,
      parallelism: 1,
      completions: 1,
      completionMode: 'NonIndexed',
      ttlSecondsAfterFinished: '600',
      podFailurePolicy: { rule: [{ action: 'FailJob', onExitCodes: { containerName: 'app', operator: 'In', values: [42] } }] },
      template: { ...template, spec: { ...podSpec, restartPolicy: 'OnFailure' } },
    },
    waitForCompletion: true,
    timeouts: { create: '15m' },
  })],
  limitRange: [oracle<LimitRangeV1Config>(LimitRangeV1, {
    metadata,
    spec: {
      limit: [
        { type: 'Container', default: { cpu: '500m', memory: '512Mi' }, defaultRequest: { cpu: '100m' }, max: { cpu: '2' }, min: { cpu: '10m' }, maxLimitRequestRatio: { cpu: '10' } },
        { type: 'PersistentVolumeClaim', max: { storage: '100Gi' } },
      ],
    },
  })],
  namespace: [oracle<NamespaceV1Config>(NamespaceV1, { metadata: { ...metadata, namespace: undefined } as NamespaceV1Config['metadata'], waitForDefaultServiceAccount: true, timeouts: { delete: '5m' } })],
  networkPolicy: [
    oracle<NetworkPolicyV1Config>(NetworkPolicyV1, {
      metadata,
      spec: {
        podSelector: selector,
        policyTypes: ['Egress', 'Ingress'],
        egress: [
          { to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: '443', protocol: 'TCP' }, { port: '8000', endPort: 9000, protocol: 'UDP' }] },
          { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } }, podSelector: selector }] },
        ],
        ingress: [{ from: [{ namespaceSelector: {}, podSelector: {} }], ports: [{ port: 'http' }] }, {}],
      },
    }),
    oracle<NetworkPolicyV1Config>(NetworkPolicyV1, { metadata, spec: { podSelector: {}, policyTypes: ['Ingress'], egress: [], ingress: [] } }),
  ],
  podDisruptionBudget: [
    oracle<PodDisruptionBudgetV1Config>(PodDisruptionBudgetV1, { metadata, spec: { minAvailable: '1', selector } }),
    oracle<PodDisruptionBudgetV1Config>(PodDisruptionBudgetV1, { metadata, spec: { maxUnavailable: '50%', selector: {} } }),
  ],
  resourceQuota: [oracle<ResourceQuotaV1Config>(ResourceQuotaV1, {
    metadata,
    spec: { hard: { 'requests.cpu': '10', 'limits.memory': '32Gi', 'count/jobs.batch': '20', 'pods': '50' }, scopes: ['NotTerminating'], scopeSelector: { matchExpression: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] } },
  })],
  role: [oracle<RoleV1Config>(RoleV1, { metadata, rule: [{ apiGroups: ['', 'apps'], resources: ['configmaps', 'deployments'], resourceNames: ['shop'], verbs: ['get', 'list', 'watch'] }] })],
  roleBinding: [oracle<RoleBindingV1Config>(RoleBindingV1, {
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'shop' },
    subject: [{ kind: 'ServiceAccount', name: 'shop', namespace: 'web' }, { kind: 'Group', name: 'system:authenticated', apiGroup: 'rbac.authorization.k8s.io' }],
  })],
  service: [
    oracle<ServiceV1Config>(ServiceV1, {
      metadata,
      spec: {
        type: 'LoadBalancer',
        selector: { appName: 'shop' },
        port: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http', nodePort: 30080 }],
        clusterIp: 'None',
        externalTrafficPolicy: 'Local',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        loadBalancerSourceRanges: ['10.0.0.0/8'],
        publishNotReadyAddresses: true,
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIp: { timeoutSeconds: 60 } },
      },
      waitForLoadBalancer: false,
    }),
    oracle<ServiceV1Config>(ServiceV1, { metadata, spec: { type: 'ExternalName', externalName: 'db.acme.example' } }),
  ],
  serviceAccount: [oracle<ServiceAccountV1Config>(ServiceAccountV1, { metadata, automountServiceAccountToken: false, imagePullSecret: [{ name: 'mirror' }] })],
};
