/** Finds numbers that a state gave to a person, and dates of birth. */
import { editsOf, groupEdit, mergeEdits } from './edits.ts';
import type { Edit } from './mask.ts';
import { factsOf } from './text-facts.ts';

const socialSecurity = /(?<![\w.-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g;
const calledSocialSecurity =
  /\b(?:ssn|social security(?: number| no\.?)?)[\s:#=]{0,3}(?:is\s)?((?!000|666|9\d\d)\d{3}[ -]?\d{2}[ -]?\d{4})(?!\w)/dgi;

export function findSocialSecurity(text: string): Edit[] {
  if (factsOf(text).digits < 9) return [];
  return mergeEdits(
    editsOf(text, socialSecurity, () => '[us ssn]'),
    editsOf(text, calledSocialSecurity, (match) => groupEdit(match, 1, '[us ssn]')),
  );
}

const british =
  /(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)/g;
const brazilian = /(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])/g;
const spanish = /(?<![\w-])(?:\d{8}|[XYZ]\d{7})-?[A-HJ-NP-TV-Z](?![\w-])/g;
const italian = /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)/g;
const french = /(?<![\w.-])[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?![\w-]|\.\d)/g;

/** Each with the digits that it has in a row, so that most are not looked for in most texts. */
const nationalIds: readonly [digits: number, pattern: RegExp, isRight: (match: string) => boolean][] = [
  [6, british, () => true],
  [11, brazilian, isCpf],
  [7, spanish, isDni],
  [3, italian, () => true],
  [15, french, isNir],
];

export function findNationalIds(text: string): Edit[] {
  const { digits } = factsOf(text);
  const wanted = nationalIds.filter(([least]) => digits >= least);
  if (wanted.length === 0) return [];
  return mergeEdits(
    ...wanted.map(([, pattern, isRight]) =>
      editsOf(text, pattern, ([match]) => (isRight(match) ? '[national id]' : null)),
    ),
  );
}

/** Two check digits, each the weighted sum of the digits before it, modulo 11. */
function isCpf(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].map(Number);
  return [9, 10].every((count) => {
    const sum = digits.slice(0, count).reduce((total, digit, at) => total + digit * (count + 1 - at), 0);
    return ((sum * 10) % 11) % 10 === digits[count];
  });
}

/** The letter is the number modulo 23; X, Y and Z of foreigners stand for 0, 1 and 2. */
function isDni(text: string): boolean {
  const number = Number(text.slice(0, 8).replace('X', '0').replace('Y', '1').replace('Z', '2'));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === text.at(-1);
}

/** The last two digits are 97 less the first thirteen modulo 97. */
function isNir(text: string): boolean {
  const digits = text.replaceAll(' ', '');
  return 97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13));
}

const date =
  /(?<!\d)(?:\d{4}-\d{2}-\d{2}|\d{1,2}(?:[./-]\d{1,2}[./-]\d{2,4}|,? \d{4}|\.? \p{L}{3,10}\.? \d{4}))(?!\d)/gu;
const calledBirth =
  /(?:\b(?:date of birth|birth ?date|dob|(?:i was|i am|i'm|you were) born(?: on)?|geburtsdatum|ich bin geboren(?: am)?|date de naissance|fecha de nacimiento)|\bgeb\.)[\s:=-]{1,4}(?:is\s)?(\p{L}{3,10}\.? )?$/iu;
const longestCall = 48;

/** The date as people write it, with the name of the month before or after the day. */
export function findBirthDates(text: string): Edit[] {
  if (factsOf(text).digits < 4) return [];
  return editsOf(text, date, (match) => {
    const called = calledBirth.exec(text.slice(Math.max(0, match.index - longestCall), match.index));
    if (called === null) return null;
    const start = match.index - (called[1]?.length ?? 0);
    return { start, end: match.index + match[0].length, replacement: '[date of birth]' };
  });
}
