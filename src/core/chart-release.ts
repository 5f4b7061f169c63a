import { Construct } from 'constructs';
import { Expression } from './engine/terraform-attributes';
import { Resource } from './engine/resource';
import { RESOURCE_TYPES } from './engine/resource-types';
import { ChartFacts } from './manifest';
import { applyOverrides } from './overrides';
import { Platform } from './platform';
import { RELEASE_NAME_LIMIT, shorten } from './naming';
import { stableJson } from './stable-json';
import { StackModel } from './stack-model';
import { mergeValues, Values } from './values';

/** Longest wait for a release, in seconds, where nobody chose another. */
const READY_TIMEOUT_SECONDS = 600;

/** Props of `ChartRelease`. */
export interface ChartReleaseProps {
  /** The chart. */
  readonly chart: ChartFacts;
  /** Name of the release; longer than 53 characters is shortened with a digest. */
  readonly releaseName: string;
  /** Namespace of the release, which must exist. */
  readonly namespaceName: string;
  /** Values that the driver needs for its wiring: names, hosts, Secrets. Nobody may override them. @default - none */
  readonly wiring?: { [key: string]: unknown };
  /** Values that the driver suggests. @default - none */
  readonly values?: { [key: string]: unknown };
  /** The user's own values, applied last. @default - none */
  readonly overrides?: { [key: string]: unknown };
  /** Terraform addresses to wait for. @default - none */
  readonly after?: string[];
  /** Whether Helm waits until the release's workloads are ready. @default true */
  readonly wait?: boolean;
  /** Longest wait, in seconds. @default - as the target says, else 600 */
  readonly timeout?: number;
  /** True where the chart's `crds/` folder is not to be installed. @default false */
  readonly skipCrds?: boolean;
}

/**
 * A pinned Helm chart with its values.
 *
 * A first install is not atomic: Helm would delete the pods that explain why
 * it failed.
 */
export class ChartRelease extends Construct {
  /** Terraform address of the release. */
  public readonly address: string;
  /** Name of the release. */
  public readonly releaseName: string;
  /** Namespace of the release. */
  public readonly namespaceName: string;
  /** The chart. */
  public readonly chart: ChartFacts;
  private readonly producers: (() => Values)[] = [];
  private readonly after: string[];

  /**
   * @throws if an override touches a value that the driver needs for its wiring
   */
  public constructor(scope: Construct, id: string, props: ChartReleaseProps) {
    super(scope, id);
    this.chart = props.chart;
    this.releaseName = shorten(props.releaseName, RELEASE_NAME_LIMIT);
    this.namespaceName = props.namespaceName;
    this.after = [...(props.after ?? [])];
    // At once, so that a bad override is refused where it was written.
    applyOverrides(this, props.chart.name, props);
    const { target } = Platform.of(this);
    const source = target.charts.locate(props.chart);
    const release = new Resource(this, 'release', RESOURCE_TYPES.helmRelease, () => ({
      name: this.releaseName,
      namespace: props.namespaceName,
      chart: source.relative === true ? Expression.string(`\${path.module}/${source.chart}`) : source.chart,
      repository: source.repository,
      version: source.version,
      values: [stableJson(this.render(props), 2)],
      wait: props.wait ?? true,
      waitForJobs: (props.wait ?? true) ? true : undefined,
      timeout: props.timeout ?? target.readyTimeoutSeconds ?? READY_TIMEOUT_SECONDS,
      skipCrds: props.skipCrds === true ? true : undefined,
      upgradeInstall: true, // A first install that failed is not in the state, and would be refused for ever: adr/006.
      maxHistory: 5,
    }), { dependsOn: () => [...StackModel.of(this).namespaceAddress(this, props.namespaceName), ...this.after] });
    this.address = release.address;
    StackModel.of(this).releases.push(this);
  }

  /** Waits for another Terraform address. */
  public waitFor(address: string): void {
    this.after.push(address);
  }

  /**
   * Adds wiring that is known only when everything is declared.
   *
   * @internal
   */
  public _wire(producer: () => Values): void {
    this.producers.push(producer);
  }

  private render(props: ChartReleaseProps): Values {
    const wiring = this.producers.reduce<Values>((merged, produce) => mergeValues(merged, produce()), props.wiring ?? {});
    return applyOverrides(this, this.chart.name, { ...props, wiring });
  }
}
