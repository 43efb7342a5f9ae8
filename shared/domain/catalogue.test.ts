import { expect, test } from 'vitest';
import {
  catalogueWith,
  findScorecard,
  findTaxonomy,
  listNewestScorecards,
  listScorecards,
  listTaxonomiesOf,
  shippedCatalogue,
} from './catalogue.ts';
import { hallucinationAudit, hallucinationTaxonomy } from './defaults.ts';
import { isChoice } from './scorecard.ts';

test('every shipped scorecard is found by its id and version, and no other', () => {
  const shipped = listScorecards(shippedCatalogue);
  expect(shipped.length).toBeGreaterThan(1);
  for (const { id, version, ...card } of shipped) {
    expect(findScorecard({ id, version }, shippedCatalogue)).toMatchObject(card);
    expect(findScorecard({ id, version: version + 1 }, shippedCatalogue)).toBeNull();
  }
});

test('every taxonomy that a shipped scorecard names is there, each once', () => {
  for (const card of listScorecards(shippedCatalogue)) {
    const named = card.questions.flatMap((one) =>
      (isChoice(one) || one.type === 'spans') && one.taxonomy !== undefined ? [one.taxonomy] : [],
    );
    expect(named.length).toBeGreaterThan(1);
    for (const ref of named) expect(findTaxonomy(ref, shippedCatalogue)).not.toBeNull();
    const versions = new Set(named.map((ref) => `${ref.id}@${ref.version}`));
    expect(listTaxonomiesOf(card, shippedCatalogue)).toHaveLength(versions.size);
  }
});

test('what was published is beside what ships; of one version the first stays, and plans are offered the newest', () => {
  const taxonomy = { ...hallucinationTaxonomy, version: 2 };
  const card = { ...hallucinationAudit, version: 2, title: 'Second' };
  const other = { ...card, title: 'Came later under the same number' };
  const grown = catalogueWith([{ taxonomy, scorecards: [card] }], [other]);
  expect(findTaxonomy({ id: taxonomy.id, version: 2 }, grown)).toBe(taxonomy);
  expect(findScorecard({ id: card.id, version: 1 }, grown)).toBe(hallucinationAudit);
  expect(findScorecard({ id: card.id, version: 2 }, grown)).toBe(card);
  const newest = listNewestScorecards(grown);
  expect(newest.filter((one) => one.id === card.id)).toEqual([card]);
  expect(newest).toHaveLength(listNewestScorecards(shippedCatalogue).length);
});
