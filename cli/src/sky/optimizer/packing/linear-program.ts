import loadHighs, { Highs, Model } from 'highs';

/** A column to add: its cost, upper bound and entries. The lower bound is 0. */
export interface Column {
  readonly cost: number;
  readonly upper: number;
  readonly rows: readonly number[];
  readonly values: readonly number[];
}

/** What the solver found. Floating point: nothing here is a proof. */
export interface LinearSolution {
  readonly objective: number;
  readonly columns: Float64Array;
  readonly duals: Float64Array;
}

/**
 * A linear program that grows: rows have bounds, columns are added, bounds change, and each solve starts from the
 * last basis. The solver's memory ends at 4 GiB and an exhausted solver stays broken, so everything is kept here too:
 * a solver that breaks is replaced by a new one, and the program is built again.
 */
export class LinearProgram {
  /** How often a solver was replaced. */
  restarts = 0;
  /** How many programs were solved. */
  solves = 0;
  /** One instance for the whole process: loading it takes as long as many solves. */
  private static shared?: Promise<Highs>;
  private model?: Model;
  private readonly lower: number[] = [];
  private readonly upper: number[] = [];
  private readonly columns: Column[] = [];
  private readonly columnUpper: number[] = [];
  private pending = 0;

  /** Starts to load the solver, which other threads compile. */
  static async prepare(): Promise<Highs> {
    LinearProgram.shared ??= loadHighs();
    return LinearProgram.shared;
  }

  get rowCount(): number {
    return this.lower.length;
  }

  get columnCount(): number {
    return this.columns.length;
  }

  /** Adds a row with entries in columns that are already there; answers its index. */
  addRow(lower: number, upper: number, entries: readonly number[] = []): number {
    // Columns that the solver has not seen yet go first: they have no entry in the new row for it.
    this.flush();
    const row = this.lower.length;
    this.lower.push(lower);
    this.upper.push(upper);
    for (const column of entries) {
      const { cost, upper: most, rows, values } = this.columns[column];
      this.columns[column] = { cost, upper: most, rows: [...rows, row], values: [...values, 1] };
    }
    if (this.model !== undefined) {
      this.model.addRow(lower, upper, { indices: Int32Array.from(entries), values: new Float64Array(entries.length).fill(1) });
    }
    return row;
  }

  /** Adds a column; answers its index. */
  addColumn(column: Column): number {
    this.columns.push(column);
    this.columnUpper.push(column.upper);
    this.pending += 1;
    return this.columns.length - 1;
  }

  setRowBounds(row: number, lower: number, upper: number): void {
    if (this.lower[row] !== lower || this.upper[row] !== upper) {
      this.lower[row] = lower;
      this.upper[row] = upper;
      this.model?.changeRowBounds(row, lower, upper);
    }
  }

  /** New upper bounds, one for each column. */
  setColumnUppers(uppers: readonly number[]): void {
    this.flush();
    const changed = uppers.flatMap((upper, column) => (this.columnUpper[column] === upper ? [] : [column]));
    if (changed.length === 0) {
      return;
    }
    changed.forEach((column) => (this.columnUpper[column] = uppers[column]));
    this.model?.changeColsBounds(
      { kind: 'set', indices: Int32Array.from(changed) },
      new Float64Array(changed.length),
      Float64Array.from(changed, (column) => uppers[column]),
    );
  }

  /** Solves from the last basis. Undefined if the solver gives no optimum even when it starts anew. */
  async solve(): Promise<LinearSolution | undefined> {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        const solution = await this.run();
        if (solution !== undefined) {
          return solution;
        }
      } catch (error) {
        if (attempt > 0) {
          throw error;
        }
      }
      this.restarts += 1;
      this.drop();
    }
    return undefined;
  }

  /** Frees the solver's memory. */
  dispose(): void {
    this.drop();
  }

  private async run(): Promise<LinearSolution | undefined> {
    const highs = await LinearProgram.prepare();
    this.model ??= this.build(highs);
    this.flush();
    this.solves += 1;
    const { modelStatus } = this.model.run();
    if (modelStatus !== highs.constants.modelStatus.optimal) {
      return undefined;
    }
    const { colValue, rowDual } = this.model.getSolution();
    return { objective: this.model.getObjectiveValue(), columns: colValue, duals: rowDual };
  }

  private build(highs: Highs): Model {
    const model = highs.createModel();
    model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex', simplex_strategy: 4 });
    this.lower.forEach((lower, row) => model.addRow(lower, this.upper[row], { indices: new Int32Array(0), values: new Float64Array(0) }));
    this.pending = this.columns.length;
    return model;
  }

  private flush(): void {
    if (this.model === undefined || this.pending === 0) {
      return;
    }
    const first = this.columns.length - this.pending;
    const added = this.columns.slice(first);
    const starts = new Int32Array(added.length + 1);
    added.forEach(({ rows }, index) => (starts[index + 1] = starts[index] + rows.length));
    this.model.addCols({
      cost: Float64Array.from(added, ({ cost }) => cost),
      lower: new Float64Array(added.length),
      upper: Float64Array.from(added, (_, index) => this.columnUpper[first + index]),
      matrix: {
        format: 'csc',
        numRows: this.lower.length,
        numCols: added.length,
        starts,
        indices: Int32Array.from(added.flatMap(({ rows }) => rows)),
        values: Float64Array.from(added.flatMap(({ values }) => values)),
      },
    });
    this.pending = 0;
  }

  /** A model that is not disposed of leaks; a solver that is broken cannot dispose of it. */
  private drop(): void {
    try {
      this.model?.dispose();
    } catch {
      LinearProgram.shared = undefined;
    }
    this.model = undefined;
  }
}
