import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeReportDocument } from '../../tests/support/made-report.ts';
import { csvOf, neutralise } from './csv.ts';
import { reportColumns, reportCsv } from './report-csv.ts';

/** Reads RFC 4180 text without its byte order mark; independent of the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 1; at < text.length; at += 1) {
    const character = text[at] as string;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell === '') isQuoted = true;
    else if (character === ',') {
      row.push(cell);
      cell = '';
    } else if (character === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      at += 1;
    } else cell += character;
  }
  return rows;
}

describe('a table as CSV', () => {
  it('begins with a byte order mark and ends every row with CRLF', () => {
    expect(csvOf(['a', 'b'], [[1, 'x']])).toBe('\ufeffa,b\r\n1,x\r\n');
    expect(csvOf(['a'], [])).toBe('\ufeffa\r\n');
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '\ttext',
    '  =1',
    '\u00a0=1',
    '\u200b=1',
    '\ufeff=1',
    '\u3000@x',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    ' ＝cmd',
    '\u0001=1',
    '=HYPERLINK("http://x";"y")',
    "=cmd|' /C calc'!A0",
  ])('makes a text of what a spreadsheet might run: %j', (text) => {
    expect(neutralise(text)).toBe(`'${text}`);
    expect(readCsv(csvOf(['c'], [[text]]))[1]).toEqual([`'${text}`]);
  });

  it.each(['plain', 'a=b', '1.5', 'none', '', 'two words', 'über', '"=1"'])('leaves %j as it is', (text) => {
    expect(readCsv(csvOf(['c'], [[text]]))[1]).toEqual([text]);
  });

  it('keeps numbers as numbers, with all their digits, and leaves what is not there empty', () => {
    const row = [-0.1, 1 / 3, 1e-7, 0, true, null, undefined, Number.NaN];
    expect(csvOf(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], [row])).toBe(
      '\ufeffa,b,c,d,e,f,g,h\r\n-0.1,0.3333333333333333,1e-7,0,true,,,\r\n',
    );
  });

  it('reads back as it was, whatever the texts hold, and no cell can run', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab=+-@"\',;\r\n\t ＝＠\u200b\u00a0') });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 4 }), (rows) => {
        const [, ...read] = readCsv(csvOf(['a', 'b'], rows));
        expect(read).toEqual(rows.map((row) => row.map(neutralise)));
        for (const cell of read.flat()) expect(cell).not.toMatch(/^[\s\p{Cf}]*[=+\-@＝＋－＠]/u);
      }),
    );
  });
});

describe('the report as CSV', () => {
  const title = '=HYPERLINK("http://evil.test","click")';
  const document = makeReportDocument({
    title,
    strata: {
      '=1+1': { population: 200, drawn: 40 },
      'a "quoted", line\r\nbreak': { population: 100, drawn: 40 },
      '@SUM(1)': { population: 50, drawn: 10 },
    },
  });
  const [header, ...rows] = readCsv(reportCsv(document));
  const cellsOf = (column: (typeof reportColumns)[number]): string[] =>
    rows.map((row) => row[reportColumns.indexOf(column)] ?? '');

  it('has one figure a row, with its interval, count and method, and the digests by which it is traced', () => {
    expect(header).toEqual([...reportColumns]);
    expect(rows.every((row) => row.length === reportColumns.length)).toBe(true);
    const overall = rows[cellsOf('table').indexOf('overall')] ?? [];
    const { figure } = document.report.questions[0]?.overall ?? { figure: null };
    expect(overall[reportColumns.indexOf('estimate')]).toBe(String(figure?.estimate));
    expect(overall[reportColumns.indexOf('low')]).toBe(String(figure?.low));
    expect(overall[reportColumns.indexOf('method')]).toBe(figure?.method);
    expect(new Set(cellsOf('manifestDigest'))).toEqual(new Set([document.manifestDigest]));
    expect(new Set(cellsOf('appVersion'))).toEqual(new Set(['0.0.0-test']));
    expect(cellsOf('ledgerHead')[0]).toMatch(/^[0-9a-f-]{36}:12:[0-9a-f]{64}$/);
  });

  it('names every table that the report has', () => {
    const tables = new Set(cellsOf('table'));
    for (const one of ['overall', 'options', 'breakdown', 'threshold', 'agreement', 'coverage', 'strata']) {
      expect(tables).toContain(one);
    }
  });

  it('carries hostile titles and values as texts', () => {
    expect(new Set(cellsOf('audit'))).toEqual(new Set([`'${title}`]));
    expect(cellsOf('value')).toContain("'=1+1");
    expect(cellsOf('value')).toContain("'@SUM(1)");
    expect(cellsOf('value')).toContain('a "quoted", line\r\nbreak');
    for (const row of rows) {
      for (const [at, cell] of row.entries()) {
        const isNumber = cell !== '' && Number.isFinite(Number(cell));
        if (!isNumber) expect(cell, reportColumns[at]).not.toMatch(/^[=+\-@\t\r]/);
      }
    }
  });
});
