import { distance } from 'fastest-levenshtein';

/** The allowed name that a misspelt one was meant to be, if any is near. */
export function nearest(given: string, allowed: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const letters = (text: string) => Array.from(text).sort().join('');
  let best: { name: string; far: number } | undefined;
  for (const name of [...allowed].sort()) {
    const far = letters(plain(name)) === letters(plain(given)) ? 0.5 : distance(plain(given), plain(name));
    if (far <= Math.max(1, Math.floor(Math.min(name.length, given.length) / 3)) && (best === undefined || far < best.far)) {
      best = { name, far };
    }
  }
  return best?.name;
}

/** ` Did you mean "orders"?`, or nothing. */
export function suggestion(given: string, allowed: readonly string[]): string {
  const name = nearest(given, allowed);
  return name === undefined ? '' : ` Did you mean "${name}"?`;
}

/** `a, b, c`, in the order given; what does not fit is counted. */
export function listed(names: readonly string[], limit = 30): string {
  const more = names.length - limit;
  return more > 0 ? `${names.slice(0, limit).join(', ')} and ${more} more` : names.join(', ');
}
