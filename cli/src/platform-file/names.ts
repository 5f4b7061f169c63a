import { NAME_LIMIT } from '../schema/name-pattern';

/** What is wrong with a name, as the library says it. */
export function describeName(name: string): string {
  return `"${name.length > 70 ? `${name.slice(0, 67)}…` : name}" is not a name Kubernetes accepts.`;
}

/** What a name may be, and the nearest one that would do. */
export function nameAdvice(name: string): string[] {
  const plain = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, NAME_LIMIT)
    .replace(/-+$/, '');
  return [
    `Lower-case letters, digits and "-", beginning with a letter, at most ${NAME_LIMIT} characters.`,
    ...(plain === '' || plain === name ? [] : [`Write "${plain}", for example.`]),
  ];
}
