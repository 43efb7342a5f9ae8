/**
 * What devices measured of an audit's agreement, each with what the hub says to it.
 *
 * The hub measures nothing into a ledger of its own: it would only confirm itself. It computes every snapshot anew from
 * the reviews that the snapshot names, whenever it is asked and something has changed.
 */
import type { AgreementCheck } from '../../shared/contract/hub-work.ts';
import type { Audit } from '../../shared/domain/audit.ts';
import { findScorecard } from '../../shared/domain/catalogue.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import type { AgreementOutcome } from '../../shared/report/check-agreement.ts';
import type { HubReports } from '../report/reports.ts';
import { catalogueOf } from '../store/deliberation.ts';
import type { Measured } from '../store/measured.ts';
import { listMeasured } from '../store/measured.ts';
import type { ReadableHub } from '../store/write.ts';

/** Checks of every measurement of the audit, oldest first. */
export async function listChecks(
  hub: ReadableHub,
  audit: Audit,
  reports: HubReports,
): Promise<AgreementCheck[]> {
  const measured = await listMeasured(hub, audit.id);
  if (measured.length === 0) return [];
  const isComputable =
    audit.manifestDigest !== null && findScorecard(audit.plan.scorecard, await catalogueOf(hub)) !== null;
  const outcomes = isComputable ? await reports.check(audit, measured) : measured.map(toWaiting);
  return measured.map((one, at) => toCheck(one, outcomes[at] ?? toWaiting(one)));
}

function toCheck({ eventId, personId, measuredAt, body }: Measured, of: AgreementOutcome): AgreementCheck {
  return {
    eventId,
    personId: personId as PersonId,
    question: body.questionId,
    statistic: body.statistic,
    measuredAt,
    ...of,
  };
}

function toWaiting({ body }: Measured): AgreementOutcome {
  const sentence = 'The hub has not got what the audit was drawn with, or does not know its scorecard yet.';
  return { outcome: 'waiting', device: body.value.estimate, hub: null, sentence };
}
