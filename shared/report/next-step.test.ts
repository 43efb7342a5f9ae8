import { describe, expect, it } from 'vitest';
import { answered, itemsWith, makeSample } from '../../tests/support/made-sample.ts';
import type { MadeSample, SampleItem } from '../../tests/support/made-sample.ts';
import { composeReport } from './compose.ts';
import { isNewer } from './version-order.ts';

const stepOf = (items: SampleItem[], over: Partial<MadeSample> = {}) =>
  composeReport(
    makeSample({
      strata: { de: 20_000 },
      items,
      ...over,
      plan: { thresholds: [{ question: 'hallucination', limit: 0.05 }], ...over.plan },
    }),
  ).nextStep;

/** A sample in breach: one error for each cause given, `clean` items without. */
const caused = (causes: (string | null)[], clean: number, severity = 'minor'): SampleItem[] => [
  ...causes.map((cause) => ({
    stratum: 'de',
    answers: { ada: answered('factual', { severity, ...(cause === null ? {} : { cause }) }) },
  })),
  ...itemsWith('de', clean, 0),
];
const repeat = (cause: string, n: number): string[] => Array.from({ length: n }, () => cause);

describe('the recommended next step', () => {
  it('on a breach is the cheapest remedy that explains a third of the named causes, with its counts', () => {
    const retrieval = stepOf(
      caused(
        [
          ...repeat('retrieval_missed', 5),
          ...repeat('passage_wrong', 2),
          ...repeat('model_ignored', 2),
          'unclear',
        ],
        30,
      ),
    );
    expect(retrieval.step).toBe('retrieval');
    expect(retrieval.sentence).toContain(
      '7 of 9 found errors with a named cause had the right passage missing or stale',
    );
    expect(retrieval.causes[0]).toEqual({ cause: 'Retrieval missed it', count: 5 });
    const third = [...repeat('prompt_or_policy', 3), ...repeat('model_ignored', 6)];
    expect(stepOf(caused(third, 30)).step).toBe('prompt');
    const less = [...repeat('prompt_or_policy', 2), ...repeat('model_ignored', 8)];
    expect(stepOf(caused(less, 30)).step).toBe('model');
  });

  it('on a breach without a named cause is to name the causes', () => {
    const { step, sentence } = stepOf(caused([null, null, null, null, null, 'unclear', null, null], 20));
    expect(step).toBe('review more');
    expect(sentence).toContain('None of the 8 found errors has a named cause');
  });

  it('is a roll back when a quarter of the found errors, and at least two, are critical', () => {
    const minor = caused(repeat('model_ignored', 6), 20);
    const critical = (n: number) => caused(repeat('model_ignored', n), 0, 'critical');
    expect(stepOf([...critical(2), ...minor])).toMatchObject({ step: 'roll back' });
    expect(stepOf([...critical(2), ...minor]).sentence).toContain('2 of 8 found errors are critical');
    expect(stepOf([...critical(1), ...minor]).step).toBe('model');
  });

  it('is a roll back when the newest model is significantly worse than the others', () => {
    const of = (model: string, week: string, n: number, events: number) =>
      itemsWith('de', n, events, () => ({ facets: { model, week } }));
    const worse = stepOf([...of('swift', '2026-W44', 80, 2), ...of('robin', '2026-W46', 60, 20)]);
    expect(worse.step).toBe('roll back');
    expect(worse.sentence).toContain('20 of 60 items of model robin, the newest');
    // The older one being worse is no reason to go back to it.
    const better = stepOf([...of('swift', '2026-W44', 60, 20), ...of('robin', '2026-W46', 80, 2)]);
    expect(better.step).not.toBe('roll back');
  });

  it('is none on a pass, and to review more, with the number, while it is open', () => {
    expect(stepOf(itemsWith('de', 200, 2)).step).toBe('none');
    const open = stepOf(itemsWith('de', 100, 3));
    expect(open.step).toBe('review more');
    expect(open.sentence).toMatch(/\d+ more items? would decide it if the rate stays as it is/);
    expect(stepOf(itemsWith('de', 10, 0)).sentence).toContain('Too few items are reviewed');
  });
});

describe('which version is newer', () => {
  const none = new Map<string, string>();
  it('is told by the week in which it was first seen, else by the numbers of names that are alike', () => {
    expect(
      isNewer(
        'a',
        'b',
        new Map([
          ['a', '2026-W46'],
          ['b', '2026-W45'],
        ]),
      ),
    ).toBe(true);
    expect(isNewer('v10', 'v9', none)).toBe(true);
    expect(isNewer('v9', 'v10', none)).toBe(false);
    expect(isNewer('model-2.1', 'model-2.0', none)).toBe(true);
  });
  it('is not guessed where names differ in more than numbers', () => {
    expect(isNewer('swift', 'robin', none)).toBe(false);
    expect(isNewer('robin', 'swift', none)).toBe(false);
    expect(isNewer('v2', 'v2', none)).toBe(false);
  });
});
