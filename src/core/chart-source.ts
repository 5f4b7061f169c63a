import { ChartFacts } from './manifest';

/** Options of `ChartSource.directory`. */
export interface ChartDirectoryOptions {
  /** True where the folder holds `<name>-<version>.tgz`, as `helm pull` writes them, rather than one unpacked folder a chart. @default false */
  readonly packed?: boolean;
}

/** Where a chart is taken from, in the words of `helm_release`. */
export interface ChartLocation {
  /** Chart name or path. */
  readonly chart: string;
  /** Repository. @default - the chart is a path */
  readonly repository?: string;
  /** Version. @default - the chart is a path and carries its own; an upgrade of it is not seen then, since the provider takes the installed one (adr/006) */
  readonly version?: string;
  /** True where the chart is a path relative to the Terraform project. @default false */
  readonly relative?: boolean;
}

/** Where Helm charts come from; an air-gapped site changes this one setting. */
export abstract class ChartSource {
  /** Each chart from where its authors publish it. */
  public static upstream(): ChartSource {
    return new Upstream();
  }

  /**
   * All charts from one OCI registry.
   *
   * @param registry such as `oci://registry.acme.example/charts`
   */
  public static ociMirror(registry: string): ChartSource {
    return new OciMirror(registry);
  }

  /**
   * All charts from a folder of the machine that applies, each in the version
   * that the library pins, as `helm pull` gives it.
   *
   * @param path absolute, or relative to the Terraform project
   */
  public static directory(path: string, options: ChartDirectoryOptions = {}): ChartSource {
    return new Directory(path, options.packed ?? false);
  }

  /** Where the given chart is. */
  public abstract locate(chart: ChartFacts): ChartLocation;
}

class Upstream extends ChartSource {
  public locate(chart: ChartFacts): ChartLocation {
    return { chart: chart.name, repository: chart.repository, version: chart.version };
  }
}

class OciMirror extends ChartSource {
  public constructor(private readonly registry: string) {
    super();
  }

  public locate(chart: ChartFacts): ChartLocation {
    return { chart: chart.name, repository: this.registry.replace(/\/+$/, ''), version: chart.version };
  }
}

class Directory extends ChartSource {
  public constructor(private readonly path: string, private readonly packed: boolean) {
    super();
  }

  public locate(chart: ChartFacts): ChartLocation {
    const file = this.packed ? `${chart.name}-${chart.version}.tgz` : chart.name;
    return { chart: `${this.path.replace(/\/+$/, '')}/${file}`, version: chart.version, relative: !this.path.startsWith('/') };
  }
}
