import { expect, it } from 'vitest';
import { commands } from '../../../shared/commands/registry.ts';
import { guardHandlers, isHeardBeside } from './bench-guard.ts';
import type { OpenBarKind } from './bench-guard.ts';

const ids = commands.filter((one) => one.scope === 'review').map((one) => one.id);
const heard = (open: OpenBarKind): string[] => ids.filter((id) => isHeardBeside(open, id));

it('hears every key while nothing is open', () => {
  expect(heard('none')).toEqual(ids);
});

it('lets nothing but numbers, Escape and reading through while a reason or a class is asked for', () => {
  for (const open of ['reason', 'class'] as const) {
    const through = heard(open);
    expect(through).toContain('review_leave');
    expect(through).toContain('review_option_3');
    for (const id of [
      'review_next',
      'review_submit',
      'review_submit_complete',
      'review_skip',
      'review_undo',
    ]) {
      expect(through, id).not.toContain(id);
    }
    expect(through).not.toContain('review_look_next');
  }
});

it('lets words and passages be selected, and the person go on, once the span is made', () => {
  const through = heard('support');
  for (const id of ['review_sentence_next', 'review_word_longer', 'review_passage_next', 'review_submit']) {
    expect(through, id).toContain(id);
  }
  for (const id of ['review_skip', 'review_flag', 'review_reopen', 'review_evidence', 'review_span_remove']) {
    expect(through, id).not.toContain(id);
  }
});

it('lets the key that submits confirm the words for a reason, and nothing else', () => {
  expect(heard('note').filter((id) => !id.startsWith('review_option_'))).toEqual([
    'review_submit',
    'review_leave',
    'review_raw',
    'review_undim',
  ]);
});

it('says how to leave instead of carrying out what is not expected', () => {
  const said: string[] = [];
  const done: string[] = [];
  const guarded = guardHandlers(
    { review_next: () => done.push('next'), review_leave: () => done.push('leave') },
    'class',
    (words) => said.push(words),
  );
  guarded['review_next']?.('down');
  guarded['review_leave']?.('down');
  expect(done).toEqual(['leave']);
  expect(said).toHaveLength(1);
});
