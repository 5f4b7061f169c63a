import { Json, textAt, textsAt } from './json';

/** A Helm release, as the synth wrote it. */
export class SynthesizedRelease {
  /** @internal */
  public static _read(name: string, attributes: Json): SynthesizedRelease {
    return new SynthesizedRelease(`helm_release.${name}`, attributes);
  }

  /** Terraform address. */
  public readonly address: string;
  /** Name of the release. */
  public readonly releaseName: string;
  /** Its namespace. */
  public readonly namespaceName: string;
  /** Chart: a name in a repository, or a path. */
  public readonly chart: string;
  /** Repository. @default - the chart is a path */
  public readonly repository?: string;
  /** Version. @default - the chart is a path and carries its own */
  public readonly version?: string;
  /** Values, as Helm gets them: Terraform's escapes are undone. */
  public readonly values: { [key: string]: unknown };
  /** Terraform addresses it waits for. */
  public readonly dependsOn: string[];
  /** All attributes, as Terraform gets them. */
  public readonly attributes: { [key: string]: unknown };

  private constructor(address: string, attributes: Json) {
    this.address = address;
    this.attributes = attributes;
    this.releaseName = textAt(attributes, 'name');
    this.namespaceName = textAt(attributes, 'namespace');
    this.chart = textAt(attributes, 'chart');
    this.repository = attributes.repository as string | undefined;
    this.version = attributes.version as string | undefined;
    this.values = JSON.parse(unescape((textsAt(attributes, 'values')[0] ?? '{}'))) as Json;
    this.dependsOn = textsAt(attributes, 'depends_on');
  }
}

/** `$${` and `%%{` are Terraform's spelling of `${` and `%{`. */
function unescape(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}
