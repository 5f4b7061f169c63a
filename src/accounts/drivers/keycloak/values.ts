import { BindingValue, ManagedSecret, ServiceBinding } from '../../../core';
import { SITE_AUTHORITIES } from '../../../core/namespace';
import { proxyVariables } from '../../../core/proxy';
import { stableJson } from '../../../core/stable-json';
import { IdentityProviderRequest } from '../../contract';
import { DATABASE_CHECK_IMAGE, KEYCLOAK_IMAGE, KEYCLOAK_PORT, KEYCLOAK_USER } from '../keycloak.facts';
import { REGISTRATION_KEY } from './keycloak-registration';

const TRUST_DIRECTORY = '/etc/quanttide/trust';
const POD_SECURITY = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
const CONTAINER_SECURITY = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...POD_SECURITY, runAsUser: KEYCLOAK_USER };

/** What ties the chart to the rest: host, database, first administrator. */
export function wiringValues(request: IdentityProviderRequest, database: ServiceBinding, credentials: ManagedSecret): Record<string, unknown> {
  const { name, host, target } = request;
  const { username, password } = database.values;
  return {
    fullnameOverride: name,
    command: ['/opt/keycloak/bin/kc.sh', 'start'],
    http: { relativePath: '/' },
    proxy: { enabled: true, mode: 'xforwarded', http: { enabled: true } },
    service: { httpPort: KEYCLOAK_PORT },
    httpRoute: { enabled: false },
    ingress: { enabled: false },
    database: {
      vendor: 'postgres',
      hostname: plain(database.values.host),
      port: plain(database.values.port),
      database: plain(database.values.database),
      existingSecret: password.secret?.secretName,
      existingSecretKey: password.secret?.key,
    },
    extraEnv: environment([
      { name: 'KC_HOSTNAME', value: `https://${host}` },
      // Back ends reach token endpoint and keys inside the cluster; the issuer stays the same.
      { name: 'KC_HOSTNAME_BACKCHANNEL_DYNAMIC', value: 'true' },
      username.secret === undefined ? { name: 'KC_DB_USERNAME', value: plain(username) } : fromSecret('KC_DB_USERNAME', username.secret.secretName, username.secret.key),
      fromSecret('KC_BOOTSTRAP_ADMIN_USERNAME', credentials.secretName, 'username'),
      fromSecret('KC_BOOTSTRAP_ADMIN_PASSWORD', credentials.secretName, 'password'),
      fromSecret('KC_BOOTSTRAP_ADMIN_CLIENT_ID', credentials.secretName, 'client-id'),
      fromSecret('KC_BOOTSTRAP_ADMIN_CLIENT_SECRET', credentials.secretName, REGISTRATION_KEY),
      ...(target.caBundle === undefined ? [] : [{ name: 'KC_TRUSTSTORE_PATHS', value: TRUST_DIRECTORY }]),
      ...proxyVariables(target),
    ]),
    ...(target.caBundle === undefined ? {} : {
      extraVolumes: `- name: trust\n  configMap:\n    name: ${SITE_AUTHORITIES}\n`,
      extraVolumeMounts: `- name: trust\n  mountPath: ${TRUST_DIRECTORY}\n  readOnly: true\n`,
    }),
  };
}

/** What is only suggested. */
export function suggestedValues(request: IdentityProviderRequest): Record<string, unknown> {
  const { target, requests } = request;
  return {
    replicas: requests.instances,
    resources: { requests: { cpu: requests.cpu, memory: requests.memory }, limits: { memory: requests.memory } },
    image: { repository: target.image(KEYCLOAK_IMAGE) },
    imagePullSecrets: target.imagePullSecrets.map((name) => ({ name })),
    serviceAccount: { automountServiceAccountToken: false },
    podSecurityContext: POD_SECURITY,
    securityContext: CONTAINER_SECURITY,
    dbchecker: { enabled: true, image: { repository: target.image(DATABASE_CHECK_IMAGE) }, securityContext: CONTAINER_SECURITY },
    // The chart's own rule keeps a second instance waiting for a second node for ever.
    affinity: PREFER_OTHER_NODES,
    health: { enabled: true },
    metrics: { enabled: true },
    serviceMonitor: { enabled: false },
    ...(requests.instances > 1 ? { podDisruptionBudget: { maxUnavailable: 1 } } : {}),
  };
}

/** The chart runs this text through `tpl`. */
const PREFER_OTHER_NODES = `podAntiAffinity:
  preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 100
      podAffinityTerm:
        labelSelector:
          matchLabels:
            {{- include "keycloak.selectorLabels" . | nindent 12 }}
        topologyKey: kubernetes.io/hostname
`;

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

function plain(value: BindingValue): string {
  return value.value ?? '';
}

function fromSecret(name: string, secretName: string, key: string): Variable {
  return { name, valueFrom: { secretKeyRef: { name: secretName, key } } };
}

/** The chart wants a list as text: JSON is YAML. */
function environment(variables: Variable[]): string {
  return variables.map((variable) => `- ${stableJson(variable)}\n`).join('');
}
