import { Data, Step } from './document';

/** Keys whose names are common words, which a message may use without meaning them. */
const COMMON_WORDS = new Set(['blueprint', 'name', 'class', 'options', 'package', 'key', 'path', 'command']);

interface Candidate {
  readonly path: Step[];
  readonly score: number;
}

/**
 * The value below a component that a message speaks of: one that it quotes, or
 * whose key it names. Nothing, where the message fits no value better than the
 * component itself.
 *
 * @param isOutside true for keys that are not searched
 */
export function focus(message: string, value: Data | undefined, isOutside: (key: string) => boolean = () => false): Step[] {
  const words = new Set(message.split(/[^\w-]+/));
  let best: Candidate = { path: [], score: 1 };
  const look = (data: Data, path: Step[], above: number): void => {
    const key = path.at(-1);
    const spoken = typeof key === 'string' && words.has(key) && !COMMON_WORDS.has(key);
    const quotedKey = typeof key === 'string' && message.includes(`"${key}"`);
    const score = above + (spoken ? 2 : 0) + (quotedKey ? 3 : 0) + leafScore(data, message, words, spoken);
    const matched = spoken || quotedKey || leafScore(data, message, words, spoken) > 0;
    if (matched && score > best.score) {
      best = { path, score };
    }
    if (typeof data === 'object' && data !== null) {
      const entries: [Step, Data][] = Array.isArray(data) ? data.map((item, index) => [index, item]) : Object.entries(data);
      for (const [step, item] of entries) {
        if (path.length > 0 || !isOutside(String(step))) {
          look(item, [...path, step], above + (spoken ? 1 : 0));
        }
      }
    }
  };
  if (value !== undefined) {
    look(value, [], 0);
  }
  return best.path;
}

function leafScore(data: Data, message: string, words: Set<string>, spoken: boolean): number {
  if (typeof data === 'string' && data !== '') {
    return message.includes(`"${data}"`) ? 4 : data.length >= 5 && message.includes(data) ? 3 : 0;
  }
  return typeof data === 'number' && spoken && words.has(String(data)) ? 1 : 0;
}
