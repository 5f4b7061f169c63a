import { parse } from 'yaml';
import { StepContent } from '../deployment/step';
import { toKubernetesObject } from '../deployment/to-kubernetes-object';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { Content } from './change';

type Attributes = Readonly<Record<string, unknown>>;

/** The local chart, which carries custom resources. */
const LOCAL_CHART = /(^|\/)charts\/custom-resources$/;

/** What a resource of a plan or a state holds. */
export function contentOfPlan(type: string, attributes: Attributes): Content {
  if (type === 'helm_release') {
    return releaseOf(attributes);
  }
  if (type === 'kubernetes_manifest' && isObject(attributes.manifest)) {
    return { kind: 'object', object: attributes.manifest };
  }
  return objectOf(type, attributes) ?? { kind: 'foreign', type };
}

function objectOf(type: string, attributes: Attributes): StepContent | undefined {
  const object = toKubernetesObject(type, attributes, true);
  return object?.metadata?.name === undefined ? undefined : { kind: 'object', object };
}

function releaseOf(attributes: Attributes): Content {
  const values = valuesOf(attributes);
  const chart = text(attributes.chart);
  const place = { releaseName: text(attributes.name), namespaceName: text(attributes.namespace) };
  if (LOCAL_CHART.test(chart) && Array.isArray(values.objects)) {
    return { kind: 'objects', ...place, objects: values.objects.filter(isObject) };
  }
  return {
    kind: 'release',
    ...place,
    chart: { name: chart.split('/').at(-1) ?? chart, version: text(attributes.version) || versionOf(attributes) },
    values,
    wait: attributes.wait !== false,
    timeout: Number(attributes.timeout ?? 300),
    skipCrds: attributes.skip_crds === true,
  };
}

/** A chart in a folder carries its version itself; the state remembers which it was. */
function versionOf({ metadata }: Attributes): string {
  const [found] = (Array.isArray(metadata) ? metadata : [metadata]) as ({ version?: unknown } | null | undefined)[];
  return text(found?.version);
}

/** Values of all documents, and single settings, later ones on top. */
function valuesOf({ values, set, set_list: lists }: Attributes): Record<string, unknown> {
  const documents = ((values ?? []) as unknown[]).map((document) => (typeof document === 'string' ? parsed(document) : {}));
  const settings = [...((set ?? []) as unknown[]), ...((lists ?? []) as unknown[])].map((each) => each as { name?: string; value?: unknown });
  return Object.assign({}, ...documents, ...settings.map(({ name = '', value }) => ({ [name]: value }))) as Record<string, unknown>;
}

function parsed(document: string): object {
  try {
    const content: unknown = parse(document);
    return typeof content === 'object' && content !== null ? content : {};
  } catch {
    // Values that Helm would refuse, too: what can be compared is their text.
    return { values: document };
  }
}

function isObject(value: unknown): value is KubernetesObject {
  const { apiVersion, kind, metadata } = (typeof value === 'object' && value !== null ? value : {}) as Partial<KubernetesObject>;
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata?.name === 'string';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
