import { describe, expect, it } from 'vitest';
import { agreementDrift } from './agreement-drift.ts';
import { tabulate } from './label-table.ts';
import { randomStream } from './random-stream.ts';

const units = (count: number, ...labels: number[]) => Array.from({ length: count }, () => ({ labels }));
const drift = (before: ReturnType<typeof units>, after: ReturnType<typeof units>) => {
  const [baseline, current] = [tabulate(before, 2), tabulate(after, 2)];
  const options = { replicates: 500, random: randomStream('drift'), alpha: 0.05 };
  return agreementDrift(baseline, current, { scale: 'nominal' }, options);
};
const perfect = [...units(30, 0, 0), ...units(10, 1, 1)];

describe('a change of agreement', () => {
  it('between two audits in which nobody differed is not a difference of exactly 0', () => {
    const found = drift(perfect, perfect);
    if (found.estimate === null) throw new Error(found.reason);
    expect(found.estimate).toBe(0);
    // 40 items without a disagreement allow 1 − .025^(1/40) = 8.8 % of them, over .3797 expected by chance.
    expect(found.high).toBeCloseTo((1 - 0.025 ** (1 / 40)) / (1 - (60 * 59 + 20 * 19) / (80 * 79)), 9);
    expect(found.low).toBeCloseTo(-found.high!, 12);
  });

  it('holds the change itself between its limits, whichever side was perfect', () => {
    const differing = [...units(25, 0, 0), ...units(10, 1, 1), ...units(5, 0, 1)];
    const [risen, fallen] = [drift(differing, perfect), drift(perfect, differing)];
    for (const { estimate, low, high } of [risen, fallen] as {
      estimate: number;
      low: number;
      high: number;
    }[]) {
      expect(low).toBeLessThan(estimate);
      expect(high).toBeGreaterThan(estimate);
    }
    expect(risen.estimate).toBeCloseTo(-fallen.estimate!, 12);
  });

  it('has no limits where one audit has too few items for its own', () => {
    const short = [...units(15, 0, 0), ...units(5, 1, 1)];
    expect(drift(short, perfect)).toMatchObject({ low: null, high: null, notes: ['TOO_SMALL_FOR_INTERVAL'] });
  });
});
