/** What a kind of cluster comes with. */
export interface TargetPreset {
  readonly kind: string;
  readonly storageClass?: string;
  readonly loadBalancerAnnotations: Record<string, string>;
  readonly apiServerPorts: number[];
}

/**
 * Facts about kinds of clusters; sources beside each.
 */
export const TARGET_PRESETS: Record<'kubernetes' | 'k3s' | 'bareMetal' | 'eks' | 'gke' | 'aks' | 'ack', TargetPreset> = {
  kubernetes: { kind: 'kubernetes', loadBalancerAnnotations: {}, apiServerPorts: [443, 6443] },
  // docs.k3s.io, "Volumes and Storage": local-path is installed; "Networking Services": ServiceLB; API server on 6443.
  k3s: { kind: 'k3s', storageClass: 'local-path', loadBalancerAnnotations: {}, apiServerPorts: [443, 6443] },
  // longhorn.io docs: the chart's default class is named longhorn. metallb.io: no annotation is needed.
  bareMetal: { kind: 'bare-metal', storageClass: 'longhorn', loadBalancerAnnotations: {}, apiServerPorts: [443, 6443] },
  // docs.aws.amazon.com/eks: gp2 is the class a cluster comes with; the AWS Load Balancer Controller wants these annotations for a Network Load Balancer.
  eks: {
    kind: 'eks',
    storageClass: 'gp2',
    loadBalancerAnnotations: {
      'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
      'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
      'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing',
    },
    apiServerPorts: [443],
  },
  // cloud.google.com/kubernetes-engine: standard-rwo is the default class.
  gke: { kind: 'gke', storageClass: 'standard-rwo', loadBalancerAnnotations: {}, apiServerPorts: [443] },
  // learn.microsoft.com/azure/aks: managed-csi is the built-in class of the CSI driver.
  aks: { kind: 'aks', storageClass: 'managed-csi', loadBalancerAnnotations: {}, apiServerPorts: [443] },
  // help.aliyun.com/ack: alicloud-disk-topology-alltype is the class recommended for clusters over several zones.
  ack: { kind: 'ack', storageClass: 'alicloud-disk-topology-alltype', loadBalancerAnnotations: {}, apiServerPorts: [443, 6443] },
};
