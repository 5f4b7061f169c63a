import { Construct } from 'constructs';
import { ChartRelease, DataObject, DriverManifest, ManagedSecret, Platform, Workload } from '../../core';
import { Resource } from '../../core/engine/resource';
import { RESOURCE_TYPES } from '../../core/engine/resource-types';
import { ValidationError } from '../../core/errors';
import { StackModel } from '../../core/stack-model';
import { SecretStoreCapability, SecretStoreDriver, SecretStoreOutcome, SecretStoreRequest } from '../contract';
import {
  ADMINISTRATOR_ROLE, AUDIENCE, AUTH_MOUNT, foundingConfiguration, joiningConfiguration, MOUNT, READER_ROLE, SEAL_FOLDER, serverConfiguration, START_FOLDER,
  startScript, TLS_FOLDER,
} from './openbao.configuration';
import { API_PORT, OPENBAO, OPENBAO_CHART, OPENBAO_IMAGE } from './openbao.facts';

/** Ten years: the certificate is trusted by being known, not by its authority. */
const CERTIFICATE_DAYS = 3650;

/** Options of `SecretStoreDrivers.openBao`. */
export interface OpenBaoOptions {
  /**
   * Raise it by one to seal with a new key. The key before it stays, to open what it sealed: before it is raised
   * again, start the pods anew and have the root key sealed anew (`bao write -f sys/rotate/root`), or the store
   * does not open.
   * @default 1
   */
  readonly sealKeyRevision?: number;
  /** Raise it to have a new certificate made, before ten years are over. @default 1 */
  readonly certificateRevision?: number;
}

/** OpenBao in this cluster: founds, opens and joins itself, and is read and written by External Secrets. */
export class OpenBao extends SecretStoreDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: OPENBAO, capabilities: [SecretStoreCapability.FETCH, SecretStoreCapability.KEEP] };
  public readonly manifest: DriverManifest = OPENBAO;
  public readonly capabilities: SecretStoreCapability[] = OpenBao._KNOWN.capabilities;

  public constructor(private readonly options: OpenBaoOptions = {}) {
    super();
  }

  public provision(request: SecretStoreRequest): SecretStoreOutcome {
    const { scope, name, namespaceName, requests } = request;
    if (![1, 3, 5, 7].includes(requests.instances)) {
      throw ValidationError.at(scope, `instances: ${requests.instances} is not a number of OpenBao servers. They agree by majority: write 1, 3, 5 or 7.`);
    }
    const labels = { 'app.kubernetes.io/name': 'openbao', 'app.kubernetes.io/instance': name, component: 'server' };
    const workload = new Workload(scope, 'pods', { name, namespaceName, labels });
    // A release of its own: what others have made below this component may wait for the store.
    const own = new Construct(scope, 'own');
    const seals = this.sealKeys(own, request);
    const certificate = this.certificate(own, request);
    administratorAccount(request);
    const release = new ChartRelease(scope, 'chart', {
      chart: OPENBAO_CHART,
      releaseName: name,
      namespaceName,
      wiring: this.wiring(request, seals, certificate),
      values: suggested(request),
      overrides: request.overrides,
      after: [certificate.address, startFiles(request), tokenReviewer(request)],
    });
    const host = `${name}-active.${namespaceName}.svc`;
    return {
      workload,
      operator: request.operator,
      addresses: [release.address],
      url: `https://${host}:${API_PORT}`,
      provider: { vault: vaultProvider(request, `https://${host}:${API_PORT}`, certificate) },
      dataObjects: [...volumes(request), ...seals.map(sealObject)],
      notes: [
        `OpenBao opens itself with the key in the Secret ${namespaceName}/${seals[0].secretName}. Without that key its data is lost: keep a copy of it outside the cluster.`,
        ...(requests.instances > 1 ? [`Its ${requests.instances} servers want as many nodes: no two of them share one.`] : []),
        `Administrators sign in with a token of the service account ${namespaceName}/${name}-administrator; there is no root token.`,
      ],
    };
  }

  /** The keys, this revision's first. */
  private sealKeys(scope: Construct, { name, namespaceName, secrets }: SecretStoreRequest): ManagedSecret[] {
    const { sealKeyRevision: newest = 1 } = this.options;
    const revisions = newest > 1 ? [newest, newest - 1] : [newest];
    return revisions.map((revision) => secrets.generate(scope, {
      secretName: `${name}-seal`,
      namespaceName,
      keys: ['value'],
      length: 64,
      // 32 bytes, as 64 hexadecimal digits: one of the forms that seal "static" reads.
      templates: { key: '{{ .value | sha256sum }}' },
      revision,
    }));
  }

  private certificate(scope: Construct, { name, namespaceName, secrets }: SecretStoreRequest): ManagedSecret {
    const services = ['active', 'standby'].map((kind) => `${name}-${kind}`).concat(name);
    return secrets.certificate(scope, {
      secretName: `${name}-tls`,
      namespaceName,
      hosts: [...services.map((service) => `${service}.${namespaceName}.svc`), `*.${name}-internal`, `*.${name}-internal.${namespaceName}.svc`, 'localhost'],
      days: CERTIFICATE_DAYS,
      revision: this.options.certificateRevision,
    });
  }

  private wiring(request: SecretStoreRequest, seals: ManagedSecret[], certificate: ManagedSecret): { [key: string]: unknown } {
    const { name, namespaceName, requests } = request;
    const { sealKeyRevision: newest = 1 } = this.options;
    const keys = seals.map(({ secretName }, index) => ({ secret: { name: secretName, items: [{ key: 'key', path: String(newest - index) }] } }));
    return {
      fullnameOverride: name,
      global: { tlsDisable: false },
      injector: { enabled: false },
      csi: { enabled: false },
      server: {
        dev: { enabled: false },
        standalone: { enabled: false },
        ha: {
          enabled: true,
          replicas: requests.instances,
          apiAddr: `https://${name}-active.${namespaceName}.svc:${API_PORT}`,
          raft: { enabled: true, setNodeId: true, config: serverConfiguration(newest) },
        },
        // The chart puts this behind `bao server -config=…` in a shell.
        extraArgs: `-config="$(sh ${START_FOLDER}/start.sh)"`,
        extraEnvironmentVars: { BAO_CACERT: `${TLS_FOLDER}/tls.crt` },
        volumes: [
          { name: 'tls', secret: { secretName: certificate.secretName } },
          { name: 'seal', projected: { sources: keys } },
          { name: 'start', configMap: { name: startName(name) } },
        ],
        volumeMounts: [
          { name: 'tls', mountPath: TLS_FOLDER, readOnly: true },
          { name: 'seal', mountPath: SEAL_FOLDER, readOnly: true },
          { name: 'start', mountPath: START_FOLDER, readOnly: true },
        ],
        // Founding wants one server alone: the others start when the first is open.
        podManagementPolicy: 'OrderedReady',
        dataStorage: { enabled: true, mountPath: '/openbao/data' },
        // Its name would be the same in every platform of a cluster: ours has the platform's.
        authDelegator: { enabled: false },
      },
    };
  }
}

function suggested({ target, requests }: SecretStoreRequest): { [key: string]: unknown } {
  return {
    global: { imagePullSecrets: target.imagePullSecrets.map((secret) => ({ name: secret })) },
    ui: { enabled: false },
    server: {
      image: { registry: target.registry(OPENBAO_IMAGE), repository: 'openbao/openbao' },
      resources: { requests: { cpu: requests.cpu, memory: requests.memory }, limits: { memory: requests.memory } },
      dataStorage: { size: requests.storage, storageClass: target.storageClass },
      configAnnotation: true,
      // The chart lets none of one server be missing, which would hold up every node's maintenance.
      ha: { disruptionBudget: { enabled: requests.instances > 1 } },
      statefulSet: {
        securityContext: {
          container: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            runAsNonRoot: true,
            seccompProfile: { type: 'RuntimeDefault' },
          },
        },
      },
    },
  };
}

/** What decides at each start between founding and joining; its address. */
function startFiles(request: SecretStoreRequest): string {
  const { scope, name, namespaceName, requests, operator } = request;
  const servers = Array.from({ length: requests.instances }, (_, index) => `${name}-${index}.${name}-internal`);
  return new Resource(scope, 'start', RESOURCE_TYPES.configMap, {
    metadata: { name: startName(name), namespace: namespaceName, labels: request.labels },
    data: {
      'start.sh': startScript(name, servers.slice(1)),
      'found.json': foundingConfiguration({ name: READER_ROLE, namespaceName: operator.namespaceName }, { name: administratorName(name), namespaceName }),
      'join.json': joiningConfiguration(servers),
    },
  }, { dependsOn: () => StackModel.of(scope).namespaceAddress(scope, namespaceName) }).address;
}

/** Lets the servers ask the API server whose a token is. Cluster-wide, so the platform is part of the name. */
function tokenReviewer({ scope, name, namespaceName, labels }: SecretStoreRequest): string {
  return new Resource(scope, 'token-reviewer', RESOURCE_TYPES.clusterRoleBinding, {
    metadata: { name: `${Platform.of(scope).platformName}-${name}-token-reviewer`, labels },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:auth-delegator' },
    subject: [{ kind: 'ServiceAccount', name, namespace: namespaceName }],
  }).address;
}

/** Whom administrators sign in as: a token of it is asked for when it is needed (`kubectl create token`). */
function administratorAccount({ scope, name, namespaceName, labels }: SecretStoreRequest): void {
  new Resource(scope, 'administrator', RESOURCE_TYPES.serviceAccount, {
    metadata: { name: administratorName(name), namespace: namespaceName, labels },
    automountServiceAccountToken: false,
  }, { dependsOn: () => StackModel.of(scope).namespaceAddress(scope, namespaceName) });
}

function vaultProvider({ operator }: SecretStoreRequest, server: string, certificate: ManagedSecret): object {
  return {
    server,
    path: MOUNT,
    version: 'v2',
    caProvider: { type: 'Secret', namespace: certificate.namespaceName, name: certificate.secretName, key: 'tls.crt' },
    auth: {
      kubernetes: {
        mountPath: AUTH_MOUNT,
        role: READER_ROLE,
        serviceAccountRef: { name: READER_ROLE, namespace: operator.namespaceName, audiences: [AUDIENCE] },
      },
    },
  };
}

function volumes({ name, namespaceName, requests, volumeSettings: settings }: SecretStoreRequest): DataObject[] {
  return Array.from({ length: requests.instances }, (_, index) => ({ kind: 'PersistentVolumeClaim', namespaceName, name: `data-${name}-${index}`, settings }));
}

function sealObject({ namespaceName, secretName }: ManagedSecret): DataObject {
  return { kind: 'Secret', namespaceName, name: secretName };
}

function startName(name: string): string {
  return `${name}-start`;
}

function administratorName(name: string): string {
  return `${name}-${ADMINISTRATOR_ROLE}`;
}
