import { escapeText } from './svg-chart';

/** Colours that those who do not tell red from green tell apart (Okabe and Ito), on light and on dark. */
const PARTS = ['#0072b2', '#e69f00', '#56b4e9', '#009e73', '#cc79a7', '#d55e00', '#999999'];

const STYLE = `
:root { color-scheme: light dark; --text: #1a1a1a; --dim: #5a5a5a; --line: #d8d8d8; --page: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --text: #ececec; --dim: #a8a8a8; --line: #444444; --page: #161616; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
p.dim, .dim { color: var(--dim); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
caption { text-align: left; padding: .6rem 0 .3rem; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; } td.number { white-space: nowrap; }
td.date { white-space: nowrap; } tr.total td { font-weight: 600; }
svg.chart { width: 100%; min-width: 36rem; max-width: 52rem; height: auto; font: 13px system-ui, sans-serif; }
svg.chart text { fill: var(--text); } svg.chart text.small { font-size: 12px; fill: var(--dim); }
${PARTS.map((colour, index) => `.part${index} { fill: ${colour}; }`).join(' ')}
@media print { body { margin: 0; max-width: none; } }
`;

/** A page that needs nothing else: no script, no font, no network. */
export function page(title: string, body: readonly string[]): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    `<title>${escapeText(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    ...body,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
  /** A short text that stays on one line. */
  readonly isDate?: boolean;
}

/** A table. The first cell of a row is its head; with `hasTotal`, the last row is the sum of the others. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly string[])[], hasTotal = false): string {
  const style = (index: number) => (columns[index]?.isNumber === true ? ' class="number"' : columns[index]?.isDate === true ? ' class="date"' : '');
  return [
    `<div class="scroll" tabindex="0" role="region" aria-label="${escapeText(caption)}"><table>`,
    `<caption class="dim">${escapeText(caption)}</caption>`,
    `<thead><tr>${columns.map(({ title }, index) => `<th scope="col"${style(index)}>${escapeText(title)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map((row, position) => `<tr${hasTotal && position === rows.length - 1 ? ' class="total"' : ''}>${row.map((cell, index) => (index === 0 ? `<th scope="row">${escapeText(cell)}</th>` : `<td${style(index)}>${escapeText(cell)}</td>`)).join('')}</tr>`),
    '</tbody></table></div>',
  ].join('\n');
}

/** A list; nothing where it is empty. */
export function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`<h2>${escapeText(title)}</h2>`, `<ul>${items.map((item) => `<li>${escapeText(item)}</li>`).join('')}</ul>`];
}
