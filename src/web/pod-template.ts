import type { DeploymentV1SpecTemplate, DeploymentV1SpecTemplateSpecAffinity, DeploymentV1SpecTemplateSpecContainerEnv, DeploymentV1SpecTemplateSpecVolume } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { Platform, SecretReference } from '../core';
import { containerResources } from '../core/container-resources';
import { SITE_AUTHORITIES } from '../core/namespace';
import { NodeSelection } from '../core/node-selection';
import { proxyVariables } from '../core/proxy';
import { restrictedContainer, restrictedPod } from '../core/restricted-pod';
import { Application, BoundService, fetchedName } from './application';
import { ApplicationProps } from './application-props';
import { Probe } from './probe';

/** Directory in which certificate authorities of the site and the platform are found. */
const TRUST_DIRECTORY = '/etc/quanttide/trust';

/** What a pod template is made of. */
export interface PodTemplateProps {
  readonly application: Application;
  readonly props: ApplicationProps;
  readonly labels: Record<string, string>;
  readonly port?: number;
  readonly readiness?: Probe;
  readonly liveness?: Probe;
  /** Spread over nodes and zones. */
  readonly spread: boolean;
  /** `Never` or `OnFailure` for jobs. @default - `Always`, for what runs on */
  readonly restartPolicy?: string;
  /** Files to mount, by directory. */
  readonly files?: { readonly directory: string; readonly configMap: string }[];
  /** Digest of those files: pods that read them roll when they change. @default - none */
  readonly filesDigest?: string;
}

/** The pods of an application: restricted, read-only, limited, without a service-account token. */
export function podTemplate(template: PodTemplateProps): DeploymentV1SpecTemplate {
  const { application, props, labels, port, readiness, liveness } = template;
  const { target } = Platform.of(application);
  const trust = trusted(application);
  const paths = props.writablePaths ?? ['/tmp'];
  const files = template.files ?? [];
  const nodes = NodeSelection.of(application).choiceOf(application);
  return {
    metadata: {
      labels: { ...labels, ...application.workload.labels },
      annotations: template.filesDigest === undefined ? undefined : { 'cloud.quanttide.com/files': template.filesDigest },
    },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      restartPolicy: template.restartPolicy,
      securityContext: restrictedPod(props.user),
      affinity: template.spread ? apartFrom(application.workload.labels) : undefined,
      imagePullSecrets: target.imagePullSecrets.length > 0 ? target.imagePullSecrets.map((name) => ({ name })) : undefined,
      container: [{
        name: 'main',
        image: target.image(props.image),
        imagePullPolicy: target.imagePullPolicy,
        command: props.command,
        args: props.args,
        port: port === undefined ? undefined : [{ name: 'http', containerPort: port, protocol: 'TCP' }],
        env: environment(application, props, trust),
        resources: containerResources({ ...props, cpu: props.cpu ?? '100m', memory: props.memory ?? '128Mi' }),
        readinessProbe: readiness?._render(port),
        livenessProbe: liveness?._render(port),
        securityContext: restrictedContainer(),
        volumeMount: [
          ...paths.map((path, index) => ({ name: `writable-${index}`, mountPath: path })),
          ...files.map((file) => ({ name: file.configMap, mountPath: file.directory, readOnly: true })),
          ...(trust.length > 0 ? [{ name: 'trust', mountPath: TRUST_DIRECTORY, readOnly: true }] : []),
        ],
      }],
      volume: [
        ...paths.map((_path, index) => ({ name: `writable-${index}`, emptyDir: {} })),
        ...files.map((file) => ({ name: file.configMap, configMap: { name: file.configMap } })),
        ...(trust.length > 0 ? [trustVolume(trust)] : []),
      ],
      nodeSelector: nodes.labels,
      toleration: nodes.tolerations?.map(({ key, value }) => ({ key, operator: 'Equal', value, effect: 'NoSchedule' })),
      topologySpreadConstraint: template.spread ? [{
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: [{ matchLabels: application.workload.labels }],
      }] : undefined,
    },
  };
}

/** A node of its own for each instance, where there are enough. */
function apartFrom(labels: Record<string, string>): DeploymentV1SpecTemplateSpecAffinity {
  const podAffinityTerm = { topologyKey: 'kubernetes.io/hostname', labelSelector: [{ matchLabels: labels }] };
  return { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] } };
}

interface TrustedFile {
  readonly file: string;
  readonly secret?: SecretReference;
  readonly configMap?: string;
}

/** Authorities beside the public ones: the site's own, and those of bound providers. */
function trusted(application: Application): TrustedFile[] {
  const site = Platform.of(application).target.caBundle === undefined ? [] : [{ file: 'site.crt', configMap: SITE_AUTHORITIES }];
  const bound = application._bindings.flatMap(({ prefix, binding }) => {
    const secret = binding.values.certificates?.secret;
    return secret === undefined ? [] : [{ file: `${prefix.toLowerCase()}.crt`, secret }];
  });
  return [...site, ...bound];
}

function trustVolume(trust: TrustedFile[]): DeploymentV1SpecTemplateSpecVolume {
  return {
    name: 'trust',
    projected: [{
      sources: trust.map(({ file, secret, configMap }) => (secret === undefined
        ? { configMap: [{ name: configMap, items: [{ key: 'ca.crt', path: file }] }] }
        : { secret: [{ name: secret.secretName, items: [{ key: secret.key, path: file }] }] })),
    }],
  };
}

type Variable = DeploymentV1SpecTemplateSpecContainerEnv;

function environment(application: Application, props: ApplicationProps, trust: TrustedFile[]): Variable[] {
  const own = Object.entries(props.environment ?? {}).map(([name, value]) => ({ name, value }));
  const secret = Object.entries(props.secrets ?? {}).map(([name, value]) => fromSecret(name, value.secretName === undefined
    ? { secretName: fetchedName(application.componentName, name), key: 'value' }
    : { secretName: value.secretName, key: value.key }));
  const variables = [...application._bindings.flatMap(bindingVariables), ...trustVariables(trust), ...proxyVariables(Platform.of(application).target)];
  const chosen = new Set([...own, ...secret].map(({ name }) => name));
  return [...variables.filter(({ name }) => !chosen.has(name)), ...own, ...secret].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function bindingVariables({ prefix, binding }: BoundService): Variable[] {
  const values = Object.entries(binding.values).filter(([key]) => key !== 'certificates');
  return [
    { name: `${prefix}_TYPE`, value: binding.type },
    { name: `${prefix}_PROVIDER`, value: binding.provider },
    ...values.map(([key, value]) => {
      const name = `${prefix}_${key.toUpperCase().replaceAll('-', '_')}`;
      return value.secret === undefined ? { name, value: value.value } : fromSecret(name, value.secret);
    }),
    ...(binding.values.certificates === undefined ? [] : [{ name: `${prefix}_CERTIFICATES`, value: `${TRUST_DIRECTORY}/${prefix.toLowerCase()}.crt` }]),
  ];
}

/** Go reads the directory beside the public one, OpenSSL only names that are hashes; Node.js wants one file. */
function trustVariables(trust: TrustedFile[]): Variable[] {
  return trust.length === 0 ? [] : [
    { name: 'SSL_CERT_DIR', value: `/etc/ssl/certs:${TRUST_DIRECTORY}` },
    { name: 'NODE_EXTRA_CA_CERTS', value: `${TRUST_DIRECTORY}/${trust[0].file}` },
  ];
}

function fromSecret(name: string, { secretName, key }: { secretName: string; key: string }): Variable {
  return { name, valueFrom: { secretKeyRef: { name: secretName, key } } };
}
