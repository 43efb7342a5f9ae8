/**
 * Traces for tests of frames: put straight into the hub's tables, and the same frames counted and drawn by the plainest
 * program there is, to compare with.
 */
import { sql } from 'kysely';
import type { FrameFilter } from '../../shared/domain/audit.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import type { SourceId } from '../../shared/domain/ids.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import { NO_VALUE } from '../../shared/domain/trace.ts';
import { compareBytes, prnKey } from '../../shared/sampling/prn.ts';
import type { HubDatabase } from '../../hub/database/open.ts';
import { recell } from '../../hub/frames/recell.ts';
import { dayOf, weekOfDay } from '../../hub/frames/window.ts';
import { inSource } from '../../hub/ingest/source-lock.ts';
import type { SourceRecord } from '../../hub/store/sources.ts';
import { insertSource } from '../../hub/store/sources.ts';

export interface MadeTrace {
  id: string;
  atMs: number;
  /** As the hub stores them: dimensions that have a value, and `judge.<name>`. */
  facets: Record<string, string>;
}

/** Permanent random number of a trace; tests may give ties. */
export type PrnOf = (id: string) => number;

export const prnUnder =
  (seed: string): PrnOf =>
  (id) =>
    Number.parseInt(prnKey(seed, 'sample', id).slice(0, 13), 16);

export async function makeSource(
  { db }: Pick<HubDatabase, 'db'>,
  declared: Dimension[],
): Promise<SourceRecord> {
  const id = crypto.randomUUID() as SourceId;
  const createdAt = '2026-01-01T00:00:00.000Z';
  const facts = { id, name: `made ${id}`, kind: 'ingested', declared, warehouse: null, createdAt } as const;
  return (await insertSource(db, facts, 'nobody')) as SourceRecord;
}

/** Adds traces at the next positions and puts the source into the cells that it declares. */
export async function addTraces(
  { db }: Pick<HubDatabase, 'db'>,
  source: SourceRecord,
  traces: readonly MadeTrace[],
  prnOf: PrnOf,
): Promise<void> {
  const rows = traces.map((one) => ({
    ...one,
    week: weekOfDay(dayOf(one.atMs)),
    prn: prnOf(one.id),
    body: canonicalJson({
      id: one.id,
      occurredAt: new Date(one.atMs).toISOString(),
      prompt: [{ role: 'user', text: 'q' }],
      context: [],
      output: one.id,
    }),
  }));
  await inSource(db, source.number, async (tx) => {
    await sql`
      INSERT INTO cell (source_number, week, stratum) SELECT DISTINCT ${source.number}::int, r.week, 'arriving'
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r (week int)`.execute(tx);
    await sql`
      INSERT INTO trace (position, source_number, id, occurred_ms, cell_number, prn, facets, digest, body, batch_number,
        line, received_ms)
      SELECT nextval('trace_position'), ${source.number}::int, r.id, r."atMs", c.number, r.prn, r.facets, 'd', r.body, 0, 1, 0
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r (id text, "atMs" bigint, week int, prn bigint,
        facets jsonb, body text)
      JOIN cell AS c ON c.source_number = ${source.number} AND c.week = r.week AND c.stratum = 'arriving'`.execute(
      tx,
    );
    await recell(tx, source.number, source.declared);
  });
}

const valueOf = (trace: MadeTrace, name: string): string => trace.facets[name] ?? NO_VALUE;

export function stratumOf(trace: MadeTrace, dimensions: readonly Dimension[]): string {
  return canonicalJson(dimensions.map((name) => valueOf(trace, name)));
}

/** Traces of a frame. */
export function framed(
  traces: readonly MadeTrace[],
  filter: FrameFilter,
  audited: ReadonlySet<string>,
): MadeTrace[] {
  return traces.filter(
    (one) =>
      filter.dimensions.every(({ dimension, values }) => values.includes(valueOf(one, dimension))) &&
      (filter.from === undefined || one.atMs >= Date.parse(filter.from)) &&
      (filter.until === undefined || one.atMs < Date.parse(filter.until)) &&
      !(filter.excludesAudited === true && audited.has(one.id)),
  );
}

export function countModel(
  traces: readonly MadeTrace[],
  dimensions: readonly Dimension[],
): [string, number][] {
  const byStratum = Map.groupBy(traces, (one) => stratumOf(one, dimensions));
  return Array.from(byStratum, ([key, members]): [string, number] => [key, members.length]).toSorted(
    ([a], [b]) => compareBytes(a, b),
  );
}

export interface ModelEnd {
  prn: number;
  id: string;
}

export function startModel(seed: string): ModelEnd {
  return { prn: Number.parseInt(sha256Hex(`${seed}:start`).slice(0, 13), 16), id: '' };
}

/** Ids of the next traces of one stratum after `end`, wrapping round. */
export function rotateModel(
  traces: readonly MadeTrace[],
  prnOf: PrnOf,
  end: ModelEnd,
  size: number,
): ModelEnd[] {
  const inOrder = (a: ModelEnd, b: ModelEnd): number => a.prn - b.prn || compareBytes(a.id, b.id);
  const circle = traces.map(({ id }) => ({ id, prn: prnOf(id) })).toSorted(inOrder);
  const after = circle.filter((one) => inOrder(one, end) > 0);
  return [...after, ...circle.filter((one) => inOrder(one, end) <= 0)].slice(0, size);
}
