/**
 * How much agreement on a question changed from one audit to another, with its interval (statistics.md G: units of either
 * audit resampled on their own). Must not know taxonomies.
 *
 * Invariant: beside a relabel only the items count that both audits asked, because a relabel's items are drawn by old class
 * and are harder than those of a sample.
 */
import type { Figure } from '../../../shared/contract/report-figure.ts';
import type { Audit } from '../../../shared/domain/audit.ts';
import type { ChoiceQuestion } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import { agreementSeed } from '../../../shared/report/agreement.ts';
import { gatherEvidence } from '../../../shared/report/evidence-base.ts';
import type { OverlapUnit } from '../../../shared/report/overlap.ts';
import { overlapUnits } from '../../../shared/report/overlap.ts';
import { figureOf } from '../../../shared/report/rates.ts';
import { agreementDrift } from '../../../shared/statistics/agreement-drift.ts';
import { DEFAULT_REPLICATES } from '../../../shared/statistics/agreement-bootstrap.ts';
import type { AgreementRequest } from '../../../shared/statistics/agreement.ts';
import { inFixedOrder, metricOf, tableOfRequest } from '../../../shared/statistics/agreement.ts';
import { randomStream } from '../../../shared/statistics/random-stream.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';
import { findManifest, gatherReportInput } from '../report-input.ts';

interface Labels {
  question: ChoiceQuestion;
  units: OverlapUnit[];
  seed: string;
}

/** α of the later audit minus that of the earlier; null where one of them cannot be read here. */
export function alphaDifferenceOf(
  context: Pick<BackendContext, 'store' | 'clock'>,
  earlier: Audit,
  later: Audit,
  question: string,
): Figure | null {
  const [before, after] = [labelsOf(context, earlier, question), labelsOf(context, later, question)];
  if (before === null || after === null) return null;
  const isPaired = later.plan.bridge?.auditId === earlier.id;
  const traces = new Set<string>(isPaired ? after.units.map((of) => of.record.item.traceId) : []);
  const alpha = later.plan.alpha;
  const kept = isPaired ? before.units.filter((of) => traces.has(of.record.item.traceId)) : before.units;
  const [baseline, current] = [
    requestOf(before.question, kept, before.seed),
    requestOf(after.question, after.units, after.seed),
  ];
  const found = agreementDrift(
    inFixedOrder(tableOfRequest(baseline)),
    inFixedOrder(tableOfRequest(current)),
    metricOf(current),
    { replicates: DEFAULT_REPLICATES, random: randomStream(`${before.seed} ${after.seed}`), alpha },
  );
  const figure = figureOf(found);
  return isPaired ? { ...figure, notes: [...figure.notes, PAIRED] } : figure;
}

const PAIRED = 'of the earlier audit only the items count that were judged anew';

function labelsOf(
  { store, clock }: Pick<BackendContext, 'store' | 'clock'>,
  audit: Audit,
  id: string,
): Labels | null {
  const manifest = findManifest(store, audit);
  if (manifest === null) return null;
  const input = gatherReportInput(store, audit, manifest, isoNow(clock));
  const question = input.scorecard.questions.filter(isChoice).find((of) => of.id === id);
  if (question === undefined) return null;
  const units = overlapUnits(gatherEvidence(input), question);
  return { question, units, seed: agreementSeed(audit, id) };
}

function requestOf(
  { options, type }: ChoiceQuestion,
  units: readonly OverlapUnit[],
  seed: string,
): AgreementRequest {
  return {
    categories: options.map((of) => of.id),
    scale: type,
    units: units.map((of) => ({ labels: of.labels.map(({ option }) => option) })),
    seed,
  };
}
