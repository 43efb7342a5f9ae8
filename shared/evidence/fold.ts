/**
 * Makes spellings of one word equal: compatibility forms, accents, vowel points, invisible characters, other digits.
 * Vowel signs of Indic scripts are letters in effect and stay.
 */

/** Accents of Latin, Greek and Cyrillic; points of Hebrew and Arabic; Arabic's stretching line. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640]/g;
const INVISIBLE = /[\p{Cf}\ufe00-\ufe0f]/gu;
const PLAIN = /^\p{ASCII}*$/u;

/** Lower-case letters without accents. The length may change. */
export function foldLetters(lower: string): string {
  if (PLAIN.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(/ß/g, 'ss')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ı/g, 'i');
}

/** Letters that a number does not follow within a word; in scripts without spaces it does. For use in a character class. */
export const SPACED_LETTERS =
  '\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Devanagari}';

/** Digits of every script as 0 … 9, invisible characters as they are: the length stays, so that offsets hold. */
export function plainDigits(text: string): string {
  if (!/[^\p{ASCII}]/u.test(text)) return text;
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\uff10-\uff19]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10].findLast((one) => one <= code) ?? code;
    return String(code - zero);
  });
}
