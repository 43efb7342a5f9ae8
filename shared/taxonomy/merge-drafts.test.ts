import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeCatalogue, makeClass, makeDraft, makeTaxonomy } from '../../tests/support/made-taxonomy.ts';
import { taxonomyDraft } from '../domain/taxonomy-change.ts';
import type { Taxonomy, TaxonomyClass } from '../domain/taxonomy.ts';
import { problemsOf } from './check-draft.ts';
import { mergeDraft } from './merge-drafts.ts';
import { mergeLists, mergeTexts } from './merge-texts.ts';

const base = makeTaxonomy(['a', 'b', 'c']);
const without = (...ids: string[]): TaxonomyClass[] => base.classes.filter((one) => !ids.includes(one.id));
const changed = (id: string, change: Partial<TaxonomyClass>): TaxonomyClass[] =>
  base.classes.map((one) => (one.id === id ? { ...one, ...change } : one));
const published = (classes: TaxonomyClass[]): Taxonomy => ({ ...base, version: 2, classes });

const blocks = ['title', 'definition', 'useWhen', 'avoidWhen', 'examples', 'counterExamples'] as const;

describe('two changes of one taxonomy', () => {
  test('that touch different blocks go together without loss, whatever they are', () => {
    const edit = fc.record({
      id: fc.constantFrom('none', 'a', 'b', 'c'),
      block: fc.constantFrom(...blocks),
      isMine: fc.boolean(),
      text: fc.string({ minLength: 1 }),
    });
    const edits = fc.uniqueArray(edit, { selector: (one) => `${one.id} ${one.block}`, maxLength: 12 });
    fc.assert(
      fc.property(edits, (all) => {
        const apply = (side: boolean | null): TaxonomyClass[] =>
          base.classes.map((one) => {
            const own = all.filter((of) => of.id === one.id && (side === null || of.isMine === side));
            const texts = own.map(({ block, text }) => [
              block,
              block.endsWith('xamples') ? [...one[block as 'examples'], text] : text,
            ]);
            return { ...one, ...(Object.fromEntries(texts) as Partial<TaxonomyClass>) };
          });
        const { merged, conflicts } = mergeDraft(
          base,
          makeDraft(base, [], apply(true)),
          published(apply(false)),
        );
        expect(conflicts).toEqual([]);
        expect(merged.classes).toEqual(apply(null));
        expect(merged.taxonomy).toMatchObject({ id: base.id, version: 2 });
      }),
    );
  });

  test('of different words of one text go together; of the same words they are both told, and mine stays', () => {
    const text = 'A wrong amount, date, name or limit in the answer.';
    const start = { ...base, classes: changed('a', { definition: text }) };
    const mine = text.replace('wrong', 'false');
    const theirs = text.replace('limit', 'figure');
    const merge = (one: string, other: string) =>
      mergeDraft(
        start,
        makeDraft(start, [{ kind: 'reword', class: 'a' }], changed('a', { definition: one })),
        published(changed('a', { definition: other })),
      );
    const clean = merge(mine, theirs);
    expect(clean.conflicts).toEqual([]);
    expect(clean.merged.classes[1]?.definition).toBe('A false amount, date, name or figure in the answer.');
    const both = merge(mine, text.replace('wrong', 'missing'));
    expect(both.merged.classes[1]?.definition).toBe(mine);
    expect(both.conflicts).toEqual([
      {
        class: 'a',
        block: 'definition',
        base: [text],
        mine: [mine],
        theirs: ['A missing amount, date, name or limit in the answer.'],
      },
    ]);
  });

  test('that add the same key meet in it, and that add different ones keep both', () => {
    const { merged, conflicts } = mergeDraft(
      base,
      makeDraft(base, [{ kind: 'add', class: 'e' }], [...base.classes, makeClass('e')]),
      published([...base.classes, makeClass('f')]),
    );
    expect(merged.classes.map((one) => one.id)).toEqual(['none', 'a', 'b', 'c', 'e', 'f']);
    expect(merged.operations).toEqual([{ kind: 'add', class: 'e' }]);
    expect(conflicts).toEqual([]);
    const same = mergeDraft(
      base,
      makeDraft(base, [{ kind: 'add', class: 'e' }], [...base.classes, makeClass('e')]),
      published([...base.classes, makeClass('e', { definition: 'Theirs.' })]),
    );
    expect(same.merged.operations).toEqual([]);
    expect(same.conflicts).toMatchObject([{ class: 'e', block: 'definition', theirs: ['Theirs.'] }]);
  });

  test('of which one retires what the other changed: told, and nothing of it is lost', () => {
    const mine = makeDraft(base, [{ kind: 'reword', class: 'a' }], changed('a', { definition: 'Mine.' }));
    const gone = mergeDraft(base, mine, published(without('a')));
    expect(gone.merged.classes.map((one) => one.id)).toEqual(['none', 'b', 'c']);
    expect(gone.merged.operations).toEqual([]);
    expect(gone.conflicts).toMatchObject([{ class: 'a', block: 'class', theirs: [] }]);
    expect(gone.conflicts[0]?.mine).toContain('Mine.');

    const retiring = makeDraft(base, [{ kind: 'retire', class: 'a', to: 'b' }], without('a'));
    const kept = mergeDraft(base, retiring, published(changed('a', { definition: 'Theirs.' })));
    expect(kept.merged.classes.map((one) => one.id)).toEqual(['none', 'b', 'c']);
    expect(kept.merged.operations).toEqual(retiring.operations);
    expect(kept.conflicts).toMatchObject([{ class: 'a', block: 'class', mine: [] }]);
  });

  test('of which one needs a class that the other took away: the act is left out, and its classes stay', () => {
    const merging = makeDraft(base, [{ kind: 'merge', classes: ['a', 'b'], into: 'a' }], without('b'));
    const { merged, conflicts } = mergeDraft(base, merging, published(without('a')));
    expect(merged.operations).toEqual([]);
    expect(merged.classes.map((one) => one.id)).toEqual(['none', 'b', 'c']);
    expect(conflicts).toMatchObject([{ class: 'a', block: 'class' }]);
    const retiring = makeDraft(base, [{ kind: 'retire', class: 'b', to: 'a' }], without('b'));
    const kept = mergeDraft(base, retiring, published(without('a')));
    expect(kept.merged.classes.map((one) => one.id)).toEqual(['none', 'b', 'c']);
    expect(kept.conflicts).toMatchObject([{ class: 'a', block: 'class' }]);
  });

  test('that together are more than a question can offer: what does not fit is told', () => {
    const many = ['e', 'f', 'g', 'h'].map((id) => makeClass(id));
    const own = ['i', 'j'].map((id) => makeClass(id));
    const mine = makeDraft(base, [], [...base.classes, ...own]);
    const { merged, conflicts } = mergeDraft(base, mine, published([...base.classes, ...many]));
    expect(merged.classes).toHaveLength(9);
    expect(taxonomyDraft.safeParse(merged).success).toBe(true);
    expect(conflicts).toHaveLength(1);
    expect(conflicts[0]).toMatchObject({ block: 'class' });
    const left = conflicts[0]?.class ?? '';
    expect([...own, ...many].map((one) => one.id)).toContain(left);
    expect([...(conflicts[0]?.mine ?? []), ...(conflicts[0]?.theirs ?? [])]).toContain(`Class ${left}`);
  });

  test('what was said by hand of a class that is gone is told', () => {
    const mine = {
      ...makeDraft(base, [{ kind: 'add', class: 'e' }], [...base.classes, makeClass('e')]),
      mapping: [{ kind: 'relabel' as const, from: 'a', among: ['a', 'e'] }],
    };
    const { merged, conflicts } = mergeDraft(base, mine, published(without('a')));
    expect(merged.mapping).toEqual([]);
    expect(conflicts).toMatchObject([{ class: 'a', block: 'mapping', mine: ['a', 'e'] }]);
  });

  test('that are put together can be published on top of the newer version', () => {
    const mine = makeDraft(base, [{ kind: 'reword', class: 'a' }], changed('a', { definition: 'Mine.' }));
    const theirs = published(changed('b', { definition: 'Theirs.' }));
    const { merged } = mergeDraft(base, mine, theirs);
    expect(problemsOf(makeCatalogue(theirs), theirs, merged)).toEqual([]);
    const same = mergeDraft(base, mine, published(mine.classes));
    expect(same.merged.operations).toEqual([]);
  });
});

test('a text that only one side changed is that side’s, whichever it is', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(mergeTexts(one, other, one)).toEqual({ value: other, isClean: true });
      expect(mergeTexts(one, one, other)).toEqual({ value: other, isClean: true });
      expect(mergeTexts(one, other, other)).toEqual({ value: other, isClean: true });
    }),
  );
});

test('edits of words with a kept word between them are both in the merged text', () => {
  const words = fc.array(fc.constantFrom('alpha', 'beta', 'gamma', 'delta'), { minLength: 5, maxLength: 12 });
  fc.assert(
    fc.property(words, fc.nat(), fc.nat(), (list, first, second) => {
      const at = first % list.length;
      const to = second % list.length;
      fc.pre(Math.abs(at - to) > 1);
      const text = list.map((one, index) => `${one}${index}`);
      const put = (...places: [number, string][]): string => {
        const copy = [...text];
        for (const [place, word] of places) copy[place] = word;
        return copy.join(' ');
      };
      expect(mergeTexts(text.join(' '), put([at, 'MINE']), put([to, 'THEIRS']))).toEqual({
        value: put([at, 'MINE'], [to, 'THEIRS']),
        isClean: true,
      });
    }),
  );
});

test('lists keep what both kept and what either added; the same entry changed twice is told', () => {
  expect(mergeLists(['x', 'y'], ['x', 'y', 'mine'], ['y', 'theirs'])).toEqual({
    value: ['y', 'theirs', 'mine'],
    isClean: true,
  });
  expect(mergeLists(['x'], ['mine'], ['theirs'])).toEqual({ value: ['theirs', 'mine'], isClean: false });
});
