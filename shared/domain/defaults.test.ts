import { describe, expect, it } from 'vitest';
import { hallucinationAudit, hallucinationAuditLong, hallucinationTaxonomy } from './defaults.ts';
import type { Scorecard } from './scorecard.ts';
import { isChoice, scorecard } from './scorecard.ts';
import { taxonomy } from './taxonomy.ts';

const forms: [string, Scorecard][] = [
  ['the short form', hallucinationAudit],
  ['the long form', hallucinationAuditLong],
];

function optionsOf(card: Scorecard, id: string): string[] {
  const found = card.questions.find((one) => one.id === id);
  return found !== undefined && isChoice(found) ? found.options.map((one) => one.id) : [];
}

describe('the default taxonomy', () => {
  it('is a valid taxonomy', () => {
    expect(taxonomy.parse(hallucinationTaxonomy)).toEqual(hallucinationTaxonomy);
  });

  it('has the six classes in order, and its clean class is one of them', () => {
    const ids = hallucinationTaxonomy.classes.map((one) => one.id);
    expect(ids).toEqual(['none', 'factual', 'procedural', 'policy', 'citation', 'other']);
    expect(ids).toContain(hallucinationTaxonomy.cleanClass);
  });

  it('explains every class with when to use it, when not, two examples and a counter-example', () => {
    for (const one of hallucinationTaxonomy.classes) {
      expect(one.definition, one.id).not.toBe('');
      expect(one.useWhen, one.id).not.toBe('');
      expect(one.avoidWhen, one.id).not.toBe('');
      expect(one.examples.length, one.id).toBeGreaterThanOrEqual(2);
      expect(one.counterExamples.length, one.id).toBeGreaterThanOrEqual(1);
      expect(one.tone).toBe(one.id);
    }
  });
});

describe.each(forms)('%s of the default scorecard', (_, card) => {
  it('is a valid scorecard with distinct question ids', () => {
    expect(scorecard.parse(card)).toEqual(card);
    expect(new Set(card.questions.map((one) => one.id)).size).toBe(card.questions.length);
  });

  it('points only to questions that come earlier and to options that exist', () => {
    card.questions.forEach((one, at) => {
      if (one.showIf === undefined) return;
      const earlier = card.questions.slice(0, at).map((before) => before.id);
      expect(earlier).toContain(one.showIf.question);
      for (const id of one.showIf.options) expect(optionsOf(card, one.showIf.question)).toContain(id);
    });
  });

  it('names only known options as events, and never all of them', () => {
    for (const one of card.questions.filter(isChoice)) {
      const ids = one.options.map((of) => of.id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of one.eventOptions) expect(ids).toContain(id);
      expect(one.eventOptions.length).toBeLessThan(ids.length);
    }
  });

  it('refers only to the shipped taxonomy, whose classes are the options of the first question', () => {
    for (const one of card.questions) {
      if ('taxonomy' in one && one.taxonomy !== undefined) {
        expect(one.taxonomy).toEqual({
          id: hallucinationTaxonomy.id,
          version: hallucinationTaxonomy.version,
        });
      }
    }
    expect(optionsOf(card, 'hallucination')).toEqual(hallucinationTaxonomy.classes.map((one) => one.id));
  });

  it('requires exactly hallucination, severity, policy and actionability', () => {
    expect(card.questions.filter((one) => one.isRequired).map((one) => one.id)).toEqual([
      'hallucination',
      'severity',
      'policy',
      'actionability',
    ]);
  });

  it('asks for severity and cause only after an error', () => {
    const conditional = card.questions.filter((one) => one.showIf !== undefined).map((one) => one.id);
    expect(conditional).toEqual(['severity', 'cause']);
  });
});

describe('the two forms', () => {
  it('differ by correctness and completeness alone', () => {
    const long = hallucinationAuditLong.questions.map((one) => one.id);
    expect(long).toHaveLength(10);
    expect(hallucinationAudit.questions).toEqual(
      hallucinationAuditLong.questions.filter((one) => !['correctness', 'completeness'].includes(one.id)),
    );
  });
});
