import { expect, test } from 'vitest';
import { makeCatalogue, makeClass, makeScorecard, makeTaxonomy } from '../../tests/support/made-taxonomy.ts';
import { shippedCatalogue } from '../domain/catalogue.ts';
import { hallucinationTaxonomy } from '../domain/defaults.ts';
import type { Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { TaxonomyOperation } from '../domain/taxonomy-change.ts';
import { nextScorecards } from './next-scorecards.ts';

const base = makeTaxonomy(['a', 'b', 'c']);
const question = (card: Scorecard | undefined, id: string) => {
  const found = card?.questions.find((one) => one.id === id);
  if (found === undefined || !isChoice(found)) throw new Error(`no choice question ${id}`);
  return found;
};

test('both scorecards that ship get their next version, every question that named the taxonomy with it', () => {
  const split: TaxonomyOperation = { kind: 'split', class: 'factual', into: ['figures', 'claims'] };
  const classes = hallucinationTaxonomy.classes.flatMap((one) =>
    one.id === 'factual' ? [makeClass('figures'), makeClass('claims')] : [one],
  );
  const next = { ...hallucinationTaxonomy, version: 2, classes };
  const { scorecards, problems } = nextScorecards(shippedCatalogue, hallucinationTaxonomy, next, [split]);
  expect(problems).toEqual([]);
  expect(scorecards.map((card) => `${card.id}@${card.version}`)).toEqual([
    'hallucination_audit@2',
    'hallucination_audit_long@2',
  ]);
  for (const card of scorecards) {
    const asked = question(card, 'hallucination');
    expect(asked.taxonomy).toEqual({ id: 'hallucination', version: 2 });
    expect(asked.options.map((one) => one.id)).toEqual(classes.map((one) => one.id));
    expect(asked.eventOptions).toEqual(['figures', 'claims', 'procedural', 'policy', 'citation', 'other']);
    expect(question(card, 'severity').showIf).toEqual({
      question: 'hallucination',
      operator: 'isNot',
      options: ['none'],
    });
    const spans = card.questions.find((one) => one.id === 'evidence');
    expect(spans?.type === 'spans' && spans.taxonomy).toEqual({ id: 'hallucination', version: 2 });
    const before = shippedCatalogue.scorecards.find((one) => one.id === card.id);
    expect(question(card, 'policy')).toEqual(question(before, 'policy'));
  }
});

test('only the newest version of a scorecard is carried on, and only from the version that it asks', () => {
  const first = makeScorecard(base);
  const other = { ...first, version: 2, questions: first.questions.filter((one) => one.id === 'severity') };
  const next = { ...base, version: 2, classes: [...base.classes, makeClass('e')] };
  const operations: TaxonomyOperation[] = [{ kind: 'add', class: 'e' }];
  expect(nextScorecards(makeCatalogue(base, [first, other]), base, next, operations).scorecards).toEqual([]);
  const [card] = nextScorecards(makeCatalogue(base, [first]), base, next, operations).scorecards;
  expect(card?.version).toBe(2);
  expect(question(card, 'kind').eventOptions).toEqual(['a', 'b', 'c', 'e']);
});

test('where only some classes count for the rate, a class that nothing came before does not', () => {
  const first = makeScorecard(base);
  const questions = first.questions.map((one) => (one.id === 'kind' ? { ...one, eventOptions: ['a'] } : one));
  const operations: TaxonomyOperation[] = [
    { kind: 'add', class: 'e' },
    { kind: 'split', class: 'a', into: ['a', 'a2'] },
  ];
  const next = { ...base, version: 2, classes: [...base.classes, makeClass('e'), makeClass('a2')] };
  const catalogue = makeCatalogue(base, [{ ...first, questions } as Scorecard]);
  const [card] = nextScorecards(catalogue, base, next, operations).scorecards;
  expect(question(card, 'kind').eventOptions).toEqual(['a', 'a2']);
});

test('a short form stays with its title, and goes with it', () => {
  const first = makeScorecard(base);
  const kind = question(first, 'kind');
  const options = kind.options.map((one) => ({ ...one, short: one.id.toUpperCase() }));
  const questions = first.questions.map((one) => (one.id === 'kind' ? { ...kind, options } : one));
  const classes = base.classes.map((one) => (one.id === 'a' ? { ...one, title: 'Anew' } : one));
  const operations: TaxonomyOperation[] = [{ kind: 'rename', class: 'a', title: 'Anew' }];
  const catalogue = makeCatalogue(base, [{ ...first, questions }]);
  const [card] = nextScorecards(catalogue, base, { ...base, version: 2, classes }, operations).scorecards;
  expect(question(card, 'kind').options.map((one) => one.short)).toEqual(['NONE', undefined, 'B', 'C']);
});
