import { Construct } from 'constructs';
import { Resource } from './engine/resource';
import { RESOURCE_TYPES } from './engine/resource-types';
import { Expression } from './engine/terraform-attributes';
import { ValidationError } from './errors';
import { componentLabels } from './labels';
import { LOCAL_CHART, localChartVersion } from './local-chart';
import { RELEASE_NAME_LIMIT, shorten } from './naming';
import { Platform } from './platform';
import { stableJson } from './stable-json';
import { StackModel } from './stack-model';

/** Helm keeps a release in one Secret, of 1 MiB at most, compressed; base64 and the manifest beside the values are allowed for. */
const SIZE_LIMIT = 1024 * 1024;

/** Props of `CustomResources`. */
export interface CustomResourcesProps {
  /** Name of the release; longer than 53 characters is shortened with a digest. */
  readonly releaseName: string;
  /** Namespace of the release and of objects that name none. */
  readonly namespaceName: string;
  /** Objects, as Kubernetes takes them. More can be added until synth. @default - none yet */
  readonly objects?: { [key: string]: unknown }[];
  /** Terraform addresses to wait for: the release that brings the definitions. @default - none */
  readonly after?: string[];
}

/**
 * Custom resources, shipped through a small local chart, so that one apply
 * converges on a fresh cluster: `kubernetes_manifest` would need the
 * definitions at plan time.
 */
export class CustomResources extends Construct {
  /** Terraform address of the release. */
  public readonly address: string;
  /** Name of the release. */
  public readonly releaseName: string;
  /** Namespace of the release. */
  public readonly namespaceName: string;
  private readonly labels: Record<string, string>;
  private readonly fixed: object[];
  private readonly producers: (() => object[])[] = [];
  private readonly after: string[];

  public constructor(scope: Construct, id: string, props: CustomResourcesProps) {
    super(scope, id);
    this.releaseName = shorten(props.releaseName, RELEASE_NAME_LIMIT);
    this.namespaceName = props.namespaceName;
    this.labels = componentLabels(componentNameOf(this) ?? this.releaseName, Platform.of(this).platformName);
    this.fixed = [...(props.objects ?? [])];
    this.after = [...(props.after ?? [])];
    const model = StackModel.of(this);
    model.usesLocalChart = true;
    model.releases.push(this);
    const release = new Resource(this, 'release', RESOURCE_TYPES.helmRelease, () => ({
      name: this.releaseName,
      namespace: props.namespaceName,
      chart: Expression.string(`\${path.module}/${LOCAL_CHART}`),
      version: localChartVersion(), // Without it, upgradeInstall would keep the installed one.
      values: [this.render()],
      maxHistory: 5,
      upgradeInstall: true, // As every release: adr/006.
    }), { dependsOn: () => [...model.namespaceAddress(this, props.namespaceName), ...this.after] });
    this.address = release.address;
    this.node.addValidation({ validate: () => this.sizeErrors() });
  }

  /** Adds an object, as Kubernetes takes it. */
  public add(object: { [key: string]: unknown }): void {
    this.fixed.push(object);
  }

  /** Waits for another Terraform address. */
  public waitFor(address: string): void {
    this.after.push(address);
  }

  /**
   * Adds objects whose content is known only when everything is declared.
   *
   * @internal
   */
  public _produce(producer: () => object[]): void {
    this.producers.push(producer);
  }

  /** @internal */
  public get _objects(): Record<string, unknown>[] {
    const all = [...this.fixed, ...this.producers.flatMap((produce) => produce())] as Record<string, unknown>[];
    return all.map((object) => this.labelled(object)).sort((a, b) => (objectKey(a) < objectKey(b) ? -1 : 1));
  }

  /** An object with the labels by which it is found again on the cluster; its own come first. */
  private labelled(object: Record<string, unknown>): Record<string, unknown> {
    const metadata = (object.metadata ?? {}) as Record<string, unknown>;
    return { ...object, metadata: { ...metadata, labels: { ...this.labels, ...(metadata.labels as object | undefined) } } };
  }

  private render(): string {
    return stableJson({ objects: this._objects }, 2);
  }

  private sizeErrors(): string[] {
    const objects = this._objects;
    const duplicate = objects.map(objectKey).find((key, index, keys) => keys.indexOf(key) !== index);
    const size = Buffer.byteLength(stableJson(objects));
    const errors: string[] = [];
    if (duplicate !== undefined) {
      errors.push(ValidationError.at(this, `the object ${duplicate} is declared twice. Give one of them another name.`).message);
    }
    if (size > SIZE_LIMIT) {
      errors.push(ValidationError.at(this, `${objects.length} objects of ${Math.ceil(size / 1024)} KiB do not fit into one Helm release, which holds 1024 KiB. Divide the services over several workspaces: each has a release of its own.`).message);
    }
    return errors;
  }
}

/** Name of the component that objects belong to: the nearest one above. */
function componentNameOf(construct: Construct): string | undefined {
  const component = [...construct.node.scopes].reverse().find((above) => 'componentName' in above) as { componentName: string } | undefined;
  return component?.componentName;
}

function objectKey(object: Record<string, unknown>): string {
  const metadata = (object.metadata ?? {}) as Record<string, unknown>;
  return [object.apiVersion, object.kind, metadata.namespace, metadata.name].map((part) => (typeof part === 'string' ? part : '')).join('/');
}
