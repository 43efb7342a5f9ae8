import { describe, expect, it } from 'vitest';
import { drawCase, drawRules } from './slots.ts';
import { listSlots } from './marked-text.ts';
import { getFact, shelfOf } from './library.ts';
import { textByLanguage } from './text/by-language.ts';
import type { DemoIntent, Fact, IntentText, LanguageText } from './text-model.ts';
import { demoIntents, demoLanguages } from './text-model.ts';
import { topicsOf } from './topics.ts';

const texts = demoLanguages.map((language): [string, LanguageText] => [language, textByLanguage[language]]);

const random = (): number => 0.5;

const known = (text: LanguageText) => {
  return { ...drawRules(random), ...drawCase(random, text, 20_000) };
};

/** Three when exactly one part is in brackets. */
const parts = (one: string): number => (/⟦[^⟦⟧]+⟧/u.test(one) ? one.split(/[⟦⟧]/u).length : 0);

/** Every text of a value, however deep. */
function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(listTexts);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : [];
}

function listFacts(of: IntentText, text: LanguageText): Fact[] {
  return [...of.policies, of.background]
    .flatMap((one) => one.facts)
    .concat(text.records.order, text.records.account);
}

const shapeOf = (of: IntentText) => ({
  asks: of.asks.length,
  articles: [...of.policies, of.background].map((one) => [one.id, one.facts.length]),
  breaches: of.policies.map((one) => one.facts.map((fact) => fact.breach !== undefined)),
  rows: of.policies.map((one) => one.facts.map((fact) => fact.row !== undefined)),
  guide: [of.guide.id, of.guide.steps.length, of.guide.replaced.map((one) => one.at)],
});

describe.each(texts)('the demo texts in %s', (_, text) => {
  it('use only slots that exist', () => {
    const own = new Set([...Object.keys(known(text)), 'section', 'title', 'url', 'day', 'month', 'year']);
    const unknown = listTexts(text)
      .flatMap(listSlots)
      .filter((name) => !own.has(name));
    expect(unknown).toEqual([]);
  });

  it.each(demoIntents)('support every figure of an answer about %s by the fact it states', (intent) => {
    const slots = known(text);
    for (const fact of listFacts(text.intents[intent], text)) {
      for (const said of [...fact.answers, ...(fact.row ?? [])]) {
        const figures = listSlots(said).filter((name) => slots[name]?.kind !== 'name');
        expect(listSlots(fact.says), said).toEqual(expect.arrayContaining(figures));
        expect(new Set(figures).size, said).toBe(figures.length);
      }
    }
  });

  it('mark exactly one part of every wrong sentence and nothing in right ones', () => {
    const wrong = demoIntents.flatMap((intent) => {
      const of = text.intents[intent];
      const breaches = listFacts(of, text).flatMap((fact) => fact.breach ?? []);
      return [
        ...of.invented,
        ...of.promises,
        ...of.guide.invented,
        ...of.guide.replaced.map((one) => one.step),
        ...breaches,
      ];
    });
    wrong.push(...text.others, ...text.inventedSources, ...text.wrongSections);
    expect(wrong.filter((one) => parts(one) !== 3)).toEqual([]);
    const all = new Set(wrong);
    expect(listTexts(text).filter((one) => !all.has(one) && /[⟦⟧]/u.test(one))).toEqual([]);
  });

  it('hold no character that marks are made of', () => {
    expect(listTexts(text).filter((one) => /[\ue000-\uf8ff]/.test(one))).toEqual([]);
  });

  it.each(demoIntents)('are built like the English ones for %s', (intent: DemoIntent) => {
    expect(shapeOf(text.intents[intent])).toEqual(shapeOf(textByLanguage.en.intents[intent]));
  });

  it.each(demoIntents)('answer every question about %s with facts that exist', (intent) => {
    const shelf = shelfOf(text, intent);
    expect(topicsOf[intent]).toHaveLength(text.intents[intent].asks.length);
    expect(topicsOf[intent].some((topic) => topic.guide !== 'unrelated')).toBe(true);
    for (const name of topicsOf[intent].flatMap((topic) => topic.facts)) {
      const [article = '', index] = name.split('#');
      expect(getFact(shelf, article, Number(index)).answers.length, name).toBeGreaterThan(0);
    }
  });

  it('give every how-to four steps or more, and replace only steps that are there', () => {
    for (const intent of demoIntents) {
      const { steps, replaced } = text.intents[intent].guide;
      expect(steps.length).toBeGreaterThanOrEqual(4);
      for (const { at } of replaced) expect(steps[at]).toBeDefined();
    }
  });

  it('name no address outside example.com', () => {
    const hosts = listTexts(text).flatMap((one) =>
      Array.from(one.matchAll(/(?:https?:\/\/|@)([\w.-]+)/g), (found) => found[1]),
    );
    expect(hosts.filter((host) => host !== 'example.com' && host !== 'help.example.com')).toEqual([]);
  });
});
