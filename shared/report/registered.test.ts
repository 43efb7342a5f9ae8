import { describe, expect, it } from 'vitest';
import type { MadeSample, SampleItem } from '../../tests/support/made-sample.ts';
import { answered, itemsWith, makeSample } from '../../tests/support/made-sample.ts';
import type { Claim, StopRule } from '../domain/registration.ts';
import { finiteEvidence } from '../statistics/finite-evidence.ts';
import {
  confidenceSequence,
  finiteConfidenceSequence,
  sequentialEvidence,
} from '../statistics/sequential.ts';
import { composeReport } from './compose.ts';
import { listLooks } from './stop-rule.ts';

const prior = { a: 0.5, b: 0.5 };
const limit = 0.05;

interface Case extends Partial<MadeSample> {
  stopRule?: StopRule;
  claims?: Claim[];
  limits?: { question: string; limit: number }[];
}

function reportOf({ stopRule = { kind: 'fixed' }, claims = [], limits, ...made }: Case) {
  const sample = { strata: { de: 20_000 }, items: itemsWith('de', 200, 4), ...made };
  return composeReport(
    makeSample({
      ...sample,
      plan: {
        thresholds: limits ?? [{ question: 'hallucination', limit }],
        registration: {
          primaryQuestion: 'hallucination',
          stopRule,
          hypotheses: claims.map((claim) => ({ statement: `on ${claim.question}`, claim })),
        },
        ...made.plan,
      },
    }),
  );
}
function registeredOf(of: Case) {
  const { registered } = reportOf(of);
  if (registered === null) throw new Error('nothing is registered');
  return registered;
}

/** The first `finished` items reviewed, the rest open. */
const begun = (n: number, finished: number, events: number): SampleItem[] =>
  itemsWith('de', n, events).map((of, i) => (i < finished ? of : { stratum: 'de', given: ['ada'] }));

describe('the stop rule', () => {
  it('at the planned end is reached when every item is finished', () => {
    expect(registeredOf({ items: begun(40, 30, 2), state: 'open' }).stop).toMatchObject({
      isReached: false,
      share: 0.75,
    });
    expect(registeredOf({ items: begun(40, 40, 2), state: 'open' }).stop).toMatchObject({
      isReached: true,
      share: 1,
    });
  });

  it('of a precision is reached when the confidence sequence of the completed prefix is as narrow', () => {
    const rule = (halfWidth: number): StopRule => ({ kind: 'precision', halfWidth });
    const { low, high } = confidenceSequence(4, 200, prior, 0.05);
    const half = (high - low) / 2;
    const reached = registeredOf({ stopRule: rule(half * 1.001), state: 'open' });
    expect(reached.stop.isReached).toBe(true);
    expect(reached.anytime).toMatchObject({ n: 200, events: 4, interval: { estimate: 0.02, low, high } });
    const missed = registeredOf({ stopRule: rule(half * 0.999), state: 'open' });
    expect(missed.stop.isReached).toBe(false);
    expect(missed.stop.share).toBeCloseTo(0.998, 3);
  });

  it('of a verdict is reached when an e-value reaches 20', () => {
    const at = (n: number, x: number) =>
      registeredOf({ stopRule: { kind: 'verdict' }, items: itemsWith('de', n, x), state: 'open' });
    const clean = at(160, 0);
    const { logEPass } = sequentialEvidence(0, 160, limit, prior);
    expect(clean.anytime?.evidence?.pass).toBeCloseTo(Math.exp(logEPass), 6);
    expect(clean.stop.isReached).toBe(logEPass >= Math.log(20));
    expect(clean.stop.isReached).toBe(true);
    expect(clean.stop.sentence).toContain('evidence for a pass');
    expect(at(60, 12).stop.sentence).toContain('evidence for a breach');
    expect(at(60, 3).stop.isReached).toBe(false);
  });

  it('takes the form for a small frame where more than a twentieth of it is drawn', () => {
    const { anytime } = registeredOf({
      strata: { de: 400 },
      stopRule: { kind: 'verdict' },
      items: itemsWith('de', 200, 4),
    });
    const limits = finiteConfidenceSequence(4, 200, 400, prior, 0.05);
    expect(anytime?.interval).toMatchObject({ low: limits.low, high: limits.high });
    expect(anytime?.interval.method).toContain('finite frame');
    const { logEPass } = finiteEvidence(4, 200, 400, limit, prior);
    expect(anytime?.evidence?.pass).toBeCloseTo(Math.exp(logEPass), 6);
  });

  it('gives nothing that is valid at any time where weights are unequal, and says why', () => {
    const { anytime, stop } = registeredOf({
      strata: { de: 20_000, en: 1000 },
      stopRule: { kind: 'verdict' },
      items: [...itemsWith('de', 100, 2), ...itemsWith('en', 100, 2)],
    });
    expect(anytime?.interval).toMatchObject({ estimate: null, reason: 'UNEQUAL_WEIGHTS' });
    expect(anytime?.evidence).toBeNull();
    expect(stop.isReached).toBe(false);
    expect(stop.sentence).toContain('nearly equal weights');
  });

  it('at registered looks spends no more than the error of a decision, and only on looks that are due', () => {
    for (const spending of ['obrienFleming', 'pocock'] as const) {
      const looks = listLooks({ kind: 'looks', count: 5, spending }, 200);
      expect(looks.map((of) => of.items)).toEqual([40, 80, 120, 160, 200]);
      expect(looks.reduce((sum, of) => sum + of.error, 0)).toBeCloseTo(0.05, 12);
    }
    const rule: StopRule = { kind: 'looks', count: 4, spending: 'pocock' };
    const early = registeredOf({ stopRule: rule, items: begun(200, 70, 40), state: 'open' });
    expect(early.stop).toMatchObject({ isReached: true, share: 1 });
    expect(early.stop.sentence).toMatch(/^Look 1 of 4, after 50 items, decides .*: breach\.$/);
    const waiting = registeredOf({ stopRule: rule, items: begun(200, 49, 40), state: 'open' });
    expect(waiting.stop).toMatchObject({ isReached: false, share: 49 / 200 });
    expect(waiting.stop.sentence).toContain('the next is after 50 items');
  });

  it('that looks more than once has the last word over bounds that do not know of it', () => {
    // At the end 3 of 180 pass at 5 %, but the fourth look may spend about a fifth of that.
    const of = (stopRule: StopRule) =>
      reportOf({
        items: itemsWith('de', 180, 3),
        stopRule,
        limits: [{ question: 'hallucination', limit: 0.0435 }],
      });
    const looked = of({ kind: 'looks', count: 4, spending: 'pocock' });
    const [{ threshold }] = looked.questions as [(typeof looked.questions)[number]];
    expect(threshold?.verdict).toBe('PASS');
    expect(threshold?.sentence).toContain('By the registered stop rule');
    expect(looked.nextStep).toMatchObject({
      step: 'review more',
      sentence: 'The registered stop rule left the limit undecided.',
    });
    const fixed = of({ kind: 'fixed' });
    expect(fixed.questions[0]?.threshold?.sentence).not.toContain('By the registered stop rule');
    expect(fixed.nextStep.step).toBe('none');
  });

  it('decides nothing before it is reached: verdict, claims and next step say so', () => {
    const claim: Claim = {
      kind: 'rate',
      question: 'hallucination',
      part: null,
      direction: 'above',
      limit: 0.05,
    };
    const early = reportOf({ items: begun(200, 100, 40), state: 'open', claims: [claim] });
    expect(early.questions[0]?.threshold?.sentence).toMatch(/^Not a decision yet: /);
    expect(early.registered?.hypotheses[0]).toMatchObject({ outcome: 'undecided' });
    expect(early.registered?.hypotheses[0]?.sentence).toContain('not a decision yet');
    expect(early.nextStep.step).toBe('review more');
    const reached = reportOf({
      items: begun(200, 100, 40),
      state: 'open',
      claims: [claim],
      stopRule: { kind: 'verdict' },
    });
    expect(reached.registered?.stop.isReached).toBe(true);
    expect(reached.questions[0]?.threshold?.sentence).toMatch(/^With 95 % confidence/);
    expect(reached.registered?.hypotheses[0]?.outcome).toBe('supported');
  });
});

describe('a registered claim', () => {
  const rate = (
    direction: 'below' | 'above',
    at: number,
    part: { dimension: 'language'; value: string } | null = null,
  ): Claim => ({
    kind: 'rate',
    question: 'hallucination',
    part,
    direction,
    limit: at,
  });

  it('about a rate is supported when its one-sided bound excludes the limit, contradicted when the other one does', () => {
    const items = itemsWith('de', 300, 15);
    const outcomes = (claim: Claim) => registeredOf({ items, claims: [claim] }).hypotheses[0]!;
    expect(outcomes(rate('below', 0.1))).toMatchObject({ outcome: 'supported' });
    expect(outcomes(rate('above', 0.1))).toMatchObject({ outcome: 'contradicted' });
    expect(outcomes(rate('below', 0.055)).outcome).toBe('undecided');
    expect(outcomes(rate('below', 0.02)).outcome).toBe('contradicted');
    expect(outcomes(rate('below', 0.1)).claim).toBe('The hallucination rate is below 10.0 %.');
  });

  it('about a rate has the error as p at which its bound touches the limit', () => {
    const items = itemsWith('de', 300, 15);
    const { threshold } = reportOf({ items }).questions[0]!;
    // At the one-sided 95 % bound itself the error is 5 %.
    const at = (limitAt: number, direction: 'below' | 'above') =>
      registeredOf({ items, claims: [rate(direction, limitAt)] }).hypotheses[0]!.p;
    expect(at(threshold!.upper!, 'below')).toBeCloseTo(0.05, 6);
    expect(at(threshold!.lower!, 'above')).toBeCloseTo(0.05, 6);
    expect(at(0.001, 'below')).toBe(0.5);
  });

  it('about a part or a difference is held against that part', () => {
    const made = {
      strata: { de: 10_000, en: 10_000 },
      items: [...itemsWith('de', 150, 30), ...itemsWith('en', 150, 3)],
    };
    const claims: Claim[] = [
      rate('below', 0.1, { dimension: 'language', value: 'en' }),
      {
        kind: 'difference',
        question: 'hallucination',
        dimension: 'language',
        a: 'de',
        b: 'en',
        direction: 'higher',
      },
      {
        kind: 'difference',
        question: 'hallucination',
        dimension: 'language',
        a: 'de',
        b: 'en',
        direction: 'lower',
      },
      {
        kind: 'difference',
        question: 'hallucination',
        dimension: 'language',
        a: 'de',
        b: 'en',
        direction: 'different',
      },
      {
        kind: 'difference',
        question: 'hallucination',
        dimension: 'language',
        a: 'de',
        b: 'fr',
        direction: 'higher',
      },
      { kind: 'agreement', question: 'hallucination', atLeast: 0.667 },
    ];
    const { hypotheses } = registeredOf({ ...made, claims });
    expect(hypotheses.map((of) => of.outcome)).toEqual([
      'supported',
      'supported',
      'contradicted',
      'supported',
      'not measurable',
      'not measurable',
    ]);
    expect(hypotheses[0]?.observed.estimate).toBeCloseTo(0.02, 12);
    expect(hypotheses[1]?.observed.estimate).toBeCloseTo(0.18, 12);
    expect(hypotheses[1]?.p).toBeCloseTo(hypotheses[3]!.p! / 2, 12);
    // Four p-values in one family: the smallest is multiplied by at most four.
    expect(hypotheses[1]?.q).toBeLessThanOrEqual(4 * hypotheses[1]!.p! + 1e-15);
    expect(hypotheses[5]?.observed.reason).toBe('NO_OVERLAP');
  });

  it('about agreement is held against the interval of α', () => {
    const items = itemsWith('de', 80, 40, (i) => ({
      isOverlap: true,
      answers: {
        ada: answered(i < 40 ? 'factual' : 'none'),
        ben: answered(i < 39 ? 'factual' : 'none'),
      },
    }));
    const at = (atLeast: number) =>
      registeredOf({ items, claims: [{ kind: 'agreement', question: 'hallucination', atLeast }] })
        .hypotheses[0]!;
    expect(at(0.5).outcome).toBe('supported');
    expect(at(0.999).outcome).toBe('undecided');
    expect(at(0.5).p).toBeNull();
  });
});

describe('what was done otherwise than registered', () => {
  it('names nothing where everything was done as registered', () => {
    expect(registeredOf({}).deviations).toEqual([]);
  });

  it('names a close before the stop rule, and before the planned end', () => {
    const { deviations } = registeredOf({ items: begun(60, 50, 3), stopRule: { kind: 'verdict' } });
    expect(deviations[0]).toMatch(/^The audit was closed before its stop rule was reached\./);
    expect(deviations[1]).toContain('10 of 60 items open');
    expect(registeredOf({ items: begun(60, 50, 3) }).deviations).toHaveLength(1);
  });

  it('does not call it a deviation that a rule reached early leaves items open', () => {
    expect(registeredOf({ items: begun(200, 160, 0), stopRule: { kind: 'verdict' } }).deviations).toEqual([]);
  });

  it('names limits that differ between plan and claims, and a primary question without one', () => {
    const claim: Claim = {
      kind: 'rate',
      question: 'hallucination',
      part: null,
      direction: 'below',
      limit: 0.1,
    };
    expect(registeredOf({ claims: [claim] }).deviations).toEqual([
      '“on hallucination” is registered at 10.0 %, the plan’s limit of the same question is 5.0 %.',
    ]);
    expect(registeredOf({ limits: [{ question: 'policy', limit: 0.1 }] }).deviations).toEqual([
      'The plan sets limits, but none on the registered primary question.',
    ]);
  });

  it('names what differs between the plan of the audit and the one that was drawn', () => {
    const drawnPlan = { thresholds: [{ question: 'hallucination', limit: 0.01 }], alpha: 0.1 };
    expect(registeredOf({ drawnPlan }).deviations).toEqual([
      'The plan of the audit differs from the one that was drawn, in: alpha, thresholds.',
    ]);
  });
});

describe('an audit that was closed with holes in its queue', () => {
  it('counts what is open between finished items like what was skipped, up to the last finished one', () => {
    const items = itemsWith('de', 200, 0).map((of, i) =>
      i === 1 || i >= 160 ? { stratum: 'de', given: ['ada'] } : of,
    );
    const at = (state: 'open' | 'closed') =>
      registeredOf({ items, state, stopRule: { kind: 'looks', count: 4, spending: 'pocock' } });
    expect(at('closed').anytime?.n).toBe(159);
    expect(at('closed').stop.isReached).toBe(true);
    expect(at('open').anytime?.n).toBe(1);
    expect(at('open').stop.isReached).toBe(false);
  });
});
