import fc from 'fast-check';
import { expect, it } from 'vitest';
import Markdown from 'react-markdown';
import { isValidElement } from 'react';
import type { ReactNode } from 'react';
import remarkGfm from 'remark-gfm';
import rehypeSanitize from 'rehype-sanitize';
import { sliceCodePoints } from '../../../shared/domain/text.ts';
import { cutSentences } from '../../../shared/evidence/claims.ts';
import { align, rawRange, renderedRange } from '../../ui/reading/source-align.ts';
import { cutMarkdown, linkDefinitions } from '../../ui/reading/markdown-chunks.ts';
import { blockDirections, htmlAsText, sourcePositions } from '../../ui/reading/source-positions.ts';
import { stepSentence } from './sentences.ts';
import { findQuote, offsetsOf, rangeBetween, toCodePoints, toUtf16 } from '../../ui/reading/text-offsets.ts';

interface Placed {
  text: string;
  from: number;
  to: number;
}

/** Texts of the rendered output with their places, as the browser would hold them. */
function renderPlaced(raw: string, shift = 0): { placed: Placed[]; loose: string[] } {
  const placed: Placed[] = [];
  const loose: string[] = [];
  const visit = (node: ReactNode): void => {
    if (typeof node === 'string') loose.push(node);
    else if (Array.isArray(node)) node.forEach(visit);
    else if (isValidElement<{ children?: ReactNode; 'data-from'?: string; 'data-to'?: string }>(node)) {
      const { children, 'data-from': from, 'data-to': to } = node.props;
      if (from !== undefined && to !== undefined)
        placed.push({ text: String(children), from: Number(from), to: Number(to) });
      else visit(children);
    }
  };
  visit(
    Markdown({
      children: raw,
      remarkPlugins: [remarkGfm],
      rehypePlugins: [htmlAsText, rehypeSanitize, blockDirections, [sourcePositions, { raw, shift }]],
    }),
  );
  return { placed, loose: loose.filter((one) => one.trim() !== '') };
}

const samples = [
  'Plain words.',
  'Two **bold words** and _more_, then `code()` and ~~gone~~.',
  'Escaped \\*stars\\*, 20&nbsp;% &amp; more &#8212; done.',
  '# Head\n\n1. One\n2. Two\n   goes on\n\n- a\n- b\n  - c\n',
  '> quoted\n> twice\n\n> and **again**',
  '```js\nconst a = "```";\n  indent();\n```\n\nafter',
  '- in a list\n\n  ```\n  code in list\n  ```\n',
  '| a | b |\n|---|---|\n| 1 \\| 2 | **x** |\n',
  'See https://example.com/a_b and [docs](https://example.com "t") or <me@example.com>.',
  'Line one  \nline two\\\nline three',
  'Emoji 👩‍👩‍👧 and 🇩🇪, हिन्दी, العربية **نص** and é.',
  '<script>alert(1)</script> text <b onclick="x()">bold</b>\n\n<div>\nblock\n</div>',
  '![picture](https://example.com/x.png) after',
  'a\n\n***\n\nb',
];

it('places every rendered text of Markdown in the raw text, character by character', () => {
  for (const raw of samples) {
    const { placed, loose } = renderPlaced(raw);
    expect(loose, raw).toEqual([]);
    for (const { text, from, to } of placed) {
      const map = align(text, raw, from, to);
      expect(map, `${raw} :: ${text}`).not.toBeNull();
      if (map === null) continue;
      [...text].forEach((character, at) => {
        if (/\s|[\u2014\u00a0&]/.test(character) || text.includes('\ud83d')) return;
        const range = rawRange(map, at, at + 1);
        const taken = range === null ? '' : raw.slice(range.start, range.end);
        expect(taken.endsWith(character), `${raw} :: "${character}" from "${taken}"`).toBe(true);
      });
    }
  }
});

it('carries a selection of rendered words back to a quote of the raw text', () => {
  const raw = 'Escaped \\*stars\\*, 20&nbsp;% &amp; **more** text.';
  const first = renderPlaced(raw).placed[0];
  if (first === undefined) throw new Error('nothing rendered');
  const map = align(first.text, raw, first.from, first.to);
  if (map === null) throw new Error('not aligned');
  const at = first.text.indexOf('*stars*');
  const found = rawRange(map, at, at + '*stars*'.length);
  expect(found === null ? null : raw.slice(found.start, found.end)).toBe('\\*stars\\*');
  const percent = first.text.indexOf('20');
  const share = rawRange(map, percent, percent + 4);
  expect(share === null ? null : raw.slice(share.start, share.end)).toBe('20&nbsp;%');
  const back = renderedRange(map, share?.start ?? 0, share?.end ?? 0);
  expect(back).toEqual({ start: percent, end: percent + 4 });
});

it('shows raw HTML as text, so that none of it becomes an element', () => {
  const { placed } = renderPlaced('<script>alert(1)</script> and <img src=x onerror=alert(2)>');
  expect(placed.map((one) => one.text).join('')).toContain('<script>');
  expect(placed.map((one) => one.text).join('')).toContain('<img src=x onerror=alert(2)>');
});

it('places what is rendered in pieces where it stands in the whole, whatever is appended to parse it', () => {
  const filler = 'Some **words** of a paragraph with [docs][1] in it.\n\n'.repeat(400);
  const whole = `${filler}# Head\n\n- الأولى **ثانية**\n- 漢字 and [docs][1]\n\n${filler}[1]: https://example.com/a\n`;
  const definitions = linkDefinitions(whole);
  const pieces = cutMarkdown(whole);
  expect(pieces.length).toBeGreaterThan(2);
  for (const { from, to } of pieces) {
    const raw = whole.slice(from, to) + definitions;
    const { placed, loose } = renderPlaced(raw, from);
    expect(loose).toEqual([]);
    for (const one of placed) {
      expect(one.to).toBeLessThanOrEqual(to);
      expect(whole.slice(one.from, one.to)).toBe(one.text);
    }
    expect(placed.map((one) => one.text).join('')).not.toContain('[docs]');
  }
});

it('keeps the places right in a part of a longer text', () => {
  const { placed } = renderPlaced('alpha **beta**');
  expect(placed.map((one) => [one.from, one.to])).toEqual([
    [0, 6],
    [8, 12],
  ]);
});

it('counts code points, not UTF-16 units, and never cuts a pair', () => {
  const text = 'a👍🏽b é हिन्दी';
  expect(toCodePoints(text, text.indexOf('b'))).toBe(3);
  expect(toUtf16(text, 3)).toBe(text.indexOf('b'));
  expect(rangeBetween(text, 2, 4)?.quote).toBe('👍🏽');
});

it('makes only ranges that quote the text exactly, whatever is selected', () => {
  const words = fc.array(
    fc.constantFrom('a', ' ', '\n', '👩‍👩‍👧', 'é', 'e\u0301', 'हिन्दी', 'العربية', '漢字', '*', '\t'),
    {
      minLength: 1,
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(words, fc.nat(120), fc.nat(120), (parts, from, to) => {
      const text = parts.join('');
      const range = rangeBetween(text, from, to);
      if (range === null) return;
      expect(range.quote.isWellFormed()).toBe(true);
      expect(range.quote.trim()).toBe(range.quote);
      expect(sliceCodePoints(text, range.start, range.end)).toBe(range.quote);
      const { start, end } = offsetsOf(text, range);
      expect(text.slice(start, end)).toBe(range.quote);
    }),
  );
});

it('finds a quote that was seen rendered, nearest to where it was seen', () => {
  const raw = 'Open **Settings** and choose _Refund_. Open Settings again.';
  expect(findQuote(raw, 'Open Settings', 0)).toEqual({ start: 39, end: 52 });
  expect(findQuote(raw, 'Settings', 50)).toEqual({ start: 44, end: 52 });
  expect(findQuote(raw, 'Open Settings and choose Refund', 0)).toEqual({ start: 0, end: 36 });
  expect(findQuote(raw, 'never said', 0)).toBeNull();
  expect(findQuote('a (b) [c', '(b) [c', 0)).toEqual({ start: 2, end: 8 });
});

it('cuts output into sentences and list items without their marks', () => {
  const raw = '## Steps\n1. Open it. Then wait.\n2. **Close** it!\n\n> Is it so? Yes.\n---\n';
  expect(cutSentences(raw, 'en').map((one) => raw.slice(one.start, one.end))).toEqual([
    'Steps',
    'Open it.',
    'Then wait.',
    '**Close** it!',
    'Is it so?',
    'Yes.',
  ]);
  expect(cutSentences('Eins. Zwei.', 'not a language')).toHaveLength(2);
  expect(cutSentences('| a | b |\n|---|---|\n', 'en')).toHaveLength(1);
  expect(cutSentences('👍', 'en')).toHaveLength(1);
});

it('steps from sentence to sentence and ends at the ends', () => {
  const sentences = cutSentences('One. Two. Three.', 'en');
  expect(stepSentence(sentences, null, 1)).toEqual(sentences[0]);
  expect(stepSentence(sentences, null, -1)).toEqual(sentences[2]);
  expect(stepSentence(sentences, sentences[0] ?? null, 1)).toEqual(sentences[1]);
  expect(stepSentence(sentences, sentences[2] ?? null, 1)).toBeNull();
  expect(stepSentence(sentences, { start: 7, end: 8 }, -1)).toEqual(sentences[0]);
  expect(stepSentence(sentences, { start: 7, end: 8 }, 1)).toEqual(sentences[2]);
  expect(cutSentences('![x](y) !', 'en')).toHaveLength(1);
});

const borders = (text: string): Set<number> =>
  new Set([
    ...[...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map((one) => one.index),
    text.length,
  ]);

it.each([
  ['combining marks', 'Tie\u0302\u0301ng **Vie\u0323\u0302t** va\u0300 _cafe\u0301_'],
  ['emoji of several parts', 'ok **👩‍👩‍👧‍👦** 👍🏽 and 🇩🇪🇫🇷 _🧑🏿‍🚀_ done'],
  ['Hindi conjuncts', 'क्षमा **करें**, _वापसी_ नहीं'],
  ['Arabic with its marks', 'اَلْعَرَبِيَّةُ **لُغَةٌ** _جَمِيلَةٌ_'],
  ['letters beyond the first plane', '𝒜𝓃𝓈𝓌ℯ𝓇 **𐐷𐐲𐑌** &amp; 𠮷野家'],
])(
  'carries every selection of rendered %s to a quote that is the slice, and splits no character',
  (_, raw) => {
    const { placed, loose } = renderPlaced(raw);
    expect(loose).toEqual([]);
    const whole = borders(raw);
    for (const { text, from, to } of placed) {
      const map = align(text, raw, from, to);
      if (map === null) throw new Error(`not placed: ${text}`);
      for (let start = 0; start < text.length; start += 1) {
        for (let end = start + 1; end <= text.length; end += 1) {
          const found = rawRange(map, start, end);
          const range = found === null ? null : rangeBetween(raw, found.start, found.end);
          if (range === null) continue;
          expect(sliceCodePoints(raw, range.start, range.end)).toBe(range.quote);
          const place = offsetsOf(raw, range);
          expect(whole.has(place.start) && whole.has(place.end), range.quote).toBe(true);
          expect(raw.slice(place.start, place.end)).toBe(range.quote);
        }
      }
    }
  },
);

it('brings a range back to the rendered words that it was made from, in any script', () => {
  const part = fc.constantFrom('refund', 'क्षमा', 'العَرَبِيَّة', '👩‍👩‍👧', 'Vie\u0323\u0302t', '𝒜𝓃', '返金', '🇩🇪');
  const marked = fc
    .tuple(part, fc.constantFrom('', '**', '_', '`'))
    .map(([word, mark]) => `${mark}${word}${mark}`);
  fc.assert(
    fc.property(fc.array(marked, { minLength: 1, maxLength: 8 }), fc.nat(), (words, pick) => {
      const raw = words.join(' ');
      const { placed } = renderPlaced(raw);
      const one = placed[pick % placed.length];
      const map = one === undefined ? null : align(one.text, raw, one.from, one.to);
      if (one === undefined || map === null) return;
      const found = rawRange(map, 0, one.text.length);
      const range = found === null ? null : rangeBetween(raw, found.start, found.end);
      if (range === null) return;
      const { start, end } = offsetsOf(raw, range);
      const back = renderedRange(map, start, end);
      expect(back === null ? '' : one.text.slice(back.start, back.end).trim()).toBe(one.text.trim());
    }),
  );
});
