/** Bringing a working copy and a newer version together: nothing is chosen unasked, and every choice is carried out. */
import { describe, expect, test } from 'vitest';
import { hallucinationTaxonomy as base } from '../../../shared/domain/defaults.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { mergeDraft } from '../../../shared/taxonomy/merge-drafts.ts';
import { beginDraft, sayMeaning } from './draft-edits.ts';
import { findClass, writeClass } from './draft-steps.ts';
import type { Choices } from './merge-choices.ts';
import { applyChoices, conflictKey, isOnlyTold } from './merge-choices.ts';
import { retire } from './structure-steps.ts';

const begun = beginDraft(base);
const published = (draft: typeof begun): Taxonomy => ({
  ...base,
  version: 2,
  title: draft.title,
  classes: draft.classes,
});
const choose = (answer: ReturnType<typeof mergeDraft>, side: 'mine' | 'theirs'): Choices =>
  Object.fromEntries(
    answer.conflicts.filter((one) => !isOnlyTold(one)).map((one) => [conflictKey(one), side]),
  );

const mine = sayMeaning(writeClass(begun, base, 'policy', { definition: 'mine' }), 'policy', 'redefine');
const theirs = published(writeClass(begun, base, 'policy', { definition: 'theirs' }));

describe('where both changed the same words', () => {
  const answer = mergeDraft(base, mine, theirs);

  test('there is nothing to go on with before somebody chose', () => {
    expect(answer.conflicts.map(conflictKey)).toEqual(['policy definition']);
    expect(applyChoices(answer, {}, { mine, theirs })).toBeNull();
  });

  test.each(['mine', 'theirs'] as const)('the chosen words stand: %s', (side) => {
    const done = applyChoices(answer, choose(answer, side), { mine, theirs });
    expect(done?.taxonomy.version).toBe(2);
    expect(findClass(done!, 'policy')?.definition).toBe(side);
  });

  test('with the words of the newer version nothing is said of them any more', () => {
    expect(applyChoices(answer, choose(answer, 'theirs'), { mine, theirs })?.operations).toEqual([]);
  });
});

describe('where one took a class away that the other changed', () => {
  test('the newer version has it, and it stays when that is chosen', () => {
    const gone = retire(begun, base, 'policy', null);
    const answer = mergeDraft(base, gone, theirs);
    const done = applyChoices(answer, choose(answer, 'theirs'), { mine: gone, theirs });
    expect(findClass(done!, 'policy')?.definition).toBe('theirs');
    expect(done?.operations).toEqual([]);
    const left = applyChoices(answer, choose(answer, 'mine'), { mine: gone, theirs });
    expect(findClass(left!, 'policy')).toBeNull();
  });

  test('the newer version retired it, and it comes back under a key of its own when that is chosen', () => {
    const without = published(retire(begun, base, 'policy', null));
    const answer = mergeDraft(base, mine, without);
    const done = applyChoices(answer, choose(answer, 'mine'), { mine, theirs: without });
    expect(findClass(done!, 'policy')).toBeNull();
    expect(findClass(done!, 'policy_2')?.definition).toBe('mine');
    expect(done?.operations).toContainEqual({ kind: 'add', class: 'policy_2' });
  });
});
