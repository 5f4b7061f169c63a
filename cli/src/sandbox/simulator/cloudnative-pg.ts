/*
 * Plays CloudNativePG. What it fakes, and nothing else:
 * - of a Cluster: the Secret <name>-app (names, addresses, a random password), the Services <name>-rw, -ro, -r,
 *   a claim and a pod for each instance with the operator's labels, and the status once the pods are ready;
 * - of a Pooler: its Deployment and Service;
 * - of a Database, DatabaseRole: that it was applied, and the finalizer of the former.
 * Nothing speaks PostgreSQL; failover, backup and rolling updates do not happen.
 */
import { randomBytes } from 'node:crypto';
import { KubernetesObject } from '../../kubernetes/kubernetes-object';
import { Imitation } from './imitation';
import { ClusterView, conditions, hasLabels, isReady, ownedBy } from './view';
import { POD_SECURITY, CONTAINER_SECURITY } from './restricted';

const GROUP = '/apis/postgresql.cnpg.io/v1';
const OPERATOR = { 'app.kubernetes.io/name': 'cloudnative-pg' };
const PORT = 5432;

interface ClusterSpec {
  readonly instances?: number;
  readonly imageName?: string;
  readonly resources?: object;
  readonly storage?: { readonly size?: string; readonly storageClass?: string };
  readonly bootstrap?: { readonly initdb?: { readonly database?: string; readonly owner?: string; readonly secret?: { readonly name?: string } } };
  readonly inheritedMetadata?: { readonly labels?: Readonly<Record<string, string>> };
}

/** Plays CloudNativePG. */
export class CloudNativePg implements Imitation {
  public readonly name = 'cloudnative-pg';

  public async reconcile(view: ClusterView): Promise<void> {
    if (!await view.runs(OPERATOR)) {
      return;
    }
    for (const cluster of await view.list(`${GROUP}/clusters`)) {
      if (cluster.metadata.deletionTimestamp === undefined) {
        await this.serve(view, cluster);
      }
    }
    for (const pooler of await view.list(`${GROUP}/poolers`)) {
      await this.pool(view, pooler);
    }
    for (const database of await view.list(`${GROUP}/databases`)) {
      if (await view.holdFinalizer(`${GROUP}/databases`, database, 'cnpg.io/deleteDatabase')) {
        await view.setStatus(`${GROUP}/databases`, database, { applied: true, observedGeneration: database.metadata.generation });
      }
    }
    for (const role of await view.list(`${GROUP}/databaseroles`)) {
      await view.setStatus(`${GROUP}/databaseroles`, role, { applied: true, observedGeneration: role.metadata.generation });
    }
  }

  private async serve(view: ClusterView, cluster: KubernetesObject): Promise<void> {
    const { name, namespace } = cluster.metadata;
    const spec = cluster.spec as ClusterSpec;
    const wanted = spec.instances ?? 1;
    await view.create('/api/v1/secrets', applicationSecret(cluster, spec));
    for (const [suffix, role] of [['rw', 'primary'], ['ro', 'replica'], ['r', undefined]] as const) {
      await view.create('/api/v1/services', service(cluster, suffix, role));
    }
    for (let index = 1; index <= wanted; index++) {
      await view.create('/api/v1/persistentvolumeclaims', claim(cluster, spec, `${name}-${index}`));
      await view.create('/api/v1/pods', pod(cluster, spec, `${name}-${index}`, index === 1));
    }
    const pods = (await view.list('/api/v1/pods')).filter((each) => each.metadata.namespace === namespace && hasLabels(each, { 'cnpg.io/cluster': name, 'cnpg.io/podRole': 'instance' }));
    const surplus = pods.filter((each) => Number(each.metadata.name.slice(name.length + 1)) > wanted);
    await Promise.all(surplus.map((each) => view.delete('/api/v1/pods', each)));
    const ready = pods.filter(isReady).length;
    const healthy = ready >= wanted;
    await view.setStatus(`${GROUP}/clusters`, cluster, {
      instances: pods.length,
      readyInstances: ready,
      phase: healthy ? 'Cluster in healthy state' : 'Waiting for the instances to become active',
      ...(ready > 0 ? { currentPrimary: `${name}-1`, targetPrimary: `${name}-1`, writeService: `${name}-rw`, readService: `${name}-r` } : {}),
      conditions: conditions(cluster, { type: 'Ready', status: healthy ? 'True' : 'False', reason: healthy ? 'ClusterIsReady' : 'ClusterIsNotReady' }),
    });
  }

  private async pool(view: ClusterView, pooler: KubernetesObject): Promise<void> {
    const { name, namespace } = pooler.metadata;
    const { instances = 1, template } = pooler.spec as { instances?: number; template?: { spec?: { containers?: { resources?: object }[] } } };
    const labels = { 'cnpg.io/poolerName': name, 'cnpg.io/podRole': 'pooler' };
    const metadata = { name, namespace, labels, ownerReferences: [ownedBy(pooler)] };
    await view.create('/apis/apps/v1/deployments', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: instances,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { securityContext: POD_SECURITY, containers: [{ name: 'pgbouncer', image: 'ghcr.io/cloudnative-pg/pgbouncer', securityContext: CONTAINER_SECURITY, resources: template?.spec?.containers?.[0]?.resources ?? {} }] },
        },
      },
    });
    await view.create('/api/v1/services', { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ name: 'pgbouncer', port: PORT, targetPort: PORT }] } });
    await view.setStatus(`${GROUP}/poolers`, pooler, { instances });
  }
}

function applicationSecret(cluster: KubernetesObject, { bootstrap }: ClusterSpec): KubernetesObject {
  const { name, namespace } = cluster.metadata;
  const dbname = bootstrap?.initdb?.database ?? 'app';
  const username = bootstrap?.initdb?.owner ?? dbname;
  const password = randomBytes(32).toString('hex');
  const host = `${name}-rw`;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/basic-auth',
    metadata: { name: `${name}-app`, namespace, labels: { 'cnpg.io/cluster': name, 'cnpg.io/reload': 'true' }, ownerReferences: [ownedBy(cluster)] },
    stringData: {
      username, password, dbname, host, 'user': username, 'port': String(PORT),
      'pgpass': `${host}:${PORT}:${dbname}:${username}:${password}\n`,
      'uri': `postgresql://${username}:${password}@${host}.${namespace ?? ''}:${PORT}/${dbname}`,
      'jdbc-uri': `jdbc:postgresql://${host}.${namespace ?? ''}:${PORT}/${dbname}?password=${password}&user=${username}`,
      'fqdn-uri': `postgresql://${username}:${password}@${host}.${namespace ?? ''}.svc.cluster.local:${PORT}/${dbname}`,
      'fqdn-jdbc-uri': `jdbc:postgresql://${host}.${namespace ?? ''}.svc.cluster.local:${PORT}/${dbname}?password=${password}&user=${username}`,
    },
  };
}

function service(cluster: KubernetesObject, suffix: string, role: string | undefined): KubernetesObject {
  const { name, namespace } = cluster.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `${name}-${suffix}`, namespace, labels: { 'cnpg.io/cluster': name }, ownerReferences: [ownedBy(cluster)] },
    spec: {
      selector: { 'cnpg.io/cluster': name, ...(role === undefined ? { 'cnpg.io/podRole': 'instance' } : { 'cnpg.io/instanceRole': role }) },
      ports: [{ name: 'postgres', port: PORT, targetPort: PORT }],
    },
  };
}

function claim(cluster: KubernetesObject, { storage }: ClusterSpec, name: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name,
      namespace: cluster.metadata.namespace,
      labels: { 'cnpg.io/cluster': cluster.metadata.name, 'cnpg.io/instanceName': name, 'cnpg.io/pvcRole': 'PG_DATA' },
      ownerReferences: [ownedBy(cluster)],
    },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: storage?.storageClass, resources: { requests: { storage: storage?.size ?? '1Gi' } } },
  };
}

function pod(cluster: KubernetesObject, { imageName, resources, inheritedMetadata }: ClusterSpec, name: string, isPrimary: boolean): KubernetesObject {
  const role = isPrimary ? 'primary' : 'replica';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: cluster.metadata.namespace,
      labels: {
        ...inheritedMetadata?.labels,
        'cnpg.io/cluster': cluster.metadata.name, 'cnpg.io/instanceName': name, 'cnpg.io/instanceRole': role, 'cnpg.io/podRole': 'instance', role,
      },
      ownerReferences: [ownedBy(cluster)],
    },
    spec: {
      securityContext: POD_SECURITY,
      containers: [{ name: 'postgres', image: imageName ?? 'ghcr.io/cloudnative-pg/postgresql', resources: resources ?? {}, securityContext: CONTAINER_SECURITY, ports: [{ name: 'postgresql', containerPort: PORT }], volumeMounts: [{ name: 'pgdata', mountPath: '/var/lib/postgresql/data' }] }],
      volumes: [{ name: 'pgdata', persistentVolumeClaim: { claimName: name } }],
    },
  };
}
