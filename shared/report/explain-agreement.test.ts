import { describe, expect, it } from 'vitest';
import type { MadeItem } from '../../tests/support/made-evidence.ts';
import { errorQuestion, makeEvidence } from '../../tests/support/made-evidence.ts';
import { judgeCells } from '../contract/report-ref.ts';
import type { FigureRef } from '../contract/report-ref.ts';
import { explanation as explanationSchema } from '../contract/report-ref.ts';
import { randomStream } from '../statistics/random-stream.ts';
import { composeReport } from './compose.ts';
import { explainFigure } from './explain.ts';

const question = 'hallucination';
const options = errorQuestion.options.map((of) => of.id);
const { totals, items } = simulate();
const input = makeEvidence({
  items,
  strata: {
    a: { population: 900, verdicts: { checker: totals } },
    b: { population: 300, verdicts: { checker: totals } },
  },
  plan: { secondLook: { cleanShare: 0.5, flaggedShare: 0.5 } },
});
const report = composeReport(input);
const reported = report.questions[0]!;

/** Two strata, a third of the items for two of three people, a judge, and second looks at a third. */
function simulate() {
  const random = randomStream('explained');
  const people = ['ada', 'ben', 'cleo'];
  const made = Array.from({ length: 240 }, (_, i): MadeItem => {
    const truth = random() < 0.7 ? 'none' : random() < 0.6 ? 'factual' : 'procedural';
    const say = () => (random() < 0.2 ? options[Math.floor(random() * 3)]! : truth);
    const [first, second, third] = [people[i % 3]!, people[(i + 1) % 3]!, people[(i + 2) % 3]!];
    const isOverlap = i % 3 === 0;
    return {
      stratum: i % 2 ? 'a' : 'b',
      isOverlap,
      answers: isOverlap ? { [first]: say(), [second]: say() } : { [first]: say() },
      verdicts: { checker: random() < 0.85 === (truth !== 'none') ? 'unsupported' : 'supported' },
      ...(i % 4 === 0 ? { second: { [third]: truth } } : {}),
    };
  });
  return { items: made, totals: { unsupported: 100, supported: 200 } };
}

/** Fulfils the contract, but for the ids of made evidence, which are no UUIDs. */
const explain = (ref: FigureRef) => explanationSchema.parse({ ...explainFigure(input, ref), items: [] });

const judgeRef = (cell: (typeof judgeCells)[number] | null, judge = 'checker'): FigureRef => ({
  kind: 'judge',
  question,
  judge,
  cell,
});

const lookRef = (first: 'clean' | 'flagged' | null, found: boolean | null = null): FigureRef => ({
  kind: 'secondLook',
  question,
  first,
  found,
});

const agreementRef = (more: { option?: string; pair?: [string, string] } = {}): FigureRef =>
  ({ kind: 'agreement', question, option: more.option ?? null, pair: more.pair ?? null }) as FigureRef;

describe('the explanation of agreement', () => {
  it('carries the very figure of the report, over all, per class and per pair', () => {
    const { agreement } = reported;
    expect(explain(agreementRef()).figure).toEqual(agreement.alpha);
    for (const of of agreement.perClass) {
      expect(explain(agreementRef({ option: of.option })).figure).toEqual(of.alpha);
    }
    for (const { a, b, kappa } of agreement.perPair) {
      expect(explain(agreementRef({ pair: [a, b] })).figure).toEqual(kappa);
      expect(explain(agreementRef({ pair: [b, a] })).figure).toEqual(kappa);
    }
    expect(explain(agreementRef({ pair: ['ada', 'nobody'] })).figure?.reason).toBe('NO_OVERLAP');
  });

  it('lists the items that the figure rests on, with who said what', () => {
    const all = explainFigure(input, agreementRef());
    expect(all.items).toHaveLength(reported.agreement.itemCount);
    expect(all.items.every((of) => of.answers.filter((one) => !one.isSecondLook).length === 2)).toBe(true);
    const used = explainFigure(input, agreementRef({ option: 'procedural' })).items;
    expect(used.length).toBeGreaterThan(0);
    expect(used.every((of) => of.answers.some((one) => one.answer === 'Procedural'))).toBe(true);
    const pair = explainFigure(input, agreementRef({ pair: ['ada', 'ben'] })).items;
    const held = reported.agreement.perPair.find((of) => of.a === 'ada' && of.b === 'ben');
    expect(pair).toHaveLength(held?.percent.n ?? -1);
  });

  it('adds the pairs of a cell of the confusion map up to the cell', () => {
    const { counts } = reported.agreement.confusion;
    options.forEach((a, i) =>
      options.forEach((b, j) => {
        const told = explainFigure(input, { kind: 'confusion', question, a, b });
        expect(told.figure).toBeNull();
        expect(told.facts.find((of) => of.name === 'Pairs of labels')?.value).toBe(String(counts[i]?.[j]));
        expect(told.items).toHaveLength(counts[i]?.[j] ?? -1);
      }),
    );
  });

  it('has a digest that stands for its inputs: the same again, another for other reviews or another figure', () => {
    const digest = (ref: FigureRef, of = input) => explainFigure(of, ref).inputsDigest;
    expect(digest(agreementRef())).toBe(
      digest(agreementRef(), { ...input, reviews: input.reviews.toReversed() }),
    );
    expect(digest(agreementRef())).not.toBe(digest(agreementRef({ option: 'factual' })));
    const fewer = { ...input, reviews: input.reviews.filter((of) => of.itemId !== 'item-0') };
    expect(digest(agreementRef())).not.toBe(digest(agreementRef(), fewer));
  });
});

describe('the explanation of a judge', () => {
  it('carries the very figures of the report, and lists each cell with as many items as it counts', () => {
    const [judge] = reported.judges;
    expect(explain(judgeRef(null)).figure).toEqual(judge?.kappa);
    const figures = {
      both: 'precision',
      judgeOnly: 'precision',
      peopleOnly: 'recall',
      neither: 'specificity',
    } as const;
    for (const cell of judgeCells) {
      expect(explain(judgeRef(cell)).figure).toEqual(judge?.[figures[cell]]);
      expect(explainFigure(input, judgeRef(cell)).items).toHaveLength(judge?.counts[cell] ?? -1);
    }
    expect(explainFigure(input, judgeRef(null)).items).toHaveLength(judge?.itemCount ?? -1);
    expect(explainFigure(input, judgeRef('both')).items.every((of) => of.isEvent === true)).toBe(true);
  });

  it('says of each item how many traces it stands for: together the frame', () => {
    const weights = explainFigure(input, judgeRef(null)).items.map((of) => of.weight ?? 0);
    expect(weights.reduce((sum, of) => sum + of, 0)).toBeCloseTo(1200, 6);
  });

  it('has no data, and no items, for a judge that said nothing about reviewed items', () => {
    const told = explainFigure(input, judgeRef(null, 'silent'));
    expect(told.figure?.reason).toBe('NO_DATA');
    expect(told.items).toEqual([]);
  });
});

describe('the explanation of second looks', () => {
  it('carries the very figures of the report, and lists the items of each outcome', () => {
    const control = reported.missControl;
    expect(explain(lookRef(null)).figure).toEqual(control?.rate);
    expect(explain(lookRef('clean')).figure).toEqual(control?.missRate);
    expect(explain(lookRef('flagged')).figure).toBeNull();
    const listed = (first: 'clean' | 'flagged', found: boolean | null) =>
      explainFigure(input, lookRef(first, found)).items.length;
    expect(listed('clean', true)).toBe(control?.clean.positive);
    expect(listed('clean', null)).toBe(control?.clean.judged);
    expect(listed('flagged', true) + listed('flagged', false)).toBe(control?.flagged.judged);
    expect(explainFigure(input, lookRef(null)).items).toHaveLength(control?.assigned ?? -1);
  });

  it('shows the second answer apart from the first ones', () => {
    for (const { answers } of explainFigure(input, lookRef('clean', true)).items) {
      expect(answers.filter((of) => of.isSecondLook)).toHaveLength(1);
      expect(answers.at(-1)?.answer).not.toBe('None');
    }
  });
});
