import { expect, it } from 'vitest';
import { commands } from '../../shared/commands/registry.ts';
import { withoutSingleKeys } from '../lib/press.ts';
import { listKeyGroups } from './key-rows.ts';

const idsOf = (groups: ReturnType<typeof listKeyGroups>): string[] =>
  groups.flatMap((group) => group.rows.map((row) => row.id));
const inReview = (id: string): boolean =>
  commands.some((one) => one.id === id && (one.scope === 'review' || one.scope === 'everywhere'));

it('shows only what can be done here, grouped, each once', () => {
  const ids = idsOf(listKeyGroups(inReview, {}));
  expect(ids).toContain('review_evidence');
  expect(ids.filter((id) => id.startsWith('report_') || id.startsWith('today_'))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(listKeyGroups(() => false, {})).toEqual([]);
});

it('leaves out no command that can be done, but tells the digits in one row', () => {
  const shown = new Set(idsOf(listKeyGroups(() => true, {})));
  const missing = commands.filter((one) => !shown.has(one.id)).map((one) => one.id);
  expect(missing).toEqual(
    ['review', 'disagreements', 'norming'].flatMap((screen) =>
      [2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `${screen}_option_${digit}`),
    ),
  );
});

it('shows the keys as they are now', () => {
  const rows = listKeyGroups(inReview, { review_note: 'y', review_skip: '' }).flatMap((one) => one.rows);
  expect(rows.find((row) => row.id === 'review_note')?.chords).toEqual(['y']);
  expect(rows.find((row) => row.id === 'review_skip')?.chords).toEqual([]);
  expect(rows.find((row) => row.id === 'review_option_1')).toMatchObject({ chords: ['1'], upTo: '9' });
});

it('does not promise a single letter that is switched off', () => {
  const rows = listKeyGroups(inReview, withoutSingleKeys({})).flatMap((one) => one.rows);
  expect(rows.find((row) => row.id === 'review_next')?.chords).toEqual(['ArrowRight']);
  expect(rows.find((row) => row.id === 'review_note')?.chords).toEqual([]);
  expect(rows.find((row) => row.id === 'review_option_1')?.chords).toEqual(['1']);
});
