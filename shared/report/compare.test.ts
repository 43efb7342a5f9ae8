import { describe, expect, it } from 'vitest';
import { itemsWith, makeSample } from '../../tests/support/made-sample.ts';
import type { MadeSample } from '../../tests/support/made-sample.ts';
import { comparison as comparisonSchema, history as historySchema } from '../contract/report.ts';
import { stratifiedDifference } from '../statistics/difference.ts';
import { benjaminiHochberg } from '../statistics/multiplicity.ts';
import type { AskedReport, Changes } from './across-versions.ts';
import { compareReports } from './compare.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { ClassMapping, Publication } from '../domain/taxonomy-change.ts';
import { composeReport } from './compose.ts';
import type { HistoryEntry } from './history.ts';
import { historyOf } from './history.ts';

const inputOf = (name: string, events: number, over: Partial<MadeSample> = {}) =>
  makeSample({ strata: { de: 20_000 }, items: itemsWith('de', 200, events), name, ...over });
const askedOf = (input: ReturnType<typeof inputOf>): AskedReport => ({
  report: composeReport(input),
  scorecard: input.scorecard,
});
const reportOf = (name: string, events: number, over: Partial<MadeSample> = {}) =>
  askedOf(inputOf(name, events, over));
const counts = (x: number) => [{ N: 20_000, n: 200, x }];

describe('two reports side by side', () => {
  it('have the difference, limits and p of the two samples, which the reports do not carry', () => {
    for (const [now, before] of [
      [30, 10],
      [10, 12],
      [0, 9],
      [1, 0],
    ] as const) {
      const compared = compareReports(reportOf('now', now), reportOf('before', before));
      const expected = stratifiedDifference(counts(before), counts(now), 0.05)!;
      const row = compared.questions.find((of) => of.question === 'hallucination')!;
      expect(row.difference.estimate).toBeCloseTo(expected.difference, 12);
      expect(row.difference.low).toBeCloseTo(expected.low, 9);
      expect(row.difference.high).toBeCloseTo(expected.high, 9);
      expect(row.p).toBeCloseTo(expected.p, 6);
      expect(row.p! < 0.05).toBe(row.difference.low! > 0 || row.difference.high! < 0);
    }
  });

  it('keep the contract, adjust over their questions and say what moved', () => {
    const compared = comparisonSchema.parse(compareReports(reportOf('now', 40), reportOf('before', 10)));
    const tested = compared.questions.filter((of) => of.p !== null);
    expect(tested.map((of) => of.q)).toEqual(benjaminiHochberg(tested.map((of) => of.p!)));
    const rate = compared.questions.find((of) => of.question === 'hallucination')!;
    expect(rate.sentence).toMatch(
      /^The hallucination rate rose by \+15\.0 points .*: more than chance explains/,
    );
    expect(compared.questions.find((of) => of.question === 'policy')!.sentence).toContain(
      'no change can be shown',
    );
  });

  it('turn their sign when they are exchanged', () => {
    const [a, b] = [reportOf('a', 30), reportOf('b', 10)];
    const [there, back] = [compareReports(a, b).questions[0]!, compareReports(b, a).questions[0]!];
    expect(back.difference.estimate).toBeCloseTo(-there.difference.estimate!, 12);
    expect(back.difference.low).toBeCloseTo(-there.difference.high!, 9);
    expect(back.p).toBeCloseTo(there.p!, 9);
  });

  it('have a reason where one of them has no interval, and a note where their errors differ', () => {
    const one = reportOf('now', 1, { items: itemsWith('de', 1, 1) });
    expect(compareReports(one, reportOf('before', 10)).questions[0]).toMatchObject({
      difference: { estimate: null, reason: 'TOO_FEW_PSU' },
      p: null,
      q: null,
    });
    const other = reportOf('before', 10, { plan: { alpha: 0.1 } });
    const row = compareReports(reportOf('now', 30), other).questions[0]!;
    const expected = stratifiedDifference(counts(10), counts(30), 0.05)!;
    expect(row.difference.low).toBeCloseTo(expected.low, 6);
    expect(row.difference.notes.at(-1)).toContain('α = 0.1');
  });

  it('have nothing to test where both frames were reviewed whole', () => {
    const whole = (name: string, events: number) => reportOf(name, events, { strata: { de: 200 } });
    expect(compareReports(whole('now', 20), whole('before', 10)).questions[0]).toMatchObject({
      difference: { estimate: 0.05 },
      p: null,
    });
  });
});

describe('two reports of different versions of a taxonomy', () => {
  const asking = ({ report, scorecard }: AskedReport, version: number, eventOptions = ['factual']) => {
    const questions = scorecard.questions.map((one) =>
      isChoice(one) && one.id === 'hallucination'
        ? { ...one, eventOptions, taxonomy: { id: 'classes', version } }
        : one,
    );
    return { report, scorecard: { ...scorecard, version, questions } };
  };
  const [old, later] = [asking(reportOf('before', 10), 1), asking(reportOf('now', 30), 2)];
  const certain = (id: string): ClassMapping => ({ kind: 'certain', from: id, to: id });
  const redefined: ClassMapping = { kind: 'relabel', from: 'none', among: ['none', 'factual'] };
  const published = (mapping: ClassMapping[]): Changes => ({
    publications: [
      {
        taxonomy: { id: 'classes', version: 2 } as Publication['taxonomy'],
        from: { id: 'classes', version: 1 },
        mapping,
      },
    ],
    bridges: [],
  });
  const rateOf = (now: AskedReport, before: AskedReport, changes?: Changes) =>
    comparisonSchema
      .parse(compareReports(now, before, changes))
      .questions.find((of) => of.question === 'hallucination')!;

  it('have no difference where labels may count otherwise now and nobody judged them anew', () => {
    for (const [now, before] of [
      [later, old],
      [old, later],
    ] as const) {
      const row = rateOf(now, before, published([redefined, certain('factual')]));
      expect(row.difference).toMatchObject({ estimate: null, low: null, high: null, reason: 'LINE_BROKEN' });
      expect([row.p, row.q]).toEqual([null, null]);
      expect(row.sentence).toMatch(/^The line is broken between versions 1 and 2/);
    }
    expect(rateOf(later, old).sentence).toContain('their rates cannot be compared');
  });

  it('are compared as they are where every label counts as it did', () => {
    const row = rateOf(later, old, published([certain('none'), certain('factual')]));
    expect(row.difference).toEqual(rateOf(reportOf('now', 30), reportOf('before', 10)).difference);
  });

  it('are compared by what a relabel says of the earlier audit, in its place whichever comes first', () => {
    const after = {
      estimate: 0.09,
      low: 0.06,
      high: 0.13,
      n: 200,
      method: 'double sampling, KG*',
      reason: null,
      notes: [],
    };
    const counted = { title: 'Class', items: 10, share: 0.5, drawn: 0, judged: 0 };
    const bridge = {
      auditId: old.report.auditId,
      title: 'before',
      question: 'hallucination',
      rateTitle: 'hallucination rate',
      from: { id: 'classes', version: 1 },
      to: { id: 'classes', version: 2 },
      before: old.report.questions[0]!.overall.figure,
      after,
      classes: [
        { ...counted, class: 'factual', isCertain: true, found: 1 },
        { ...counted, class: 'none', isCertain: false, drawn: 40, judged: 40, found: 0.05 },
      ],
      isBroken: false,
      sentence: 'It is 9 %.',
    } satisfies Changes['bridges'][number];
    const changes = { ...published([redefined, certain('factual')]), bridges: [bridge] };
    const now = later.report.questions[0]!.overall.figure;
    const there = rateOf(later, old, changes);
    expect(there.before).toEqual({ figure: after, events: 12, cell: null });
    expect(there.difference.estimate).toBeCloseTo(now.estimate! - 0.09, 12);
    // MOVER of both intervals (Zou & Donner 2008).
    const below = Math.hypot(now.estimate! - now.low!, 0.13 - 0.09);
    expect(there.difference.low).toBeCloseTo(now.estimate! - 0.09 - below, 12);
    expect(there.difference.notes[0]).toContain('bridging error included');
    const back = rateOf(old, later, changes);
    expect(back.now.figure).toEqual(after);
    expect(back.difference.estimate).toBeCloseTo(-there.difference.estimate!, 12);
    const elsewhere = { ...changes, bridges: [{ ...bridge, auditId: later.report.auditId }] };
    expect(rateOf(later, old, elsewhere).difference.reason).toBe('LINE_BROKEN');
  });

  it('are not compared where versions of a scorecard count other answers as the event', () => {
    const other = {
      ...old,
      scorecard: {
        ...old.scorecard,
        questions: old.scorecard.questions.map((one) =>
          isChoice(one) ? { ...one, taxonomy: undefined, eventOptions: ['procedural'] } : one,
        ),
      } as AskedReport['scorecard'],
    };
    expect(rateOf(reportOf('now', 30), other).sentence).toContain('count other answers');
  });
});

describe('the history of the primary rate', () => {
  const entry = (name: string, closedAt: string, models: string[]): HistoryEntry => {
    const items = itemsWith('de', 40, 4, (i) => ({ facets: { model: models[i % models.length]! } }));
    const input = inputOf(name, 4, {
      items,
      closedAt,
      plan: { thresholds: [{ question: 'hallucination', limit: 0.2 }] },
    });
    const { audit, manifest, scorecard } = input;
    return { audit, manifest, scorecard, report: composeReport(input) };
  };

  it('is in the order of time whatever the order given, with versions that no audit before had', () => {
    const entries = [
      entry('third', '2026-11-20T08:00:00.000Z', ['m2', 'm3', 'm4']),
      entry('first', '2026-11-06T08:00:00.000Z', ['m1']),
      entry('second', '2026-11-13T08:00:00.000Z', ['m1', 'm2']),
    ];
    const rows = historySchema.parse(historyOf(entries));
    expect(rows.map((of) => of.title)).toEqual(['first', 'second', 'third']);
    expect(rows.map((of) => of.at.slice(0, 10))).toEqual(['2026-11-06', '2026-11-13', '2026-11-20']);
    expect(rows.map((of) => of.changes)).toEqual([
      [],
      [{ dimension: 'model', values: ['m2'] }],
      [{ dimension: 'model', values: ['m3', 'm4'] }],
    ]);
    expect(rows[0]).toMatchObject({ limit: 0.2, verdict: 'INCONCLUSIVE', rate: { events: 4 } });
  });

  const asking = (of: HistoryEntry, version: number, eventOptions = ['factual']): HistoryEntry => {
    const questions = of.scorecard.questions.map((one) =>
      isChoice(one) ? { ...one, eventOptions, taxonomy: { id: 'classes', version } } : one,
    );
    return { ...of, scorecard: { ...of.scorecard, version, questions } };
  };
  const published = (from: number, mapping: ClassMapping[]) => ({
    taxonomy: { id: 'classes', version: from + 1 } as Publication['taxonomy'],
    from: { id: 'classes', version: from },
    mapping,
  });

  it('goes on across a version whose labels all count as before, and is broken where some may not', () => {
    const entries = [
      asking(entry('first', '2026-11-06T08:00:00.000Z', ['m1']), 1),
      asking(entry('second', '2026-11-13T08:00:00.000Z', ['m1']), 2),
      asking(entry('third', '2026-11-20T08:00:00.000Z', ['m1']), 3),
    ];
    const same: ClassMapping[] = ['none', 'factual'].map((id) => ({ kind: 'certain', from: id, to: id }));
    const redefined: ClassMapping[] = [
      { kind: 'certain', from: 'factual', to: 'factual' },
      { kind: 'relabel', from: 'none', among: ['none', 'factual'] },
    ];
    const lines = historyOf(entries, [published(1, same), published(2, redefined)]).map((of) => of.line);
    expect(lines[0]).toBeNull();
    expect(lines[1]).toMatchObject({ from: { version: 1 }, to: { version: 2 }, isBroken: false });
    expect(lines[2]).toMatchObject({ isBroken: true });
    expect(lines[2]?.sentence).toMatch(/^The line is broken between versions 2 and 3/);
    expect(historyOf(entries).map((of) => of.line?.isBroken)).toEqual([undefined, true, true]);
  });
});
