import { Construct, IConstruct } from 'constructs';
import { Platform, Target, TargetOptions } from '../core';
import { stackOf } from '../core/engine/stack';
import { listOf, ValidationError } from '../core/errors';
import { NodeSelection, NodeToleration } from '../core/node-selection';
import { platformDocument } from '../core/platform-document';
import { StackModel } from '../core/stack-model';
import { demandDigest, demandsOf } from './demand-digest';
import { PlacedStack, readPlacementFile } from './placement-file';
import { PlacementPool } from './placement-pool';

/** Kinds of clusters of vendors that have one of their own. */
const KINDS: { [vendor: string]: 'eks' | 'gke' | 'aks' | 'ack' } = { alibaba: 'ack', aws: 'eks', azure: 'aks', gcp: 'gke' };

/**
 * Storage classes by the product that volumes were priced as: those that a
 * cluster comes with, and, for gp3, the name that the vendor's documentation
 * gives the class. Sources: docs.aws.amazon.com/eks (storage classes),
 * learn.microsoft.com/azure/aks/concepts-storage, cloud.google.com/kubernetes-engine
 * (persistent volumes), help.aliyun.com/ack (disk volumes).
 */
const STORAGE_CLASSES: { [product: string]: string } = {
  'cloud_essd': 'alicloud-disk-topology-alltype',
  'gp2': 'gp2',
  'gp3': 'gp3',
  'pd-balanced': 'standard-rwo',
  'pd-ssd': 'premium-rwo',
  'pd-standard': 'standard',
  'Premium_LRS': 'managed-csi-premium',
  'StandardSSD_LRS': 'managed-csi',
};

/**
 * Where a platform runs, as `qtcloud place` decided: the vendor, the region and
 * the nodes. Synth reads the decision, and fails when it no longer fits the
 * platform.
 */
export class Placement {
  /**
   * Reads the decision for a stack.
   *
   * @param path path of `placement.lock.json`
   * @param stackName id of the stack, such as `acme`
   * @throws if the file cannot be read, was edited by hand, or is of another platform
   */
  public static fromFile(path: string, stackName: string): Placement {
    const { stacks } = readPlacementFile(path);
    const placed = Object.entries(stacks).find(([name]) => name === stackName)?.[1];
    if (placed === undefined) {
      throw new ValidationError(`the placement file "${path}" says nothing of the stack "${stackName}": it is of ${listOf(Object.keys(stacks).sort()) || 'no stack'}. Run "qtcloud place" for this platform, or name the file that it wrote.`);
    }
    return new Placement(path, placed);
  }

  /** Vendors, sorted. */
  public readonly vendors: string[];
  /** Regions, as `vendor/region`, sorted. */
  public readonly regions: string[];
  /** Node pools to make at the vendor. */
  public readonly pools: PlacementPool[];
  /** Storage class of volumes; none where the decision names no product that has one by default. */
  public readonly storageClass?: string;

  private constructor(private readonly path: string, private readonly placed: PlacedStack) {
    this.vendors = [...placed.vendors];
    this.regions = [...placed.regions];
    this.pools = placed.pools.map((pool) => ({ ...pool }));
    this.storageClass = STORAGE_CLASSES[placed.storageProducts.standard ?? ''];
  }

  /**
   * The cluster that was decided on: the vendor's own kind, with the storage class that its volumes were priced as.
   *
   * @param options what else is known of the cluster; a storage class given here counts
   */
  public target(options: TargetOptions = {}): Target {
    const kind = this.vendors.length === 1 ? KINDS[this.vendors[0]] : undefined;
    return Target[kind ?? 'kubernetes']({ storageClass: this.storageClass, ...options });
  }

  /**
   * Holds a stack to the decision: synth fails where the platform asks for something else than what was placed, or is
   * for another cluster. Pods that were placed on nodes of another architecture, or on spot nodes, are let there.
   */
  public applyTo(stack: Construct): void {
    const root = stackOf(stack);
    this.chooseNodes(root);
    root.node.addValidation({ validate: () => this.errors(root) });
  }

  private errors(stack: IConstruct): string[] {
    const model = StackModel.of(stack);
    const document = platformDocument(model);
    return [
      ...(demandDigest(document) === this.placed.platform ? [] : [this.demandError(demandsOf(document))]),
      ...model.platforms.flatMap((platform) => this.targetErrors(platform)),
    ];
  }

  private demandError(now: { [path: string]: string }): string {
    const before = this.placed.demands;
    const changed = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort().filter((path) => before[path] !== now[path]);
    const told = changed.slice(0, 5).map((path) => `${path}: ${before[path] ?? 'nothing'} before, ${now[path] ?? 'nothing'} now`);
    const more = changed.length > told.length ? ` and ${changed.length - told.length} more` : '';
    const what = changed.length === 0 ? 'other components talk to each other' : `${told.join('; ')}${more}`;
    return new ValidationError(`the placement file "${this.path}" no longer fits this platform: ${what}. Run "qtcloud place" on what synth writes without the placement, and commit the file.`).message;
  }

  private targetErrors({ target }: Platform): string[] {
    const [vendor] = this.vendors;
    const kind = this.vendors.length === 1 ? KINDS[vendor] : undefined;
    const isOther = kind !== undefined && target.kind !== kind && target.kind !== 'kubernetes';
    if (isOther) {
      return [new ValidationError(`the placement file "${this.path}" places this platform on ${this.regions.join(' and ')}, and the target is ${target.kind}. Use Target.${kind}(…), or placement.target(…); or run "qtcloud place --vendor …" for where it is to run.`).message];
    }
    return this.storageClass !== undefined && target.storageClass !== undefined && target.storageClass !== this.storageClass
      ? [new ValidationError(`the placement file "${this.path}" prices volumes as ${this.placed.storageProducts.standard}, which is the storage class "${this.storageClass}", and the target has "${target.storageClass}". Set storageClass: '${this.storageClass}', or choose the product in sky.yaml (storageClasses) and run "qtcloud place".`).message]
      : [];
  }

  private chooseNodes(stack: IConstruct): void {
    const selection = NodeSelection.of(stack);
    const tolerations = this.pools.flatMap(({ taints }) => taints).map(tolerationOf);
    const unique = [...new Map(tolerations.map((toleration) => [`${toleration.key}=${toleration.value}`, toleration])).values()];
    for (const path of this.placed.flexible) {
      selection.choose(path, { tolerations: unique });
    }
  }
}

/** `key=value:effect`. */
function tolerationOf(taint: string): NodeToleration {
  const [key, rest = ''] = taint.split('=');
  return { key, value: rest.split(':')[0] };
}
