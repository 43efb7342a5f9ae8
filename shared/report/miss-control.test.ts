import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MadeItem } from '../../tests/support/made-evidence.ts';
import { errorQuestion, makeEvidence } from '../../tests/support/made-evidence.ts';
import { missControl as missControlSchema } from '../contract/report-agreement.ts';
import { randomStream } from '../statistics/random-stream.ts';
import { composeReport } from './compose.ts';
import type { ReportInput } from './evidence-base.ts';
import type { MissControl } from './miss-control.ts';

const secondLook = { cleanShare: 0.2, flaggedShare: 0 };
const bad = 'factual';

/** An item with Ada's first verdict and, where given, Ben's second look. */
const item = (isFlagged: boolean, second?: boolean | null, stratum = 'a'): MadeItem => ({
  stratum,
  answers: { ada: isFlagged ? bad : 'none' },
  ...(second === undefined ? {} : { second: { ben: second === null ? null : second ? bad : 'none' } }),
});
const times = (count: number, made: () => MadeItem): MadeItem[] => Array.from({ length: count }, made);

function controlOf(input: ReportInput, id = 'hallucination'): MissControl | null {
  const found = composeReport(input).questions.find((of) => of.question === id)?.missControl ?? null;
  return found === null ? null : missControlSchema.parse(found);
}

const inOne = { a: { population: 1000 } };
const made = (items: MadeItem[], plan: object = { secondLook }): ReportInput =>
  makeEvidence({ items, strata: inOne, plan });

describe('miss control', () => {
  it('is the share of clean verdicts that second looks turn over, and the rate that follows', () => {
    const items = [
      ...times(10, () => item(true)),
      ...times(4, () => item(false, true)),
      ...times(36, () => item(false, false)),
      ...times(50, () => item(false)),
    ];
    const got = controlOf(made(items));
    expect(got).toMatchObject({
      assigned: 40,
      judged: 40,
      clean: { judged: 40, positive: 4, share: 0.1 },
      flagged: { judged: 0, positive: 0, share: null },
    });
    expect(got?.missRate).toMatchObject({ estimate: 0.1, n: 40, reason: null });
    // 10 % are flagged and taken as right; a tenth of the other 90 % are missed.
    expect(got?.rate.estimate).toBeCloseTo(0.1 + 0.9 * 0.1, 12);
    expect(got?.rate.n).toBe(100);
    expect(got?.rate.method).toContain('flagged verdicts taken as certain');
    expect(got?.missRate.low).toBeLessThan(0.1);
    expect(got?.missRate.high).toBeGreaterThan(0.1);
  });

  it('has a rate from two second looks of unequal weight, and none for a file of method 2, which had none', () => {
    const items = [
      ...times(9, () => item(true, undefined, 'a')),
      ...times(1, () => item(false, true, 'a')),
      ...times(9, () => item(true, undefined, 'b')),
      ...times(1, () => item(false, false, 'b')),
    ];
    const strata = { a: { population: 300 }, b: { population: 100 } };
    const input = makeEvidence({ items, strata, plan: { secondLook } });
    // A tenth is clean; of its weight of 40 the second looks found 30.
    expect(controlOf(input)?.rate.estimate).toBeCloseTo(0.9 + 0.1 * 0.75, 12);
    expect(controlOf({ ...input, method: 2 })?.rate).toMatchObject({
      estimate: null,
      reason: 'TOO_FEW_SECOND_LOOKS',
    });
  });

  it('weights second looks by the traces that their items stand for', () => {
    const items = [
      ...times(2, () => item(false, true, 'a')),
      ...times(8, () => item(false, false, 'a')),
      ...times(6, () => item(false, true, 'b')),
      ...times(4, () => item(false, false, 'b')),
      ...times(10, () => item(true, undefined, 'b')),
    ];
    // An item of `a` stands for 90 traces, one of `b` for 5.
    const strata = { a: { population: 900 }, b: { population: 100 } };
    const got = controlOf(makeEvidence({ items, strata, plan: { secondLook } }));
    const miss = (2 * 90 + 6 * 5) / (10 * 90 + 10 * 5);
    expect(got?.missRate.estimate).toBeCloseTo(miss, 12);
    expect(got?.rate.estimate).toBeCloseTo((950 / 1000) * miss + 50 / 1000, 12);
  });

  it('judges flagged verdicts too where the plan says so', () => {
    const items = [
      ...times(8, () => item(true, true)),
      ...times(2, () => item(true, false)),
      ...times(30, () => item(false, false)),
    ];
    const plan = { secondLook: { cleanShare: 0.2, flaggedShare: 0.5 } };
    const got = controlOf(made(items, plan));
    expect(got?.flagged).toEqual({ judged: 10, positive: 8, share: 0.8 });
    expect(got?.rate.estimate).toBeCloseTo(0.25 * 0.8, 12);
    expect(got?.missRate).toMatchObject({ estimate: 0, low: 0 });
    expect(got?.missRate.high).toBeGreaterThan(0.05);
  });

  it('names the reason where second looks are too few, or no verdict was clean', () => {
    const none = controlOf(made(times(20, () => item(false))));
    expect(none?.missRate.reason).toBe('TOO_FEW_SECOND_LOOKS');
    expect(none?.rate.reason).toBe('TOO_FEW_SECOND_LOOKS');
    const one = controlOf(made([...times(20, () => item(false)), item(false, true)]));
    expect(one?.missRate).toMatchObject({ estimate: null, n: 1, reason: 'TOO_FEW_SECOND_LOOKS' });
    const allFlagged = controlOf(made(times(20, () => item(true))));
    expect(allFlagged?.missRate.reason).toBe('NO_CLEAN_VERDICTS');
    expect(allFlagged?.rate).toMatchObject({ estimate: 1, reason: null });
    const planned = { secondLook: { cleanShare: 0.2, flaggedShare: 0.5 } };
    const flaggedOpen = [...times(5, () => item(true)), ...times(9, () => item(false, false))];
    expect(controlOf(made(flaggedOpen, planned))?.rate.reason).toBe('TOO_FEW_SECOND_LOOKS');
    expect(controlOf(made([]))?.rate.reason).toBe('NO_DATA');
  });

  it('says how many second looks are in while some are out', () => {
    const items = [...times(6, () => item(false, false)), ...times(4, () => item(false, null)), item(true)];
    const got = controlOf(made(items));
    expect(got).toMatchObject({ assigned: 10, judged: 6 });
    expect(got?.missRate.notes).toContain('6 of 10 second looks are in');
    expect(got?.rate.notes).toContain('6 of 10 second looks are in');
  });

  it('is there only where a second look was planned or given out, and only for the primary question', () => {
    const other = { ...errorQuestion, id: 'other', title: 'Other' };
    const items = [...times(6, () => item(false, false)), item(true)];
    const questions = [errorQuestion, other];
    expect(
      controlOf(makeEvidence({ items, strata: inOne, questions, plan: { secondLook } }), 'other'),
    ).toBeNull();
    expect(
      controlOf(
        made(
          times(9, () => item(false)),
          {},
        ),
      ),
    ).toBeNull();
    expect(controlOf(made(items, {}))?.missRate.estimate).toBe(0);
  });

  it('changes neither the rate of first verdicts nor agreement', () => {
    const first = [...times(30, () => item(false)), ...times(5, () => item(true))];
    const looked = first.map((of, i): MadeItem => (i % 3 === 0 ? { ...of, second: { ben: bad } } : of));
    const [plain, after] = [composeReport(made(first)), composeReport(made(looked))];
    expect(after.questions[0]?.overall).toEqual(plain.questions[0]?.overall);
    expect(after.questions[0]?.agreement).toEqual(plain.questions[0]?.agreement);
  });

  it('does not depend on the order of reviews and second looks', () => {
    const items = [
      ...times(9, () => item(false, false)),
      ...times(3, () => item(false, true)),
      // Two second looks at one item: the earlier one by id decides, whichever arrives first.
      { stratum: 'a', answers: { ada: 'none' }, second: { ben: 'none', cleo: bad } },
      ...times(3, () => item(true)),
    ];
    const input = made(items);
    const expected = controlOf(input);
    expect(expected?.clean).toMatchObject({ judged: 13, positive: 3 });
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...input.reviews], { minLength: input.reviews.length }),
        fc.shuffledSubarray([...input.secondLooks], { minLength: input.secondLooks.length }),
        (reviews, secondLooks) => {
          expect(controlOf({ ...input, reviews, secondLooks })).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });
});

interface World {
  strata: Record<string, { population: number; drawn: number; rate: number }>;
  /** Chance that a first look misses the event, or sees one that is not there. */
  misses: number;
  falseAlarms: number;
  cleanShare: number;
  flaggedShare: number;
}

/** First looks err; a second look at a random part of each class is right. */
function simulate(world: World, seed: string) {
  const random = randomStream(seed);
  const reviewed = Object.entries(world.strata).flatMap(([stratum, { drawn, rate }]) =>
    Array.from({ length: drawn }, () => {
      const isBad = random() < rate;
      const isFlagged = random() < (isBad ? 1 - world.misses : world.falseAlarms);
      return { stratum, isBad, isFlagged, key: random() };
    }),
  );
  const looked = new Set(
    [true, false].flatMap((isFlagged) => {
      const members = reviewed.filter((of) => of.isFlagged === isFlagged);
      const share = isFlagged ? world.flaggedShare : world.cleanShare;
      return members.toSorted((a, b) => a.key - b.key).slice(0, Math.ceil(share * members.length));
    }),
  );
  return makeEvidence({
    items: reviewed.map((of) => item(of.isFlagged, looked.has(of) ? of.isBad : undefined, of.stratum)),
    strata: world.strata,
    plan: { secondLook: { cleanShare: world.cleanShare, flaggedShare: world.flaggedShare } },
  });
}

/** Rate of the event, and share of events among clean first verdicts, over the frame. */
function truthOf({ strata, misses, falseAlarms }: World): { rate: number; missRate: number } {
  let frame = 0;
  let events = 0;
  let clean = 0;
  let missed = 0;
  for (const { population, rate } of Object.values(strata)) {
    frame += population;
    events += population * rate;
    missed += population * rate * misses;
    clean += population * (rate * misses + (1 - rate) * (1 - falseAlarms));
  }
  return { rate: events / frame, missRate: missed / clean };
}

const worlds: [string, World][] = [
  [
    'one stratum, flagged verdicts taken as right',
    {
      strata: { a: { population: 20_000, drawn: 400, rate: 0.15 } },
      misses: 0.3,
      falseAlarms: 0,
      cleanShare: 0.3,
      flaggedShare: 0,
    },
  ],
  [
    'three strata drawn disproportionately, both classes judged again',
    {
      strata: {
        a: { population: 16_000, drawn: 150, rate: 0.06 },
        b: { population: 3000, drawn: 150, rate: 0.2 },
        c: { population: 1000, drawn: 150, rate: 0.4 },
      },
      misses: 0.25,
      falseAlarms: 0.04,
      cleanShare: 0.25,
      flaggedShare: 0.5,
    },
  ],
  [
    'few misses and few second looks',
    {
      strata: {
        a: { population: 8000, drawn: 200, rate: 0.03 },
        b: { population: 2000, drawn: 100, rate: 0.1 },
      },
      misses: 0.2,
      falseAlarms: 0.01,
      cleanShare: 0.15,
      flaggedShare: 1,
    },
  ],
];

describe('miss control on simulated audits', () => {
  it.each(worlds)('covers the true miss rate and the true rate: %s', (_, world) => {
    const truth = truthOf(world);
    const draws = 500;
    const covered = { missRate: 0, rate: 0 };
    for (let run = 0; run < draws; run += 1) {
      const control = controlOf(simulate(world, `miss ${run}`));
      for (const name of ['missRate', 'rate'] as const) {
        const { low, high } = control?.[name] ?? { low: null, high: null };
        if (low !== null && high !== null && low <= truth[name] && truth[name] <= high) covered[name] += 1;
      }
    }
    expect(covered.missRate / draws).toBeGreaterThanOrEqual(0.94);
    expect(covered.rate / draws).toBeGreaterThanOrEqual(0.94);
  });
});
