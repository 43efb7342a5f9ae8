import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MadeItem, MadeStratum } from '../../tests/support/made-evidence.ts';
import { errorQuestion, makeEvidence } from '../../tests/support/made-evidence.ts';
import { judgeReport as judgeSchema } from '../contract/report-agreement.ts';
import { judgeMetrics } from '../statistics/judge.ts';
import { randomStream } from '../statistics/random-stream.ts';
import { composeReport } from './compose.ts';
import type { ReportInput } from './evidence-base.ts';
import type { JudgeReport } from './judges.ts';

const BAD = 'unsupported';
const GOOD = 'supported';

const item = (people: boolean, judge: boolean | string | null, stratum = 'a'): MadeItem => ({
  stratum,
  answers: { ada: people ? 'factual' : 'none' },
  ...(judge === null
    ? {}
    : { verdicts: { checker: typeof judge === 'string' ? judge : judge ? BAD : GOOD } }),
});

const times = (count: number, made: () => MadeItem): MadeItem[] => Array.from({ length: count }, made);

function questionOf(input: ReportInput, id = 'hallucination') {
  const found = composeReport(input).questions.find((of) => of.question === id);
  if (found === undefined) throw new Error(`no question ${id}`);
  return found;
}

function judgeOf(input: ReportInput): JudgeReport {
  const [judge] = questionOf(input).judges;
  if (judge === undefined) throw new Error('no judge');
  return judgeSchema.parse(judge);
}

/** 3 and 2 both, 1 and 4 judge only, 2 and 1 people only, 14 and 13 neither; an item of `a` stands for 10, of `b` for 5. */
const twoByTwo = [
  ...times(3, () => item(true, true)),
  ...times(1, () => item(false, true)),
  ...times(2, () => item(true, false)),
  ...times(14, () => item(false, false)),
  ...times(2, () => item(true, true, 'b')),
  ...times(4, () => item(false, true, 'b')),
  ...times(1, () => item(true, false, 'b')),
  ...times(13, () => item(false, false, 'b')),
];
const strata = { a: { population: 200 }, b: { population: 100 } };

/** Where the report gives a figure at all: it refuses what has too few items. */
function expectSame({ estimate }: { estimate: number | null }, expected: number | null): void {
  if (expected === null) expect(estimate).toBeNull();
  else if (estimate !== null) expect(estimate).toBeCloseTo(expected, 9);
}

function refused(input: ReportInput) {
  const { assisted, assistedReason, corrected, gain } = judgeOf(input);
  expect(assisted).toBeNull();
  expect(gain).toBeNull();
  return { assistedReason, corrected };
}

describe('a judge against people', () => {
  it('has the metrics of the weighted table', () => {
    const got = judgeOf(makeEvidence({ items: twoByTwo, strata }));
    const [tp, fp, fn, tn] = [30 + 10, 10 + 20, 20 + 5, 140 + 65];
    expect(got.counts).toEqual({ both: 5, judgeOnly: 5, peopleOnly: 3, neither: 27 });
    expect(got.itemCount).toBe(40);
    expect(got.precision.estimate).toBeCloseTo(tp / (tp + fp), 12);
    expect(got.recall.estimate).toBeCloseTo(tp / (tp + fn), 12);
    expect(got.specificity.estimate).toBeCloseTo(tn / (tn + fp), 12);
    expect(got.f1.estimate).toBeCloseTo((2 * tp) / (2 * tp + fp + fn), 12);
    const root = Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
    expect(got.mcc.estimate).toBeCloseTo((tp * tn - fp * fn) / root, 12);
    const expected = ((tp + fp) * (tp + fn) + (tn + fp) * (tn + fn)) / 300 ** 2;
    expect(got.kappa.estimate).toBeCloseTo(((tp + tn) / 300 - expected) / (1 - expected), 12);
    expect(got.apparentRate.estimate).toBeCloseTo((tp + fp) / 300, 12);
  });

  it('agrees with the unit form of the statistics, and every interval holds its estimate', () => {
    const unit = fc.record({
      stratum: fc.constantFrom('a', 'b'),
      people: fc.boolean(),
      judge: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(unit, { minLength: 6, maxLength: 60 }), (units) => {
        const items = units.map((of) => item(of.people, of.judge, of.stratum));
        const got = judgeOf(makeEvidence({ items, strata }));
        const reference = judgeMetrics(
          units.map((of) => ({ stratum: of.stratum, isHumanPositive: of.people, isJudgePositive: of.judge })),
          Object.entries(strata).map(([key, of]) => ({ key, ...of })),
        );
        expectSame(got.mcc, reference.mcc);
        expectSame(got.kappa, reference.kappa);
        expectSame(got.f1, reference.f1?.estimate ?? null);
        expectSame(got.precision, reference.precision?.estimate ?? null);
        for (const name of ['precision', 'recall', 'specificity', 'f1', 'mcc', 'kappa'] as const) {
          const { estimate, low, high, reason } = got[name];
          expect(estimate === null).toBe(reason !== null);
          if (estimate === null || low === null || high === null) continue;
          expect(low).toBeLessThanOrEqual(estimate + 1e-12);
          expect(high).toBeGreaterThanOrEqual(estimate - 1e-12);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order of reviews', () => {
    const input = makeEvidence({ items: twoByTwo, strata });
    const expected = questionOf(input).judges;
    fc.assert(
      fc.property(fc.shuffledSubarray([...input.reviews], { minLength: input.reviews.length }), (reviews) => {
        expect(questionOf({ ...input, reviews }).judges).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('names the reason where it or people never saw the event', () => {
    const never = judgeOf(makeEvidence({ items: times(30, () => item(false, false)), strata }));
    expect(never.precision.reason).toBe('NO_JUDGE_POSITIVES');
    expect(never.recall.reason).toBe('NO_PEOPLE_POSITIVES');
    expect(never.f1.reason).toBe('NO_POSITIVES');
    expect(never.mcc.reason).toBe('EMPTY_MARGIN');
    expect(never.kappa.reason).toBe('NO_VARIATION');
    expect(never.specificity).toMatchObject({ estimate: 1, reason: null });
    const always = judgeOf(makeEvidence({ items: times(30, () => item(true, true)), strata }));
    expect(always.specificity.reason).toBe('NO_PEOPLE_NEGATIVES');
    expect(always.recall.estimate).toBe(1);
  });

  it('has no interval for a correlation without any error, and an honest one for shares of 1', () => {
    const items = [...times(20, () => item(true, true)), ...times(20, () => item(false, false))];
    const got = judgeOf(makeEvidence({ items, strata }));
    expect(got.kappa).toMatchObject({ estimate: 1, low: null, high: null });
    expect(got.kappa.notes).toHaveLength(1);
    expect(got.f1.estimate).toBe(1);
    expect(got.f1.low).toBeLessThan(0.9);
    expect(got.precision.low).toBeLessThan(0.9);
  });

  it('counts words that it does not understand, lists them, and takes nothing from them', () => {
    const known = judgeOf(makeEvidence({ items: twoByTwo, strata }));
    const odd = ['maybe', 'perhaps', 'maybe'].map((word) => item(true, word));
    const got = judgeOf(makeEvidence({ items: [...twoByTwo, ...odd], strata }));
    expect(got).toMatchObject({
      itemCount: known.itemCount,
      unknownCount: 3,
      unknownVerdicts: ['maybe', 'perhaps'],
      counts: known.counts,
    });
    const only = judgeOf(makeEvidence({ items: times(10, () => item(true, 'maybe')), strata }));
    expect(only).toMatchObject({ itemCount: 0, unknownCount: 10, unknownVerdicts: ['maybe'] });
    expect(only.precision.reason).toBe('NO_JUDGE_POSITIVES');
    expect(only.kappa.reason).toBe('NO_DATA');
    expect(only.apparentRate.reason).toBe('NO_DATA');
  });

  it('keeps items that a judge did not judge in the design, so that they widen intervals and move no estimate', () => {
    const part = judgeOf(
      makeEvidence({ items: [...twoByTwo, ...times(20, () => item(true, null))], strata }),
    );
    // 40 items of `a` now stand for 5 each: the weights of what was judged there halve.
    expect(part.itemCount).toBe(40);
    expect(part.precision.estimate).toBeCloseTo((15 + 10) / (15 + 10 + 5 + 20), 12);
  });

  it('takes two versions for two judges, and common words for the primary question only', () => {
    const policy = { ...errorQuestion, id: 'policy', title: 'Policy' };
    const items = twoByTwo.map((of): MadeItem => {
      const verdict = of.verdicts?.['checker'] ?? GOOD;
      return {
        ...of,
        more: { policy: { ada: 'none' } },
        verdicts: { 'checker@1': verdict, 'checker@2': GOOD, classes: verdict === BAD ? 'Factual' : 'None' },
      };
    });
    const input = makeEvidence({ items, strata, questions: [errorQuestion, policy] });
    expect(questionOf(input).judges.map((of) => of.judge)).toEqual(['checker@1', 'checker@2', 'classes']);
    expect(questionOf(input, 'policy').judges.map((of) => of.judge)).toEqual(['classes']);
  });
});

interface World {
  strata: Record<string, { population: number; rate: number; drawn: number }>;
  sensitivity: number;
  falseAlarms: number;
}

/** A frame with known events and verdicts, and a stratified sample of it, reviewed without error. */
function simulate(world: World, seed: string): { input: ReportInput; truth: number } {
  const random = randomStream(seed);
  const items: MadeItem[] = [];
  const sizes: Record<string, MadeStratum> = {};
  let events = 0;
  let frame = 0;
  for (const [key, { population, rate, drawn }] of Object.entries(world.strata)) {
    const traces = Array.from({ length: population }, () => {
      const isBad = random() < rate;
      return { isBad, says: random() < (isBad ? world.sensitivity : world.falseAlarms) };
    });
    // Traces are alike in chance, so that the first ones are a random sample.
    for (const { isBad, says } of traces.slice(0, drawn)) items.push(item(isBad, says, key));
    events += traces.filter((of) => of.isBad).length;
    frame += population;
    const said = traces.filter((of) => of.says).length;
    sizes[key] = { population, verdicts: { checker: { [BAD]: said, [GOOD]: population - said } } };
  }
  return { input: makeEvidence({ items, strata: sizes }), truth: events / frame };
}

/** With the least share of draws in which the judge narrows the interval by 5 % or more. */
const worlds: [string, World, number][] = [
  [
    'three strata of different rates, drawn disproportionately',
    {
      strata: {
        a: { population: 2400, rate: 0.04, drawn: 60 },
        b: { population: 1200, rate: 0.12, drawn: 60 },
        c: { population: 400, rate: 0.3, drawn: 60 },
      },
      sensitivity: 0.8,
      falseAlarms: 0.06,
    },
    0.5,
  ],
  [
    'a rare event and a thin stratum',
    {
      strata: {
        a: { population: 3000, rate: 0.02, drawn: 150 },
        b: { population: 200, rate: 0.05, drawn: 10 },
      },
      sensitivity: 0.7,
      falseAlarms: 0.03,
    },
    0.02,
  ],
];

describe('people and judge together', () => {
  it.each(worlds)('cover the truth: %s', (_, world, leastGains) => {
    const draws = 500;
    const covered = { human: 0, assisted: 0, corrected: 0, offered: 0, hasCorrection: 0 };
    let narrower = 0;
    for (let run = 0; run < draws; run += 1) {
      const { input, truth } = simulate(world, `ppi ${run}`);
      const { overall, judges } = questionOf(input);
      const [judge] = judges;
      const holds = (figure: { low: number | null; high: number | null } | null | undefined): boolean =>
        figure?.low != null && figure.high != null && figure.low <= truth && truth <= figure.high;
      if (holds(overall.figure)) covered.human += 1;
      if (judge?.corrected?.estimate != null) {
        covered.hasCorrection += 1;
        if (holds(judge.corrected)) covered.corrected += 1;
      }
      if (judge?.assisted == null) continue;
      covered.offered += 1;
      if (holds(judge.assisted)) covered.assisted += 1;
      if (judge.gain !== null) narrower += 1;
    }
    expect(covered.offered).toBeGreaterThan(0.9 * draws);
    expect(covered.assisted / covered.offered).toBeGreaterThanOrEqual(0.94);
    expect(covered.corrected / covered.hasCorrection).toBeGreaterThanOrEqual(0.93);
    expect(narrower / draws).toBeGreaterThanOrEqual(leastGains);
  });

  const [, world] = worlds[0]!;

  it('give the frame’s share of verdicts as the judge’s own rate, without sampling error', () => {
    const { input } = simulate(world, 'apparent');
    const said = input.manifest.strata.reduce((sum, of) => sum + (of.verdicts?.['checker']?.[BAD] ?? 0), 0);
    const { apparentRate } = judgeOf(input);
    expect(apparentRate).toMatchObject({ n: 4000, low: apparentRate.high });
    expect(apparentRate.estimate).toBeCloseTo(said / 4000, 12);
  });

  it('correct the judge’s share among unreviewed traces and add what people saw on the reviewed ones', () => {
    const simple: World = {
      strata: { a: { population: 2000, rate: 0.2, drawn: 400 } },
      sensitivity: 0.8,
      falseAlarms: 0.1,
    };
    const { input } = simulate(simple, 'corrected');
    const { corrected, counts } = judgeOf(input);
    const { both, judgeOnly, peopleOnly, neither } = counts;
    const said = input.manifest.strata[0]?.verdicts?.['checker']?.[BAD] ?? 0;
    const apparent = (said - both - judgeOnly) / 1600;
    const [sensitivity, specificity] = [both / (both + peopleOnly), neither / (neither + judgeOnly)];
    const others = (apparent + specificity - 1) / (sensitivity + specificity - 1);
    expect(corrected?.estimate).toBeCloseTo((1600 * others + both + peopleOnly) / 2000, 10);
    expect(corrected?.low).toBeLessThan(corrected?.estimate ?? NaN);
    expect(corrected?.high).toBeGreaterThan(corrected?.estimate ?? NaN);
  });

  it('are refused with the reason, never with a figure that pretends', () => {
    const sampleOnly = makeEvidence({ items: twoByTwo, strata });
    expect(refused(sampleOnly)).toEqual({
      assistedReason: expect.stringMatching(/no verdicts of this judge/),
      corrected: null,
    });
    const few: World = { ...world, strata: { a: { population: 900, rate: 0.1, drawn: 90 } } };
    expect(refused(simulate(few, 'few').input).assistedReason).toMatch(/fewer than 100/);
    const wrong = simulate(world, 'wrong').input;
    for (const of of wrong.manifest.strata) of.verdicts = { checker: { [BAD]: 0, [GOOD]: of.population } };
    expect(refused(wrong)).toEqual({ assistedReason: expect.stringMatching(/do not fit/), corrected: null });
    const coin: World = { ...world, sensitivity: 0, falseAlarms: 0.2 };
    const useless = refused(simulate(coin, 'coin').input);
    expect(useless.assistedReason).toMatch(/say nothing/);
    expect(useless.corrected?.reason).toBe('JUDGE_UNINFORMATIVE');
  });

  it('take what a partial judge left out as no verdict, and still cover', () => {
    let covered = 0;
    const draws = 300;
    for (let run = 0; run < draws; run += 1) {
      const { input, truth } = simulate(world, `partial ${run}`);
      // The judge never saw stratum b.
      for (const of of input.manifest.items) if (of.stratum === 'b') of.facets = {};
      for (const of of input.manifest.strata) if (of.key === 'b') delete of.verdicts;
      const { assisted, corrected } = judgeOf(input);
      expect(corrected).toBeNull();
      if (assisted?.low != null && assisted.high != null && assisted.low <= truth && truth <= assisted.high) {
        covered += 1;
      }
    }
    expect(covered / draws).toBeGreaterThanOrEqual(0.94);
  });

  it('add strata that were reviewed whole as known', () => {
    const whole: World = {
      ...world,
      strata: { ...world.strata, d: { population: 50, rate: 0.5, drawn: 50 } },
    };
    const { input } = simulate(whole, 'whole');
    const without = simulate(world, 'whole').input;
    const size = 4000 / 4050;
    const seen = input.reviews.filter((of, i) => {
      const held = of.answers['hallucination'];
      return input.manifest.items[i]?.stratum === 'd' && held?.type === 'choice' && held.option !== 'none';
    }).length;
    const [all, rest] = [judgeOf(input).assisted, judgeOf(without).assisted];
    expect(all?.estimate).toBeCloseTo(size * (rest?.estimate ?? NaN) + seen / 4050, 10);
    expect(all?.high).toBeCloseTo(size * (rest?.high ?? NaN) + seen / 4050, 10);
  });

  it('leave the decision at a threshold to people', () => {
    const { input } = simulate(world, 'decision');
    const plan = { ...input.audit.plan, thresholds: [{ question: 'hallucination', limit: 0.1 }] };
    const withJudge = questionOf({ ...input, audit: { ...input.audit, plan } });
    const items = input.manifest.items.map((of) => ({ ...of, facets: {} }));
    const alone = { ...input, audit: { ...input.audit, plan }, manifest: { ...input.manifest, items } };
    expect(withJudge.threshold).toEqual(questionOf(alone).threshold);
    expect(withJudge.overall).toEqual(questionOf(alone).overall);
  });
});
