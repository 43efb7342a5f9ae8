/**
 * Composes the report of an audit from what was drawn and what people said. The workbench and the hub call this same
 * function, so that two sides with the same reviews show the same figures to the last digit.
 *
 * Must not know where its input comes from, nor the clock: `computedAt` is given. Invariant: the result does not depend
 * on the order of reviews, skips or assignments.
 */
import type { z } from 'zod';
import type { Report, questionReport } from '../contract/report.ts';
import { METHOD_VERSION } from '../contract/report.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import { skipBoundsFromCounts } from '../statistics/skip-bounds.ts';
import type { Verdict } from '../statistics/threshold.ts';
import { agreementOf, agreementSeed } from './agreement.ts';
import { breakDown } from './breakdowns.ts';
import { bridgedOf } from './bridged.ts';
import { coverageOf } from './coverage.ts';
import type { EvidenceBase, ReportInput } from './evidence-base.ts';
import { gatherEvidence } from './evidence-base.ts';
import type { QuestionCounts } from './hypothetical.ts';
import type { JudgeEvidence } from './judge-tallies.ts';
import { listJudges } from './judge-tallies.ts';
import { judgeReportsOf } from './judges.ts';
import type { ReportMemo } from './memo.ts';
import { missControlOf } from './miss-control.ts';
import { nextStepOf } from './next-step.ts';
import { primaryQuestionOf } from './primary-question.ts';
import { countQuestion } from './question-counts.ts';
import type { RateSettings } from './rates.ts';
import { rateOf } from './rates.ts';
import { decisionOf, notYetOf, progressOf, registeredOf } from './registered.ts';
import type { ReportBasis } from './tallies.ts';
import { countAll, optionPlaces, prepareBasis, tallyEvents } from './tallies.ts';
import { boundsOf, verdictOf } from './verdict.ts';
import { weeksOf } from './weeks.ts';

export type QuestionReport = z.infer<typeof questionReport>;

/** What the figures of all questions share besides the basis. */
interface Workings {
  basis: ReportBasis;
  settings: RateSettings;
  judges: JudgeEvidence[];
  memo: ReportMemo | undefined;
  /** Why the figures are not a decision yet; null once they are. */
  notYet: string | null;
  /** What the registered stop rule decides about the primary limit. */
  decision: Verdict | null;
}

function reportQuestion(workings: Workings, question: ChoiceQuestion): QuestionReport {
  const { basis, settings, judges } = workings;
  const { input, base } = basis;
  const places = optionPlaces(basis, question);
  const all = countAll(basis, question, places);
  const counts = countQuestion(basis, question);
  const isPrimary = question.id === primaryQuestionOf(input);
  const overall = rateOf(counts.asStands, settings);
  const worstCase = skipBoundsFromCounts(counts.asStands);
  return {
    question: question.id,
    title: question.title,
    rateTitle: question.rateTitle,
    isPrimary,
    overall,
    options: question.options.map(({ id, title }, at) => ({
      option: id,
      title,
      rate: rateOf(
        tallyEvents(
          basis,
          all,
          question.options.map((_, other) => other === at),
        ),
        settings,
      ),
    })),
    breakdowns: basis.index.dimensions.map((groups) => breakDown(basis, question, places, groups, settings)),
    weeks: weeksOf(basis, question, places, settings),
    agreement: agreementOf(base, question, agreementSeed(input.audit, question.id), {
      strata: input.manifest.strata,
      alpha: settings.alpha,
      memo: workings.memo,
    }),
    threshold: thresholdOf(basis, question, counts, workings.notYet, isPrimary ? workings.decision : null),
    contested: {
      count: counts.contested,
      ...boundsOf(counts, settings),
      ...(counts.ruled === 0 ? {} : { ruled: counts.ruled }),
    },
    skipBounds: { lowest: worstCase.low, highest: worstCase.high },
    judges: judgeReportsOf({ basis, judges, question, isPrimary, settings, human: overall.figure }),
    missControl: missControlOf(basis, question, isPrimary, settings.alpha),
  };
}

function thresholdOf(
  basis: ReportBasis,
  question: ChoiceQuestion,
  counts: QuestionCounts,
  notYet: string | null,
  registered: Verdict | null,
): QuestionReport['threshold'] {
  const { plan } = basis.input.audit;
  const limit = plan.thresholds.find((one) => one.question === question.id)?.limit;
  if (limit === undefined) return null;
  const { strata } = basis;
  return verdictOf(counts, { question, limit, ciMethod: plan.ciMethod, strata, notYet, registered });
}

function listReviewers(input: ReportInput, base: EvidenceBase): Report['reviewers'] {
  const reviewed = countPeople(base.counted);
  const skipped = countPeople(input.skips);
  const people = new Set<string>(input.assignments.flatMap((of) => of.personIds));
  for (const id of reviewed.keys()) people.add(id);
  return [...people].toSorted().map((id) => ({
    personId: id as Report['reviewers'][number]['personId'],
    name: input.names.get(id) ?? null,
    reviewed: reviewed.get(id) ?? 0,
    skipped: skipped.get(id) ?? 0,
  }));
}

/** How much of what counts came from elsewhere; nothing where nothing did. */
function originOf({ imports = [] }: ReportInput, { counted }: EvidenceBase): Pick<Report, 'origin'> {
  if (imports.length === 0) return {};
  const people = new Set(imports.flatMap((of) => of.personIds));
  const madeUp = new Set(imports.flatMap((of) => (of.isSimulated ? of.personIds : [])));
  const imported = counted.filter((of) => people.has(of.personId)).length;
  const simulated = counted.filter((of) => madeUp.has(of.personId)).length;
  return imported === 0 ? {} : { origin: { reviews: counted.length, imported, simulated } };
}

function countPeople(rows: readonly { readonly personId: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { personId } of rows) counts.set(personId, (counts.get(personId) ?? 0) + 1);
  return counts;
}

/**
 * The report of an audit that has been drawn.
 * @param memo keeps what is slow between two calls; the report is the same without it
 *
 * Throws a RangeError when the audit has no manifest digest, and for an item whose stratum the manifest does not have.
 */
export function composeReport(input: ReportInput, memo?: ReportMemo): Report {
  const { audit, scorecard } = input;
  if (audit.manifestDigest === null) throw new RangeError(`audit ${audit.id} has not been drawn`);
  const base = gatherEvidence(input, memo);
  const basis = prepareBasis(input, base, memo);
  const { ciMethod, alpha } = audit.plan;
  const settings = { ciMethod, alpha };
  const progress = progressOf(basis);
  const notYet = notYetOf(basis, progress);
  const decision = decisionOf(basis, progress);
  const workings = { basis, settings, judges: listJudges(basis), memo, notYet, decision };
  const questions = scorecard.questions
    .filter(isChoice)
    .map((question) => reportQuestion(workings, question));
  const bridge = bridgedOf(basis, alpha);
  return {
    auditId: audit.id,
    title: audit.title,
    state: audit.state,
    isDemo: audit.isDemo,
    methodVersion: METHOD_VERSION,
    primaryQuestion: primaryQuestionOf(input),
    manifestDigest: audit.manifestDigest,
    reviewsDigest: base.reviewsDigest,
    reviewIds: [...base.reviewIds],
    alpha: audit.plan.alpha,
    ...originOf(input, base),
    ...(bridge === null ? {} : { bridge }),
    coverage: coverageOf(input, base),
    questions,
    registered: registeredOf(basis, progress, settings, questions),
    nextStep: nextStepOf(basis, questions, notYet, decision),
    reviewers: listReviewers(input, base),
    isInterim: audit.state !== 'closed',
    computedAt: input.computedAt,
  };
}
