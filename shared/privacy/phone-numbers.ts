/**
 * Finds telephone numbers. A bare run of digits is one only where the text calls it so: otherwise orders, dates and
 * prices would go.
 */
import { editsOf, isCalledReference, mergeEdits } from './edits.ts';
import type { Edit } from './mask.ts';
import { factsOf } from './text-facts.ts';

const international = /(?<![\w+])\+[1-9]\d{0,2}(?:[ \u00a0.\-/()]{0,3}\d){6,13}(?![\p{L}\d_])/gu;
const northAmerican =
  /(?<![\w.+-])(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\w-]|\.\d)/g;
const withTrunkZero =
  /(?<![\w.,+-])(?:00[1-9]\d{1,2}[ /-]{1,3}(?:\(0\) ?)?[1-9]\d{1,4}|\(?0[1-9]\d{1,4}\)?)(?:[ \u00a0/-]{1,3}\d{2,8}){1,4}(?![\w-]|[.,]\d)/g;
const inPairs = /(?<![\w.,+-])0[1-9]([ .-])\d{2}(?:\1\d{2}){3}(?![\w-]|[.,]\d)/g;
const anyNumber = /(?<![\w+])\+?\(?\d(?:[ .\-/()]{0,2}\d){6,14}(?![\p{L}\d_])/gu;
const calledPhone =
  /\b(?:tele)?(?:phone|fon|telefon|tel|call|mobile|cell|fax|whatsapp|sms|handy|mobil|rufnummer|téléphone|portable|teléfono|móvil|telefono|cellulare|telefone|celular)(?:nummer)?[\s:=#.-]{0,3}(?:(?:number|no|nr|nummer|is|ist|me|us|back|at|on|under|unter)[\s:=#.-]{1,3}){0,3}$/iu;
const longestCall = 48;

const isDate = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?:\D|$)/;
const isAmount = /^\s?(?:%|€|£|\$|EUR|USD|GBP|CHF)/;

const replacement = '[phone]';
const countDigits = (text: string): number => text.replace(/\D/g, '').length;

export function findPhones(text: string): Edit[] {
  if (factsOf(text).digits < 7) return [];
  const unlessReference =
    (least: number, most: number) =>
    (match: RegExpExecArray): string | null => {
      const digits = countDigits(match[0]);
      return digits < least || digits > most || isCalledReference(text, match.index) ? null : replacement;
    };
  return mergeEdits(
    editsOf(text, international, (match) => {
      const after = match.index + match[0].length;
      return isAmount.test(text.slice(after, after + 4)) ? null : replacement;
    }),
    editsOf(text, northAmerican, unlessReference(10, 11)),
    editsOf(text, withTrunkZero, unlessReference(9, 15)),
    editsOf(text, inPairs, unlessReference(10, 10)),
    editsOf(text, anyNumber, (match) => {
      const before = text.slice(Math.max(0, match.index - longestCall), match.index);
      return calledPhone.test(before) && !isDate.test(match[0]) ? replacement : null;
    }),
  );
}
