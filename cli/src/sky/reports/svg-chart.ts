import { Decimal, moneyText, sumOf, ZERO } from '../prices/decimal';

/** One bar, made of parts. */
export interface Bar {
  readonly label: string;
  /** What stands behind the bar, such as `+12 %`. */
  readonly note: string;
  readonly parts: readonly { readonly name: string; readonly value: Decimal }[];
}

/** A bar chart. */
export interface Chart {
  /** Unique on the page: the title is found by it. */
  readonly id: string;
  readonly title: string;
  /** The chart in words, for those who do not see it. */
  readonly description: string;
  /** Names of parts, in the order of their colours. */
  readonly names: readonly string[];
  readonly bars: readonly Bar[];
}

const WIDTH = 760;
const LABEL = 190;
const NOTE = 170;
const ROW = 30;
const THICKNESS = 20;
const LEGEND = 34;

/**
 * Stacked bars as SVG. Parts differ by colour and, for those who do not tell
 * colours apart, by their order, their gaps and a title for each.
 */
export function barChart({ id, title, description, names, bars }: Chart): string {
  const largest = bars.reduce((most, bar) => (total(bar).gt(most) ? total(bar) : most), ZERO);
  const height = LEGEND + bars.length * ROW + 6;
  return [
    `<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}-title">`,
    `<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-title ${id}-description">`,
    `<title id="${id}-title">${escapeText(title)}</title>`,
    `<desc id="${id}-description">${escapeText(description)}</desc>`,
    legend(names),
    ...bars.map((bar, index) => barText(bar, LEGEND + index * ROW, names, largest)),
    '</svg></div>',
  ].join('\n');
}

function barText(bar: Bar, y: number, names: readonly string[], largest: Decimal): string {
  const room = WIDTH - LABEL - NOTE;
  let x = LABEL;
  const parts = bar.parts.filter(({ value }) => value.gt(ZERO)).map(({ name, value }) => {
    const width = largest.eq(ZERO) ? 0 : Number(value.div(largest).times(String(room)).toFixed(2));
    const rect = `<rect class="part${names.indexOf(name)}" x="${x.toFixed(2)}" y="${y}" width="${Math.max(0.5, width - 1).toFixed(2)}" height="${THICKNESS}"><title>${escapeText(`${bar.label}, ${name}: ${moneyText(value)}`)}</title></rect>`;
    x += width;
    return rect;
  });
  return [
    `<text x="${LABEL - 8}" y="${y + 15}" text-anchor="end">${escapeText(short(bar.label))}</text>`,
    ...parts,
    `<text x="${(x + 8).toFixed(2)}" y="${y + 15}">${escapeText(bar.note)}</text>`,
  ].join('');
}

function legend(names: readonly string[]): string {
  let x = LABEL;
  return names.map((name, index) => {
    const item = `<rect class="part${index}" x="${x}" y="4" width="12" height="12"/><text class="small" x="${x + 17}" y="14">${escapeText(name)}</text>`;
    x += 30 + name.length * 7;
    return item;
  }).join('');
}

function total(bar: Bar): Decimal {
  return sumOf(bar.parts.map(({ value }) => value));
}

function short(label: string): string {
  return label.length > 24 ? `${label.slice(0, 23)}…` : label;
}

/** Text in HTML and SVG. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
