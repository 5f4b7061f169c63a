import { KubernetesObject } from '../../../cli/src/kubernetes/kubernetes-object';
import { ApiClient } from '../../../cli/src/sandbox/api-client';

interface KeyReference { readonly name: string; readonly key: string; readonly optional?: boolean }
interface Item { readonly key: string; readonly path: string }
interface Source { readonly name?: string; readonly secretName?: string; readonly items?: readonly Item[] }
interface Volume {
  readonly name: string;
  readonly configMap?: Source;
  readonly secret?: Source;
  readonly projected?: { readonly sources: readonly { readonly configMap?: Source; readonly secret?: Source }[] };
}
interface Variable { readonly name: string; readonly value?: string; readonly valueFrom?: { readonly secretKeyRef?: KeyReference; readonly configMapKeyRef?: KeyReference; readonly fieldRef?: object } }
interface Container {
  readonly name: string;
  readonly command?: readonly string[];
  readonly env?: readonly Variable[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}
interface PodSpec { readonly containers: readonly Container[]; readonly volumes?: readonly Volume[] }
type Kind = 'configmaps' | 'secrets';

/** What a program sees in the pods of a workload on the cluster: its environment and files, with the values of Secrets. */
export class PodView {
  private readonly container: Container;
  private readonly spec: PodSpec;

  /** @param workload a Deployment, StatefulSet, Job or CronJob, as the API server gives it */
  public constructor(private readonly client: ApiClient, private readonly workload: KubernetesObject) {
    const { template, jobTemplate } = workload.spec as { template?: { spec: PodSpec }; jobTemplate?: { spec: { template: { spec: PodSpec } } } };
    const spec = template?.spec ?? jobTemplate?.spec.template.spec;
    if (spec === undefined) {
      throw new Error(`${workload.metadata.name} has no pods.`);
    }
    this.spec = spec;
    [this.container] = spec.containers;
  }

  /** What is started. */
  public get command(): readonly string[] {
    return this.container.command ?? [];
  }

  /** Variables of the first container. A reference that leads nowhere is an error: the pod would not start. */
  public async environment(): Promise<Record<string, string>> {
    const entries = await Promise.all((this.container.env ?? []).map(async ({ name, value, valueFrom }) => {
      if (valueFrom?.secretKeyRef !== undefined) {
        return [name, await this.value('secrets', valueFrom.secretKeyRef)];
      }
      if (valueFrom?.configMapKeyRef !== undefined) {
        return [name, await this.value('configmaps', valueFrom.configMapKeyRef)];
      }
      // What the kubelet says of the pod itself is not known before it runs.
      return valueFrom === undefined ? [name, value ?? ''] : [];
    }));
    return Object.fromEntries(entries.filter((entry) => entry.length > 0 && entry[1] !== undefined)) as Record<string, string>;
  }

  /** Files of the first container that come from ConfigMaps and Secrets, by their paths. */
  public async files(): Promise<Map<string, string>> {
    const files = new Map<string, string>();
    for (const { name, mountPath } of this.container.volumeMounts ?? []) {
      const volume = this.spec.volumes?.find((each) => each.name === name);
      for (const { configMap, secret } of volume === undefined ? [] : [volume, ...volume.projected?.sources ?? []]) {
        await this.add(files, mountPath, 'configmaps', configMap);
        await this.add(files, mountPath, 'secrets', secret);
      }
    }
    return files;
  }

  private async add(files: Map<string, string>, folder: string, kind: Kind, source: Source | undefined): Promise<void> {
    const name = source?.name ?? source?.secretName;
    if (name === undefined) {
      return;
    }
    const data = await this.data(kind, name);
    const items = source?.items ?? Object.keys(data ?? {}).map((key) => ({ key, path: key }));
    for (const { key, path } of items) {
      const value = data?.[key];
      if (value === undefined) {
        throw new Error(`${this.workload.metadata.name} cannot start: there is no ${kind} "${name}" with the key "${key}".`);
      }
      files.set(`${folder}/${path}`, value);
    }
  }

  private async value(kind: Kind, { name, key, optional }: KeyReference): Promise<string | undefined> {
    const value = (await this.data(kind, name))?.[key];
    if (value === undefined && optional !== true) {
      throw new Error(`${this.workload.metadata.name} cannot start: there is no ${kind} "${name}" with the key "${key}".`);
    }
    return value;
  }

  private async data(kind: Kind, name: string): Promise<Record<string, string> | undefined> {
    const found = await this.client.find(`/api/v1/namespaces/${this.workload.metadata.namespace ?? ''}/${kind}/${name}`) as { data?: Record<string, string> } | undefined;
    return found === undefined || kind === 'configmaps' ? found?.data : decoded(found.data ?? {});
  }
}

/** The values of a Secret, as they are. */
export function decoded(data: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]));
}
