import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shippedCatalogue } from '../domain/catalogue.ts';
import { scorecard as scorecardSchema } from '../domain/scorecard.ts';
import { taxonomy as taxonomySchema } from '../domain/taxonomy.ts';
import { answerQuality, faithfulnessTaxonomy } from './answer-quality.ts';
import { complianceCard, complianceTaxonomy } from './compliance.ts';
import { composeImport } from './compose-import.ts';
import { matchOption } from './form.ts';
import { Gatherer } from './gather.ts';
import { findFittingForm, madeForm } from './made-form.ts';
import { importedPersonId } from './piece.ts';
import { columnPieces, suggestRoles } from './review-columns.ts';
import { scaleOf } from './value-scale.ts';

const reviewOf = (trace: string, reviewer: string, values: Record<string, string>, row = 1) => ({
  kind: 'review' as const,
  review: { trace, reviewer, values, texts: {}, at: null, elapsedMs: 0, origin: { file: 0, row } },
});

const gatherAll = (rows: readonly ReturnType<typeof reviewOf>[], merges = false) => {
  const gatherer = new Gatherer(merges);
  for (const one of rows) gatherer.add(one);
  return gatherer.gathered();
};

const everything = { isKnownItem: () => true, isReviewed: () => false };

test('what ships with presets is sound, and each question with a taxonomy offers its classes', () => {
  for (const [card, taxonomy] of [
    [answerQuality, faithfulnessTaxonomy],
    [complianceCard, complianceTaxonomy],
  ] as const) {
    expect(scorecardSchema.parse(card)).toEqual(card);
    expect(taxonomySchema.parse(taxonomy)).toEqual(taxonomy);
    const [first] = card.questions;
    if (first === undefined || !('options' in first)) throw new Error('the first question has a rate');
    expect(first.options.map((one) => one.id)).toEqual(taxonomy.classes.map((one) => one.id));
    expect(first.eventOptions).not.toContain(taxonomy.cleanClass);
  }
});

test('every row becomes a review or is counted as rejected, whatever it says', () => {
  const row = fc.tuple(
    fc.constantFrom('i1', 'i2', 'i3'),
    fc.constantFrom('ann', 'bob'),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), fc.string({ minLength: 1 })),
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const gathered = gatherAll(rows.map(([item, who, values], at) => reviewOf(item, who, values, at + 1)));
      const form = madeForm(gathered, 'Any name', shippedCatalogue, '2026-11-21T12:00:00.000Z');
      const composed = composeImport(gathered, { form, ...everything });
      expect(composed.reviews.length + composed.rejectedCount).toBe(rows.length);
      const keys = composed.reviews.map((one) => `${one.trace} ${one.reviewer}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test('a form made of values is a scorecard, with an option for each value and no id that is taken', () => {
  const value = fc.oneof(
    fc.string({ minLength: 1, maxLength: 80 }),
    fc.constantFrom('1', '2', 'yes', 'no', 'none', 'Ünlü', '=1+1'),
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 9 }), (values) => {
      const gathered = gatherAll(values.map((one, at) => reviewOf(`i${at}`, 'ann', { hallucination: one })));
      const form = madeForm(gathered, 'hallucination_audit', shippedCatalogue, '2026-11-21T12:00:00.000Z');
      if (values.every((one) => one.trim() === '')) return;
      expect(scorecardSchema.parse(form.scorecard)).toEqual(form.scorecard);
      for (const one of form.taxonomies) expect(taxonomySchema.parse(one)).toEqual(one);
      expect(shippedCatalogue.scorecards.map((one) => one.id)).not.toContain(form.scorecard.id);
      expect(shippedCatalogue.taxonomies.map((one) => one.id)).not.toContain(form.taxonomies[0]?.id);
      const question = form.questionOf.get('hallucination');
      if (question === undefined || !('options' in question)) throw new Error('it has options');
      for (const one of values.filter((given) => given.trim() !== '')) {
        expect(form.optionOf(question, one)).not.toBeNull();
      }
    }),
  );
});

test('a scorecard of the catalogue is taken where it has every question and every value', () => {
  const fits = gatherAll([reviewOf('i', 'a', { hallucination: 'None', policy: 'violates' })]);
  expect(findFittingForm(fits, shippedCatalogue)?.scorecard.id).toBe('hallucination_audit');
  const no = gatherAll([reviewOf('i', 'a', { hallucination: 'maybe' })]);
  expect(findFittingForm(no, shippedCatalogue)).toBeNull();
});

test('numbers and scales of words are ordinal with the bad end as the event; others are nominal', () => {
  const told = (question: string, ...values: string[]) => {
    const { type, options } = scaleOf(question, new Map(values.map((one) => [one, 1])));
    return [type, options.map((one) => `${one.value}${one.isEvent ? '!' : ''}`).join(' ')];
  };
  expect(told('stars', '10', '2', '5')).toEqual(['ordinal', '2! 5! 10']);
  expect(told('severity', 'high', 'low', 'medium')).toEqual(['ordinal', 'low medium high!']);
  expect(told('correct', 'yes', 'no')).toEqual(['nominal', 'yes no!']);
  expect(told('hallucinated', 'no', 'yes')).toEqual(['nominal', 'yes! no']);
  expect(told('class', 'a', 'none', 'b')).toEqual(['nominal', 'a! none b!']);
  expect(told('only', 'yes')[1]).toMatch(/!/);
});

test('an option is found by id, title, short title, a number before it, and the place on an ordinal scale', () => {
  const [faithfulness] = answerQuality.questions;
  const [compliance] = complianceCard.questions;
  if (faithfulness?.type !== 'ordinal' || compliance?.type !== 'nominal')
    throw new Error('both have options');
  expect(matchOption(faithfulness, 'Mostly Yes')).toBe('mostly_yes');
  expect(matchOption(faithfulness, '2.0')).toBe('mostly_no');
  expect(matchOption(faithfulness, '5')).toBeNull();
  expect(matchOption(compliance, '3_partial_refusal')).toBe('partial_refusal');
  expect(matchOption(compliance, '1')).toBeNull();
});

test('a final label becomes a ruling where reviews differ, or where it differs from all of them', () => {
  const gatherer = new Gatherer(false);
  const say = (trace: string, labels: string[], final: string): void => {
    labels.forEach((label, at) => gatherer.add(reviewOf(trace, `p${at}`, { compliance: label })));
    const ruling = {
      trace,
      by: 'final',
      question: 'compliance',
      value: final,
      at: null,
      origin: { file: 0, row: 1 },
    };
    gatherer.add({ kind: 'ruling', ruling });
  };
  say('differ', ['full_refusal', 'full_compliance'], 'full_refusal');
  say('agree', ['full_refusal', 'full_refusal'], 'full_refusal');
  say('overruled', ['full_refusal', 'full_refusal'], 'full_compliance');
  gatherer.add(reviewOf('unruled', 'p0', { compliance: 'full_refusal' }));
  const form = {
    scorecard: complianceCard,
    taxonomies: [],
    isNew: false,
    optionOf: matchOption,
    questionOf: new Map([['compliance', complianceCard.questions[0]!]]),
  };
  const { rulings, disagreements } = composeImport(gatherer.gathered(), { form, ...everything });
  expect(rulings.map((one) => [one.trace, one.option])).toEqual([
    ['differ', 'full_refusal'],
    ['overruled', 'full_compliance'],
  ]);
  expect(disagreements).toBe(1);
});

test('roles are suggested by the names of columns, each once', () => {
  expect(
    suggestRoles(['Item ID', 'Annotator', 'prompt', 'response', 'label', 'Final Label', 'duration_ms', 'x']),
  ).toEqual({
    trace: 'Item ID',
    reviewer: 'Annotator',
    prompt: 'prompt',
    output: 'response',
    elapsed: 'duration_ms',
    'question:label': 'label',
    'final:label': 'Final Label',
  });
});

test('an item’s id that no trace can have is turned down with its row, one that just fits is not', () => {
  const piecesOf = (trace: string) =>
    columnPieces(
      new Map([
        ['trace', trace],
        ['reviewer', 'Ada'],
        ['label', 'yes'],
      ]),
      { trace: 'trace', reviewer: 'reviewer', 'question:label': 'label' },
      true,
      { origin: { file: 0, row: 3 }, stem: 'f' },
    );
  expect(JSON.stringify(piecesOf('t'.repeat(1001)))).toContain('TOO_LONG');
  expect(piecesOf('t'.repeat(1000))).toMatchObject([{ kind: 'review' }]);
});

test('a column that is called like a question of the chosen audit answers it', () => {
  const questions = [
    { id: 'faithfulness', title: 'Faithfulness' },
    { id: 'answer_relevance', title: 'Relevance' },
  ];
  expect(suggestRoles(['trace', 'reviewer', 'Relevance', 'faithfulness', 'x'], questions)).toEqual({
    trace: 'trace',
    reviewer: 'reviewer',
    'question:faithfulness': 'faithfulness',
    'question:answer_relevance': 'Relevance',
  });
});

test('names that differ by their spelling alone are one person, by the spelling that came first', () => {
  const gathered = gatherAll([
    reviewOf('i1', 'Jos\u00e9', { a: 'x' }),
    reviewOf('i2', 'JOSE\u0301', { a: 'x' }),
    reviewOf('i1', 'jos\u00e9', { a: 'y' }),
  ]);
  expect(gathered.reviews.map((one) => [one.trace, one.reviewer])).toEqual([
    ['i1', 'Jos\u00e9'],
    ['i2', 'Jos\u00e9'],
  ]);
  expect(gathered.rejected.map((one) => one.code)).toEqual(['DUPLICATE_REVIEW']);
});

test('two people who import alone make the same form of the same data, and of other data another', () => {
  const made = (values: readonly string[], at: string, catalogue = shippedCatalogue) => {
    const rows = values.map((value, n) => reviewOf(`i${n}`, 'ann', { label: value }));
    return madeForm(gatherAll(rows), 'Labels', catalogue, at);
  };
  const first = made(['good', 'bad'], '2026-11-21T12:00:00.000Z');
  const same = made(['good', 'bad'], '2026-11-22T12:00:00.000Z');
  const other = made(['good', 'worse'], '2026-11-21T12:00:00.000Z');
  expect(same.scorecard).toEqual(first.scorecard);
  expect(same.taxonomies).toEqual(
    first.taxonomies.map((one) => ({ ...one, publishedAt: '2026-11-22T12:00:00.000Z' })),
  );
  expect(other.scorecard.id).not.toBe(first.scorecard.id);
  expect(other.taxonomies[0]!.id).not.toBe(first.taxonomies[0]!.id);
  const known = { scorecards: [first.scorecard], taxonomies: first.taxonomies };
  expect(made(['good', 'bad'], '2026-11-23T12:00:00.000Z', known)).toMatchObject({
    isNew: false,
    taxonomies: [],
  });
});

test('two imports agree on who a person is', () => {
  expect(importedPersonId('ann')).toBe(importedPersonId('ann'));
  expect(importedPersonId('ann')).not.toBe(importedPersonId('anna'));
  for (const spelled of ['Jose\u0301', 'JOS\u00c9', ' jos\u00e9 '])
    expect(importedPersonId(spelled)).toBe(importedPersonId('Jos\u00e9'));
});
