import { Position } from '../../platform-file/finding';

/** One line of a table: its cells, and where each begins. */
export interface CsvRecord {
  readonly cells: string[];
  /** Line of the first cell, from one. */
  readonly line: number;
  /** Place of each cell. */
  readonly positions: Position[];
}

/** A quote that is not closed, or text behind a closing one. */
export interface CsvFault {
  readonly position: Position;
  readonly message: string;
}

/**
 * Reads comma-separated values as RFC 4180 has them. The libraries that do
 * this tell the line of a record only, and messages here name the cell.
 */
export function readCsv(text: string): { records: CsvRecord[]; faults: CsvFault[] } {
  const reader = new Reader(text.startsWith('\uFEFF') ? text.slice(1) : text);
  const records: CsvRecord[] = [];
  while (!reader.atEnd) {
    const record = reader.record();
    if (record.cells.length > 1 || record.cells[0] !== '') {
      records.push(record);
    }
  }
  return { records, faults: reader.faults };
}

class Reader {
  public readonly faults: CsvFault[] = [];
  private offset = 0;
  private line = 1;
  private lineStart = 0;

  public constructor(private readonly text: string) {}

  public get atEnd(): boolean {
    return this.offset >= this.text.length;
  }

  public record(): CsvRecord {
    const line = this.line;
    const cells: string[] = [];
    const positions: Position[] = [];
    for (;;) {
      positions.push(this.position);
      cells.push(this.text[this.offset] === '"' ? this.quoted() : this.plain());
      if (this.text[this.offset] !== ',') {
        break;
      }
      this.offset += 1;
    }
    this.endOfLine();
    return { cells, line, positions };
  }

  private get position(): Position {
    return { line: this.line, column: this.offset - this.lineStart + 1 };
  }

  private plain(): string {
    let end = this.offset;
    while (end < this.text.length && !',\r\n'.includes(this.text[end])) {
      end += 1;
    }
    const cell = this.text.slice(this.offset, end);
    this.offset = end;
    return cell.trim();
  }

  private quoted(): string {
    const start = this.position;
    let cell = '';
    this.offset += 1;
    for (;;) {
      const end = this.text.indexOf('"', this.offset);
      if (end < 0) {
        this.faults.push({ position: start, message: 'the quote that begins here is not closed.' });
        cell += this.take(this.text.length);
        return cell;
      }
      cell += this.take(end);
      this.offset += 1;
      if (this.text[this.offset] !== '"') {
        break;
      }
      cell += '"';
      this.offset += 1;
    }
    if (!this.atEnd && !',\r\n'.includes(this.text[this.offset])) {
      this.faults.push({ position: this.position, message: 'text follows a closing quote.' });
      cell += this.plain();
    }
    return cell;
  }

  /** Text up to an offset; it may go over several lines. */
  private take(end: number): string {
    const taken = this.text.slice(this.offset, end);
    for (let next = this.text.indexOf('\n', this.offset); next >= 0 && next < end; next = this.text.indexOf('\n', next + 1)) {
      this.line += 1;
      this.lineStart = next + 1;
    }
    this.offset = end;
    return taken;
  }

  private endOfLine(): void {
    if (this.text[this.offset] === '\r') {
      this.offset += 1;
    }
    if (this.text[this.offset] === '\n') {
      this.offset += 1;
    }
    this.line += 1;
    this.lineStart = this.offset;
  }
}

/** A cell as it is written. */
export function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line as it is written, without the line's end. */
export function csvLine(cells: readonly string[]): string {
  return cells.map(csvCell).join(',');
}
