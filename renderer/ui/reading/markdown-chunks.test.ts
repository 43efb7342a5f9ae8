import { array, assert, constantFrom, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { cutLines, cutMarkdown, linkDefinitions, PIECE } from './markdown-chunks.ts';
import type { Piece } from './markdown-chunks.ts';

function expectWhole(text: string, pieces: readonly Piece[]): void {
  expect(pieces.map((one) => text.slice(one.from, one.to)).join('')).toBe(text);
  for (const { from, to } of pieces) expect(text.slice(from, to).isWellFormed()).toBe(true);
}

const block = constantFrom(
  `${'Words of a paragraph. '.repeat(90)}\n\n`,
  `- one\n- two\n\n  more of two\n${'- and so on\n'.repeat(60)}\n`,
  `\`\`\`js\n${'const a = 1;\n\n'.repeat(200)}\`\`\`\n\n`,
  '| a | b |\n|---|---|\n| 1 | 2 |\n\n',
  '> quoted\n\n> again\n\n',
  '😀'.repeat(400),
  '# Heading\n\n',
  '~~~\nnever closed\n',
);

it('cuts any text into pieces that are the whole of it', () => {
  assert(
    property(array(block, { maxLength: 60 }), string(), (blocks, tail) => {
      const text = `${blocks.join('')}${tail}`;
      if (!text.isWellFormed()) return;
      expectWhole(text, cutMarkdown(text));
      expectWhole(text, cutLines(text));
    }),
    { numRuns: 60 },
  );
});

it('leaves a usual answer whole', () => {
  const text = 'A paragraph.\n\n'.repeat(600);
  expect(cutMarkdown(text)).toEqual([{ from: 0, to: text.length }]);
});

it('never cuts inside code, and in prose only between blocks', () => {
  const code = `\`\`\`\n${'line\n\n'.repeat(5_000)}\`\`\`\n`;
  const text = `${'Prose here.\n\n'.repeat(900)}${code}\n${'More prose.\n\n'.repeat(900)}`;
  const at = text.indexOf(code);
  for (const { from } of cutMarkdown(text)) {
    expect(from > at && from < at + code.length).toBe(false);
    expect(from === 0 || text.slice(from - 2, from) === '\n\n').toBe(true);
  }
  expect(cutMarkdown(text).length).toBeGreaterThan(2);
});

it('keeps lists and tables together as long as that is bearable', () => {
  const list = Array.from({ length: 700 }, (_, at) => `${at + 1}. step number ${at + 1}\n\n`).join('');
  const starts = cutMarkdown(`${list}${list}The end.\n`).map((one) => one.to - one.from);
  expect(Math.max(...starts)).toBeLessThan(PIECE * 3);
});

it('cuts one endless line between words', () => {
  const text = 'word '.repeat(40_000);
  const pieces = cutMarkdown(text);
  expect(pieces.length).toBeGreaterThan(3);
  for (const { to } of pieces) expect(to === text.length || text.charAt(to - 1) === ' ').toBe(true);
});

it('keeps the addresses that links name from afar, and no footnotes', () => {
  const text = 'See [docs][1].\n\n[1]: https://example.com/a "Docs"\n[^2]: a note\n  [b c]: <x>\n';
  expect(linkDefinitions(text)).toBe('\n\n[1]: https://example.com/a "Docs"\n[b c]: <x>\n');
  expect(linkDefinitions('nothing')).toBe('');
});
