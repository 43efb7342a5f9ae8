/**
 * Writes this device's measurement of agreement into the ledger: when an audit closes, and whenever somebody asks. Must not
 * compute it.
 *
 * Invariant: what was measured of the same reviews is not measured again.
 */
import { inTransaction } from '../../db/connection.ts';
import { listEvents } from '../../db/queries/ledger.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import { isoNow } from './clock.ts';
import type { BackendContext } from './context.ts';
import { getAudit } from './get-audit.ts';
import { measureAgreement } from './measure-agreement.ts';
import { findManifest, gatherReportInput } from './report-input.ts';
import { appendOwn } from './self.ts';

export interface MeasuredNow {
  /** Questions that were measured. */
  measured: number;
  sentence: string;
}

/** Appends one measurement for each question; part of the caller's transaction if there is one. */
export function measureNow(
  context: Pick<BackendContext, 'store' | 'clock' | 'ids'>,
  auditId: AuditId,
): MeasuredNow {
  const { store, clock } = context;
  const audit = getAudit(store, auditId);
  const manifest = findManifest(store, audit);
  if (manifest === null)
    return { measured: 0, sentence: 'The manifest of this audit is not on this computer.' };
  const bodies = measureAgreement(gatherReportInput(store, audit, manifest, isoNow(clock)));
  const [first] = bodies;
  if (first === undefined) {
    return {
      measured: 0,
      sentence: 'Agreement is measured once everybody has reviewed or skipped every item of the overlap.',
    };
  }
  if (wasMeasured(context, auditId, first.reviewsDigest)) {
    return { measured: 0, sentence: 'Nothing changed since agreement was measured last.' };
  }
  inTransaction(store, () => {
    for (const body of bodies) {
      appendOwn(context, 'agreement.measured@1', { auditId, questionId: body.questionId }, body);
    }
  });
  const count = bodies.length === 1 ? '1 question' : `${bodies.length} questions`;
  return {
    measured: bodies.length,
    sentence: `Agreement on ${count} was measured from ${first.reviewIds.length} reviews.`,
  };
}

/** Whether one of the last measurements of this device rests on the same reviews. */
function wasMeasured({ store }: Pick<BackendContext, 'store'>, auditId: AuditId, digest: string): boolean {
  const filter = { kind: 'agreement.measured', auditId, before: null, limit: 20 };
  return listEvents(store, filter).rows.some(({ body }) => body?.includes(digest) === true);
}
