/**
 * What draws leave behind: which traces were audited, and where each stratum of a rotating selection ended.
 *
 * Invariant: an end is only moved on by a draw that began where the one before it ended.
 */
import { sql } from 'kysely';
import type { AuditPlan } from '../../shared/domain/audit.ts';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import type { AuditId, Digest } from '../../shared/domain/ids.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import { hexOf } from '../../shared/frame-sql/circle.ts';
import type { RotationEnd } from '../frames/order.ts';
import type { DrawAnswer, DrawnTrace } from '../frames/reader.ts';
import { fail } from '../routes/fail.ts';
import type { SourceRecord } from './sources.ts';
import type { ReadableHub, WritableHub } from './write.ts';

export interface DrawRecord {
  auditId: AuditId;
  source: SourceRecord;
  plan: Pick<AuditPlan, 'dimensions' | 'filter' | 'selection'>;
  answer: Pick<DrawAnswer, 'rotation'> & {
    drawn: readonly Pick<DrawnTrace, 'traceId' | 'stratum' | 'key' | 'cellNumber' | 'occurredMs'>[];
  };
  /** ISO time. */
  at: string;
}

/** Ends of the strata of these dimensions, by stratum key; those that were never drawn from have none. */
export async function listEnds(
  hub: ReadableHub,
  sourceNumber: number,
  dimensions: readonly Dimension[],
): Promise<Map<string, RotationEnd>> {
  const named = canonicalJson(dimensions);
  const { rows } = await sql<{ stratum: string; prn: number; trace_id: string; key: string }>`
    SELECT stratum, prn, trace_id, key FROM rotation
    WHERE source_number = ${sourceNumber} AND md5(dimensions) = md5(${named}::text) AND dimensions = ${named}
  `.execute(hub);
  return new Map(
    rows.map((row) => [
      row.stratum,
      { key: row.key as Digest, prn: hexOf(Number(row.prn)), traceId: row.trace_id },
    ]),
  );
}

/** Ids that audits have drawn; only of audits before `before`, where it is given. */
export async function listAudited(
  hub: ReadableHub,
  sourceNumber: number,
  before: string | undefined,
): Promise<string[]> {
  const earlier =
    before === undefined
      ? sql``
      : sql`AND number < (SELECT min(own.number) FROM audited_trace AS own WHERE own.audit_id = ${before})`;
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT trace_id AS id FROM audited_trace WHERE source_number = ${sourceNumber} ${earlier}
  `.execute(hub);
  return rows.map(({ id }) => id);
}

/**
 * Remembers what was drawn; the same audit again changes nothing. Throws CONFLICT when another draw came between: nothing
 * may be stored then, and asking again is the way out.
 */
export async function recordDrawn(hub: WritableHub, record: DrawRecord): Promise<void> {
  if (await isRecorded(hub, record)) return;
  await checkNothingBetween(hub, record);
  const { auditId, source, answer } = record;
  const traces = answer.drawn.map((one) => ({
    id: one.traceId,
    cell: one.cellNumber,
    at: one.occurredMs,
  }));
  await sql`
    INSERT INTO audited_trace (source_number, trace_id, audit_id, cell_number, occurred_ms)
    SELECT ${source.number}::int, d.id, ${auditId}, d.cell, d.at
    FROM json_to_recordset(${JSON.stringify(traces)}::json) AS d (id text, cell int, at bigint)
  `.execute(hub);
  await moveEnds(hub, record);
}

async function isRecorded(hub: WritableHub, { auditId }: DrawRecord): Promise<boolean> {
  const row = await hub
    .selectFrom('audited_trace')
    .select('audit_id')
    .where('audit_id', '=', auditId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function checkNothingBetween(hub: WritableHub, record: DrawRecord): Promise<void> {
  const { source, plan, answer } = record;
  const ends = await listEnds(hub, source.number, plan.dimensions);
  for (const [stratum, { after }] of answer.rotation) {
    // A stratum that still has no end was drawn from by nobody.
    const end = ends.get(stratum);
    if (end !== undefined && end.key !== after) throw cameBetween();
  }
  if (plan.filter.excludesAudited !== true) return;
  const ids = answer.drawn.map((one) => one.traceId as string);
  const { rows } = await sql`
    SELECT 1 FROM unnest(${ids}::text[]) AS w (id)
    JOIN audited_trace AS a ON a.source_number = ${source.number} AND a.trace_id = w.id LIMIT 1
  `.execute(hub);
  if (rows.length > 0) throw cameBetween();
}

function cameBetween(): Error {
  return fail('CONFLICT', {
    what: 'Another audit was drawn from the same strata at the same time.',
    remedy: 'Draw again. Nothing was stored.',
  });
}

async function moveEnds(hub: WritableHub, { auditId, source, plan, answer, at }: DrawRecord): Promise<void> {
  const last = new Map(answer.drawn.map((one) => [`${one.stratum}:${one.key}`, one.traceId]));
  const ends = [...answer.rotation].flatMap(([stratum, { end }]) => {
    const traceId = end === null ? undefined : last.get(`${stratum}:${end}`);
    if (end === null || traceId === undefined) return [];
    return [{ stratum, prn: Number.parseInt(end.slice(0, 13), 16), id: traceId, key: end }];
  });
  if (ends.length === 0) return;
  await sql`
    INSERT INTO rotation (source_number, dimensions, stratum, prn, trace_id, key, audit_id, drawn_at)
    SELECT ${source.number}::int, ${canonicalJson(plan.dimensions)}, e.stratum, e.prn, e.id, e.key, ${auditId}, ${at}
    FROM json_to_recordset(${JSON.stringify(ends)}::json) AS e (stratum text, prn bigint, id text, key text)
    ON CONFLICT (source_number, md5(dimensions), md5(stratum)) DO UPDATE SET prn = excluded.prn,
      trace_id = excluded.trace_id, key = excluded.key, audit_id = excluded.audit_id, drawn_at = excluded.drawn_at
  `.execute(hub);
}
