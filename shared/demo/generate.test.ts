import { beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../domain/canonical.ts';
import { hallucinationAudit } from '../domain/defaults.ts';
import { checkAnswers, listMissing } from '../domain/review.ts';
import { countCodePoints, sliceCodePoints } from '../domain/text.ts';
import type { Trace } from '../domain/trace.ts';
import { riskClasses, trace as traceSchema } from '../domain/trace.ts';
import { clopperPearson } from '../statistics/binomial-intervals.ts';
import type { Demo } from './generate.ts';
import { generateDemo } from './generate.ts';
import {
  classRate,
  demoErrorClasses,
  demoModels,
  errorRate,
  secondErrorRate,
  severitySharesOf,
} from './rates.ts';
import { demoIntents, demoLanguages } from './text-model.ts';
import type { DemoTruth } from './truth.ts';
import { demoTruth, truthToAnswers } from './truth.ts';

const week = '2025-11-03';
const weekEnd = '2025-11-10T00:00:00.000Z';

function each(demo: Demo, look: (trace: Trace, truth: DemoTruth) => void): void {
  demo.traces.forEach((trace, at) => {
    const truth = demo.truth[at];
    if (truth === undefined) throw new Error('a trace without truth');
    look(trace, truth);
  });
}

describe('the demo', () => {
  it('is the same for the same seed, to the byte', () => {
    const once = generateDemo({ seed: 'one', count: 120, weekStart: week });
    const again = generateDemo({ seed: 'one', count: 120, weekStart: week });
    expect(digestOf(again)).toBe(digestOf(once));
  });

  it('differs for another seed and for another week', () => {
    const digests = [
      { seed: 'one', count: 40, weekStart: week },
      { seed: 'two', count: 40, weekStart: week },
      { seed: 'one', count: 40, weekStart: '2025-11-10' },
    ].map((options) => digestOf(generateDemo(options)));
    expect(new Set(digests).size).toBe(3);
  });

  it('begins alike however many traces are asked for', () => {
    const few = generateDemo({ seed: 'one', count: 15, weekStart: week });
    const many = generateDemo({ seed: 'one', count: 60, weekStart: week });
    expect(many.traces.slice(0, 15)).toEqual(few.traces);
    expect(many.truth.slice(0, 15)).toEqual(few.truth);
  });

  it('takes the week as a date or as a time of its first day', () => {
    const byDate = generateDemo({ seed: 'one', count: 5, weekStart: week });
    expect(generateDemo({ seed: 'one', count: 5, weekStart: `${week}T00:00:00.000Z` })).toEqual(byDate);
  });

  it('refuses a week that is no date', () => {
    expect(() => generateDemo({ seed: 'one', count: 1, weekStart: 'next monday' })).toThrow(/next monday/);
  });

  it('reads like a log: no two of 200 answers and no two of 200 conversations are alike', () => {
    const { traces } = generateDemo({ seed: 'variety', count: 200, weekStart: week });
    expect(new Set(traces.map((one) => one.output)).size).toBe(200);
    expect(new Set(traces.map((one) => JSON.stringify(one.prompt))).size).toBe(200);
  });

  it('shows lists, bold text, tables and JSON in answers, and emoji before errors', () => {
    const demo = generateDemo({ seed: 'markdown', count: 400, weekStart: week });
    const outputs = demo.traces.map((one) => one.output);
    for (const mark of [/^- /m, /^1\. /m, /\*\*/, /^\| --- /m, /^```json$/m, /\[.+\]\(https:/]) {
      expect(outputs.filter((one) => mark.test(one)).length, String(mark)).toBeGreaterThan(5);
    }
    let shifted = 0;
    each(demo, (trace, truth) => {
      const start = truth.spans[0]?.output.start;
      if (start !== undefined && trace.output.slice(0, start) !== sliceCodePoints(trace.output, 0, start))
        shifted += 1;
    });
    expect(shifted).toBeGreaterThan(5);
  });
});

/** One pass over twenty thousand traces, in batches so that they never lie in memory together. */
class Census {
  problems: string[] = [];
  values = new Map<string, Set<unknown>>();
  ids = new Set<string>();
  cells = new Map<string, number>();
  tags = new Set<string>();

  count(cell: string): void {
    this.cells.set(cell, (this.cells.get(cell) ?? 0) + 1);
  }

  see(name: string, value: unknown): void {
    this.values.set(name, (this.values.get(name) ?? new Set()).add(value));
  }

  fail(trace: Trace, problem: string): void {
    if (this.problems.length < 20) this.problems.push(`${trace.id}: ${problem}`);
  }

  look(trace: Trace, truth: DemoTruth): void {
    if (!traceSchema.safeParse(trace).success) this.fail(trace, 'is not a trace');
    if (!demoTruth.safeParse(truth).success) this.fail(trace, 'has no valid truth');
    if (truth.traceId !== trace.id) this.fail(trace, 'has the truth of another');
    this.ids.add(trace.id);
    this.see('turns', trace.prompt.filter((one) => one.role === 'user').length);
    this.see('passages', trace.context.length);
    if (trace.occurredAt < week || trace.occurredAt >= weekEnd) this.fail(trace, 'lies outside the week');
    for (const name of [
      'intent',
      'riskClass',
      'model',
      'language',
      'channel',
      'region',
      'userFeedback',
    ] as const) {
      this.see(name, trace[name]);
    }
    this.lookAtContext(trace);
    this.lookAtErrors(trace, truth);
    this.lookAtSupport(trace, truth);
    this.tally(trace, truth);
  }

  private lookAtContext(trace: Trace): void {
    trace.context.forEach((one, at) => {
      if (one.rank !== at + 1) this.fail(trace, 'has gaps in its ranks');
      if ((one.score ?? 0) > (trace.context[at - 1]?.score ?? 1)) this.fail(trace, 'is not ranked by score');
    });
    if (new Set(trace.context.map((one) => one.sourceId)).size !== trace.context.length) {
      this.fail(trace, 'holds a passage twice');
    }
  }

  private lookAtErrors(trace: Trace, truth: DemoTruth): void {
    const given = truthToAnswers(truth, trace);
    for (const problem of checkAnswers(hallucinationAudit, given, trace)) this.fail(trace, problem);
    if (listMissing(hallucinationAudit, given).length > 0) this.fail(trace, 'leaves the form incomplete');
    if ((truth.hallucination === 'none') !== (truth.spans.length === 0))
      this.fail(trace, 'spans do not fit the class');
    if (truth.spans.length > 0 && truth.correctedOutput === trace.output)
      this.fail(trace, 'is not corrected');
    for (const { output, support } of truth.spans) {
      if (sliceCodePoints(trace.output, output.start, output.end) !== output.quote)
        this.fail(trace, 'misquotes its output');
      if (support.kind === 'not_in_context') continue;
      const against = trace.context.find((one) => one.rank === support.passage)?.text ?? '';
      const { start, end, quote } = support.range;
      if (sliceCodePoints(against, start, end) !== quote) this.fail(trace, 'misquotes its context');
      if (countCodePoints(quote) === 0) this.fail(trace, 'is contradicted by nothing');
    }
  }

  /** Every number of the right answer stands in the context or was said by the customer. */
  private lookAtSupport(trace: Trace, truth: DemoTruth): void {
    const evidence = [...trace.context, ...trace.prompt]
      .map((one) => `${'title' in one ? one.title : ''} ${one.text}`)
      .join(' ');
    const right = truth.correctedOutput ?? trace.output;
    for (const [figure] of right.matchAll(/\d+/g)) {
      if (!evidence.includes(figure)) this.fail(trace, `states ${figure} without support: ${right}`);
    }
  }

  private tally(trace: Trace, truth: DemoTruth): void {
    const cell = `${trace.model}|${trace.riskClass}`;
    this.count(cell);
    if (truth.hallucination === 'none') return;
    this.count(`${cell}|error`);
    this.count(`${cell}|${truth.hallucination}`);
    this.count('error');
    const kind = `${trace.riskClass}|${truth.hallucination === 'policy' ? 'policy' : 'rest'}`;
    this.count(kind);
    this.count(`${kind}|${truth.severity}`);
    if (truth.spans.length === 2) this.count('second');
    for (const { class: of, support } of truth.spans) this.tags.add(`${of} ${support.kind}`);
  }
}

describe('twenty thousand demo traces', () => {
  const census = new Census();
  const seen = (name: string): unknown[] => [...(census.values.get(name) ?? [])];
  const total = 20_000;

  beforeAll(() => {
    const batch = 1000;
    for (let at = 0; at < total / batch; at += 1) {
      each(generateDemo({ seed: `census-${at}`, count: batch, weekStart: week }), (trace, truth) =>
        census.look(trace, truth),
      );
    }
  }, 240_000);

  /** Clopper–Pearson at one in a million for each of about a hundred looks: never by chance, always by a wrong rate. */
  function expectRate(of: string, among: string, rate: number): void {
    const n = census.cells.get(among) ?? 0;
    expect(n, among).toBeGreaterThan(50);
    const { low, high } = clopperPearson(census.cells.get(of) ?? 0, n, 1e-6);
    expect(rate, of).toBeGreaterThanOrEqual(low);
    expect(rate, of).toBeLessThanOrEqual(high);
  }

  it('are valid, quote output and context exactly, and support every figure of the right answer', () => {
    expect(census.problems).toEqual([]);
  });

  it('have ids of their own', () => {
    expect(census.ids.size).toBe(total);
  });

  it('err as often as stated, for every model and risk class', () => {
    for (const model of demoModels) {
      for (const risk of riskClasses)
        expectRate(`${model}|${risk}|error`, `${model}|${risk}`, errorRate(model, risk));
    }
  });

  it('err in every class as often as stated, for every model and risk class', () => {
    for (const model of demoModels) {
      for (const risk of riskClasses) {
        for (const of of demoErrorClasses)
          expectRate(`${model}|${risk}|${of}`, `${model}|${risk}`, classRate(of, model, risk));
      }
    }
  });

  it('have the stated severities and second errors', () => {
    for (const risk of riskClasses) {
      for (const [kind, of] of [
        ['policy', 'policy'],
        ['rest', 'factual'],
      ] as const) {
        const shares = severitySharesOf(risk, of);
        for (const [severity, share] of Object.entries(shares)) {
          expectRate(`${risk}|${kind}|${severity}`, `${risk}|${kind}`, share);
        }
      }
    }
    expectRate('second', 'error', secondErrorRate);
  });

  it('show every intent, risk class, model and language, one to six turns and two to six passages', () => {
    expect(seen('intent').toSorted()).toEqual(demoIntents.toSorted());
    expect(seen('riskClass').toSorted()).toEqual(riskClasses.toSorted());
    expect(seen('model').toSorted()).toEqual(demoModels.toSorted());
    expect(seen('language').toSorted()).toEqual(demoLanguages.toSorted());
    expect(seen('turns').toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(seen('passages').toSorted()).toEqual([2, 3, 4, 5, 6]);
  });

  it('lack some values, as logs do', () => {
    for (const name of ['channel', 'region', 'userFeedback'])
      expect(census.values.get(name)).toContain(undefined);
  });

  it('hold errors that the context contradicts and errors that it does not mention, in every class that can have both', () => {
    expect([...census.tags].toSorted()).toEqual([
      'citation contradicts',
      'citation not_in_context',
      'factual contradicts',
      'factual not_in_context',
      'other not_in_context',
      'policy contradicts',
      'policy not_in_context',
      'procedural contradicts',
      'procedural not_in_context',
    ]);
  });
});
