/** Where one stored trace came from: batch, line, sender, masking, and the audits that drew it. */
import type { Digest, PersonId } from '../../shared/domain/ids.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import { findTraceRecord } from '../store/traces.ts';
import { os } from './context.ts';
import { notFound } from './fail.ts';

export const provenance = os.traces.provenance.handler(async ({ input, context: { database } }) => {
  const { sourceId, traceId } = input;
  const found = await findTraceRecord(database.db, sourceId, traceId);
  if (found === null) throw notFound('There is no such trace in this source.');
  return {
    sourceId,
    traceId,
    batchId: found.batchId,
    line: found.line,
    importer: found.importer,
    receivedAt: found.receivedAt,
    receivedBy: found.receivedBy as PersonId,
    ruleSetVersion: found.ruleSet,
    contentDigest: found.digest as Digest,
    audits: found.auditIds,
    erasedAt: found.erasedAt,
    trace: found.body === null ? null : (JSON.parse(found.body) as Trace),
  };
});
