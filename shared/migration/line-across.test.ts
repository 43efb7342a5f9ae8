/** Whether rates go on across a change. */
import { expect, test } from 'vitest';
import type { Figure } from '../contract/report-figure.ts';
import type { LineFacts } from './line-across.ts';
import { lineAcross } from './line-across.ts';
import { recountedOptions } from './recount.ts';

const figure = (estimate: number | null): Figure => ({
  estimate,
  low: estimate === null ? null : estimate - 0.05,
  high: estimate === null ? null : estimate + 0.05,
  n: 100,
  method: 'kgStar',
  reason: estimate === null ? 'NO_DATA' : null,
  notes: [],
});

const certain = ['a', 'b', 'none'].map((id) => ({ kind: 'certain' as const, from: id, to: id }));
const facts: LineFacts = {
  mapping: certain,
  eventsBefore: ['a', 'b'],
  eventsAfter: ['a'],
  versions: [1, 2],
  bridged: [],
};
const recounted = { title: 'June', rateTitle: 'error rate', rate: figure(0.2), before: figure(0.3) };

test('where every label has one meaning and some count otherwise, the labels counted anew carry the line on', () => {
  const line = lineAcross({ ...facts, recounted });
  expect(line.isBroken).toBe(false);
  expect(line.sentence).toContain('the error rate of “June” is 20.0 % (15.0 % to 25.0 %)');
  expect(line.sentence).toContain('It was reported as 30.0 % under version 1.');
});

test('without a rate counted anew the line is broken, and the reason is what counts, not what is uncertain', () => {
  for (const none of [undefined, null, { ...recounted, rate: figure(null) }]) {
    const line = lineAcross({ ...facts, ...(none === undefined ? {} : { recounted: none }) });
    expect(line).toMatchObject({ isBroken: true });
    expect(line.sentence).toContain('every old label has one meaning in version 2, but some count otherwise');
  }
});

test('an uncertain label is never counted anew', () => {
  const mapping = [...certain.slice(1), { kind: 'relabel' as const, from: 'a', among: ['a', 'b'] }];
  expect(recountedOptions(['a', 'b', 'none'], mapping, ['a'])).toBeNull();
  expect(recountedOptions(['b', 'none'], mapping, ['a'])).toEqual([]);
  expect(lineAcross({ ...facts, mapping }).sentence).toContain('nobody has judged them anew');
});
