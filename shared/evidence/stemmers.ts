/**
 * Stemmers by language, each loaded only when it is asked for: who reads German never loads Greek. For Node; the window's
 * worker is one script and fetches them by their addresses.
 * Japanese and Chinese have none and need none, as they are compared by pairs of characters.
 */
import type { FinderLanguage } from './language.ts';

/** Cuts a word in lower case down to its stem. */
export type Stemmer = (word: string) => string;

const loaders: Partial<Record<FinderLanguage, () => Promise<{ stemmer: Stemmer }>>> = {
  ar: () => import('@orama/stemmers/arabic'),
  bg: () => import('@orama/stemmers/bulgarian'),
  da: () => import('@orama/stemmers/danish'),
  de: () => import('@orama/stemmers/german'),
  el: () => import('@orama/stemmers/greek'),
  en: () => import('@orama/stemmers/english'),
  es: () => import('@orama/stemmers/spanish'),
  fi: () => import('@orama/stemmers/finnish'),
  fr: () => import('@orama/stemmers/french'),
  hi: () => import('@orama/stemmers/indian'),
  hu: () => import('@orama/stemmers/hungarian'),
  it: () => import('@orama/stemmers/italian'),
  nl: () => import('@orama/stemmers/dutch'),
  no: () => import('@orama/stemmers/norwegian'),
  pt: () => import('@orama/stemmers/portuguese'),
  ro: () => import('@orama/stemmers/romanian'),
  ru: () => import('@orama/stemmers/russian'),
  sv: () => import('@orama/stemmers/swedish'),
  tr: () => import('@orama/stemmers/turkish'),
  uk: () => import('@orama/stemmers/ukrainian'),
};

/** The stemmer of a language; undefined where there is none. Rejects when its file cannot be loaded. */
export async function loadStemmer(language: FinderLanguage): Promise<Stemmer | undefined> {
  return (await loaders[language]?.())?.stemmer;
}
