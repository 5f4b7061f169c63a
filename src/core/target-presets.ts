/** What a kind of cluster comes with. */
export interface TargetPreset {
  readonly kind: string;
  readonly storageClass?: string;
  readonly loadBalancerAnnotations: Record<string, string>;
  readonly apiServerPorts: number[];
  /** Smallest volume that can be made, as a Kubernetes quantity. @default - any */
  readonly minimumVolume?: string;
  /** What has to be true of the cluster, in words. @default - nothing special */
  readonly notes?: string[];
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
    // docs.aws.amazon.com/eks, "Limit pod traffic with Kubernetes network policies".
    notes: ['Network policies take effect only where they are enabled in the VPC CNI add-on (enableNetworkPolicy).', 'The load balancer needs the AWS Load Balancer Controller.'],
  },
  // cloud.google.com/kubernetes-engine: standard-rwo is the default class.
  // "Control communication between Pods and Services using network policies".
  gke: {
    kind: 'gke', storageClass: 'standard-rwo', loadBalancerAnnotations: {}, apiServerPorts: [443],
    notes: ['Network policies take effect only with Dataplane V2 or network policy enforcement switched on.'],
  },
  // learn.microsoft.com/azure/aks: managed-csi is the built-in class of the CSI driver.
  // "Secure traffic between pods by using network policies": an engine is chosen when the cluster is made.
  aks: {
    kind: 'aks', storageClass: 'managed-csi', loadBalancerAnnotations: {}, apiServerPorts: [443],
    notes: ['Network policies take effect only with a network policy engine (Cilium, Azure or Calico), chosen when the cluster is made.'],
  },
  // help.aliyun.com/ack: alicloud-disk-topology-alltype is the class recommended for clusters over several zones.
  // "Disk volume overview": the smallest disk of most categories has 20 GiB. "Use network policies": Terway only.
  ack: {
    kind: 'ack', storageClass: 'alicloud-disk-topology-alltype', loadBalancerAnnotations: {}, apiServerPorts: [443, 6443], minimumVolume: '20Gi',
    notes: ['Network policies take effect only with Terway, and where they are enabled in it.'],
  },
};
