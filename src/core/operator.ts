import { Construct, IConstruct } from 'constructs';
import { ChartRelease } from './chart-release';
import { Resource } from './engine/resource';
import { RESOURCE_TYPES } from './engine/resource-types';
import { describeConstruct, ValidationError } from './errors';
import { EdgeKind } from './graph';
import { DriverManifest } from './manifest';
import { Namespace } from './namespace';
import { NetworkPeer } from './network-peer';
import { Platform } from './platform';
import { OperatorDocument } from './platform-schema';
import { LockedObject } from './locked-thing';
import { stableJson } from './stable-json';
import { StackModel } from './stack-model';
import { definitionsRecord, sortedObjects, StateRecord } from './state-record';
import { addSystemEdges } from './system-edges';
import { Workload } from './workload';

/** Props of `Operator`. */
export interface OperatorProps {
  /** The facts; `product` names the operator, and the first chart is its own. */
  readonly manifest: DriverManifest;
  /** Namespace, as its own documentation names it. @default - that of `beside` */
  readonly namespaceName?: string;
  /** Labels of its pods. */
  readonly podLabels: { [key: string]: string };
  /** Values that its wiring needs. @default - none */
  readonly wiring?: { [key: string]: unknown };
  /** Values suggested. @default - none */
  readonly values?: { [key: string]: unknown };
  /** The user's own values, applied last. @default - none */
  readonly overrides?: { [key: string]: unknown };
  /** Terraform addresses of what must be there first, such as the release that brings custom resource definitions it needs. @default - nothing */
  readonly after?: string[];
  /** An operator whose namespace it shares. @default - a namespace of its own */
  readonly beside?: Operator;
  /** Whether Helm waits until it is ready. @default true */
  readonly wait?: boolean;
  /** The line of code that makes a foundation stack own it, for the error message. */
  readonly advice: string;
}

/**
 * An operator, or another product of which a cluster has one: made where it is
 * needed first, at a fixed address, and found by everyone who needs it later.
 */
export class Operator extends Construct {
  /** The cluster's one, made if need be. */
  public static require(scope: IConstruct, props: OperatorProps): Operator {
    const platform = Platform.of(scope);
    const found = platform.node.tryFindChild(props.manifest.product) as Operator | undefined;
    if (found !== undefined) {
      found.checkSame(props);
      return found;
    }
    return new Operator(platform, props.manifest.product, props);
  }

  /** The facts. */
  public readonly manifest: DriverManifest;
  /** Namespace of its pods. */
  public readonly namespaceName: string;
  /** Its pods, as others' policies see them. */
  public readonly peer: NetworkPeer;
  /** Its pods, where they are this stack's. */
  public readonly workload?: Workload;
  /** Terraform addresses to wait for; none where another stack, or nobody here, owns it. */
  public readonly addresses: string[];
  /** True where this stack installs it. */
  public readonly owned: boolean;
  /** @internal */
  public readonly _dataObjects: LockedObject[] = [];
  private readonly fingerprint: string;

  private constructor(platform: Platform, id: string, props: OperatorProps) {
    super(platform, id);
    this.manifest = props.manifest;
    this.fingerprint = fingerprint(props);
    const installed = platform.target.installed.find((operator) => operator.name === id);
    this.owned = installed === undefined && platform.foundation === undefined;
    this.namespaceName = installed?.namespaceName ?? props.beside?.namespaceName ?? props.namespaceName ?? id;
    this.peer = NetworkPeer.pods(this.namespaceName, props.podLabels);
    StackModel.of(this).operators.push(this);
    if (!this.owned) {
      this.addresses = [];
      this.node.addValidation({ validate: () => (installed === undefined ? missingInFoundation(platform, id, props.advice) : []) });
      return;
    }
    if (props.beside === undefined) {
      new Namespace(this, 'namespace', { namespaceName: this.namespaceName, podSecurity: props.manifest.podSecurity?.level });
    }
    this.workload = new Workload(this, 'pods', { name: id, namespaceName: this.namespaceName, labels: props.podLabels });
    this.addresses = [this.install(props)];
    this._dataObjects.push({ kind: 'Operator', namespaceName: this.namespaceName, name: id });
    addSystemEdges({ scope: this, manifest: props.manifest, operator: this });
    new Resource(this, 'record', RESOURCE_TYPES.terraformData, () => ({ input: this.record() }), { dependsOn: this.addresses });
  }

  /** Lets other pods of the platform connect to the operator: an edge that no manifest of one product can declare. */
  public allow(client: Operator, ports: number[], reason: string): void {
    StackModel.of(this).graph.add({
      kind: EdgeKind.SYSTEM, from: client.peer, to: this.peer, fromWorkload: client.workload, toWorkload: this.workload, ports, reason,
    });
  }

  /** @internal */
  public _document(): OperatorDocument {
    const { product, title, version, licence, images, crds, operatorRequests, operatorReadiness } = this.manifest;
    return {
      path: this.node.path,
      name: product,
      title,
      version,
      licence,
      namespaceName: this.namespaceName,
      owned: this.owned,
      images,
      footprint: this.owned ? operatorRequests?.[Platform.of(this).size] : undefined,
      crds,
      readiness: this.owned ? operatorReadiness?.map((question) => ({ ...question, namespaceName: this.namespaceName })) : undefined,
    };
  }

  /** What the state remembers of it. */
  private record(): StateRecord {
    const { product, title, crds } = this.manifest;
    return {
      path: this.node.path,
      type: this.constructor.name,
      name: product,
      namespaceName: this.namespaceName,
      product: title,
      objects: sortedObjects(this._dataObjects),
      definitions: definitionsRecord(crds),
    };
  }

  private install(props: OperatorProps): string {
    const [chart] = props.manifest.charts ?? [];
    if (chart === undefined) {
      throw ValidationError.at(this, `the manifest of "${props.manifest.product}" names no chart to install the operator from. Add one to "charts".`);
    }
    return new ChartRelease(this, 'chart', {
      chart,
      releaseName: props.manifest.product,
      namespaceName: this.namespaceName,
      wiring: props.wiring,
      values: props.values,
      overrides: props.overrides,
      wait: props.wait,
      after: [...(props.beside?.addresses ?? []), ...(props.after ?? [])],
    }).address;
  }

  private checkSame(props: OperatorProps): void {
    if (fingerprint(props) !== this.fingerprint) {
      throw ValidationError.at(this, `${this.manifest.title} exists once per cluster, and two different sets of values were asked for it. Give both uses the same driver, or the same overrides.`);
    }
  }
}

function fingerprint(props: OperatorProps): string {
  return stableJson([props.manifest.charts, props.namespaceName, props.wiring, props.values, props.overrides]);
}

function missingInFoundation(platform: Platform, id: string, advice: string): string[] {
  let below = platform.foundation;
  while (below !== undefined) {
    if (below.node.tryFindChild(id) !== undefined || below.target.installed.some((operator) => operator.name === id)) {
      return [];
    }
    below = below.foundation;
  }
  const foundation = platform.foundation === undefined ? '' : describeConstruct(platform.foundation);
  return [new ValidationError(`${id} is needed here, cluster-wide things have one owner, and the foundation ${foundation} has none. Add there: ${advice}`).message];
}
