import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../shared/contract/report-figure.ts';
import { hasCounts, isToldLater, reasonWords, shareWords, timeWords } from './page-words.ts';
import type { PageQuestion } from './reviewer-queries.ts';

const figure = (change: Partial<Figure>): Figure => ({
  estimate: null,
  low: null,
  high: null,
  n: 0,
  method: 'made',
  reason: null,
  notes: [],
  ...change,
});
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('figures of a reviewer’s page in words', () => {
  it('never show a share without its interval and its count', () => {
    expect(plain(shareWords(figure({ estimate: 0.75, low: 0.428, high: 0.945, n: 12 })))).toBe(
      '75.0 % (42.8–94.5 %, n = 12)',
    );
  });

  it('say why there is none', () => {
    expect(reasonWords(figure({ reason: 'AUDIT_OPEN' }))).toBe('told after the close');
    expect(reasonWords(figure({ reason: 'TOO_FEW_ITEMS', n: 4 }))).toBe('too few: 4');
    expect(reasonWords(figure({ reason: 'TOO_FEW_ITEMS' }))).toBe('nothing to compare');
    expect(shareWords(figure({ reason: 'NOT_HERE' }))).toBe('not known on this computer');
  });

  it('give times as the clock of the bench does', () => {
    const of = timeWords(figure({ estimate: 34_000, low: 21_000, high: 62_000, n: 40 }));
    expect({ ...of, range: plain(of.range) }).toEqual({ median: '0:34', range: '0:21–1:02, 40 items' });
    expect(timeWords(figure({ estimate: 34_000, n: 3 })).range).toContain('too few for an interval');
    expect(timeWords(figure({ reason: 'NO_DATA' })).median).toBe('no time was measured');
  });

  it('say once that everything is told after the close, and not where something is told already', () => {
    const open = figure({ reason: 'AUDIT_OPEN' });
    const question = { withOthers: open, withRulings: open, withGold: open } as PageQuestion;
    expect(isToldLater({ questions: [question, question] })).toBe(true);
    const told = { ...question, withGold: figure({ reason: 'TOO_FEW_ITEMS', n: 4 }) };
    expect(isToldLater({ questions: [question, told] })).toBe(false);
    expect(isToldLater({ questions: [] })).toBe(false);
  });

  it('draw no confusion of nothing', () => {
    expect([hasCounts([[0, 0]]), hasCounts([[0], [1]])]).toEqual([false, true]);
  });
});
