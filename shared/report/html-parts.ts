/**
 * Pieces that every section of the HTML report is made of: figures as text, tables, lists of facts, drawn figures, times.
 * Must not know what a section says. Invariant: an estimate never stands without its interval or the reason for none.
 */
import type { Figure } from '../contract/report-figure.ts';
import type { NumberFormat } from '../figures/number-words.ts';
import { countText, intervalText, numberText } from '../figures/number-words.ts';
import { printPalette } from '../figures/palette.ts';
import { cellInWords, notesInWords, reasonInWords } from '../figures/report-words.ts';
import type { Rate } from '../figures/report-words.ts';
import type { Scene } from '../figures/scene.ts';
import { sceneToSvg } from '../figures/svg.ts';
import type { Markup } from './markup.ts';
import { html, trusted } from './markup.ts';

/** Width at which figures are drawn; the page scales them to its text width of 672 CSS pixels. */
export const FIGURE_WIDTH = 800;

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `9 Nov 2026, 08:00 UTC`; the same on every machine. */
export function timeText(iso: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})/.exec(iso);
  if (found === null) return iso;
  const [, year = '', month = '', day = '', time = ''] = found;
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}, ${time} UTC`;
}

export const drawing = (scene: Scene): Markup =>
  html`<figure>${trusted(sceneToSvg(scene, printPalette))}</figure>`;

/** Estimate as people write it, a dash where there is none. */
export function estimateText({ estimate }: Figure, format: NumberFormat): string {
  return estimate === null ? '–' : numberText(estimate, format);
}

/** The interval as people write it, a dash where there is none. */
export function rangeText({ low, high }: Figure, format: NumberFormat): string {
  return low === null || high === null ? '–' : intervalText(low, high, format);
}

export interface Column {
  title: string;
  isNumber?: boolean;
}

const classOf = (column: Column | undefined): string => (column?.isNumber === true ? 'number' : 'text');

/** A table; the first cell of each row heads it. Empty tables are left out. */
export function table(
  caption: string | null,
  columns: readonly Column[],
  rows: readonly (readonly (string | number)[])[],
): Markup {
  if (rows.length === 0) return html``;
  const said =
    caption === null
      ? null
      : html`<caption>
          ${caption}
        </caption>`;
  const heads = columns.map((one) =>
    one.title === '' ? html`<td></td>` : html`<th scope="col" class="${classOf(one)}">${one.title}</th>`,
  );
  const body = rows.map((row) => {
    const cells = row.map((value, at) => {
      const text = typeof value === 'number' ? countText(value) : value;
      return at === 0
        ? html`<th scope="row">${text}</th>`
        : html`<td class="${classOf(columns[at])}">${text}</td>`;
    });
    return html`<tr>
      ${cells}
    </tr> `;
  });
  return html`<table>
    ${said}
    <thead>
      <tr>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table> `;
}

/** Names and values side by side. */
export function facts(rows: readonly (readonly [name: string, value: string | Markup])[]): Markup {
  return html`<dl>
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd> `,
    )}
  </dl> `;
}

export function list(sentences: readonly string[]): Markup {
  if (sentences.length === 0) return html``;
  return html`<ul>
    ${sentences.map((one) => html`<li>${one}</li> `)}
  </ul> `;
}

export const paragraph = (text: string): Markup => html`<p>${text}</p> `;
export const code = (text: string): Markup => html`<code>${text}</code>`;

/** Remarks of a figure, small. */
export function remarks(notes: readonly string[]): Markup {
  const words = notesInWords(notes);
  return words.length === 0 ? html`` : html`<p class="note">${words.join(' ')}</p> `;
}

export const figureColumns: readonly Column[] = [
  { title: '' },
  { title: 'Estimate', isNumber: true },
  { title: '95 % interval', isNumber: true },
  { title: 'n', isNumber: true },
  { title: 'Method' },
];

/** The same columns with the audit's own level. */
export function columnsAt(alpha: number): Column[] {
  const level = `${Number((100 * (1 - alpha)).toFixed(2))} % interval`;
  return figureColumns.map((one, at) => (at === 2 ? { ...one, title: level } : one));
}

/** A figure as a row of `figureColumns`; the reason stands beside the method where there is no figure. */
export function figureRow(title: string, figure: Figure, format: NumberFormat): (string | number)[] {
  const { estimate, n, method, reason } = figure;
  const how = estimate === null ? `none: ${reasonInWords(reason)}` : method;
  return [title, estimateText(figure, format), rangeText(figure, format), n, how];
}

/** A rate as a row: title, events of n, estimate, interval, why it steps back. */
export function rateCells(title: string, rate: Rate): (string | number)[] {
  const { figure, events } = rate;
  const cell = figure.estimate === null ? reasonInWords(figure.reason) : (cellInWords(rate) ?? '');
  const estimate = figure.estimate === null ? '–' : numberText(figure.estimate, 'percent');
  return [
    title,
    `${countText(events)} / ${countText(figure.n)}`,
    estimate,
    rangeText(figure, 'percent'),
    cell,
  ];
}
