/** What acts do to a working copy, on the shipped taxonomy: both classes and acts, and the way back. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hallucinationTaxonomy as base } from '../../../shared/domain/defaults.ts';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import { followOperations } from '../../../shared/taxonomy/follow-operations.ts';
import { mappingOf } from '../../../shared/taxonomy/mapping.ts';
import { addClass, beginDraft, sayMeaning } from './draft-edits.ts';
import { emptyClass, findClass, freeTone, listUnsaid, saidOf, writeClass } from './draft-steps.ts';
import { likeClass } from './new-classes.ts';
import { isHeld, merge, retire, split, takeBack } from './structure-steps.ts';
import { whyNotAct } from './structure-words.ts';

const begun = beginDraft(base);
const policy = base.classes.find((one) => one.id === 'policy')!;
const parts = likeClass(
  policy,
  ['Promise', 'Denial'],
  base.classes.map((one) => one.id),
);
const idsOf = (draft: TaxonomyDraft): string[] => draft.classes.map((one) => one.id);

describe('words', () => {
  test('a new definition waits until somebody says whether the meaning changed', () => {
    const typed = writeClass(begun, base, 'policy', { definition: 'Another one.' });
    expect(listUnsaid(typed, base).map((one) => one.id)).toEqual(['policy']);
    const said = sayMeaning(typed, 'policy', 'redefine');
    expect(listUnsaid(said, base)).toEqual([]);
    expect(said.operations).toEqual([{ kind: 'redefine', class: 'policy' }]);
  });

  test('words that are back to what they were say nothing any more', () => {
    const said = sayMeaning(writeClass(begun, base, 'policy', { useWhen: 'x' }), 'policy', 'reword');
    const back = writeClass(said, base, 'policy', { useWhen: policy.useWhen });
    expect(saidOf(back, 'policy')).toBeNull();
    expect(back).toEqual(begun);
  });

  test('other examples ask no question about the meaning', () => {
    expect(listUnsaid(writeClass(begun, base, 'policy', { examples: ['x'] }), base)).toEqual([]);
  });

  test('a class renamed twice has one act, and none when it has its old name again', () => {
    const twice = writeClass(writeClass(begun, base, 'policy', { title: 'A' }), base, 'policy', {
      title: 'B',
    });
    expect(twice.operations).toEqual([{ kind: 'rename', class: 'policy', title: 'B' }]);
    expect(writeClass(twice, base, 'policy', { title: 'Policy' })).toEqual(begun);
  });
});

describe('structure', () => {
  test('parts of a split stand where the class stood, with its texts and keys of their own', () => {
    const done = split(begun, base, 'policy', parts);
    expect(idsOf(done)).toEqual(['none', 'factual', 'procedural', 'promise', 'denial', 'citation', 'other']);
    expect(findClass(done, 'denial')?.definition).toBe(policy.definition);
    expect(mappingOf(base, done).find((one) => one.from === 'policy')).toEqual({
      kind: 'relabel',
      from: 'policy',
      among: ['promise', 'denial'],
    });
  });

  test('a split takes along what was said of the words of the class that goes', () => {
    const renamed = writeClass(begun, base, 'policy', { title: 'Promises' });
    expect(split(renamed, base, 'policy', parts).operations.map((one) => one.kind)).toEqual(['split']);
  });

  test('merged classes have the examples of all, and old labels are certain', () => {
    const done = merge(begun, base, ['citation', 'other'], findClass(begun, 'citation')!);
    const examples = base.classes
      .filter((one) => ['citation', 'other'].includes(one.id))
      .flatMap((one) => one.examples);
    expect(findClass(done, 'citation')?.examples).toEqual(examples);
    expect(mappingOf(base, done)).toContainEqual({ kind: 'certain', from: 'other', to: 'citation' });
  });

  test('a hand-made mapping goes with the class that it names', () => {
    const said = { ...begun, mapping: [{ kind: 'certain', from: 'other', to: 'policy' } as const] };
    expect(split(said, base, 'policy', parts).mapping).toEqual([]);
  });

  test('a new class that is retired leaves nothing behind', () => {
    const added = addClass(begun, emptyClass('tone', 'Tone', freeTone(begun)));
    expect(retire(added, base, 'tone', null)).toEqual(begun);
  });

  test('the class that means no error is neither split nor retired', () => {
    expect(whyNotAct(begun, base, 'none', 'split')).toContain('no error');
    expect(whyNotAct(begun, base, 'none', 'retire')).toContain('no error');
    expect(whyNotAct(begun, base, 'policy', 'retire')).toBeNull();
  });

  test('what another act rests on is not changed alone', () => {
    const done = retire(begun, base, 'other', 'factual');
    expect(isHeld(done, 'factual')).toBe(true);
    expect(whyNotAct(done, base, 'factual', 'split')).toContain('take that one back');
  });
});

/** One act of any kind on the copy as it is; nothing where it is not offered. */
type Act = (draft: TaxonomyDraft) => TaxonomyDraft;
const anyId = fc.constantFrom(...base.classes.map((one) => one.id));
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(anyId, fc.constantFrom('A', 'B')).map(
    ([id, title]): Act =>
      (draft) =>
        writeClass(draft, base, id, { title }),
  ),
  fc.tuple(anyId, fc.constantFrom('reword' as const, 'redefine' as const)).map(
    ([id, kind]): Act =>
      (draft) =>
        findClass(draft, id) === null
          ? draft
          : sayMeaning(writeClass(draft, base, id, { definition: kind }), id, kind),
  ),
  anyId.map((id): Act => (draft) => {
    const of = findClass(draft, id);
    if (of === null || whyNotAct(draft, base, id, 'split') !== null) return draft;
    return split(draft, base, id, likeClass(of, ['P', 'Q'], [...idsOf(draft), ...idsOf(begun)]));
  }),
  fc.tuple(anyId, anyId).map(([id, other]): Act => (draft) => {
    const of = findClass(draft, id);
    const isOffered = [id, other].every(
      (one) => findClass(draft, one) !== null && whyNotAct(draft, base, one, 'merge') === null,
    );
    if (of === null || id === other || other === draft.cleanClass || !isOffered) return draft;
    return merge(draft, base, [id, other], of);
  }),
  fc.tuple(anyId, anyId).map(([id, to]): Act => (draft) => {
    const isOffered = findClass(draft, id) !== null && whyNotAct(draft, base, id, 'retire') === null;
    if (!isOffered || id === to) return draft;
    return retire(draft, base, id, findClass(draft, to) === null ? null : to);
  }),
);

describe('any acts', () => {
  test('the acts always tell which classes there are', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 12 }), (acts) => {
        const done = acts.reduce((draft, act) => act(draft), begun);
        const { present } = followOperations(idsOf(begun), done.operations);
        expect(new Set(idsOf(done))).toEqual(new Set(present));
        expect(new Set(idsOf(done)).size).toBe(done.classes.length);
        expect(idsOf(done)).toContain(done.cleanClass);
        expect(done.classes.length).toBeLessThanOrEqual(9);
      }),
    );
  });

  test('taken back from the last to the first, nothing is left of them', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 12 }), (acts) => {
        let draft = acts.reduce((now, act) => act(now), begun);
        while (draft.operations.length > 0) draft = takeBack(draft, base, draft.operations.length - 1);
        expect(draft).toEqual(begun);
      }),
    );
  });
});
