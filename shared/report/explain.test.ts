import { describe, expect, it } from 'vitest';
import { answered, idOf, itemsWith, makeSample } from '../../tests/support/made-sample.ts';
import type { Figure } from '../contract/report-figure.ts';
import type { FigureRef } from '../contract/report-ref.ts';
import { explanation as explanationSchema } from '../contract/report-ref.ts';
import type { Report } from '../contract/report.ts';
import { composeReport } from './compose.ts';
import type { ReportInput } from './evidence-base.ts';
import { explainFigure } from './explain.ts';

const classes = ['factual', 'none', 'procedural', 'none', 'policy', 'none'];
/** Two languages, three models, seven weeks, contested and skipped items. */
const sample = (over: Partial<Parameters<typeof makeSample>[0]> = {}): ReportInput =>
  makeSample({
    strata: { de: 400, en: 1600 },
    items: Array.from({ length: 96 }, (_, i) => {
      const label = classes[(i * 7) % 6]!;
      const facets = { model: `m${i % 3}`, week: `2026-W${41 + (i % 7)}` };
      const stratum = i % 3 === 0 ? 'de' : 'en';
      if (i % 16 === 5) return { stratum, facets, skips: { ada: 'cannot_judge' } };
      if (i % 6 !== 0) return { stratum, facets, answers: { ada: answered(label) } };
      const other = i % 4 === 0 ? 'none' : label;
      return { stratum, facets, isOverlap: true, answers: { ada: answered(label), ben: answered(other) } };
    }),
    plan: { thresholds: [{ question: 'hallucination', limit: 0.3 }] },
    ...over,
  });

/** Every rate of a report with its address. */
function listRates(report: Report): { ref: FigureRef; figure: Figure; n: number }[] {
  return report.questions.flatMap((of) => {
    const at = (option: string | null, dimension: string | null, value: string | null): FigureRef => ({
      kind: 'rate',
      question: of.question,
      option,
      dimension,
      value,
    });
    const row = (ref: FigureRef, { figure }: { figure: Figure }) => ({ ref, figure, n: figure.n });
    return [
      row(at(null, null, null), of.overall),
      ...of.options.map(({ option, rate }) => row(at(option, null, null), rate)),
      ...of.breakdowns.flatMap(({ dimension, rows }) =>
        rows.map(({ value, rate }) => row(at(null, dimension, value), rate)),
      ),
      ...(of.weeks?.rows ?? []).map(({ week, rate }) => row(at(null, 'week', week), rate)),
    ];
  });
}

describe('the explanation of a figure', () => {
  it.each([
    ['closed', sample()],
    ['open, with a prefix only', sample({ state: 'open' })],
    ['with gamma intervals', sample({ plan: { ciMethod: 'gamma' } })],
  ])('is of the very figure that the report shows: every rate, %s', (_, input) => {
    const rates = listRates(composeReport(input));
    expect(rates.length).toBeGreaterThan(60);
    for (const { ref, figure, n } of rates) {
      const told = explanationSchema.parse(explainFigure(input, ref));
      expect(told.figure).toEqual(figure);
      expect(told.items).toHaveLength(n);
    }
  });

  it('lists items whose weights and events give the estimate', () => {
    const input = sample();
    for (const { ref, figure } of listRates(composeReport(input))) {
      const { items } = explainFigure(input, ref);
      const total = items.reduce((sum, of) => sum + (of.weight ?? 0), 0);
      const events = items.reduce((sum, of) => sum + (of.isEvent === true ? (of.weight ?? 0) : 0), 0);
      if (figure.estimate !== null) expect(events / total).toBeCloseTo(figure.estimate, 10);
    }
  });

  it('shows who answered what, what stands and that it is contested, in queue order', () => {
    const input = sample();
    const { items, facts } = explainFigure(input, { kind: 'contested', question: 'hallucination' });
    const report = composeReport(input).questions[0]!;
    expect(items).toHaveLength(report.contested.count);
    expect(items.length).toBeGreaterThan(0);
    expect(items.map((of) => of.position)).toEqual(items.map((of) => of.position).toSorted((a, b) => a - b));
    for (const item of items) {
      expect(item.isContested).toBe(true);
      const ada = item.answers.find((of) => of.personId === idOf('ada'));
      expect(ada?.name).toBe('Ada');
      expect(item.standing).toBe(ada?.answer);
      expect(new Set(item.answers.map((of) => of.answer)).size).toBe(2);
    }
    expect(facts[0]).toEqual({ name: 'Contested items', value: String(report.contested.count) });
  });

  it('of the coverage lists as many items as the report counts, in all and by stratum', () => {
    const late = { stratum: 'de', given: ['ada'], lateAnswers: { ada: answered('factual') } };
    const input = makeSample({
      strata: { de: 100, en: 100 },
      items: [
        ...itemsWith('en', 5, 1),
        late,
        { stratum: 'de', skips: { ada: 'other' } },
        ...itemsWith('de', 3, 0),
      ],
    });
    const { coverage } = composeReport(input);
    const items = (part: 'reviewed' | 'skipped' | 'open' | 'late', stratum: string | null = null) =>
      explainFigure(input, { kind: 'coverage', part, stratum }).items;
    expect(items('reviewed')).toHaveLength(coverage.reviewed);
    expect(items('skipped')).toHaveLength(coverage.skipped);
    expect(items('open')).toHaveLength(coverage.open);
    expect([coverage.reviewed, coverage.skipped, coverage.open, coverage.late]).toEqual([8, 1, 1, 1]);
    expect(items('late').map((of) => of.answers)).toEqual([
      [{ personId: idOf('ada'), name: 'Ada', answer: 'Factual', isSecondLook: false, isLate: true }],
    ]);
    for (const of of coverage.strata) expect(items('reviewed', of.key)).toHaveLength(of.reviewed);
  });

  it('has a digest that changes when an answer behind the figure does, and only then', () => {
    const ref: FigureRef = {
      kind: 'rate',
      question: 'hallucination',
      option: null,
      dimension: 'language',
      value: 'de',
    };
    const at = (de: number, en: number) =>
      explainFigure(
        makeSample({
          strata: { de: 90, en: 90 },
          items: [...itemsWith('de', 20, de), ...itemsWith('en', 20, en)],
        }),
        ref,
      );
    expect(at(3, 2).inputsDigest).toBe(at(3, 2).inputsDigest);
    expect(at(4, 2).inputsDigest).not.toBe(at(3, 2).inputsDigest);
    expect(at(3, 5).inputsDigest).toBe(at(3, 2).inputsDigest);
  });

  it('names the quantities that entered and the source of every formula', () => {
    const { facts, steps } = explainFigure(sample(), {
      kind: 'rate',
      question: 'hallucination',
      option: null,
      dimension: null,
      value: null,
    });
    const names = facts.map((of) => of.name);
    for (const name of [
      'Standard error',
      'Degrees of freedom',
      'n_Kish = (Σw)²/Σw²',
      'Method',
      'α, two-sided',
    ]) {
      expect(names).toContain(name);
    }
    expect(steps.join(' ')).toMatch(/Clopper & Pearson 1934/);
    expect(steps.join(' ')).toMatch(/Woodruff 1971/);
  });

  it('of a value tells its difference to the others as the table of the report has it', () => {
    const input = sample();
    const [row] = composeReport(input).questions[0]!.breakdowns.find((of) => of.dimension === 'model')!.rows;
    const { facts } = explainFigure(input, {
      kind: 'rate',
      question: 'hallucination',
      option: null,
      dimension: 'model',
      value: row!.value,
    });
    const told = facts.find((of) => of.name === 'Difference to the other values')!;
    expect(told.value).toContain(
      `${(100 * Math.abs(row!.contrast!.difference.estimate!)).toFixed(1)} points`,
    );
    const p = facts.find((of) => of.name === 'p, where that interval touches 0')!;
    expect(Number(p.value)).toBeCloseTo(row!.contrast!.p!, 3);
  });

  it('refuses the address of a question that the scorecard does not have', () => {
    expect(() => explainFigure(sample(), { kind: 'contested', question: 'nonsense' })).toThrow(RangeError);
  });
});
