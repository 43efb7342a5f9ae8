import { expect, it } from 'vitest';
import type { FinderLanguage } from './language.ts';
import { Reader } from './words.ts';

const facts = (text: string, language: FinderLanguage = 'en') =>
  new Reader(language, undefined)
    .read(text)
    .facts.map((fact) => ({ ...fact, words: text.slice(fact.start, fact.end) }));

/** First keys of all facts of a text. */
const keys = (text: string, language: FinderLanguage = 'en'): string[] =>
  facts(text, language).map((fact) => fact.keys[0]!);

/** Whether two spellings are one fact: the first key of one is among the keys of the other. */
const areOne = (a: string, b: string, language: FinderLanguage = 'en'): boolean =>
  facts(b, language)[0]!.keys.includes(facts(a, language)[0]!.keys[0]!);

it('reads a thousand however it is grouped', () => {
  expect(keys('1,000 1000 1’000')).toEqual(['n:1000', 'n:1000', 'n:1000']);
  expect(keys('1.000', 'de')).toEqual(['n:1000']);
  expect(keys('1 000', 'fr')).toEqual(['n:1000']);
  expect(keys('1.234.567,5', 'es')).toEqual(['n:1234567.5']);
  expect(facts('1.000')[0]!.keys).toEqual(['n:1', 'n:1000']);
});

it('reads numbers in words', () => {
  expect(keys('twelve days and twenty-one')).toEqual(['n:12', 'n:21']);
  expect(keys('zwölf Tage', 'de')).toEqual(['n:12']);
  expect(keys('doce días', 'es')).toEqual(['n:12']);
  expect(keys('quatre-vingt-dix jours, dix-sept mois', 'fr')).toEqual(['n:90', 'n:17']);
});

it('reads fractions, multipliers and other digits', () => {
  expect(keys('70½ or 70 1/2, $1.5 million, ५०० ٥٠٠')).toEqual([
    'n:70.5',
    'n:70.5',
    'p:1500000USD',
    'n:500',
    'n:500',
  ]);
});

it('reads a price whichever side its currency stands on', () => {
  expect(keys('EUR 12.50, €12.50, 12.50 €')).toEqual(['p:12.5EUR', 'p:12.5EUR', 'p:12.5EUR']);
  expect(keys('12,50 € und €12,50', 'de')).toEqual(['p:12.5EUR', 'p:12.5EUR']);
  expect(keys('5 dollars, US$5, $5.00')).toEqual(['p:5USD', 'p:5USD', 'p:5USD']);
});

it('reads one day in every spelling', () => {
  const day = 'd:2026-11-21';
  expect(keys('2026-11-21; 21 Nov 2026; November 21st, 2026; 11/21/2026')).toEqual([day, day, day, day]);
  expect(keys('21. November 2026, 21.11.2026', 'de')).toEqual([day, day]);
  expect(keys('21 de noviembre de 2026', 'es')).toEqual([day]);
  expect(keys('21 novembre 2026', 'fr')).toEqual([day]);
  expect(keys('२१ नवंबर २०२६', 'hi')).toEqual([day]);
  expect(keys('٢١ نوفمبر ٢٠٢٦', 'ar')).toEqual([day]);
  expect(keys('2026年11月21日', 'ja')).toEqual([day]);
});

it('lets a whole date imply its day, month, year and weekday', () => {
  expect(areOne('Saturday', '21 Nov 2026')).toBe(true);
  expect(areOne('21 November', '2026-11-21')).toBe(true);
  expect(areOne('November 2026', '11/21/2026')).toBe(true);
  expect(areOne('Sunday', '21 Nov 2026')).toBe(false);
});

it('does not take "may" and "march" for months where they are verbs', () => {
  expect(keys('You may go and march on.')).toEqual([]);
  expect(keys('In May 2024.')).toEqual(['ym:2024-5']);
});

it('reads times of day in both halves', () => {
  expect(keys('5:30 pm, 17:30, 5 p.m.')).toEqual(['t:1050', 't:1050', 't:1020']);
});

it('reads addresses without what makes no difference', () => {
  const link = 'l:example.com/a/b';
  expect(keys('https://www.example.com/a/b/ and example.com/a/b, www.example.com/a/b.')).toEqual([
    link,
    link,
    link,
  ]);
  expect(keys('Write to Help@Example.com.')).toEqual(['l:help@example.com']);
  expect(keys('The end.The next')).toEqual([]);
});

it('reads telephone numbers, codes and versions as one', () => {
  expect(keys('(510) 889-8690, 510-889-8690')).toEqual(['c:5108898690', 'c:5108898690']);
  expect(keys('WD-479513, AC-7, 192.168.0.1')).toEqual(['c:wd479513', 'c:ac7', 'c:192.168.0.1']);
});

const idle = (text: string, language: FinderLanguage = 'en'): string[] =>
  facts(text, language)
    .filter((fact) => fact.isIdle)
    .map((fact) => fact.words);

it('never asks for numbers that only lead through the text', () => {
  expect(idle('1. Open\n2) Close\n**3.** Go')).toEqual(['1', '2', '3']);
  expect(idle('See passage 2 and steps 1, 2 and 3, [4], the 1st, 24/7; two ways.')).toEqual([
    '2',
    '1',
    '2',
    '3',
    '4',
    '1',
    '24',
    '7',
    'two',
  ]);
  expect(idle('siehe Schritt 3 und Quelle 2', 'de')).toEqual(['3', '2']);
  expect(idle('Wait 3 days, or 2 of 5.')).toEqual([]);
});
