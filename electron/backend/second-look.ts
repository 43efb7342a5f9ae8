/**
 * Begins the second look of an audit: draws first verdicts by the plan's shares and gives each to another of its
 * reviewers.
 *
 * Invariant: it begins once, after the last first review, in one transaction with one event; so what was drawn does not
 * hang on who had finished first.
 */
import type { Audit, Manifest, SecondLook, SecondLookPlan } from '../../shared/domain/audit.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { ChoiceQuestion } from '../../shared/domain/scorecard.ts';
import { isChoice } from '../../shared/domain/scorecard.ts';
import { primaryQuestionOf } from '../../shared/report/primary-question.ts';
import type { ReportInput } from '../../shared/report/evidence-base.ts';
import { gatherEvidence } from '../../shared/report/evidence-base.ts';
import { countOutstanding, listFirstVerdicts } from '../../shared/report/first-verdicts.ts';
import type { SecondLookDeal } from '../../shared/sampling/second-look.ts';
import { dealSecondLooks } from '../../shared/sampling/second-look.ts';
import { listSecondLooks } from '../../db/queries/second-looks.ts';
import type { ReadableStore } from '../../db/connection.ts';
import { inTransaction } from '../../db/connection.ts';
import { isoNow } from './clock.ts';
import type { BackendContext } from './context.ts';
import { WorkbenchError } from './errors.ts';
import { getAudit } from './handlers/on-item.ts';
import { findManifest, gatherReportInput } from './report-input.ts';
import { appendOwn, getSelf } from './self.ts';

export interface BegunSecondLook {
  clean: number;
  flagged: number;
  /** First verdicts that nobody else could judge. */
  leftOut: number;
}

/** Draws, deals and appends. Throws FORBIDDEN and CONFLICT, each with the way out; nothing is stored then. */
export function beginSecondLook(
  context: Pick<BackendContext, 'store' | 'clock' | 'ids'>,
  auditId: AuditId,
): BegunSecondLook {
  const { store, clock } = context;
  return inTransaction(store, () => {
    const audit = getAudit(store, auditId);
    requireOwnLead(store, audit);
    const plan = requireTime(store, audit);
    const input = gatherReportInput(store, audit, requireManifest(store, audit), isoNow(clock));
    const question = getPrimary(input);
    const { looks, clean, flagged, leftOut } = deal(input, question, plan);
    appendOwn(
      context,
      'audit.secondLookAssigned@1',
      { auditId, questionId: question.id },
      { auditId, question: question.id, secondLooks: looks as SecondLook[] },
    );
    return { clean, flagged, leftOut };
  });
}

/** The hub takes it from these two alone. */
function requireOwnLead(store: ReadableStore, audit: Audit): void {
  const { person } = getSelf(store);
  const isLeading = person.role === 'lead' || person.role === 'admin';
  if (isLeading && (audit.leadId === person.id || person.role === 'admin')) return;
  throw new WorkbenchError('FORBIDDEN', {
    what: 'Only the lead of an audit begins its second look.',
    remedy: 'Ask the lead of this audit to begin it on the Report screen.',
  });
}

function requireTime(store: ReadableStore, audit: Audit): SecondLookPlan {
  const { secondLook } = audit.plan;
  if (audit.state === 'planned' || audit.state === 'drawn') {
    throw conflict(
      'This audit has not been given out to reviewers.',
      'Draw it on the Plan screen; the second look follows the last first review.',
    );
  }
  if (secondLook === undefined) {
    throw conflict(
      'This audit was planned without a second look, and its plan is frozen.',
      'Plan one, with its shares, in the next audit.',
    );
  }
  if (listSecondLooks(store, audit.id).length > 0) {
    throw conflict(
      'The second look of this audit has already begun.',
      'Its items are in the queues of its reviewers; wait for them, or close the audit as it is.',
    );
  }
  if (audit.state === 'closed') {
    throw conflict(
      'This audit is closed.',
      'Plan a second look in the next audit, and begin it before the close.',
    );
  }
  return secondLook;
}

function requireManifest(store: ReadableStore, audit: Audit): Manifest {
  const found = findManifest(store, audit);
  if (found !== null) return found;
  throw conflict(
    'The manifest of this audit is not on this computer.',
    'Sync with the hub, or begin the second look on the computer that drew the audit.',
  );
}

function getPrimary(input: ReportInput): ChoiceQuestion {
  const id = primaryQuestionOf(input);
  const question = input.scorecard.questions.filter(isChoice).find((one) => one.id === id);
  if (question === undefined) throw new RangeError(`the scorecard has no question ${id} with a rate`);
  return question;
}

/** The deal, once every first review is in and somebody else can judge. */
function deal(input: ReportInput, question: ChoiceQuestion, plan: SecondLookPlan): SecondLookDeal {
  const base = gatherEvidence(input);
  const missing = countOutstanding(base, input);
  if (missing > 0) {
    throw conflict(
      missing === 1 ? '1 first review is missing.' : `${missing} first reviews are missing.`,
      'A second look is drawn from all first verdicts: wait for them, or ask their reviewers to skip what they cannot judge; then sync.',
    );
  }
  const verdicts = listFirstVerdicts(base, question, input);
  if (verdicts.length === 0) {
    throw conflict(
      'There is no first verdict to look at again: every item was skipped.',
      'Close the audit as it is.',
    );
  }
  // Also those who reviewed an item before it was given to somebody else have seen it.
  const reviewsByItem = Map.groupBy(input.reviews, (of) => of.itemId);
  const dealt = dealSecondLooks({
    seed: input.manifest.plan.seed,
    items: verdicts.map(({ record, verdict }) => ({
      itemId: record.item.id,
      traceId: record.item.traceId,
      verdict,
      judgeIds: [...record.order, ...(reviewsByItem.get(record.item.id) ?? []).map((of) => of.personId)],
    })),
    reviewerIds: input.assignments.flatMap((one) => one.personIds),
    ...plan,
  });
  if (dealt.looks.length > 0) return dealt;
  if (dealt.leftOut === 0) {
    throw conflict(
      'Every first verdict is flagged, and the plan sends only clean ones round again.',
      'Close the audit; plan a share of flagged verdicts in the next one.',
    );
  }
  throw conflict(
    'Nobody else could judge: every reviewer of this audit has had the items that would go round again.',
    'Give the next audit to one reviewer more than judge each item.',
  );
}

function conflict(what: string, remedy: string): WorkbenchError {
  return new WorkbenchError('CONFLICT', { what, remedy });
}
