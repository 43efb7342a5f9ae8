/**
 * Rates of earlier audits counted as a new version counts, from the labels that were given. Must not know whose report may
 * be read: that is asked before.
 */
import type { Figure } from '../../../shared/contract/report-figure.ts';
import type { Audit } from '../../../shared/domain/audit.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { ChoiceQuestion } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { ClassMapping } from '../../../shared/domain/taxonomy-change.ts';
import { mappingOfOptions } from '../../../shared/migration/composed-mapping.ts';
import { recountedOptions, recountedRate } from '../../../shared/migration/recount.ts';
import { keepsRate } from '../../../shared/taxonomy/mapping.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';
import { findManifest, gatherReportInput } from '../report-input.ts';

export interface Recount {
  auditId: AuditId;
  title: string;
  rate: Figure;
}

/** Earlier audits counted as the new version counts; none where one of their labels may mean several classes. */
export function recountsOf(
  { store, clock }: Pick<BackendContext, 'store' | 'clock'>,
  earlier: readonly { audit: Audit }[],
  { question, mapping }: { question: ChoiceQuestion; mapping: ClassMapping[] },
): Recount[] {
  return earlier.flatMap(({ audit }) => {
    const manifest = findManifest(store, audit);
    const input = manifest === null ? null : gatherReportInput(store, audit, manifest, isoNow(clock));
    const before = input?.scorecard.questions.filter(isChoice).find((of) => of.id === question.id);
    if (input === null || before === undefined) return [];
    const options = before.options.map((of) => of.id);
    const means = mappingOfOptions(
      mapping,
      options,
      question.options.map((of) => of.id),
    );
    const counted = recountedOptions(options, means, question.eventOptions);
    // What counts as it did has its rate already.
    if (counted === null || keepsRate(means, before.eventOptions, question.eventOptions)) return [];
    return [{ auditId: audit.id, title: audit.title, rate: recountedRate(input, before, counted) }];
  });
}

/** That of the last audit before the change, with what its report says; null where it was not counted anew. */
export function lastRecount(
  recounts: readonly Recount[],
  last: { audit: Audit } | undefined,
  before: Figure | null,
  { rateTitle }: ChoiceQuestion,
) {
  const recount = recounts.at(-1);
  if (recount === undefined || before === null || recount.auditId !== last?.audit.id) return null;
  return { ...recount, rateTitle, before };
}
