/**
 * The worker in which the evidence finder runs, so that no key waits for it. It knows nothing of the page: a question
 * comes in, an answer or a problem in words goes out.
 */
import { findEvidence, languageOfInput } from '../../../shared/evidence/find-evidence.ts';
import type { FinderLanguage } from '../../../shared/evidence/language.ts';
import type { Stemmer } from '../../../shared/evidence/stemmers.ts';
import type { FinderAnswer, FinderQuestion } from './finder-line.ts';
import { fetchStemmer } from './finder-stemmers.ts';

const stemmers = new Map<FinderLanguage, Promise<Stemmer | undefined>>();

function stemmerOf(language: FinderLanguage): Promise<Stemmer | undefined> {
  const held = stemmers.get(language);
  if (held !== undefined) return held;
  const fetched = fetchStemmer(language).catch((error: unknown) => {
    // Asked for again with the next item: without its stemmer the finder would find less and not say so.
    stemmers.delete(language);
    throw error;
  });
  stemmers.set(language, fetched);
  return fetched;
}

async function answer({ id, input }: FinderQuestion): Promise<FinderAnswer> {
  try {
    return { id, found: findEvidence(input, await stemmerOf(languageOfInput(input))) };
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : 'it failed on this item' };
  }
}

addEventListener('message', (event: MessageEvent<FinderQuestion>) => {
  void answer(event.data).then((said) => postMessage(said));
});
