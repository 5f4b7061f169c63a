import { FAILSAFE_SCHEMA, load, Type, types } from 'js-yaml';
import { stringify } from 'yaml';
import { KubernetesObject } from '../kubernetes/kubernetes-object';

/** One document of what Helm rendered. */
export interface ManifestDocument {
  /** The text, as Helm keeps it. */
  readonly text: string;
  /** The object in it; none where there is only a comment. */
  readonly object?: KubernetesObject;
}

const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const INTEGER = /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[\da-fA-F_]+|0|[1-9][\d_]*)$/;

/**
 * YAML 1.1, as Helm and Kubernetes read it: `0644` is 420, and `on` is true.
 * Times stay text. js-yaml, because a release of custom resource definitions is
 * megabytes of it, and other readers take five times as long.
 */
const SCHEMA = FAILSAFE_SCHEMA.extend({
  implicit: [
    types.null,
    new Type('tag:yaml.org,2002:bool', { kind: 'scalar', resolve: (data) => typeof data === 'string' && (TRUE.test(data) || FALSE.test(data)), construct: (data) => TRUE.test(data as string) }),
    new Type('tag:yaml.org,2002:int', { kind: 'scalar', resolve: (data) => typeof data === 'string' && INTEGER.test(data), construct: (data) => integer(data as string) }),
    types.float,
    types.merge,
  ],
});

/** Reads what Helm rendered: its documents in order. */
export function readManifest(manifest: string): ManifestDocument[] {
  return manifest.split(/^---(?:[ \t].*)?$/m).filter((text) => text.trim() !== '').flatMap((text) => {
    const object = load(text, { schema: SCHEMA }) as KubernetesObject | null | undefined;
    // A List is only a way to write several objects.
    return object?.kind === 'List' && Array.isArray(object.items)
      ? (object.items as KubernetesObject[]).map((item) => documentOf(item))
      : [{ text, ...(object === undefined || object === null ? {} : { object }) }];
  });
}

/** Writes documents as Helm keeps them. */
export function writeManifest(documents: readonly ManifestDocument[]): string {
  return documents.map(({ text }) => `---\n${text.replace(/^\n+/, '').replace(/\n*$/, '\n')}`).join('');
}

/** The document of an object. */
export function documentOf(object: KubernetesObject, comment?: string): ManifestDocument {
  return { text: `${comment === undefined ? '' : `# ${comment}\n`}${stringify(object, { version: '1.1', lineWidth: 0 })}`, object };
}

function integer(text: string): number {
  const [, sign, digits] = /^([-+]?)(.*)$/.exec(text.replaceAll('_', '')) ?? [];
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return sign === '-' ? -value : value;
}
