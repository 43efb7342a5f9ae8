import { describe, expect, it } from 'vitest';
import { intervalsCsv, matrixCsv, pointsCsv } from './figure-csv.ts';

const figure = { estimate: 0.0183654, low: 0.011, high: 0.029, n: 196, method: 'KG*' };

describe('the numbers of a figure as a table', () => {
  it('are whole, with interval, count, limit and method', () => {
    const row = {
      key: 'k',
      title: 'billing',
      note: '4 of 196 items',
      figure,
      tone: 'warn',
      limit: 0.015,
    } as const;
    const [head, line] = intervalsCsv([row]).split('\r\n');
    expect(head).toContain('name,estimate,low,high,n,limit,method');
    expect(line).toContain('billing,0.0183654,0.011,0.029,196,0.015,KG*');
  });

  it('run nothing in a spreadsheet, whatever a row is called', () => {
    const title = '=HYPERLINK("http://example.com")';
    const row = { key: 'k', title, note: '', figure, tone: 'accent' } as const;
    expect(intervalsCsv([row])).toContain(`"'=HYPERLINK(""http://example.com"")"`);
  });

  it('leave a week without an item empty, not nought', () => {
    const none = { estimate: null, low: null, high: null };
    const point = { key: 'k', title: 'w43', note: 'none', figure: none, tone: 'quiet', limit: null } as const;
    expect(pointsCsv([point]).split('\r\n')[1]).toBe('w43,,,,,,,none,');
  });

  it('keep the heads of a map', () => {
    const cell = (count: number) => ({ key: `${count}`, count, label: '', isDiagonal: false });
    const map = {
      title: 't',
      description: 'd',
      rowHead: 'judge',
      columnHead: 'people',
      rows: ['judge: yes'],
      columns: ['people: yes', 'people: no'],
      cells: [[cell(38), cell(18)]],
      empty: '',
    };
    expect(matrixCsv(map).split('\r\n').slice(0, 2)).toEqual([
      '\ufeffjudge / people,people: yes,people: no',
      'judge: yes,38,18',
    ]);
  });
});
