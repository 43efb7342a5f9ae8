import { beforeAll, describe, expect, it } from 'vitest';
import { collectFigures, listFigures } from '../../tests/support/figure-refs.ts';
import type { MadeItem } from '../../tests/support/made-evidence.ts';
import { errorQuestion, makeEvidence } from '../../tests/support/made-evidence.ts';
import type { FigureRef } from '../contract/report-ref.ts';
import { explanation as explanationSchema, figureRef } from '../contract/report-ref.ts';
import type { Report } from '../contract/report.ts';
import type { Hypothesis } from '../domain/registration.ts';
import { randomStream } from '../statistics/random-stream.ts';
import { composeReport } from './compose.ts';
import type { ReportInput } from './evidence-base.ts';
import { explainFigure } from './explain.ts';

const question = 'hallucination';
const memo = new Map<string, unknown>();
let input: ReportInput;
let report: Report;

const hypotheses: Hypothesis[] = [
  { statement: 'below', claim: { kind: 'rate', question, part: null, direction: 'below', limit: 0.5 } },
  {
    statement: 'below in v2',
    claim: {
      kind: 'rate',
      question,
      part: { dimension: 'model', value: 'v2' },
      direction: 'below',
      limit: 0.5,
    },
  },
  {
    statement: 'v1 is worse',
    claim: { kind: 'difference', question, dimension: 'model', a: 'v1', b: 'v2', direction: 'higher' },
  },
  { statement: 'agreed', claim: { kind: 'agreement', question, atLeast: 0.6 } },
  {
    statement: 'not asked',
    claim: { kind: 'rate', question: 'nonsense', part: null, direction: 'below', limit: 0.5 },
  },
];

/** Two strata, two models, seven weeks, three people of whom two share a third of the items, a judge, second looks. */
function simulate(over: Partial<Parameters<typeof makeEvidence>[0]> = {}): ReportInput {
  const random = randomStream('every figure');
  const people = ['ada', 'ben', 'cleo'];
  const items = Array.from({ length: 360 }, (_, i): MadeItem => {
    const truth = random() < 0.7 ? 'none' : random() < 0.6 ? 'factual' : 'procedural';
    const say = () => (random() < 0.15 ? errorQuestion.options[Math.floor(random() * 3)]!.id : truth);
    const [first, second, third] = [people[i % 3]!, people[(i + 1) % 3]!, people[(i + 2) % 3]!];
    const isOverlap = i % 3 !== 0 || i < 90;
    return {
      stratum: i % 4 ? 'a' : 'b',
      isOverlap,
      answers: isOverlap ? { [first]: say(), [second]: say() } : { [first]: say() },
      verdicts: { checker: random() < 0.85 === (truth !== 'none') ? 'unsupported' : 'supported' },
      facets: { model: i % 2 ? 'v1' : 'v2', week: `2026-W${41 + (i % 7)}` },
      ...(i % 4 === 0 ? { second: { [third]: truth } } : {}),
    };
  });
  return makeEvidence({
    items,
    strata: {
      a: { population: 2700, verdicts: { checker: { unsupported: 900, supported: 1800 } } },
      b: { population: 900, verdicts: { checker: { unsupported: 300, supported: 600 } } },
    },
    plan: {
      secondLook: { cleanShare: 0.5, flaggedShare: 0.5 },
      thresholds: [{ question, limit: 0.3 }],
      registration: { primaryQuestion: question, hypotheses, stopRule: { kind: 'fixed' } },
    },
    ...over,
  });
}

beforeAll(() => {
  input = simulate();
  report = composeReport(input, memo);
});

const explain = (ref: FigureRef, of = input) => explainFigure(of, ref, of === input ? memo : undefined);

/** Figures with an estimate at addresses of this form. */
const there = (ref: Partial<FigureRef>): number =>
  listFigures(report).filter(
    (of) =>
      of.figure?.estimate != null &&
      Object.entries(ref).every(([key, value]) => (of.ref as Record<string, unknown>)[key] === value),
  ).length;

describe('every figure of a report', () => {
  it('has an address', () => {
    const addressed = new Set<unknown>(listFigures(report).map((of) => of.figure));
    const held = collectFigures(report);
    expect(held.size).toBeGreaterThan(50);
    for (const figure of held) expect(addressed.has(figure), JSON.stringify(figure)).toBe(true);
  });

  it('is explained as the very figure that it is, with sources, inputs and a digest of its own', () => {
    const digests = new Map<string, string>();
    for (const { ref, figure } of listFigures(report)) {
      const name = JSON.stringify(ref);
      const told = explain(ref);
      expect(told.figure, name).toEqual(figure);
      expect(told.steps.length, name).toBeGreaterThan(1);
      expect(told.title, name).not.toBe('');
      // Made evidence has plain ids: items are checked against the contract where ids are real.
      explanationSchema.parse({ ...told, items: [] });
      expect(digests.get(told.inputsDigest) ?? name, name).toBe(name);
      digests.set(told.inputsDigest, name);
    }
  });

  it('holds in an open audit, on its completed head, too', () => {
    const open = simulate({ state: 'open' });
    const kept = new Map<string, unknown>();
    for (const { ref, figure } of listFigures(composeReport(open, kept))) {
      expect(explainFigure(open, ref, kept).figure, JSON.stringify(ref)).toEqual(figure);
    }
  });

  it('offers figures and no empty list of them: pairs, reviewers, judges, second looks, weeks, claims', () => {
    expect(there({ kind: 'agreement', statistic: 'ac1' })).toBe(1);
    expect(there({ kind: 'agreement', statistic: 'percent' })).toBe(4);
    expect(there({ kind: 'agreement', statistic: 'alphaWithout' })).toBe(3);
    for (const metric of ['recall', 'corrected', 'assisted'] as const) {
      expect(there({ kind: 'judge', metric }), metric).toBe(1);
    }
    expect(there({ kind: 'secondLook' })).toBe(2);
    expect(there({ kind: 'rate', isContrast: true })).toBe(2);
    expect(there({ kind: 'trend' })).toBe(1);
    expect(there({ kind: 'hypothesis' })).toBe(4);
    expect(there({ kind: 'anytime' })).toBe(1);
  });
});

describe('the items behind a figure', () => {
  it('are as many as the figure says that it rests on', () => {
    const counted = listFigures(report).filter(({ ref, figure }) => {
      if (figure?.estimate == null) return false;
      // The α of a class is on all items, but those without the class have nothing to show; weeks count as weeks; a
      // judge that judged the whole frame is counted there; second looks are listed with those still out.
      if (ref.kind === 'agreement') return ref.option === null || ref.statistic === 'specific';
      if (ref.kind === 'judge') return ref.metric !== 'apparentRate';
      return ref.kind !== 'trend' && ref.kind !== 'secondLook';
    });
    for (const { ref, figure } of counted) {
      expect(explain(ref).items, JSON.stringify(ref)).toHaveLength(figure!.n);
    }
  });

  it('of the trend are those of the weeks with an estimate', () => {
    const rows = report.questions[0]!.weeks!.rows;
    const items = explain({ kind: 'trend', question }).items;
    expect(items).toHaveLength(rows.reduce((sum, of) => sum + of.rate.figure.n, 0));
  });

  it('of a reviewer are those that the reviewer shares with another', () => {
    const told = explain({
      kind: 'agreement',
      question,
      option: null,
      pair: null,
      person: 'ada' as never,
    });
    expect(told.items.length).toBeGreaterThan(0);
    for (const { answers } of told.items) expect(answers.map((of) => of.personId)).toContain('ada');
  });

  it('of a difference are those of both sides', () => {
    const { items } = explain({ kind: 'hypothesis', index: 2 });
    expect(items).toHaveLength(360);
    expect(explain({ kind: 'hypothesis', index: 1 }).items).toHaveLength(180);
  });
});

describe('an address', () => {
  it('of old, without a statistic or a metric, means what it meant', () => {
    const agreement = { kind: 'agreement', question, option: null, pair: null };
    const judge = { kind: 'judge', question, judge: 'checker', cell: null };
    const { agreement: held, judges } = report.questions[0]!;
    expect(explain(figureRef.parse(agreement)).figure).toEqual(held.alpha);
    expect(explain(figureRef.parse(judge)).figure).toEqual(judges[0]!.kappa);
  });

  it('of a figure that the report does not have is refused', () => {
    const none: FigureRef[] = [
      { kind: 'agreement', question, option: null, pair: null, statistic: 'kappa' },
      { kind: 'agreement', question, option: 'none', pair: null, statistic: 'ac1' },
      { kind: 'hypothesis', index: 5 },
      { kind: 'rate', question, option: null, dimension: null, value: null, isContrast: true },
    ];
    for (const ref of none) expect(() => explain(ref), JSON.stringify(ref)).toThrow(RangeError);
    const bare = makeEvidence({ items: [], strata: { a: { population: 10 } } });
    for (const ref of [
      { kind: 'anytime' },
      { kind: 'trend', question },
      { kind: 'hypothesis', index: 0 },
    ] as const) {
      expect(() => explain(ref, bare), ref.kind).toThrow(RangeError);
    }
  });

  it('of a person who shared no item has no figure, and says why', () => {
    const ref: FigureRef = { kind: 'agreement', question, option: null, pair: null, person: 'dan' as never };
    expect(explain(ref).figure?.reason).toBe('NO_OVERLAP');
    expect(explain(ref).items).toEqual([]);
  });

  it('of a claim tells the claim, its test and its outcome', () => {
    const told = explain({ kind: 'hypothesis', index: 0 });
    const held = report.registered!.hypotheses[0]!;
    expect(told.steps[0]).toContain(held.claim);
    expect(told.steps.at(-1)).toBe(held.sentence);
    expect(told.facts[0]).toEqual({ name: 'Outcome', value: held.outcome });
  });
});
