import { LinearProgram } from './linear-program';
import { Packing, Pattern } from './packing';

/** A fractional solution of the master. */
export interface MasterSolution {
  /** In units of `Master.unit`. */
  readonly objective: number;
  /** Values of the items, at least 0. */
  readonly values: Float64Array;
  /** Values of the constraints on kinds of bins. */
  readonly binValues: Float64Array;
  /** How often each pattern is used. */
  readonly uses: Float64Array;
  /** How much each transfer moves. */
  readonly moved: Float64Array;
  /** Whether demand was left over: no patterns meet it yet. */
  readonly isShort: boolean;
}

/** A constraint on how many bins of some kinds are used. */
export interface BinRow {
  /** By bin: 1 if it counts. */
  readonly counts: Uint8Array;
  lower: number;
  upper: number;
}

/** The master: which patterns to use how often, as a linear program over the patterns known so far. */
export class Master {
  /** The cost that is 1 in the linear program. */
  readonly unit: number;
  readonly patterns: Pattern[] = [];
  readonly binRows: BinRow[] = [];
  private readonly program = new LinearProgram();
  private readonly known = new Set<string>();
  private readonly costs: number[];
  private readonly itemCount: number;
  private readonly binRowIndex: number[] = [];
  private readonly firstPattern: number;
  private readonly short: number[] = [];
  private readonly movers: number[] = [];

  constructor(packing: Packing) {
    const costs = packing.bins.map(({ cost }) => Number(cost));
    this.unit = median(costs.filter((cost) => cost > 0)) ?? 1;
    this.costs = costs.map((cost) => cost / this.unit);
    this.itemCount = packing.items.length;
    packing.items.forEach(({ demand }) => this.program.addRow(demand, Infinity));
    packing.items.forEach((_, item) => {
      const dearest = Math.max(...this.costs.filter((_cost, bin) => packing.bins[bin].takes[item] === 1), 0);
      this.short.push(this.program.addColumn({ cost: 10 * (dearest + 1), upper: Infinity, rows: [item], values: [1] }));
    });
    packing.transfers.forEach(({ from, to, most, percent }) => {
      this.movers.push(this.program.addColumn({ cost: 0, upper: most, rows: [from, to], values: [percent / 100, -1] }));
    });
    this.firstPattern = this.program.columnCount;
    packing.pools.forEach((most, pool) => this.addBinRow(Uint8Array.from(packing.bins, (bin) => (bin.pool === pool ? 1 : 0)), -Infinity, most));
  }

  get linearPrograms(): number {
    return this.program.solves;
  }

  get restarts(): number {
    return this.program.restarts;
  }

  /** Adds a pattern unless it is known; answers whether it is new. */
  add(pattern: Pattern, upper = Infinity): boolean {
    const key = `${pattern.bin}:${pattern.items.map((item, index) => `${item}x${pattern.counts[index]}`).join(',')}`;
    if (this.known.has(key)) {
      return false;
    }
    this.known.add(key);
    this.patterns.push(pattern);
    const rows = [...pattern.items];
    const values = [...pattern.counts];
    this.binRows.forEach(({ counts }, index) => {
      if (counts[pattern.bin] === 1) {
        rows.push(this.binRowIndex[index]);
        values.push(1);
      }
    });
    this.program.addColumn({ cost: this.costs[pattern.bin], upper, rows, values });
    return true;
  }

  /** Bounds how many bins of some kinds are used; answers the index of the constraint. */
  addBinRow(counts: Uint8Array, lower: number, upper: number): number {
    const entries = this.patterns.flatMap(({ bin }, index) => (counts[bin] === 1 ? [this.firstPattern + index] : []));
    this.binRowIndex.push(this.program.addRow(lower, upper, entries));
    return this.binRows.push({ counts, lower, upper }) - 1;
  }

  setBinRow(index: number, lower: number, upper: number): void {
    this.binRows[index].lower = lower;
    this.binRows[index].upper = upper;
    this.program.setRowBounds(this.binRowIndex[index], lower, upper);
  }

  /** What is left to pack, which patterns may be used, and how much may be moved. */
  restrict(demand: ArrayLike<number>, isAllowed: (pattern: Pattern, index: number) => boolean, mostMoved: readonly number[]): void {
    for (let item = 0; item < this.itemCount; item += 1) {
      this.program.setRowBounds(item, demand[item], Infinity);
    }
    const uppers = new Array<number>(this.program.columnCount).fill(Infinity);
    this.movers.forEach((column, index) => (uppers[column] = mostMoved[index]));
    this.patterns.forEach((pattern, index) => {
      if (!isAllowed(pattern, index)) {
        uppers[this.firstPattern + index] = 0;
      }
    });
    this.program.setColumnUppers(uppers);
  }

  async solve(): Promise<MasterSolution | undefined> {
    const solution = await this.program.solve();
    if (solution === undefined) {
      return undefined;
    }
    const { objective, columns, duals } = solution;
    return {
      objective,
      values: duals.slice(0, this.itemCount).map((value) => Math.max(0, value)),
      binValues: Float64Array.from(this.binRowIndex, (row) => duals[row]),
      uses: columns.slice(this.firstPattern),
      moved: Float64Array.from(this.movers, (column) => columns[column]),
      isShort: this.short.some((column) => columns[column] > 1e-6),
    };
  }

  dispose(): void {
    this.program.dispose();
  }
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
