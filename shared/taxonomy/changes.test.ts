import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyChange, makeCatalogue } from '../../tests/support/made-taxonomy.ts';
import { canonicalJson } from '../domain/canonical.ts';
import { isChoice, scorecard } from '../domain/scorecard.ts';
import type { TaxonomyOperation } from '../domain/taxonomy-change.ts';
import { publication } from '../domain/taxonomy-change.ts';
import { completeOperations, problemsOf } from './check-draft.ts';
import { diffClasses } from './class-diff.ts';
import { mappingOf, targetsOf } from './mapping.ts';
import { nextScorecards } from './next-scorecards.ts';
import { checkPublication, publicationOf } from './publication.ts';

const facts = {
  publicationId: '0190a1b2-0000-7000-8000-000000000001',
  publishedAt: '2026-02-02T10:00:00.000Z',
  proposalIds: [],
  cases: [],
};

const sorted = (operations: readonly TaxonomyOperation[]): string[] =>
  operations.map((one) => canonicalJson(one)).toSorted();

describe('any change that an owner can make', () => {
  test('gives every old class exactly one mapping, to classes of the new version only', () => {
    fc.assert(
      fc.property(anyChange, ({ base, draft }) => {
        const mapping = mappingOf(base, draft);
        expect(mapping.map((one) => one.from)).toEqual(base.classes.map((one) => one.id));
        const offered = new Set(draft.classes.map((one) => one.id));
        for (const one of mapping) {
          expect(targetsOf(one).length).toBeGreaterThan(0);
          expect(targetsOf(one).every((id) => offered.has(id))).toBe(true);
        }
      }),
    );
  });

  test('is told back by what differs: structure, meaning, wording and titles as they were done', () => {
    fc.assert(
      fc.property(anyChange, ({ base, draft, done }) => {
        const told = diffClasses(base, draft, completeOperations(base, draft));
        const withKind = (kind: string): string[] =>
          told.filter((one) => one.kinds.some((of) => of === kind)).map((one) => one.class);
        const idsDone = (kind: TaxonomyOperation['kind']): string[] =>
          done.flatMap((one) => (one.kind === kind && 'class' in one ? [one.class] : []));
        const kept = (ids: string[]): string[] =>
          ids.filter((id) => draft.classes.some((one) => one.id === id));
        expect(withKind('title').toSorted()).toEqual(
          expect.arrayContaining(kept(idsDone('rename')).toSorted()),
        );
        expect(withKind('meaning').toSorted()).toEqual(kept(idsDone('redefine')).toSorted());
        expect(withKind('wording').toSorted()).toEqual(kept(idsDone('reword')).toSorted());
        const old = new Set(base.classes.map((one) => one.id));
        const now = new Set(draft.classes.map((one) => one.id));
        const came = told.filter((one) => one.change === 'added').map((one) => one.class);
        const went = told.filter((one) => one.change === 'retired').map((one) => one.class);
        expect(new Set(came)).toEqual(now.difference(old));
        expect(new Set(went)).toEqual(old.difference(now));
      }),
    );
  });

  test('needs only what cannot be seen to be said: titles and additions follow by themselves', () => {
    fc.assert(
      fc.property(anyChange, ({ base, draft, done }) => {
        const unseen = done.filter((one) => one.kind !== 'rename' && one.kind !== 'add');
        const complete = completeOperations(base, { classes: draft.classes, operations: unseen });
        const seen = sorted(completeOperations(base, draft));
        expect(sorted(complete)).toEqual(seen);
        expect(sorted(completeOperations(base, { classes: draft.classes, operations: complete }))).toEqual(
          seen,
        );
      }),
    );
  });

  test('keeps both texts of every class to the letter in its pieces', () => {
    fc.assert(
      fc.property(anyChange, ({ base, draft }) => {
        for (const one of diffClasses(base, draft, draft.operations)) {
          for (const { block, pieces } of one.blocks) {
            const join = (left: string): string =>
              pieces
                .filter((of) => of.kind !== left)
                .map((of) => of.text)
                .join('');
            const textOf = (classes: typeof base.classes): string => {
              const held = classes.find((of) => of.id === one.class)?.[block] ?? '';
              return typeof held === 'string' ? held : held.join('\n');
            };
            expect(join('added')).toBe(textOf(base.classes));
            expect(join('removed')).toBe(textOf(draft.classes));
          }
        }
      }),
    );
  });

  test('gives scorecards that parse and name only options that they offer', () => {
    fc.assert(
      fc.property(anyChange, ({ base, draft }) => {
        const next = { ...draft, id: base.id, version: base.version + 1 };
        const { scorecards, problems } = nextScorecards(makeCatalogue(base), base, next, draft.operations);
        expect(scorecards).toHaveLength(problems.length === 0 ? 1 : 0);
        for (const card of scorecards) {
          expect(scorecard.parse(card)).toEqual(card);
          const offered = new Map(
            card.questions.filter(isChoice).map((one) => [one.id, one.options.map((of) => of.id)]),
          );
          for (const one of card.questions.filter(isChoice)) {
            for (const id of one.eventOptions) expect(offered.get(one.id)).toContain(id);
            for (const id of one.showIf?.options ?? []) {
              expect(offered.get(one.showIf?.question ?? '')).toContain(id);
            }
          }
        }
      }),
    );
  });

  test('becomes, without problems, a publication that the same rules accept anywhere', () => {
    let published = 0;
    fc.assert(
      fc.property(anyChange, ({ base, draft }) => {
        const catalogue = makeCatalogue(base);
        if (problemsOf(catalogue, base, draft).length > 0) return;
        published += 1;
        const made = publicationOf(catalogue, base, draft, facts);
        expect(publication.parse(made)).toEqual(made);
        expect(checkPublication(catalogue, made)).toEqual({ ok: true });
        const wire = JSON.parse(JSON.stringify(made)) as typeof made;
        expect(checkPublication(catalogue, wire)).toEqual({ ok: true });
        const without = { ...made, mapping: made.mapping.slice(1) };
        expect(checkPublication(catalogue, without).ok).toBe(false);
        const after = { taxonomies: [base, made.taxonomy], scorecards: catalogue.scorecards };
        expect(checkPublication(after, made)).toMatchObject({ ok: false, code: 'CONFLICT' });
      }),
    );
    expect(published).toBeGreaterThan(20);
  });
});
