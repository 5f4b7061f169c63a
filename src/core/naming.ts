import { createHash } from 'crypto';
import { IConstruct } from 'constructs';
import { describeConstruct, ValidationError } from './errors';

/** Kubernetes refuses longer names of most objects (RFC 1123 label). */
export const NAME_LIMIT = 63;

/** Helm refuses longer release names. Source: helm.sh/docs, chartutil `maxReleaseNameLen`. */
export const RELEASE_NAME_LIMIT = 53;

const LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** A short, stable digest for names and versions: the same content, the same letters. */
export function digest(content: string, length = 8): string {
  return createHash('sha256').update(content).digest('hex').slice(0, length);
}

/** The name itself, or, where it is too long, its beginning with a digest of the whole, so that two long names never meet. */
export function shorten(name: string, limit: number = NAME_LIMIT): string {
  if (name.length <= limit) {
    return name;
  }
  const head = name.slice(0, limit - 9).replace(/-+$/, '');
  return `${head}-${digest(name)}`;
}

/**
 * Checks a name against what Kubernetes allows for the objects we make
 * (RFC 1035 label: Services are the strictest).
 *
 * @throws with the nearest name that would do
 */
export function checkName(construct: IConstruct, name: string, what = 'the name'): string {
  if (!LABEL.test(name) || name.length > NAME_LIMIT) {
    throw ValidationError.at(
      construct,
      `${what} "${name}" is not a name Kubernetes accepts: lower-case letters, digits and "-", beginning with a letter, at most ${NAME_LIMIT} characters. Write "${nearestName(name)}", for example.`,
    );
  }
  return name;
}

/**
 * The id itself, if nothing in the scope has it yet: the engine's own complaint
 * comes with a stack trace.
 */
export function freeIn(scope: IConstruct, id: string): string {
  const other = scope.node.tryFindChild(id);
  if (other !== undefined) {
    throw ValidationError.at(scope, `two things are named "${id}" here: this one, and ${describeConstruct(other)}. Give one of them another name.`);
  }
  return id;
}

/** The closest acceptable name, for advice in messages only. */
export function nearestName(name: string): string {
  const plain = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  return plain === '' ? 'my-component' : shorten(plain);
}

/** `ORDERS_DB` for `orders-db`: the prefix of a binding's environment variables. */
export function environmentPrefix(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}
