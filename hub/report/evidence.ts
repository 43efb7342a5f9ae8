/**
 * Reads what a report of an audit rests on, in one read-only snapshot and in pieces, so that neither memory nor the hub's
 * thread has to hold a large audit at once. Must not compute any figure.
 *
 * Invariant: equal stamps mean equal reports, but for the time written on them.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { METHOD_VERSION } from '../../shared/contract/report.ts';
import { findScorecard } from '../../shared/domain/catalogue.ts';
import { reportedKinds } from '../../shared/report/deliberated.ts';
import type { HubTables } from '../database/tables.ts';
import { findAudit } from '../store/audits.ts';
import { catalogueOf } from '../store/deliberation.ts';
import { findContent } from '../store/contents.ts';
import { countRefused } from '../store/ledgers.ts';
import { listPeople } from '../store/people.ts';
import type { ReadableHub } from '../store/write.ts';
import type { CallMessage, EvidenceRows } from './report-calls.ts';

/**
 * A digest of everything that enters the audit's report. Rows never change but by what is hashed here: a review's answers
 * are its id's for ever. Sums of hashes, so that the database need not sort.
 */
export async function readStamp(hub: ReadableHub, auditId: string): Promise<string> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT
      (SELECT ${countAndSum(sql`id || is_current || is_late`)} FROM review WHERE audit_id = ${auditId}) AS reviews,
      (SELECT ${countAndSum(sql`item_id || person_id || place || is_current`)}
         FROM assignment WHERE audit_id = ${auditId}) AS assignments,
      (SELECT ${countAndSum(sql`item_id || person_id`)} FROM second_look WHERE audit_id = ${auditId}) AS looks,
      (SELECT ${countAndSum(sql`item_id || person_id || reason`)} FROM skip WHERE audit_id = ${auditId}) AS skips,
      (SELECT ${countAndSum(sql`event_id || position`)} FROM deliberation
         WHERE audit_id = ${auditId} AND kind IN (${reported})) AS said
  `.execute(hub);
  const refusedCount = await countRefused(hub, auditId, 'review.submitted');
  const facts = [METHOD_VERSION, await findAudit(hub, auditId), rows[0], refusedCount];
  const names = (await listPeople(hub)).map((one) => [one.id, one.name]);
  return createHash('sha256')
    .update(JSON.stringify([...facts, names]))
    .digest('hex');
}

function countAndSum(text: ReturnType<typeof sql>): ReturnType<typeof sql<string>> {
  return sql<string>`count(*) || ':' || coalesce(sum(hashtextextended(${text}, 0)::numeric), 0)`;
}

const reported = sql.join(reportedKinds.map((kind) => sql.lit(kind)));

/** Rows per piece: a few milliseconds of the hub's thread each. */
const rowsAtOnce = 2000;

/** Sends the evidence of a drawn audit piece by piece; false when the audit or its manifest is not here. */
export async function sendEvidence(
  hub: ReadableHub,
  auditId: string,
  send: (message: CallMessage) => void,
): Promise<boolean> {
  const audit = await findAudit(hub, auditId);
  const digest = audit?.manifestDigest ?? null;
  if (audit === null || digest === null) return false;
  const manifestText = await findContent(hub, digest);
  if (manifestText === null) return false;
  const refusedCount = await countRefused(hub, auditId, 'review.submitted');
  const names = (await listPeople(hub)).map((one): [string, string] => [one.id, one.name]);
  const scorecard = findScorecard(audit.plan.scorecard, await catalogueOf(hub));
  send({ type: 'head', head: { audit, manifestText, refusedCount, scorecard, names } });
  for await (const rows of pagesOf(hub, 'review', ['id'], auditId)) sendRows(send, { table: 'review', rows });
  for await (const rows of pagesOf(hub, 'assignment', ['item_id', 'place', 'person_id'], auditId)) {
    sendRows(send, { table: 'assignment', rows });
  }
  for await (const rows of pagesOf(hub, 'second_look', ['item_id'], auditId)) {
    sendRows(send, { table: 'second_look', rows });
  }
  for await (const rows of pagesOf(hub, 'skip', ['item_id', 'person_id'], auditId)) {
    sendRows(send, { table: 'skip', rows });
  }
  for await (const rows of pagesOf(hub, 'deliberation', ['position', 'event_id'], auditId)) {
    sendRows(send, { table: 'deliberation', rows });
  }
  return true;
}

function sendRows(send: (message: CallMessage) => void, piece: EvidenceRows): void {
  send({ type: 'rows', piece });
}

/** Rows of an audit by a cursor of the database's own: nothing is read twice. Needs a transaction. */
async function* pagesOf<T extends 'review' | 'assignment' | 'second_look' | 'skip' | 'deliberation'>(
  hub: ReadableHub,
  table: T,
  order: readonly string[],
  auditId: string,
): AsyncGenerator<HubTables[T][]> {
  const cursor = sql.id(`pages_of_${table}`);
  const by = sql.join(order.map((column) => sql.ref(column)));
  await sql`DECLARE ${cursor} NO SCROLL CURSOR FOR
    SELECT * FROM ${sql.table(table)} WHERE audit_id = ${sql.lit(auditId)}
      ${table === 'deliberation' ? sql`AND kind IN (${reported})` : sql``} ORDER BY ${by}`.execute(hub);
  for (;;) {
    const { rows } = await sql<HubTables[T]>`FETCH ${sql.lit(rowsAtOnce)} FROM ${cursor}`.execute(hub);
    if (rows.length > 0) yield rows;
    if (rows.length < rowsAtOnce) break;
  }
  await sql`CLOSE ${cursor}`.execute(hub);
}
