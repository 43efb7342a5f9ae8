import { describe, expect, it } from 'vitest';
import { errorQuestion, makeEvidence } from '../../tests/support/made-evidence.ts';
import { composeReport } from '../../shared/report/compose.ts';
import { measureAgreement } from './measure-agreement.ts';

const items = Array.from({ length: 80 }, (_, i) => {
  const answer = i % 3 === 0 ? 'factual' : 'none';
  return {
    stratum: i % 2 ? 'a' : 'b',
    isOverlap: true,
    answers: { ada: answer, ben: i % 7 === 0 ? 'procedural' : answer },
    // A second look must not count as an independent first verdict.
    ...(i % 5 === 0 ? { second: { cleo: 'procedural' } } : {}),
  };
});
const strata = { a: { population: 900 }, b: { population: 100 } };

describe('the measurement of agreement that goes into the ledger', () => {
  it('has the α of the report to the last digit, limits too, whatever the error that the plan chose', () => {
    for (const alpha of [0.05, 0.2]) {
      const input = makeEvidence({ items, strata, plan: { alpha } });
      const [measured] = measureAgreement(input);
      const { agreement } = composeReport(input).questions[0]!;
      const { estimate, low, high } = agreement.alpha;
      expect(low).not.toBeNull();
      expect(measured).toMatchObject({
        questionId: errorQuestion.id,
        value: { estimate, low, high },
        itemCount: agreement.itemCount,
        raterCount: agreement.raterCount,
        replicates: 2000,
      });
      expect(agreement.alpha.method).toContain('2000 replicates');
    }
  });

  it('names the reviews that it rests on, first verdicts only', () => {
    const [measured] = measureAgreement(makeEvidence({ items, strata }));
    expect(measured?.reviewIds).toHaveLength(160);
    expect(measured?.reviewIds.every((id) => id.startsWith('first-'))).toBe(true);
  });
});
