import { ChartSource } from './chart-source';
import { ValidationError } from './errors';
import { TARGET_PRESETS, TargetPreset } from './target-presets';

/** Any address, of both families. */
const ANY_ADDRESS = ['0.0.0.0/0', '::/0'];

/** When a node asks the registry for an image. */
export enum ImagePullPolicy {
  /** At every start of a container: who may not pull the image cannot run it. What the node has already is not pulled again. */
  ALWAYS = 'Always',
  /** When the node does not have it. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Never: images are brought to the nodes by other means. */
  NEVER = 'Never',
}

/** An operator that is on the cluster already. */
export interface InstalledOperator {
  /** Its name here, such as `cert-manager` or `cloudnative-pg`. */
  readonly name: string;
  /** The namespace it runs in. @default - the one its own documentation uses */
  readonly namespaceName?: string;
}

/** An HTTP proxy for traffic that leaves the cluster. */
export interface HttpProxy {
  /** Proxy for `http` addresses, such as `http://proxy.acme.example:3128`. */
  readonly http: string;
  /** Proxy for `https` addresses. @default - the same */
  readonly https?: string;
  /** Further hosts and suffixes that are reached directly; the cluster's own always are. @default - none */
  readonly noProxy?: string[];
}

/** What is known of a cluster beside its kind. */
export interface TargetOptions {
  /** Default of the Terraform variable `kubeconfig`: path of the kubeconfig file. @default '~/.kube/config' */
  readonly kubeconfig?: string;
  /** Default of the Terraform variable `kube_context`. @default - the kubeconfig's current context */
  readonly context?: string;
  /**
   * The cluster's identity: the UID of its namespace `kube-system`. A plan against any other cluster fails.
   * @default - the cluster of the first apply is remembered in the state, and any other one refused from then on
   */
  readonly identity?: string;
  /** Storage class of volumes. @default - the one that this kind of cluster comes with */
  readonly storageClass?: string;
  /** Annotations of the load balancer's Service. @default - those that this kind of cluster needs */
  readonly loadBalancerAnnotations?: { [key: string]: string };
  /** Operators that are installed already and are not ours to install. @default - none */
  readonly installed?: InstalledOperator[];
  /** Where charts come from. @default ChartSource.upstream() */
  readonly charts?: ChartSource;
  /** Registry that mirrors every image, keeping its path: `quay.io/a/b` becomes `<mirror>/a/b`. @default - images from their own registries */
  readonly imageMirror?: string;
  /** Names of image pull Secrets, present in each namespace. @default - none */
  readonly imagePullSecrets?: string[];
  /** When nodes ask the registry for the images of programs; products do as their charts say. @default ImagePullPolicy.ALWAYS */
  readonly imagePullPolicy?: ImagePullPolicy;
  /** Certificates (PEM) of the site's own certificate authority, trusted by our workloads beside the public ones. @default - none */
  readonly caBundle?: string;
  /** Proxy for traffic that leaves the cluster. @default - none */
  readonly proxy?: HttpProxy;
  /** Address blocks of the Kubernetes API server, for network policy. @default - any address, on the API server's ports only */
  readonly apiServerCidrs?: string[];
  /**
   * Longest time that a product may take to become ready during an apply, in seconds: more where images come over a slow line.
   * @default 600
   * @minimum 1
   * @integer
   */
  readonly readyTimeoutSeconds?: number;
}

/** A Kubernetes cluster, as components see it. */
export class Target {
  /** Any conformant cluster: its default storage class, its load balancer without annotations. */
  public static kubernetes(options: TargetOptions = {}): Target {
    return new Target(TARGET_PRESETS.kubernetes, options);
  }

  /** K3s: local-path volumes, ServiceLB. */
  public static k3s(options: TargetOptions = {}): Target {
    return new Target(TARGET_PRESETS.k3s, options);
  }

  /** Bare metal with Longhorn volumes and MetalLB. */
  public static bareMetal(options: TargetOptions = {}): Target {
    return new Target(TARGET_PRESETS.bareMetal, options);
  }

  /** Amazon Elastic Kubernetes Service. */
  public static eks(options: TargetOptions = {}): Target {
    return new Target(TARGET_PRESETS.eks, options);
  }

  /** Google Kubernetes Engine. */
  public static gke(options: TargetOptions = {}): Target {
    return new Target(TARGET_PRESETS.gke, options);
  }

  /** Azure Kubernetes Service. */
  public static aks(options: TargetOptions = {}): Target {
    return new Target(TARGET_PRESETS.aks, options);
  }

  /** Alibaba Cloud Container Service for Kubernetes. */
  public static ack(options: TargetOptions = {}): Target {
    return new Target(TARGET_PRESETS.ack, options);
  }

  /** Kind of cluster, such as `k3s`. */
  public readonly kind: string;
  /** Default path of the kubeconfig file. */
  public readonly kubeconfig: string;
  /** Default kubeconfig context. */
  public readonly context?: string;
  /** UID of the namespace `kube-system`. */
  public readonly identity?: string;
  /** Storage class of volumes; none where the cluster's default serves. */
  public readonly storageClass?: string;
  /** Annotations of the load balancer's Service. */
  public readonly loadBalancerAnnotations: { [key: string]: string };
  /** Operators that are installed already. */
  public readonly installed: InstalledOperator[];
  /** Where charts come from. */
  public readonly charts: ChartSource;
  /** Registry that mirrors every image. */
  public readonly imageMirror?: string;
  /** Names of image pull Secrets. */
  public readonly imagePullSecrets: string[];
  /** When nodes ask the registry for the images of programs. */
  public readonly imagePullPolicy: ImagePullPolicy;
  /** Certificates (PEM) of the site's own certificate authority. */
  public readonly caBundle?: string;
  /** Proxy for traffic that leaves the cluster. */
  public readonly proxy?: HttpProxy;
  /** Address blocks of the API server. */
  public readonly apiServerCidrs: string[];
  /** Ports of the API server. */
  public readonly apiServerPorts: number[];
  /** Longest time that a product may take to become ready, in seconds. */
  public readonly readyTimeoutSeconds?: number;
  /** Smallest volume that can be made, as a Kubernetes quantity. */
  public readonly minimumVolume?: string;
  /** What has to be true of the cluster, in words. */
  public readonly notes: string[];

  private constructor(preset: TargetPreset, options: TargetOptions) {
    this.kind = preset.kind;
    this.kubeconfig = options.kubeconfig ?? '~/.kube/config';
    this.context = options.context;
    this.identity = options.identity;
    this.storageClass = options.storageClass ?? preset.storageClass;
    this.loadBalancerAnnotations = { ...preset.loadBalancerAnnotations, ...options.loadBalancerAnnotations };
    this.installed = [...(options.installed ?? [])];
    this.charts = options.charts ?? ChartSource.upstream();
    this.imageMirror = checkMirror(options.imageMirror);
    this.imagePullSecrets = [...(options.imagePullSecrets ?? [])];
    this.imagePullPolicy = options.imagePullPolicy ?? ImagePullPolicy.ALWAYS;
    this.caBundle = checkCaBundle(options.caBundle);
    this.proxy = checkProxy(options.proxy);
    this.apiServerCidrs = [...(options.apiServerCidrs ?? ANY_ADDRESS)];
    this.apiServerPorts = preset.apiServerPorts;
    this.readyTimeoutSeconds = checkSeconds(options.readyTimeoutSeconds);
    this.minimumVolume = preset.minimumVolume;
    this.notes = [...(preset.notes ?? [])];
  }

  /**
   * An image as this cluster pulls it: from the mirror, where there is one.
   *
   * @param reference such as `quay.io/keycloak/keycloak:26.6.4`, with or without a tag; without a registry it is Docker Hub's
   */
  public image(reference: string): string {
    const { registry, path } = splitImage(reference);
    return this.imageMirror === undefined ? reference : `${this.imageMirror}/${registry === 'docker.io' && !path.includes('/') ? 'library/' : ''}${path}`;
  }

  /**
   * The registry that an image is pulled from, for charts that want it apart.
   *
   * @param reference such as `quay.io/keycloak/keycloak`
   */
  public registry(reference: string): string {
    return this.imageMirror ?? splitImage(reference).registry;
  }
}

function splitImage(reference: string): { registry: string; path: string } {
  const [first, ...rest] = reference.split('/');
  const isHost = rest.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost');
  return isHost ? { registry: first, path: rest.join('/') } : { registry: 'docker.io', path: reference };
}

function checkMirror(mirror: string | undefined): string | undefined {
  if (mirror !== undefined && !/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?$/.test(mirror)) {
    throw new ValidationError(`Target: imageMirror "${mirror}" is not a registry. Write a host with an optional port and path and no scheme, such as registry.acme.example/mirror.`);
  }
  return mirror?.replace(/\/+$/, '');
}

function checkSeconds(seconds: number | undefined): number | undefined {
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds > 0)) {
    throw new ValidationError(`Target: readyTimeoutSeconds ${seconds} is not a time. Write a whole number of seconds above 0.`);
  }
  return seconds;
}

function checkCaBundle(bundle: string | undefined): string | undefined {
  if (bundle !== undefined && !bundle.includes('-----BEGIN CERTIFICATE-----')) {
    throw new ValidationError('Target: caBundle holds no certificate. Give the PEM text itself, beginning with -----BEGIN CERTIFICATE-----; private keys do not belong there.');
  }
  if (bundle?.includes('PRIVATE KEY') === true) {
    throw new ValidationError('Target: caBundle holds a private key. Only certificates belong there: take the key out, and consider it exposed.');
  }
  return bundle;
}

function checkProxy(proxy: HttpProxy | undefined): HttpProxy | undefined {
  for (const address of [proxy?.http, proxy?.https]) {
    if (address !== undefined && !/^https?:\/\/[^\s/@]+\/?$/.test(address)) {
      // It is not repeated: it may hold a password.
      throw new ValidationError('Target: the address of the proxy cannot be used. Write scheme, host and port and nothing else, such as http://proxy.acme.example:3128; a user name and password would be kept in the synth output.');
    }
  }
  return proxy;
}
