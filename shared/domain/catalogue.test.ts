import { expect, test } from 'vitest';
import { findScorecard, findTaxonomy, listScorecards, listTaxonomiesOf } from './catalogue.ts';
import { isChoice } from './scorecard.ts';

test('every shipped scorecard is found by its id and version, and no other', () => {
  expect(listScorecards().length).toBeGreaterThan(1);
  for (const card of listScorecards()) {
    expect(findScorecard({ id: card.id, version: card.version })).toBe(card);
    expect(findScorecard({ id: card.id, version: card.version + 1 })).toBeNull();
  }
});

test('every taxonomy that a shipped scorecard names is there, each once', () => {
  for (const card of listScorecards()) {
    const named = card.questions.flatMap((one) =>
      (isChoice(one) || one.type === 'spans') && one.taxonomy !== undefined ? [one.taxonomy] : [],
    );
    expect(named.length).toBeGreaterThan(1);
    for (const ref of named) expect(findTaxonomy(ref)).not.toBeNull();
    expect(listTaxonomiesOf(card)).toHaveLength(new Set(named.map((ref) => `${ref.id}@${ref.version}`)).size);
  }
});
