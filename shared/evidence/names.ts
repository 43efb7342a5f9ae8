/**
 * Names in an output: runs of capitalised words, abbreviations in capitals, words with a capital inside. Whether a
 * capital makes a name depends on the language and on where the sentence begins; in doubt it makes none, because an
 * underline that is wrong costs trust in the next.
 */
import type { Cut } from './claims.ts';
import type { FinderLanguage } from './language.ts';
import { stopWordsOf } from './language.ts';

export interface NameWord {
  start: number;
  end: number;
  text: string;
}

/** A run of capitalised words of which at least one must be known, else the whole is looked at. */
export interface NameCandidate {
  start: number;
  end: number;
  /** Those that a capital makes parts of a name: not the first of a sentence, no particles. */
  words: readonly NameWord[];
}

const WORD = /\p{L}[\p{L}\p{M}\p{N}]*(?:[-'’&]\p{L}[\p{L}\p{M}\p{N}]*)*/gu;
const CASED = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;
const PARTICLES = new Set(
  'of the de del la las los di da do dos van von der den du des and & y e et und zu'.split(' '),
);
/** After these a sentence, a title or a label may begin. */
const OPENS = /(?:^|[.!?:;•|–—("“„«‘'[/>=]|\*\*|__)[\s*_"“„«‘¡¿'([]*$/u;
/** Capitals of politeness and of the first person. */
const POLITE = new Set(
  'i sie ihr ihre ihrem ihren ihrer ihnen ud uds usted ustedes vous ihres euer eure'.split(' '),
);
/** Abbreviations that everybody uses and no passage needs to hold. */
const COMMON = new Set(
  'ok faq pdf usa us uk eu id am pm tv ai it url www ps nb asap diy hi hello dear thanks'.split(' '),
);
const TITLE_CASE_SHARE = 0.6;

interface Seen extends NameWord {
  isCapital: boolean;
  isSpecial: boolean;
  isFirst: boolean;
}

export function listNames(text: string, cuts: readonly Cut[], language: FinderLanguage): NameCandidate[] {
  const found: NameCandidate[] = [];
  for (const cut of cuts) {
    if (cut.form === 'code' || cut.form === 'heading') continue;
    const words = seeWords(text, cut);
    // German titles look like German sentences.
    if (language !== 'de' && isTitleCase(words)) continue;
    for (const run of runsOf(words, text)) {
      const candidate = candidateOf(run, text, cut, language);
      if (candidate !== null) found.push(candidate);
    }
  }
  return found;
}

function seeWords(text: string, cut: Cut): Seen[] {
  const claim = text.slice(cut.start, cut.end);
  return Array.from(claim.matchAll(WORD), ({ index, 0: raw }) => {
    const isCased = CASED.test(raw);
    return {
      start: cut.start + index,
      end: cut.start + index + raw.length,
      text: raw,
      isCapital: isCased && /^\p{Lu}/u.test(raw),
      isSpecial: isCased && isSpecial({ text: raw }),
      isFirst: OPENS.test(claim.slice(Math.max(0, index - 8), index)),
    };
  });
}

/** Written as no common noun is: in capitals, or with one inside. */
export function isSpecial({ text }: Pick<NameWord, 'text'>): boolean {
  return /^\p{Lu}[\p{Lu}\p{N}&]{1,7}$/u.test(text) || /\p{Ll}\p{Lu}/u.test(text);
}

function isTitleCase(words: readonly Seen[]): boolean {
  const long = words.filter((word) => word.text.length > 3);
  return long.length >= 4 && long.filter((word) => word.isCapital).length >= long.length * TITLE_CASE_SHARE;
}

/** Capitalised words that follow each other, with at most one particle between two. */
function runsOf(words: readonly Seen[], text: string): Seen[][] {
  const runs: Seen[][] = [];
  let run: Seen[] = [];
  const close = () => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  for (const [at, word] of words.entries()) {
    const last = words[at - 1];
    const isNear = last !== undefined && /^[ \u00a0]$/.test(text.slice(last.end, word.start));
    if (!isNear || word.isFirst) close();
    const next = words[at + 1];
    const bridges =
      run.length > 0 && PARTICLES.has(word.text) && next?.isCapital === true && !run.at(-1)!.isFirst;
    if (word.isCapital || word.isSpecial) run.push(word);
    else if (!bridges) close();
  }
  close();
  return runs;
}

function candidateOf(
  run: readonly Seen[],
  text: string,
  cut: Cut,
  language: FinderLanguage,
): NameCandidate | null {
  const stops = stopWordsOf(language);
  const isPlain = (word: Seen) => {
    const lower = word.text.toLowerCase();
    return stops.has(lower) || POLITE.has(lower) || COMMON.has(lower) || word.text.length < 2;
  };
  const first = run[0]!;
  const last = run.at(-1)!;
  // "**Account type:** …" is a label, whatever its capitals.
  if (first.isFirst && /^[*_]{0,3}:/.test(text.slice(last.end, last.end + 4)) && cut.end > last.end + 4)
    return null;
  const words = run.filter((word) => !isPlain(word) && (!word.isFirst || word.isSpecial));
  if (words.length === 0) return null;
  // German nouns have capitals too: two in a row, or one inside a word, are needed there.
  const areNeighbours = words.some((word, at) => at > 0 && word.start - words[at - 1]!.end === 1);
  if (language === 'de' && !areNeighbours && !words.some((word) => word.isSpecial)) return null;
  if (words.length === 1 && words[0]!.text.length < 3 && !words[0]!.isSpecial) return null;
  return {
    start: words[0]!.start,
    end: words.at(-1)!.end,
    words: words.map(({ start, end, text: of }) => ({ start, end, text: of })),
  };
}
