import { Document, isAlias, isMap, isPair, isScalar, isSeq, LineCounter, Node, Pair, Scalar } from 'yaml';
import { Position } from './finding';

/** A key or an index on the way to a value. */
export type Step = string | number;

/** Data that JSON can hold. */
export type Data = null | boolean | number | string | Data[] | { [key: string]: Data };

/** A YAML document as data, in which every value knows its place in the text. */
export class SourceDocument {
  public constructor(
    /** The file, as the user named it. */
    public readonly file: string,
    /** What it holds. */
    public readonly data: { [key: string]: Data },
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
  ) {}

  /** A text at the top; empty where there is none. */
  public text(key: string): string {
    const value = this.data[key];
    return typeof value === 'string' ? value : '';
  }

  /** Place of a value; of the nearest one above it, where there is none. */
  public positionOf(path: readonly Step[]): Position | undefined {
    const found = this.nodeAt(path);
    return found === undefined ? (path.length > 0 ? this.positionOf(path.slice(0, -1)) : { line: 1, column: 1 }) : this.place(found);
  }

  /** Place of a key in a map. */
  public positionOfKey(path: readonly Step[]): Position | undefined {
    const pair = this.pairAt(path);
    return isPair(pair) && isScalar(pair.key) ? this.place(pair.key) : this.positionOf(path);
  }

  /** True where the value is a word without quotes, as it was written. */
  public plainText(path: readonly Step[]): string | undefined {
    const node = this.nodeAt(path);
    return isScalar(node) && node.type === Scalar.PLAIN ? node.source : undefined;
  }

  private nodeAt(path: readonly Step[]): Node | undefined {
    let node: unknown = this.document.contents;
    for (const step of path) {
      node = child(this.resolved(node), step);
    }
    return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node : undefined;
  }

  private pairAt(path: readonly Step[]): Pair | undefined {
    const above = this.resolved(path.length === 1 ? this.document.contents : this.nodeAt(path.slice(0, -1)));
    return isMap(above) ? pairOf(above.items, path[path.length - 1]) : undefined;
  }

  private resolved(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.document) : node;
  }

  private place(node: Node): Position | undefined {
    const start = node.range?.[0];
    if (start === undefined) {
      return undefined;
    }
    const { line, col } = this.lines.linePos(start);
    return { line, column: col };
  }
}

function child(node: unknown, step: Step): unknown {
  if (isSeq(node) && typeof step === 'number') {
    return node.items[step];
  }
  return isMap(node) ? pairOf(node.items, step)?.value : undefined;
}

function pairOf(pairs: readonly Pair[], key: Step): Pair | undefined {
  return pairs.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

/** `apps.shop.binds[0]`. */
export function pathText(path: readonly Step[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') {
      return `${text}[${step}]`;
    }
    if (!/^[\w-]+$/.test(step)) {
      return `${text}[${JSON.stringify(step)}]`;
    }
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
