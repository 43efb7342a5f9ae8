/**
 * Tables as CSV: RFC 4180, UTF-8 with a byte order mark (so that spreadsheets read it as UTF-8), CRLF. Must not know what
 * the table is about.
 *
 * Invariant: no text cell can be taken for a formula by a spreadsheet; numbers stay numbers, unrounded.
 */

export type Cell = string | number | boolean | null | undefined;

const BOM = '\ufeff';

/**
 * What spreadsheets may run: = + - @ and their full-width forms at the start, also behind white space and characters that
 * nobody sees; and a cell that begins with tab, carriage return or line feed.
 */
const formulaStart =
  /^(?:[\t\r\n]|[\s\p{Cf}\p{Cc}\p{Z}\u115f\u1160\u3164\uffa0]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b])/u;

/** A text that no spreadsheet runs: a leading apostrophe makes it a text. */
export function neutralise(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

function cellOf(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (typeof value === 'boolean') return String(value);
  const safe = neutralise(value);
  return /[",\r\n;\t']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as CSV text, header first. Every row has one cell for each column. */
export function csvOf(columns: readonly string[], rows: Iterable<readonly Cell[]>): string {
  let text = `${BOM}${columns.map(cellOf).join(',')}\r\n`;
  for (const row of rows) text += `${columns.map((_, at) => cellOf(row[at])).join(',')}\r\n`;
  return text;
}
