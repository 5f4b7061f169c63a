/** What people call a component, from its class: `database` for `RelationalDatabase`. */
export function noun(type: string): string {
  const words = type.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(' ');
  return words[words.length - 1];
}
