import type { ComponentDocument, FootprintDocument, OperatorDocument, PlatformDocument } from '@quanttide/cloud';
import { Quantity } from '@quanttide/cloud/lib/src/core/quantity';
import { Finding, InputError } from '../../platform-file/finding';
import { suggestion } from '../../platform-file/nearest';
import { Decimal } from '../prices/decimal';
import { ComponentSettings, Settings } from '../settings/settings';
import { connectionsOf } from './connections-of';
import { Demand, EgressDemand, LoadBalancerDemand, ObjectDemand, OwnerInfo, PodDemand, VolumeDemand } from './demand';

/** What is asked for where nothing says more. */
const DEFAULT_CLASS = 'standard';
const ORIGIN = 'platform.json';
const GPU = /(^|\.)gpu$|\/gpu$/;

/**
 * What a platform asks of a cloud: from what synth wrote, and what the user
 * tells beside it.
 *
 * @throws InputError where the user's file names a component that is not there
 */
export function demandOf(platform: PlatformDocument, settings: Settings): Demand {
  return new DemandReader(platform, settings).demand();
}

type Owner = ComponentDocument | OperatorDocument;

class DemandReader {
  private readonly owners: readonly Owner[];
  private readonly told: ReadonlyMap<string, ComponentSettings>;
  private readonly assumptions: string[] = [];

  public constructor(private readonly platform: PlatformDocument, private readonly settings: Settings) {
    this.owners = [...platform.components, ...platform.operators];
    this.told = this.settingsByPath();
  }

  public demand(): Demand {
    const { settings, platform } = this;
    const pods = this.owners.flatMap((owner) => this.podsOf(owner));
    const volumes = this.owners.flatMap((owner) => this.volumesOf(owner));
    const objects = platform.components.flatMap((component) => this.objectsOf(component));
    const egress = platform.components.flatMap((component) => this.egressOf(component));
    this.assumeForAll(pods, volumes);
    return {
      stack: platform.stack,
      owners: this.owners.map(ownerInfo),
      pods,
      volumes,
      loadBalancers: platform.components.flatMap(loadBalancersOf),
      egress,
      connections: connectionsOf(platform, settings, (name, place) => this.pathOf(name, place)),
      objects,
      daemons: settings.daemons,
      natGateways: settings.natGateways,
      zones: settings.zones,
      assumptions: this.assumptions,
    };
  }

  private podsOf(owner: Owner): PodDemand[] {
    const { footprint } = owner;
    if (footprint === undefined) {
      return [];
    }
    const told = this.told.get(owner.path);
    const groups = footprint.podGroups ?? [{ ...footprint, name: '' }];
    return groups.flatMap((group) => {
      const { instances, origin } = this.instancesOf(group.instances, footprint, told, owner);
      return instances === 0 ? [] : [{
        name: group.name === '' ? owner.path : `${owner.path}/${group.name}`,
        owner: owner.path,
        instances,
        milliCpu: milliCpu(group.cpu),
        memoryMebibytes: mebibytes(group.memory),
        gpus: Object.entries(group.extended ?? {}).reduce((sum, [resource, count]) => (GPU.test(resource) ? sum + count : sum), 0),
        gpuModels: told?.gpuModels,
        spread: instances > 1 ? footprint.spread : undefined,
        architectures: told?.architectures ?? ['amd64'],
        spotPercent: told?.spotPercent ?? 0,
        volumes: group.storage === undefined ? 0 : 1,
        vendors: told?.vendors,
        regions: told?.regions,
        origin,
      }];
    });
  }

  private instancesOf(planned: number, footprint: FootprintDocument, told: ComponentSettings | undefined, owner: Owner): { instances: number; origin: string } {
    if (told?.instances !== undefined && footprint.podGroups === undefined) {
      return { instances: told.instances, origin: place(told) };
    }
    if (told?.instances !== undefined) {
      // The parts of a product grow together; a part that there are three of by its nature stays so.
      return { instances: planned === footprint.instances ? told.instances : Math.max(planned, told.instances), origin: place(told) };
    }
    const { growth } = this.settings;
    if (growth === undefined || !scales(owner) || planned === 0) {
      return { instances: planned, origin: ORIGIN };
    }
    const grown = Number(growth.factor.times(String(planned)).round(0, Decimal.roundUp).toFixed(0));
    return { instances: Math.min(grown, Math.max(planned, footprint.maximumInstances ?? grown)), origin: `${ORIGIN}, ${growth.text}` };
  }

  private volumesOf(owner: Owner): VolumeDemand[] {
    const { footprint } = owner;
    const told = this.told.get(owner.path);
    const groups = footprint?.podGroups ?? (footprint === undefined ? [] : [{ ...footprint, name: '' }]);
    return groups.flatMap((group) => (group.storage === undefined || group.instances === 0 ? [] : [{
      name: group.name === '' ? owner.path : `${owner.path}/${group.name}`,
      owner: owner.path,
      count: this.instancesOf(group.instances, footprint ?? group, told, owner).instances,
      gibibytes: gibibytes(group.storage),
      storageClass: told?.storageClass ?? DEFAULT_CLASS,
      iops: told?.iops,
      origin: told?.storageClass === undefined && told?.iops === undefined ? ORIGIN : `${ORIGIN}, ${place(told)}`,
    }]));
  }

  /** Everything of it that can be reached from outside sends its answers there. */
  private egressOf(component: ComponentDocument): EgressDemand[] {
    const told = this.told.get(component.path);
    const hosts = component.contract === 'networking.Gateway' ? [] : component.endpoints.filter(({ external }) => external);
    const outside = this.platform.edges.filter(({ kind, client, server }) => kind !== 'system' && client.path === component.path && server.addresses !== undefined);
    const purposes = [...hosts.map(({ url }) => `answers from ${url}`), ...outside.map(({ reason }) => reason)];
    if (told?.egress !== undefined) {
      return [{ owner: component.path, purpose: purposes.join('; ') || 'traffic to the internet', gigabytes: this.grown(told.egress), origin: this.withGrowth(place(told)) }];
    }
    return purposes.length === 0 ? [] : [{ owner: component.path, purpose: purposes.join('; '), origin: 'not told' }];
  }

  private objectsOf(component: ComponentDocument): ObjectDemand[] {
    const told = this.told.get(component.path);
    const backup = component.demands?.backup !== undefined;
    const found: ObjectDemand[] = [];
    if (told?.objects !== undefined) {
      found.push({ owner: component.path, purpose: 'objects', gigabytes: this.grown(told.objects), origin: this.withGrowth(place(told)) });
    } else if (component.contract === 'data.ObjectStore' && component.driver !== undefined && component.footprint === undefined) {
      found.push({ owner: component.path, purpose: 'objects', origin: 'not told' });
    }
    if (told?.backups !== undefined) {
      found.push({ owner: component.path, purpose: 'backups', gigabytes: this.grown(told.backups), origin: this.withGrowth(place(told)) });
    } else if (backup && this.backsUpOutside(component)) {
      found.push({ owner: component.path, purpose: 'backups', origin: 'not told' });
    } else if (backup) {
      this.assumptions.push(`Backups of ${component.name} are in an object store of this cluster, on its volumes.`);
    }
    return found;
  }

  /** Backups go over the edge to an object store. */
  private backsUpOutside(component: ComponentDocument): boolean {
    const stores = new Set(this.platform.components.filter(({ contract, footprint }) => contract === 'data.ObjectStore' && footprint !== undefined).map(({ path }) => path));
    return !this.platform.edges.some(({ client, server }) => client.path === component.path && server.path !== undefined && stores.has(server.path));
  }

  private grown(amount: Decimal): Decimal {
    return this.settings.growth === undefined ? amount : amount.times(this.settings.growth.factor);
  }

  private withGrowth(origin: string): string {
    return this.settings.growth === undefined ? origin : `${origin}, ${this.settings.growth.text}`;
  }

  private assumeForAll(pods: readonly PodDemand[], volumes: readonly VolumeDemand[]): void {
    const { settings } = this;
    if (pods.some(({ owner }) => this.told.get(owner)?.architectures === undefined)) {
      this.assumptions.push('Images are built for amd64, where nothing else is told (components.<name>.architectures).');
    }
    if (volumes.length > 0 && !settings.storageClasses.has(DEFAULT_CLASS)) {
      this.assumptions.push('Volumes are of each vendor\'s general-purpose SSD, where nothing else is told (storageClasses).');
    }
    if (settings.natGateways === 0) {
      this.assumptions.push('Nodes reach the internet without a NAT gateway (cluster.natGateways).');
    }
    if (settings.daemons.milliCpu + settings.daemons.memoryMebibytes === 0) {
      this.assumptions.push('Nothing runs on each node beside the platform and Kubernetes itself (cluster.daemons).');
    }
    if (settings.hardware.length > 0) {
      this.assumptions.push('Disks, control plane, load balancers and traffic of your own hardware are paid with its nodes.');
    }
    if (this.platform.components.some(({ type }) => type === 'ScheduledJob')) {
      this.assumptions.push('Scheduled jobs have room at all times, as if they always ran.');
    }
  }

  private settingsByPath(): ReadonlyMap<string, ComponentSettings> {
    const findings: Finding[] = [];
    const found = new Map<string, ComponentSettings>();
    for (const told of this.settings.components) {
      const path = this.pathOf(told.name, told, findings);
      if (path !== undefined) {
        found.set(path, told);
      }
    }
    if (findings.length > 0) {
      throw new InputError(findings);
    }
    return found;
  }

  /** Path of a component that was named, by its path or its name. */
  private pathOf(name: string, { file, position }: Pick<ComponentSettings, 'file' | 'position'>, findings?: Finding[]): string | undefined {
    const found = this.owners.filter((owner) => owner.path === name || owner.name === name);
    if (found.length === 1) {
      return found[0].path;
    }
    const names = this.owners.map((owner) => owner.name);
    const finding: Finding = found.length === 0
      ? { file, position, message: `there is no component "${name}" in ${this.platform.stack}.${suggestion(name, names)}`, hints: [`Named here: ${names.join(', ')}.`] }
      : { file, position, message: `"${name}" names several components.`, hints: [`Write the path: ${found.map(({ path }) => path).join(', ')}.`] };
    if (findings === undefined) {
      throw new InputError([finding]);
    }
    findings.push(finding);
    return undefined;
  }
}

function ownerInfo(owner: Owner): OwnerInfo {
  const component = 'type' in owner ? owner : undefined;
  return {
    path: owner.path,
    name: owner.name,
    type: component?.type ?? 'Operator',
    product: component === undefined ? (owner as OperatorDocument).title : component.driver?.title,
    migration: component?.driver?.migration,
    external: component?.driver !== undefined && component.footprint === undefined && component.contract !== 'networking.CertificateIssuer',
  };
}

/** What a gateway of the platform's own is reached by. */
function loadBalancersOf(component: ComponentDocument): LoadBalancerDemand[] {
  return component.contract === 'networking.Gateway' && component.footprint !== undefined ? [{ owner: component.path, count: 1, origin: ORIGIN }] : [];
}

/** What users make more instances of as there is more to do; the rest grows in size, if at all. */
function scales(owner: Owner): boolean {
  return 'type' in owner && ['WebService', 'Worker', 'StaticSite'].includes(owner.type);
}

/** `sky.yaml:12`. */
function place({ file, position }: Pick<ComponentSettings, 'file' | 'position'>): string {
  return `${file}:${position.line}`;
}

function milliCpu(quantity: string): number {
  return Math.ceil(Quantity.parse(quantity, 'footprint').amount * 1000 - 1e-6);
}

function mebibytes(quantity: string): number {
  return Math.ceil(Quantity.parse(quantity, 'footprint').amount / 2 ** 20);
}

function gibibytes(quantity: string): Decimal {
  return new Decimal(Math.ceil(Quantity.parse(quantity, 'footprint').amount).toString()).div((2 ** 30).toString());
}
