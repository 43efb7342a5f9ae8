import { describe, expect, it } from 'vitest';
import {
  BAD,
  GOOD,
  judgedItem as item,
  judgeOf,
  questionOf,
  times,
} from '../../tests/support/judged-evidence.ts';
import type { MadeItem, MadeStratum } from '../../tests/support/made-evidence.ts';
import { errorQuestion, makeEvidence } from '../../tests/support/made-evidence.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { randomStream } from '../statistics/random-stream.ts';
import type { ReportInput } from './evidence-base.ts';

function refused(input: ReportInput) {
  const { assisted, assistedReason, corrected, gain } = judgeOf(input);
  expect(assisted).toBeNull();
  expect(gain).toBeNull();
  return { assistedReason, corrected };
}

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
    const sampleOnly = makeEvidence({
      items: times(120, () => item(false, false)),
      strata: { a: { population: 500 } },
    });
    expect(refused(sampleOnly)).toEqual({
      assistedReason: expect.stringMatching(/no verdicts of this judge/),
      corrected: null,
    });
    const conditional: ChoiceQuestion = {
      ...errorQuestion,
      id: 'kind',
      showIf: { question: 'hallucination', operator: 'is', options: ['factual'] },
    };
    const asked = makeEvidence({
      items: times(120, () => ({ ...item(true, 'Factual'), more: { kind: { ada: 'factual' } } })),
      strata: { a: { population: 500, verdicts: { checker: { Factual: 300, None: 200 } } } },
      questions: [errorQuestion, conditional],
    });
    const [kind] = questionOf(asked, 'kind').judges;
    expect(kind).toMatchObject({ assisted: null, corrected: null, apparentRate: { estimate: 1, n: 120 } });
    expect(kind?.assistedReason).toMatch(/not answered on every item/);
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
