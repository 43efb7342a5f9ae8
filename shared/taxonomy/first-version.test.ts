/** Taxonomies that are begun from nothing. */
import { expect, test } from 'vitest';
import { taxonomyRef } from '../domain/taxonomy.ts';
import { shippedCatalogue } from '../domain/catalogue.ts';
import type { BegunTaxonomy } from '../domain/new-taxonomy.ts';
import { publication } from '../domain/taxonomy-change.ts';
import { versionDigest } from '../domain/version-digest.ts';
import { beginTaxonomy, begunOf, firstPublication, problemsOfFirst } from './first-version.ts';
import { checkPublication } from './publication.ts';

const begun = beginTaxonomy();
const tone: BegunTaxonomy = {
  ...begun,
  title: 'Tone',
  question: 'Tone',
  rateTitle: 'rate of rude answers',
  classes: [
    begun.classes[0]!,
    { ...begun.classes[1]!, title: 'Rude ', definition: 'Speaks down.', examples: ['“Obviously.”', ' '] },
    { ...begun.classes[1]!, id: 'class_3', title: 'Über-formal', definition: 'Stiff.' },
  ],
};
const facts = {
  publicationId: '0198b2a0-0000-7000-8000-0000abcdef12',
  publishedAt: '2026-02-02T09:00:00.000Z',
};

test('says everything that is missing, and nothing once it is there', () => {
  expect(problemsOfFirst(begun)).toEqual([
    'The taxonomy has no title.',
    'Say what reviewers are asked.',
    'Say what reports call the rate.',
    'Class 2 has no title.',
  ]);
  expect(problemsOfFirst(tone)).toEqual([]);
  expect(problemsOfFirst({ ...tone, counting: [] })).toEqual(['Say which classes count for the rate.']);
  expect(problemsOfFirst({ ...tone, counting: ['class_1'] })[0]).toContain('cannot count');
  expect(problemsOfFirst({ ...tone, cleanClass: 'gone' })).toEqual(['Say which class means “no error”.']);
  const twice = [...tone.classes, { ...tone.classes[1]!, id: 'class_4', title: 'rude' }];
  expect(problemsOfFirst({ ...tone, classes: twice })).toEqual(['Two classes are called “rude”.']);
});

test('becomes a version 1 with a scorecard that asks it, which the same rules accept anywhere', () => {
  const of = firstPublication(tone, facts);
  expect(publication.parse(of)).toEqual(of);
  expect(checkPublication(shippedCatalogue, of)).toEqual({ ok: true });
  expect(of.taxonomy).toMatchObject({ version: 1, title: 'Tone', cleanClass: 'none' });
  expect(of.taxonomy.classes.map((one) => one.id)).toEqual(['none', 'rude', 'uber_formal']);
  expect(of.taxonomy.classes[1]!.examples).toEqual(['“Obviously.”']);
  const [asked, severity, evidence] = of.scorecards[0]!.questions;
  const ref = { id: of.taxonomy.id, version: 1, digest: versionDigest(of.taxonomy) };
  expect(taxonomyRef.parse(ref)).toEqual(ref);
  expect(asked).toMatchObject({ title: 'Tone', taxonomy: ref, eventOptions: ['rude'], isRequired: true });
  expect(severity).toMatchObject({ id: 'severity', showIf: { operator: 'isNot', options: ['none'] } });
  expect(evidence).toMatchObject({ type: 'spans', taxonomy: ref });
  const short = firstPublication({ ...tone, asksSeverity: false }, facts);
  expect(short.scorecards[0]!.questions.map((one) => one.id)).not.toContain('severity');
});

test('two of the same name, begun apart, are two taxonomies', () => {
  const other = firstPublication(tone, { ...facts, publicationId: '0198b2a0-0000-7000-8000-0000abcdef13' });
  expect(other.taxonomy.id).not.toBe(firstPublication(tone, facts).taxonomy.id);
});

test('what a hub did not take can be begun again from what was published', () => {
  const of = firstPublication(tone, facts);
  const again = begunOf(of)!;
  expect(problemsOfFirst(again)).toEqual([]);
  const { taxonomy } = firstPublication(again, facts);
  expect(taxonomy).toEqual(of.taxonomy);
  expect(begunOf({ ...of, scorecards: [] })).toBeNull();
});
