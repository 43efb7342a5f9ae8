/** Finds card numbers and IBANs, by their check digits: a number that only looks like one stays. */
import { editsOf, isCalledReference } from './edits.ts';
import type { Edit } from './mask.ts';
import { factsOf } from './text-facts.ts';

const digitRun = /(?<![\w.+-])\d(?:[ \u00a0.-]?\d){13,}(?![A-Za-z\d_])/g;

export function findCards(text: string): Edit[] {
  if (factsOf(text).digits < 14) return [];
  const edits: Edit[] = [];
  for (const run of text.matchAll(digitRun)) {
    const groups = [...run[0].matchAll(/\d+/g)].map((group) => ({
      start: run.index + group.index,
      digits: group[0],
    }));
    for (let first = 0; first < groups.length; first += 1) {
      const last = lastOfCard(groups, first, text);
      const [from, to] = [groups[first], groups[last]];
      if (from === undefined || to === undefined) continue;
      edits.push({ start: from.start, end: to.start + to.digits.length, replacement: '[card]' });
      first = last;
    }
  }
  return edits;
}

/** Index of the group with which a card number ends that begins with group `first`; −1 where none does. */
function lastOfCard(
  groups: readonly { start: number; digits: string }[],
  first: number,
  text: string,
): number {
  let digits = '';
  // No brand begins otherwise: a long list of numbers is passed over at once.
  if (!/^[2-6]/.test(groups[first]?.digits ?? '')) return -1;
  for (let at = first; at < groups.length && digits.length < 19; at += 1) {
    digits += groups[at]?.digits ?? '';
    const isGrouped = at > first;
    if (!isOfBrand(digits, isGrouped) || !passesLuhn(digits)) continue;
    if (!isGrouped && isCalledReference(text, groups[first]?.start ?? 0)) continue;
    return at;
  }
  return -1;
}

/** Lengths that are also those of many other numbers count only where the number is written in groups, as on cards. */
function isOfBrand(digits: string, isGrouped: boolean): boolean {
  switch (digits.length) {
    case 14:
      return isGrouped && /^3(?:0[0-5]|[689])/.test(digits);
    case 15:
      return /^3[47]/.test(digits);
    case 16:
      return /^(?:4|5[0-8]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|6(?:011|[245])|35(?:2[89]|[3-8]))/.test(
        digits,
      );
    case 19:
      return isGrouped && /^(?:4|6)/.test(digits);
    default:
      return false;
  }
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    const weighed = at % 2 === 0 ? digit : digit * 2;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}

/** Length of an IBAN by country (ISO 13616 register). */
const ibanLengths = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 ' +
    'FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 ' +
    'LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 ' +
    'SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const),
);

const ibanStart = /(?<![\p{L}\p{N}])[A-Za-z]{2}\d{2}(?=[ \u00a0-]?[A-Za-z0-9])/gu;

export function findIbans(text: string): Edit[] {
  if (factsOf(text).digits < 4) return [];
  let end = 0;
  return editsOf(text, ibanStart, (match) => {
    const length = ibanLengths.get(match[0].slice(0, 2).toUpperCase());
    if (length === undefined || match.index < end) return null;
    const taken = takeAlphanumerics(text, match.index, length);
    if (taken === null || !passesMod97(taken.compact)) return null;
    if (isOfUuid(text, match.index, taken.end)) return null;
    end = taken.end;
    return { start: match.index, end, replacement: '[iban]' };
  });
}

const uuid = /(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])/gi;

/** Of ids that begin like an IBAN, one in 97 passes its check: a UUID (36 characters) stays a UUID. */
function isOfUuid(text: string, start: number, end: number): boolean {
  const from = Math.max(0, start - 36);
  return [...text.slice(from, end + 36).matchAll(uuid)].some(
    (match) => from + match.index < end && start < from + match.index + 36,
  );
}

const isAlphanumeric = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

/** `length` letters and digits from `start` on, with single blanks or hyphens between; null where there are not as many. */
function takeAlphanumerics(
  text: string,
  start: number,
  length: number,
): { compact: string; end: number } | null {
  let compact = '';
  let at = start;
  while (compact.length < length) {
    if (isAlphanumeric(text.charCodeAt(at))) compact += text[at];
    else if (!/[ \u00a0-]/.test(text[at] ?? '') || !isAlphanumeric(text.charCodeAt(at + 1))) return null;
    at += 1;
  }
  return isAlphanumeric(text.charCodeAt(at)) ? null : { compact: compact.toUpperCase(), end: at };
}

/** ISO/IEC 7064, MOD 97-10. */
function passesMod97(iban: string): boolean {
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
