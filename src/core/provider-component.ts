import { Construct } from 'constructs';
import { askDriver, returnedNothing } from './ask-driver';
import { IBindable, IConsumer, ServiceBinding } from './binding';
import { Component, ComponentProps } from './component';
import { Driver } from './driver';
import { allowEgress } from './egress';
import { EgressOptions } from './egress-options';
import { Resource } from './engine/resource';
import { RESOURCE_TYPES } from './engine/resource-types';
import { describeConstruct, listOf, ValidationError } from './errors';
import { CrdFacts, DriverManifest, ResourceRequests } from './manifest';
import { NetworkPeer } from './network-peer';
import { Platform } from './platform';
import { ComponentDocument, EndpointDocument, FootprintDocument } from './platform-schema';
import { ProvisionOutcome } from './provision';
import { RequestChoices, requestsFor } from './requests';
import { Size } from './size';
import { resourcesBelow } from './stack-model';
import { definitionsRecord, migrationText, sortedObjects, StateRecord } from './state-record';
import { checkPodSecurity } from './pod-security';
import { addSystemEdges } from './system-edges';
import { Workload } from './workload';

/** Props of every component that has a driver. */
export interface ProviderComponentProps extends ComponentProps {
  /** How large it is made. @default - the platform's size */
  readonly size?: Size;
  /** Values of the product's Helm chart, applied last. @default - none */
  readonly overrides?: { [key: string]: unknown };
}

/** One demand that not every driver meets. */
export interface CapabilityDemand {
  /** Name of the capability, as the contract's enum spells it. */
  readonly capability: string;
  /** What was asked for, completing "the driver … cannot". */
  readonly cannot: string;
  /** The property that asks for it. */
  readonly property: string;
}

/** A driver that the library brings, for messages that say which ones could. */
export interface KnownDriver {
  /** The facts of its product. */
  readonly manifest: DriverManifest;
  /** What it can do beside the mandatory. */
  readonly capabilities: string[];
}

/** A component behind which a driver puts a product. */
export abstract class ProviderComponent extends Component implements IBindable {
  /** Terraform address to wait for before this can be used; the same whatever the driver. */
  public readonly ready: string;
  /** The driver. */
  public readonly driver: Driver;
  /** How large it is made. */
  public readonly size: Size;
  private outcome?: ProvisionOutcome;
  private asked?: ResourceRequests;

  protected constructor(scope: Construct, id: string, driver: Driver, props: ProviderComponentProps) {
    super(scope, id, props);
    this.driver = driver;
    this.size = props.size ?? Platform.of(this).size;
    const anchor: Resource = new Resource(this, 'ready', RESOURCE_TYPES.terraformData, () => ({ input: this.record() }), { dependsOn: () => this.addressesBelow(anchor) });
    this.ready = anchor.address;
  }

  public abstract bindTo(consumer: IConsumer): ServiceBinding;

  /** Where clients connect to. */
  protected get peer(): NetworkPeer {
    const peer = this.outcome?.peer ?? this.outcome?.workload?.peer;
    if (peer === undefined) {
      throw ValidationError.at(this, `the driver "${this.driver.manifest.product}" reported neither a workload nor a peer from provision. It must return one of them.`);
    }
    return peer;
  }

  /** The pods, where they are in this cluster. */
  public get workload(): Workload | undefined {
    return this.outcome?.workload;
  }

  /**
   * Lets its pods connect to a host outside the cluster, such as a mail server:
   * without it they reach only what they are bound to.
   *
   * @param host what is there, for people: network policy knows addresses only
   * @throws if it has no pods in this cluster, or a port or an address block cannot be used
   */
  public allowEgress(host: string, options: EgressOptions = {}): void {
    allowEgress(this, this.workload, host, options);
  }

  /** Where it is reached, for `describe`. */
  protected abstract get endpoints(): EndpointDocument[];

  /** What the user asked of it, for `describe` and reviews. */
  protected get demands(): { [key: string]: unknown } {
    return {};
  }

  /** What the product is to ask for, each instance: the manifest's figures for the size, replaced where the user chose. */
  protected requests(chosen: RequestChoices): ResourceRequests {
    this.asked = requestsFor(this.driver.manifest, this.size, chosen, { where: describeConstruct(this), minimumVolume: Platform.of(this).target.minimumVolume });
    return this.asked;
  }

  /**
   * Refuses bad input, with the construct's path in front.
   *
   * @internal
   */
  protected _refuse(message: string): never {
    throw ValidationError.at(this, message);
  }

  /**
   * Has the driver make the product, and takes what it reports.
   *
   * @internal
   */
  protected _provision<T extends ProvisionOutcome>(ask: () => T): T {
    return this.settle(askDriver(this, this.driver, 'provision', ask));
  }

  /** Takes what the driver reports, and adds what must hold whatever the driver is. */
  protected settle<T extends ProvisionOutcome>(outcome: T | undefined): T {
    const { manifest } = this.driver;
    if (outcome === undefined || outcome === null) {
      throw returnedNothing(this, this.driver, 'provision');
    }
    if (outcome.workload?.namespaceName === this.namespaceName) {
      checkPodSecurity(this, manifest);
    }
    this.outcome = outcome;
    this._dataObjects.push(...(outcome.dataObjects ?? []));
    addSystemEdges({ scope: this, manifest, operator: outcome.operator, instance: outcome.workload });
    return outcome;
  }

  /** Refuses what the driver cannot do, naming the ones that can. */
  protected requireCapabilities(capabilities: string[], demands: CapabilityDemand[], known: KnownDriver[]): void {
    for (const demand of demands) {
      if (!capabilities.includes(demand.capability)) {
        const able = known.filter((other) => other.capabilities.includes(demand.capability)).map((other) => other.manifest.product);
        throw ValidationError.at(
          this,
          `the driver "${this.driver.manifest.product}" cannot ${demand.cannot}, and ${demand.property} is asked for. `
          + `${able.length > 0 ? `Drivers that can: ${listOf(able)}. Or drop` : 'No driver here can. Drop'} the demand.`,
        );
      }
    }
  }

  /** @internal */
  public _document(): ComponentDocument {
    const { manifest } = this.driver;
    return {
      path: this.node.path,
      type: this.constructor.name,
      name: this.componentName,
      namespaceName: this.namespaceName,
      contract: manifest.contract,
      driver: { product: manifest.product, title: manifest.title, version: manifest.version, licence: manifest.licence, migration: this._migration },
      capabilities: [...this.capabilityNames].sort(),
      endpoints: this.endpoints,
      footprint: this.footprint,
      readiness: (manifest.readiness ?? []).map((question) => ({
        ...question,
        namespaceName: this.namespaceName,
        name: question.name.replace('{name}', this.componentName),
      })),
      images: manifest.images,
      crds: this.ownDefinitions,
      demands: this.demands,
      notes: this.outcome?.notes,
    };
  }

  /** Names of the driver's capabilities. */
  protected abstract get capabilityNames(): string[];

  private get footprint(): FootprintDocument | undefined {
    if (this.asked === undefined || this.asked.instances === 0) {
      return undefined;
    }
    const groups = this.outcome?.podGroups?.map(({ name, requests }) => ({ name, ...requests }));
    return { ...this.asked, spread: this.asked.instances > 1 ? this.driver.manifest.spread : undefined, podGroups: groups };
  }

  /** @internal */
  public override get _migration(): string | undefined {
    const { migration, needs = [] } = this.driver.manifest;
    // What neither holds data nor keeps it with something that it needs has nothing to lose, such as a cache in memory.
    return this._dataObjects.length === 0 && needs.length === 0 ? undefined : migrationText(migration, { name: this.componentName, namespaceName: this.namespaceName });
  }

  /** Definitions that its own release brings; an operator's are the operator's. */
  private get ownDefinitions(): CrdFacts[] | undefined {
    const { crds, charts = [] } = this.driver.manifest;
    return charts.length === 0 || this.outcome?.operator !== undefined ? undefined : crds;
  }

  /** What the state remembers of it. */
  private record(): StateRecord {
    return {
      path: this.node.path,
      type: this.constructor.name,
      name: this.componentName,
      namespaceName: this.namespaceName,
      product: this.driver.manifest.title,
      migration: this._migration,
      objects: sortedObjects(this._dataObjects),
      definitions: definitionsRecord(this.ownDefinitions),
    };
  }

  private addressesBelow(anchor: Resource): string[] {
    return resourcesBelow(this).filter((resource) => resource !== anchor).map((resource) => resource.address);
  }
}
