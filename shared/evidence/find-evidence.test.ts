import { expect, it } from 'vitest';
import { sliceCodePoints } from '../domain/text.ts';
import { findEvidence, FINDER_VERSION, languageOfInput } from './find-evidence.ts';
import type { FinderInput, FoundEvidence } from './found-evidence.ts';
import { loadStemmer } from './stemmers.ts';

type Given = Partial<Omit<FinderInput, 'passages'>> & {
  passages?: readonly (string | { title: string; text: string })[];
};

async function find(
  output: string,
  { passages = [], prompt = [], ...rest }: Given = {},
): Promise<FoundEvidence> {
  const input: FinderInput = {
    output,
    prompt,
    passages: passages.map((one, at) => ({
      rank: at + 1,
      ...(typeof one === 'string' ? { text: one } : one),
    })),
    ...rest,
  };
  return findEvidence(input, await loadStemmer(languageOfInput(input)));
}

/** Words of what is unfound, with their kinds. */
async function unfound(output: string, given: Given = {}): Promise<string[]> {
  const found = await find(output, given);
  return found.unfound.map(({ kind, start, end }) => `${kind}: ${sliceCodePoints(output, start, end)}`);
}

async function reasons(output: string, given: Given = {}): Promise<string[]> {
  return (await find(output, given)).unfound.map(({ reason }) => reason);
}

const warranty = 'The warranty lasts 24 months. Batteries are excluded.';
const refund = '😀 Refunds take 30 days. They are paid to the card that was charged, never in cash.';

it('ranks the passage that supports a claim first and lights up its sentence', async () => {
  const output = 'You get refunds to the charged card only.';
  const { claims, version } = await find(output, { passages: [warranty, refund] });
  expect(version).toBe(FINDER_VERSION);
  expect(claims).toHaveLength(1);
  const best = claims[0]!.passages[0]!;
  expect(best.rank).toBe(2);
  expect(best.places.map(({ start, end }) => sliceCodePoints(refund, start, end))).toContain(
    'They are paid to the card that was charged, never in cash.',
  );
});

it('supports what a passage says more than what none says', async () => {
  const output = 'Batteries are excluded from the warranty. Astronauts repaired the telescope twice.';
  const [first, second] = (await find(output, { passages: [warranty, refund] })).claims;
  expect(first!.support).toBeGreaterThan(0.9);
  expect(second!.support).toBeLessThan(first!.support - 0.2);
  expect(second!.passages).toEqual([]);
});

it('asks nothing of greetings and lead-ins', async () => {
  const { claims } = await find('Hello!\n\nIt is this:\n\nThank you.', { passages: [refund] });
  expect(claims.map(({ support }) => support)).toEqual([1, 1, 1]);
});

it('says what a passage has in place of an unfound number', async () => {
  const given = { passages: [warranty, refund] };
  expect(await reasons('Refunds take 60 days.', given)).toEqual([
    '60 days is in no passage; passage 2 says 30 days.',
  ]);
  expect(await reasons('You get 15 % off.', { passages: ['Members save 10 % on each order.'] })).toEqual([
    '15 % is in no passage; passage 1 says 10 %.',
  ]);
  expect(await reasons('Refunds take 60 days.')).toEqual([
    '60 days is not in the conversation, and there are no passages.',
  ]);
});

it('says when a number could be worked out, or may be another unit', async () => {
  const passages = ['The base fee is 20 and the delivery fee is 5 for each order.'];
  expect(await reasons('The base fee and the delivery fee come to 25 for an order.', { passages })).toEqual([
    '25 is in no passage as such; it could be worked out from 20 and 5 in passage 1.',
  ]);
  expect(await reasons('Heat it to 165°F (74°C).', { passages: ['Heat it to 165°F.'] })).toEqual([
    '74 is in no passage and not in the conversation; it may restate 165°F in another unit.',
  ]);
});

it('finds numbers, prices, dates and links in any spelling, in passages, titles and the conversation', async () => {
  const given = {
    passages: [
      {
        title: 'Plan 42',
        text: 'It costs EUR 12.50 from 2026-11-21, twelve months, 1,000 points. See https://www.example.com/help/.',
      },
    ],
    prompt: ['My order is WD-479513.'],
  };
  const output =
    'Plan 42 costs 12.50 € from Saturday, 21 Nov 2026, for 12 months and 1000 points (WD-479513): example.com/help';
  expect(await unfound(output, given)).toEqual([]);
});

it('underlines numbers, prices, dates, links and names that occur nowhere', async () => {
  const output =
    'It costs $12.50 until 3 May 2027 for 90 days. Ask Anna Weber at https://example.com/offers or in Lisbon.';
  expect(await unfound(output, { passages: [warranty] })).toEqual([
    'price: $12.50',
    'date: 3 May 2027',
    'number: 90',
    'name: Anna Weber',
    'link: https://example.com/offers',
    'name: Lisbon',
  ]);
});

it('does not mistake sentences, steps, labels, titles and references for claims', async () => {
  const output =
    '# How To Reset It\n\n1. Open the lid. 2. Close it.\n\n**Next step:** Wait. According to passage 2 and [3], this is the 1st way. I think it works.';
  expect(await unfound(output, { passages: [warranty] })).toEqual([]);
});

it('finds names whatever their case, accents and inflection', async () => {
  const passages = ['ask müller at the CAFÉ CENTRAL in köln, or peter schmidts office'];
  expect(await unfound('Please ask Mr. Müller, Peter Schmidt or the Cafe Central.', { passages })).toEqual(
    [],
  );
});

it('needs more than a capital for a name in German', async () => {
  const given = { passages: ['Die Garantie gilt 24 Monate.'], language: 'de' };
  expect(await unfound('Bitte senden Sie das Gerät mit der Rechnung an unsere Werkstatt.', given)).toEqual(
    [],
  );
  expect(await unfound('Wir haben einen Hinweis zu Ihrer Rücksendung.', given)).toEqual([]);
  expect(await unfound('Bitte fragen Sie Sabine Hoffmann.', given)).toEqual(['name: Sabine Hoffmann']);
});

it.each([
  [
    'de',
    'Die Garantie gilt 24 Monate ab dem Kauf.',
    'Ab dem Kauf gilt die Garantie 36 Monate.',
    'number: 36',
  ],
  [
    'es',
    'La garantía dura 24 meses desde la compra.',
    'Desde la compra la garantía dura 36 meses.',
    'number: 36',
  ],
  ['fr', 'La garantie dure 24 mois dès l’achat.', 'Dès l’achat, la garantie dure 36 mois.', 'number: 36'],
  ['hi', 'वारंटी खरीद से २४ महीने तक चलती है।', 'खरीद से वारंटी ३६ महीने तक चलती है।', 'number: ३६'],
  ['ar', 'يستمر الضمان ٢٤ شهرا من تاريخ الشراء.', 'من تاريخ الشراء يستمر الضمان ٣٦ شهرا.', 'number: ٣٦'],
  ['ja', '保証期間は購入日から24か月です。', '購入日からの保証期間は36か月です。', 'number: 36'],
])(
  'finds support and what is unfound in %s, with the tag and without',
  async (language, passage, output, wrong) => {
    const passages = ['xyz', passage];
    for (const tag of [{ language }, {}]) {
      const { claims } = await find(output, { passages, ...tag });
      expect(claims[0]!.passages[0]?.rank).toBe(2);
      expect(await unfound(output, { passages, ...tag })).toEqual([wrong]);
      expect(await unfound(passage, { passages, ...tag })).toEqual([]);
    }
  },
);

it('has nothing to say of an empty output, and no passages where there are none', async () => {
  expect(await find('', { passages: [refund] })).toEqual({
    version: FINDER_VERSION,
    claims: [],
    unfound: [],
  });
  const { claims } = await find('Refunds take a while.', {});
  expect(claims[0]!.passages).toEqual([]);
  expect(claims[0]!.support).toBeLessThan(0.9);
});

it.each([
  ['| ', ' \t', '(a', '1.', '1,000,', 'http://a/', '!', '$1 '],
  ['a.', 'Aa ', '\u200b', '@a.', '**', '½', '5 a.m. ', '#', '999 days. '],
])(
  'gets to the end of 100 kB of %j',
  async (...rows) => {
    // A pattern that takes the square of the time, or more, would not end before the test is given up.
    for (const row of rows) {
      const output = `${row.repeat(Math.ceil(100_000 / row.length))}x`;
      const { claims } = await find(output, { passages: ['x 1.', row.repeat(200)] });
      expect(claims.length).toBeGreaterThan(0);
      expect(claims.at(-1)!.end).toBe(output.length);
    }
  },
  30_000,
);
