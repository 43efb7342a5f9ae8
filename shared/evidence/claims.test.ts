import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countCodePoints, sliceCodePoints } from '../domain/text.ts';
import { listClaims } from './claims.ts';

const cut = (text: string, language?: string): string[] =>
  listClaims(text, language).map(({ start, end }) => sliceCodePoints(text, start, end));

it('does not end a sentence at abbreviations, decimals and initials', () => {
  expect(
    cut('Dr. Smith paid 3.5 dollars, e.g. for apples. J. R. R. Tolkien wrote. George W. Bush left.'),
  ).toEqual([
    'Dr. Smith paid 3.5 dollars, e.g. for apples.',
    'J. R. R. Tolkien wrote.',
    'George W. Bush left.',
  ]);
  expect(cut('Es kostet z. B. 12 Euro. Am 3. Mai 2024 kam er. Das ist Nr. 5.', 'de')).toEqual([
    'Es kostet z. B. 12 Euro.',
    'Am 3. Mai 2024 kam er.',
    'Das ist Nr. 5.',
  ]);
});

it('leaves out the marks of lists, headings and quotations, also within a line', () => {
  expect(cut('# Steps\n\n1. Open it.\n2) Close it\n- [ ] Wait\n> Said so.')).toEqual([
    'Steps',
    'Open it.',
    'Close it',
    'Wait',
    'Said so.',
  ]);
  expect(cut('1. Open it. 2. Close it. 3. Done')).toEqual(['Open it.', 'Close it.', 'Done']);
});

it('takes a row of a table and a line of code as one claim each', () => {
  expect(cut('| Plan | Price |\n| --- | --- |\n| Basic | $5. Per month |\n')).toEqual([
    'Plan | Price',
    'Basic | $5. Per month',
  ]);
  expect(cut('Run:\n```sh\nnpm run a. B\nls\n```\nDone.')).toEqual(['Run:', 'npm run a. B', 'ls', 'Done.']);
});

it('ends a sentence inside emphasis and keeps a reference in brackets with what it is for', () => {
  expect(cut('**It is off.** Turn it on. The fee is $5. (Passage 2)')).toEqual([
    '**It is off.**',
    'Turn it on.',
    'The fee is $5. (Passage 2)',
  ]);
});

it('joins lines that only wrap', () => {
  const first = 'The parcel is kept at the pick-up point for five days, and after that';
  expect(cut(`${first}\nit goes back.\nThen call.`)).toEqual([`${first}\nit goes back.`, 'Then call.']);
});

it('cuts Japanese, Hindi and Arabic, and counts in code points', () => {
  expect(cut('私は学生です。彼は先生です！', 'ja')).toEqual(['私は学生です。', '彼は先生です！']);
  expect(cut('यह एक वाक्य है। यह दूसरा है।', 'hi')).toEqual(['यह एक वाक्य है।', 'यह दूसरा है।']);
  expect(cut('هل هذا سؤال؟ نعم.', 'ar')).toEqual(['هل هذا سؤال؟', 'نعم.']);
  expect(cut('😀 One. 👩‍👩‍👧 Two.')).toEqual(['😀 One.', '👩‍👩‍👧 Two.']);
});

it('reads a language tag that is none as no tag', () => {
  expect(cut('One. Two.', 'not a tag')).toEqual(['One.', 'Two.']);
});

it('has no claims where nothing is said', () => {
  expect(cut('')).toEqual([]);
  expect(cut(' \n\n--- \n| --- |\n***\n')).toEqual([]);
});

const pieces = [
  'Word',
  ' ',
  '. ',
  '\n',
  '1. ',
  '- ',
  '| ',
  '```\n',
  '**',
  '(a)',
  'e.g.',
  '😀',
  'क्षि',
  '。',
  'ع',
  '\u200f',
  '\u200b',
  '5',
];
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);

it('places claims inside the text, in order, apart, and never around spaces', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let last = 0;
      for (const { start, end } of listClaims(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        const words = sliceCodePoints(text, start, end);
        expect(words).toBe(words.trim());
        last = end;
      }
      expect(last).toBeLessThanOrEqual(countCodePoints(text));
    }),
    { numRuns: 500 },
  );
});
