import { KubernetesObject } from '../../../../cli/src/kubernetes/kubernetes-object';
import { ApiClient } from '../../../../cli/src/sandbox/api-client';
import { PodView } from '../pod-view';

const WORKLOADS = ['/apis/apps/v1/deployments', '/apis/apps/v1/statefulsets', '/apis/batch/v1/cronjobs', '/apis/batch/v1/jobs'];

/** What a program is told of a service, as its pods see it. */
export interface AppliedBinding {
  /** Who is told, as `namespace/name`. */
  readonly consumer: string;
  /** How the variables begin, such as `ORDERS`. */
  readonly prefix: string;
  /** The variables without their beginning, in lower case, such as `uri`. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Bindings of a type, such as `postgresql`, of all workloads on a cluster. */
export async function appliedBindings(client: ApiClient, type: string): Promise<AppliedBinding[]> {
  const workloads = (await Promise.all(WORKLOADS.map((path) => client.list(path)))).flat();
  const bindings: AppliedBinding[] = [];
  for (const workload of workloads) {
    const environment = await new PodView(client, workload).environment();
    for (const prefix of Object.keys(environment).filter((name) => name.endsWith('_TYPE') && environment[name] === type).map((name) => name.slice(0, -'_TYPE'.length))) {
      const own = Object.entries(environment).filter(([name]) => name.startsWith(`${prefix}_`)).map(([name, value]) => [name.slice(prefix.length + 1).toLowerCase(), value]);
      bindings.push({ consumer: `${workload.metadata.namespace ?? ''}/${workload.metadata.name}`, prefix, keys: Object.fromEntries(own) as Record<string, string> });
    }
  }
  return bindings;
}

/**
 * The Service that a host name leads to inside the cluster.
 *
 * @throws where there is none, it has no such port, or no ready pod is behind it
 */
export async function serviceBehind(client: ApiClient, host: string, port: number): Promise<KubernetesObject> {
  const [name, namespace] = host.split('.');
  const service = await client.find(`/api/v1/namespaces/${namespace}/services/${name}`) as KubernetesObject | undefined;
  const { ports = [], selector = {} } = (service?.spec ?? {}) as { ports?: { port: number }[]; selector?: Record<string, string> };
  if (service === undefined || !ports.some((each) => each.port === port)) {
    throw new Error(`${host}:${port} leads nowhere: ${service === undefined ? 'there is no such Service' : 'the Service has other ports'}.`);
  }
  const pods = (await client.list('/api/v1/pods')).filter(({ metadata, status }) => {
    const { conditions = [] } = (status ?? {}) as { conditions?: { type: string; status: string }[] };
    return metadata.namespace === namespace && Object.entries(selector).every(([key, value]) => metadata.labels?.[key] === value) && conditions.some((each) => each.type === 'Ready' && each.status === 'True');
  });
  if (pods.length === 0) {
    throw new Error(`${host}:${port} leads nowhere: no ready pod is behind the Service.`);
  }
  return service;
}
