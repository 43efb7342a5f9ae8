/**
 * Erases what is due. Rows stay, with ids, digests and where they came from, so that every manifest and every ledger still
 * verifies; what was said goes (docs/decisions/0013-retention.md).
 *
 * Invariants: counts of cells stay those of the traces that can be drawn, at every commit; texts of items are erased by an
 * event of the hub's own ledger; a purge that ends half-way has erased less, and never what was not due.
 */
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Digest } from '../../shared/domain/ids.ts';
import { JUDGE_FACET } from '../../shared/domain/facets.ts';
import type { HubDatabase } from '../database/open.ts';
import type { HubTables } from '../database/tables.ts';
import { addToCells } from '../ingest/cells.ts';
import { dayOf } from '../ingest/prepare-trace.ts';
import { inSource } from '../ingest/source-lock.ts';
import type { Clock, HubIds } from '../outside.ts';
import { isoNow } from '../outside.ts';
import { appendOwn } from '../own-ledger.ts';
import { listSources } from '../store/sources.ts';
import { inWrite } from '../store/write.ts';
import type { DueBy, DueTrace } from './due.ts';
import { countDueTraces, listClosings, listDueContents, listDueTraces } from './due.ts';
import { getRetention } from './rules.ts';

export interface PurgeFacts {
  database: HubDatabase;
  clock: Clock;
  ids: HubIds;
}

export interface Purged {
  traces: number;
  items: number;
}

/** Few enough that nobody waits long for the source or for the hub's one writer. */
const tracesAtOnce = 500;
const contentsAtOnce = 1000;
const everyContent = 10_000_000;

/** Erases what is due now, or counts it only. */
export async function purge(facts: PurgeFacts, { isDryRun }: { isDryRun: boolean }): Promise<Purged> {
  const { db } = facts.database;
  const by: DueBy = {
    retention: await getRetention(db),
    closings: await listClosings(db),
    nowMs: facts.clock.now().getTime(),
  };
  let traces = 0;
  for (const source of await listSources(db)) {
    if (source.kind === 'warehouse') continue;
    traces += isDryRun
      ? await countDueTraces(db, source.number, by)
      : await eraseTraces(facts, source.number, by);
  }
  if (isDryRun) return { traces, items: (await listDueContents(db, by, everyContent)).items };
  return { traces, items: await eraseItems(facts, by) };
}

async function eraseTraces(
  { database, clock }: PurgeFacts,
  sourceNumber: number,
  by: DueBy,
): Promise<number> {
  let erased = 0;
  let after = '';
  for (;;) {
    const page = { after, limit: tracesAtOnce };
    const rows = await inSource(database.db, sourceNumber, async (tx) => {
      const due = await listDueTraces(tx, sourceNumber, by, page);
      if (due.length > 0) await eraseRows(tx, sourceNumber, due, isoNow(clock));
      return due;
    });
    erased += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < tracesAtOnce) return erased;
    after = last.id;
  }
}

/** An erased trace has the negative number of the cell that it was in: no frame reaches it, and nothing is lost of it. */
async function eraseRows(
  tx: Transaction<HubTables>,
  sourceNumber: number,
  due: readonly DueTrace[],
  at: string,
): Promise<void> {
  const counted = due.map((one) => ({
    cellNumber: one.cell_number,
    day: dayOf(Number(one.occurred_ms)),
    verdicts: verdictsOf(one.facets),
  }));
  await addToCells(tx, counted, -1);
  const ids = due.map((one) => one.id);
  await sql`
    UPDATE trace SET body = NULL, facets = '{}', erased_at = ${at}, cell_number = -cell_number
    WHERE source_number = ${sourceNumber} AND id = ANY(${ids}::text[])
  `.execute(tx);
  await sql`
    UPDATE audited_trace SET cell_number = -cell_number
    WHERE source_number = ${sourceNumber} AND trace_id = ANY(${ids}::text[]) AND cell_number > 0
  `.execute(tx);
}

function verdictsOf(facets: Record<string, string>): Map<string, string> {
  const said = Object.entries(facets).filter(([name]) => name.startsWith(JUDGE_FACET));
  return new Map(said.map(([name, verdict]) => [name.slice(JUDGE_FACET.length), verdict]));
}

async function eraseItems({ database, clock, ids }: PurgeFacts, by: DueBy): Promise<number> {
  const { db, hubId } = database;
  let erased = 0;
  for (;;) {
    const items = await inWrite(db, async (hub) => {
      const due = await listDueContents(hub, by, contentsAtOnce);
      if (due.digests.length === 0) return null;
      const body = { reason: 'Its retention ended.', digests: due.digests as Digest[] };
      await appendOwn(hub, [{ key: 'content.erased@1', subject: {}, body }], { hubId, clock, ids });
      return due.items;
    });
    if (items === null) return erased;
    erased += items;
  }
}
