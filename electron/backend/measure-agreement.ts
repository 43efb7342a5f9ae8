/**
 * The device's own measurement of agreement when an audit closes with its overlap complete: the hub recomputes it from
 * the review ids that it names.
 */
import { digestOf } from '../../shared/domain/canonical.ts';
import type { EventBody } from '../../shared/domain/events.ts';
import { isChoice } from '../../shared/domain/scorecard.ts';
import { agreementOf, agreementSeed } from '../../shared/report/agreement.ts';
import type { ReportInput } from '../../shared/report/evidence-base.ts';
import { gatherEvidence } from '../../shared/report/evidence-base.ts';
import { DEFAULT_REPLICATES } from '../../shared/statistics/agreement-bootstrap.ts';

/**
 * One `agreement.measured` body per choice question (Krippendorff's α with its bootstrap interval); none while
 * somebody has still to answer an overlap item, or when nobody shares one.
 */
export function measureAgreement(input: ReportInput): EventBody<'agreement.measured@1'>[] {
  const evidence = gatherEvidence(input);
  const overlap = evidence.records.filter((one) => one.item.isOverlap && one.order.length > 1);
  if (overlap.length === 0 || overlap.some((one) => !one.isFinished)) return [];
  const reviewIds = overlap.flatMap((one) => one.firsts.map((review) => review.id)).toSorted();
  return input.scorecard.questions.filter(isChoice).map((question) => {
    const seed = agreementSeed(input.audit, question.id);
    const { alpha, itemCount, raterCount } = agreementOf(evidence, question, seed, {
      strata: input.manifest.strata,
      alpha: input.audit.plan.alpha,
    });
    const { estimate, low, high, reason } = alpha;
    return {
      auditId: input.audit.id,
      questionId: question.id,
      statistic: 'krippendorff_alpha',
      value: { estimate, low, high, ...(reason === null ? {} : { reason }) },
      itemCount,
      raterCount,
      reviewIds,
      reviewsDigest: digestOf(reviewIds),
      seed,
      replicates: DEFAULT_REPLICATES,
    };
  });
}
