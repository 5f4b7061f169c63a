import type { DeploymentV1SpecTemplateSpec, DeploymentV1SpecTemplateSpecAffinity } from '@cdktf/provider-kubernetes/lib/deployment-v1';

const term = { labelSelector: [{ matchLabels: { appName: 'shop' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] }], topologyKey: 'kubernetes.io/hostname', namespaces: ['web'] };

/** Affinity of every form. */
export const affinity: DeploymentV1SpecTemplateSpecAffinity = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerm: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }] },
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 10, preference: { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['c'] }] } }],
  },
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
    requiredDuringSchedulingIgnoredDuringExecution: [term],
  },
};

/** A pod with everything that our components may ask for. */
export const podSpec: DeploymentV1SpecTemplateSpec = {
  serviceAccountName: 'shop',
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  terminationGracePeriodSeconds: 30,
  priorityClassName: 'high',
  nodeSelector: { 'disk': 'ssd', 'nodePool': 'a' },
  toleration: [{ key: 'dedicated', operator: 'Equal', value: 'web', effect: 'NoSchedule', tolerationSeconds: '60' }],
  imagePullSecrets: [{ name: 'mirror' }],
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['db.acme.example'] }],
  dnsConfig: { nameservers: ['10.0.0.10'], option: [{ name: 'ndots', value: '2' }] },
  securityContext: { runAsNonRoot: true, runAsUser: '1000', runAsGroup: '1000', fsGroup: '1000', fsGroupChangePolicy: 'OnRootMismatch', seccompProfile: { type: 'RuntimeDefault' } },
  affinity,
  topologySpreadConstraint: [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: [{ matchLabels: { appName: 'shop' } }], matchLabelKeys: ['pod-template-hash'] }],
  initContainer: [{ name: 'migrate', image: 'ghcr.io/acme/shop:1.4.2', command: ['./migrate'], resources: { requests: { cpu: '10m' } } }],
  container: [{
    name: 'app',
    image: 'ghcr.io/acme/shop:1.4.2',
    imagePullPolicy: 'IfNotPresent',
    command: ['/shop'],
    args: ['--port', '8080'],
    workingDir: '/srv',
    port: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    env: [
      { name: 'MODE', value: 'production' },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'orders-app', key: 'password', optional: false } } },
      { name: 'CONFIG', valueFrom: { configMapKeyRef: { name: 'shop', key: 'app.properties' } } },
      { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP', apiVersion: 'v1' } } },
      { name: 'CPU', valueFrom: { resourceFieldRef: { containerName: 'app', resource: 'limits.cpu', divisor: '1m' } } },
    ],
    envFrom: [{ prefix: 'X_', configMapRef: { name: 'shop' } }, { secretRef: { name: 'shop', optional: true } }],
    resources: { requests: { 'cpu': '100m', 'memory': '128Mi', 'nvidia.com/gpu': '1' }, limits: { memory: '256Mi' } },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] }, seccompProfile: { type: 'RuntimeDefault' } },
    readinessProbe: { httpGet: { path: '/ready', port: 'http', scheme: 'HTTP', httpHeader: [{ name: 'Host', value: 'shop' }] }, periodSeconds: 5, failureThreshold: 3 },
    livenessProbe: { tcpSocket: [{ port: '8080' }], initialDelaySeconds: 10, timeoutSeconds: 2, successThreshold: 1 },
    startupProbe: { exec: { command: ['cat', '/tmp/up'] }, failureThreshold: 30 },
    lifecycle: { preStop: [{ exec: { command: ['sleep', '5'] } }] },
    volumeMount: [
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'bindings', mountPath: '/bindings/orders', readOnly: true, subPath: 'orders' },
    ],
  }],
  volume: [
    { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
    { name: 'config', configMap: { name: 'shop', defaultMode: '0440', items: [{ key: 'app.properties', path: 'app.properties', mode: '0400' }] } },
    { name: 'secret', secret: { secretName: 'shop', optional: true, items: [{ key: 'a', path: 'b' }] } },
    { name: 'data', persistentVolumeClaim: { claimName: 'shop', readOnly: false } },
    { name: 'csi', csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: 'shop' } } },
    {
      name: 'bindings',
      projected: [{
        defaultMode: '0440',
        sources: [
          { secret: [{ name: 'orders-app', items: [{ key: 'password', path: 'password' }] }] },
          { configMap: [{ name: 'orders-binding', optional: false, items: [{ key: 'type', path: 'type' }] }] },
          { downwardApi: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
          { serviceAccountToken: { path: 'token', audience: 'vault', expirationSeconds: 3600 } },
        ],
      }],
    },
    {
      name: 'scratch',
      ephemeral: { volumeClaimTemplate: { metadata: { labels: { ownerName: 'shop' } }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } } } },
    },
  ],
};
