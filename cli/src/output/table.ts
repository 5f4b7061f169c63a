import Table from 'cli-table3';
import { Colours } from '../terminal/terminal';

const NO_LINES = {
  'top': '', 'top-mid': '', 'top-left': '', 'top-right': '', 'bottom': '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  'left': ' ', 'left-mid': '', 'mid': '', 'mid-mid': '', 'right': '', 'right-mid': '', 'middle': ' ',
};

/** Aligned columns without lines: easy to read, and to cut and grep. */
export function renderTable(head: readonly string[], rows: readonly (readonly (string | undefined)[])[], colours: Colours): string {
  const table = new Table({ chars: NO_LINES, style: { 'padding-left': 1, 'padding-right': 1, 'head': [], 'border': [] } });
  table.push(head.map((text) => colours.dim(text)), ...rows.map((row) => row.map((cell) => cell ?? '-')));
  return table.toString().split('\n').map((line) => line.trimEnd()).join('\n');
}
