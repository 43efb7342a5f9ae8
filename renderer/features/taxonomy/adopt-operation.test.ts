/** One act carried between copies: a proposal made of a copy and taken up into another. */
import { describe, expect, test } from 'vitest';
import { hallucinationTaxonomy as base } from '../../../shared/domain/defaults.ts';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import { adoptOperation, canAdopt, classesWithOnly } from './adopt-operation.ts';
import { addClass, beginDraft, sayMeaning } from './draft-edits.ts';
import { emptyClass, findClass, writeClass } from './draft-steps.ts';
import { likeClass } from './new-classes.ts';
import { merge, retire, split } from './structure-steps.ts';

const begun = beginDraft(base);
const policy = findClass(begun, 'policy')!;
const keys = base.classes.map((one) => one.id);

/** A copy with this act alone, and what it proposes. */
const copies: Record<string, TaxonomyDraft> = {
  rename: writeClass(begun, base, 'policy', { title: 'Promises' }),
  redefine: sayMeaning(writeClass(begun, base, 'policy', { definition: 'x' }), 'policy', 'redefine'),
  add: addClass(begun, emptyClass('tone', 'Tone', 'other')),
  split: split(begun, base, 'policy', likeClass(policy, ['A', 'B'], keys)),
  'split that keeps the class': split(begun, base, 'policy', [policy, ...likeClass(policy, ['A'], keys)]),
  merge: merge(begun, base, ['policy', 'citation'], policy),
  retire: retire(begun, base, 'other', 'factual'),
};

describe('an act of a copy', () => {
  test.each(Object.entries(copies))('proposed and taken up makes the same copy: %s', (_, copy) => {
    const act = copy.operations[0]!;
    const proposed = classesWithOnly(base, copy, act);
    const taken = adoptOperation(begun, base, proposed, act);
    expect(taken).toEqual(copy);
  });

  test('is proposed without what else the copy changed', () => {
    const copy = writeClass(copies['redefine']!, base, 'factual', { definition: 'also changed' });
    const proposed = classesWithOnly(base, copy, copy.operations[0]!);
    expect(proposed.find((one) => one.id === 'policy')?.definition).toBe('x');
    expect(proposed.find((one) => one.id === 'factual')).toEqual(findClass(begun, 'factual'));
  });

  test('keeps what the other copy has', () => {
    const mine = writeClass(begun, base, 'factual', { title: 'Facts' });
    const act = copies['retire']!.operations[0]!;
    const taken = adoptOperation(mine, base, copies['retire']!.classes, act);
    expect(findClass(taken, 'factual')?.title).toBe('Facts');
    expect(taken.operations.map((one) => one.kind)).toEqual(['rename', 'retire']);
  });

  test('is not taken up where its class is gone', () => {
    const act = copies['split']!.operations[0]!;
    const without = retire(begun, base, 'policy', null);
    expect(canAdopt(without, act)).toBe(false);
    expect(adoptOperation(without, base, copies['split']!.classes, act)).toBe(without);
  });
});
