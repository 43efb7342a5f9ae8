// Rulings, reviews said anew, late reviews, second looks and imports at once: a file proves itself from what it carries.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeReportInput, registeredPlan } from '../../tests/support/made-report.ts';
import { uuidFromText } from '../domain/canonical.ts';
import type { ReviewId } from '../domain/ids.ts';
import type { Review } from '../domain/review.ts';
import { isChoice } from '../domain/scorecard.ts';
import { composeReport } from './compose.ts';
import { buildReportDocument, inputOf } from './document.ts';
import type { ReportInput } from './evidence-base.ts';
import { verifyReportDocument } from './verify.ts';

const plain = makeReportInput({ secondLooks: 6, plan: registeredPlan });
const questions = plain.scorecard.questions.filter(isChoice);

interface Act {
  kind: 'rule' | 'again' | 'lateAgain' | 'late' | 'import';
  at: number;
  option: number;
  question: number;
}

const act = fc.record<Act>({
  kind: fc.constantFrom('rule', 'again', 'again', 'lateAgain', 'late', 'import'),
  at: fc.nat(10_000),
  option: fc.nat(8),
  question: fc.nat(8),
});

function apply(input: ReportInput, { kind, at, option: o, question: q }: Act, n: number): ReportInput {
  const question = questions[q % questions.length]!;
  const option = question.options[o % question.options.length]!.id;
  if (kind === 'rule') {
    const { id: itemId } = input.manifest.items[at % input.manifest.items.length]!;
    const others = (input.rulings ?? []).filter((of) => of.itemId !== itemId || of.question !== question.id);
    return { ...input, rulings: [...others, { itemId, question: question.id, option }] };
  }
  const current = input.reviews.filter((of) => of.isCurrent);
  const review = current[at % current.length]!;
  if (kind === 'import') {
    const one = { importId: uuidFromText(`import ${n}`), name: 'Elsewhere', isSimulated: n % 2 === 0 };
    return { ...input, imports: [...(input.imports ?? []), { ...one, personIds: [review.personId] }] };
  }
  const replace = (by: Review): Review[] => input.reviews.map((of) => (of === review ? by : of));
  if (kind === 'late') return { ...input, reviews: replace({ ...review, isLate: true }) };
  const next: Review = {
    ...review,
    id: uuidFromText(`again ${n}`) as ReviewId,
    supersedes: review.id,
    isLate: kind === 'lateAgain' || review.isLate,
    answers: { ...review.answers, [question.id]: { type: 'choice', option } },
  };
  return { ...input, reviews: [...replace({ ...review, isCurrent: false }), next] };
}

it('an exported report with any of these verifies from itself alone, and gives the same figures again', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
      const input = acts.reduce(apply, plain);
      const report = composeReport(input);
      const document = buildReportDocument(input, report, {
        appVersion: '1.0.0',
        methodVersion: report.methodVersion,
        exportedAt: '2026-11-10T08:00:00.000Z',
        ledgerHeads: [],
        hidesNames: false,
      });
      expect(composeReport(inputOf(document))).toEqual(report);
      expect(verifyReportDocument(document).checks.filter((one) => !one.passed)).toEqual([]);
      expect(composeReport({ ...input, reviews: input.reviews.toReversed() })).toEqual(report);
    }),
    { numRuns: 12 },
  );
});
