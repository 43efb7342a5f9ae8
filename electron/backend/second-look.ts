/**
 * Begins the second look of an audit from this device: who may, and the event that gives out what the shared rules drew.
 *
 * Invariant: it begins once, after the last first review, in one transaction with one event; so what was drawn does not
 * hang on who had finished first.
 */
import type { Audit, Manifest } from '../../shared/domain/audit.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import { planSecondLook, requireSecondLookTime } from '../../shared/report/second-look-deal.ts';
import { listPeople } from '../../db/queries/people.ts';
import { listSecondLooks } from '../../db/queries/second-looks.ts';
import type { ReadableStore } from '../../db/connection.ts';
import { inTransaction } from '../../db/connection.ts';
import { isoNow } from './clock.ts';
import type { BackendContext } from './context.ts';
import { WorkbenchError } from './errors.ts';
import { getAudit } from './get-audit.ts';
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
    requireSecondLookTime(audit, listSecondLooks(store, auditId));
    const input = gatherReportInput(store, audit, requireManifest(store, audit), isoNow(clock));
    const { question, looks, clean, flagged, leftOut } = planSecondLook(input, listPeople(store));
    appendOwn(
      context,
      'audit.secondLookAssigned@1',
      { auditId, questionId: question.id },
      { auditId, question: question.id, secondLooks: looks },
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

function requireManifest(store: ReadableStore, audit: Audit): Manifest {
  const found = findManifest(store, audit);
  if (found !== null) return found;
  throw conflict(
    'The manifest of this audit is not on this computer.',
    'Sync with the hub, or begin the second look on the computer that drew the audit.',
  );
}

function conflict(what: string, remedy: string): WorkbenchError {
  return new WorkbenchError('CONFLICT', { what, remedy });
}
