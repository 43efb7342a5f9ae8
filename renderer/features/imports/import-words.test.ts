import { describe, expect, it } from 'vitest';
import { nameFromPaths, progressInWords, roleTitle } from './import-words.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('words of an import', () => {
  it('say how far it is, with a total only where one is known', () => {
    expect(progressInWords(undefined)).toBe('Importing …');
    expect(progressInWords({ phase: 'reading', done: 0, total: null })).toBe('Reading the files …');
    expect(plain(progressInWords({ phase: 'reading', done: 1200, total: null }))).toBe(
      'Reading the files: 1,200 rows so far',
    );
    expect(plain(progressInWords({ phase: 'writing', done: 300, total: 1000 }))).toBe(
      'Writing: 300 of 1,000 reviews',
    );
  });

  it('name an audit after its files, and a role as people read it', () => {
    expect(nameFromPaths(['/a/b/week 47.csv', 'C:\\x\\two.jsonl'])).toBe('week 47, two');
    expect([roleTitle('final:label'), roleTitle('question:label')]).toEqual([
      'Final label of “label”',
      'Answers to “label”',
    ]);
  });
});
