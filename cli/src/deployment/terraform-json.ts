import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../platform-file/finding';

/** A resource, as it stands in the project. */
export interface TerraformResource {
  /** Such as `helm_release.orders`. */
  readonly address: string;
  /** Such as `helm_release`. */
  readonly type: string;
  /** Construct path. */
  readonly path: string;
  readonly dependsOn: readonly string[];
  /** Alias of its provider. @default - the only one */
  readonly alias?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

const FILE = 'cdk.tf.json';

/**
 * The resources of a Terraform project that synth wrote.
 *
 * @throws InputError if the project is not there, or is no JSON
 */
export function readResources(folder: string): TerraformResource[] {
  const file = join(folder, FILE);
  if (!existsSync(file)) {
    throw new InputError([{ file, message: 'there is no such file.', hints: ['Run "qtcloud synth" first, or name the folder that it wrote.'] }]);
  }
  let content: TerraformJson;
  try {
    content = JSON.parse(readFileSync(file, 'utf8')) as TerraformJson;
  } catch {
    throw new InputError([{ file, message: 'the file is not JSON.', hints: ['Run "qtcloud synth" again: it writes the file anew.'] }]);
  }
  return Object.entries(content.resource ?? {}).flatMap(([type, resources]) => Object.entries(resources).map(([id, attributes]) => {
    const { path } = (attributes['//'] as { metadata?: { path?: string } } | undefined)?.metadata ?? {};
    return {
      address: `${type}.${id}`,
      type,
      path: path ?? id,
      dependsOn: (attributes.depends_on ?? []) as string[],
      alias: (attributes.provider as string | undefined)?.split('.')[1],
      attributes,
    };
  }));
}
