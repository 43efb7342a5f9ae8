/**
 * Stemmers for the evidence finder's worker, each a file of its own that is fetched when its language is first read. They
 * are named by address, not imported: the worker is one script, into which imports would pull all of them.
 */
/* oxlint-disable import/default -- the bundler makes the address the default export */
import arabic from '@orama/stemmers/arabic?url';
import bulgarian from '@orama/stemmers/bulgarian?url';
import danish from '@orama/stemmers/danish?url';
import dutch from '@orama/stemmers/dutch?url';
import english from '@orama/stemmers/english?url';
import finnish from '@orama/stemmers/finnish?url';
import french from '@orama/stemmers/french?url';
import german from '@orama/stemmers/german?url';
import greek from '@orama/stemmers/greek?url';
import hungarian from '@orama/stemmers/hungarian?url';
import indian from '@orama/stemmers/indian?url';
import italian from '@orama/stemmers/italian?url';
import norwegian from '@orama/stemmers/norwegian?url';
import portuguese from '@orama/stemmers/portuguese?url';
import romanian from '@orama/stemmers/romanian?url';
import russian from '@orama/stemmers/russian?url';
import spanish from '@orama/stemmers/spanish?url';
import swedish from '@orama/stemmers/swedish?url';
import turkish from '@orama/stemmers/turkish?url';
import ukrainian from '@orama/stemmers/ukrainian?url';
import type { FinderLanguage } from '../../../shared/evidence/language.ts';
import type { Stemmer } from '../../../shared/evidence/stemmers.ts';

/** Japanese and Chinese have none and need none: they are compared by pairs of characters. */
const addresses: Record<Exclude<FinderLanguage, 'ja' | 'zh'>, string> = {
  ar: arabic,
  bg: bulgarian,
  da: danish,
  de: german,
  el: greek,
  en: english,
  es: spanish,
  fi: finnish,
  fr: french,
  hi: indian,
  hu: hungarian,
  it: italian,
  nl: dutch,
  no: norwegian,
  pt: portuguese,
  ro: romanian,
  ru: russian,
  sv: swedish,
  tr: turkish,
  uk: ukrainian,
};

/** The stemmer of a language; undefined where there is none. Rejects when its file cannot be loaded. */
export async function fetchStemmer(language: FinderLanguage): Promise<Stemmer | undefined> {
  if (language === 'ja' || language === 'zh') return undefined;
  const loaded = (await import(/* @vite-ignore */ addresses[language])) as { stemmer: Stemmer };
  return loaded.stemmer;
}
