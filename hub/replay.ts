/**
 * Every projection from position 0 of the global order: to prove that the tables are what the events say, or to make
 * them again after an upgrade that knows more kinds. The feed is no projection: it is the history of what was told.
 */
import type { LedgerEventRow } from './database/tables/ledgers.ts';
import { FeedChanges } from './feed/changes.ts';
import { publishChanges } from './feed/publish.ts';
import { ProjectionContext, toPlaced } from './projection/context.ts';
import { waiting } from './projection/decision.ts';
import { project } from './projection/project.ts';
import { prepareRun } from './projection/runs.ts';
import { listAudits } from './store/audits.ts';
import { listForEverybody } from './store/deliberation.ts';
import type { Decision } from './store/ledgers.ts';
import { listEventsAfter, updateDecision, WAITS_FOR_AUDIT } from './store/ledgers.ts';
import type { ReadableHub, WritableHub } from './store/write.ts';
import { listPeople } from './store/people.ts';
import { inWrite } from './store/write.ts';

/**
 * Tables that a replay makes again. People are none of these: tokens and ledgers refer to them, and those of a hub from
 * before its own ledger are in no event. A replay names whom events name, and leaves everybody else as they are.
 */
export const projectionTables = [
  'audit',
  'item',
  'assignment',
  'second_look',
  'review',
  'skip',
  'flag',
  'measured',
  'gold',
  'gold_item',
  'calibration_item',
  'relabel',
  'template',
  'deliberation',
] as const;

/**
 * Where the tables, or what was decided about an event, differ from a replay: one sentence each, empty when they are
 * equal. Changes nothing.
 */
export async function compareWithReplay(db: ReadableHub, hubId: string): Promise<string[]> {
  let differences: string[] = [];
  await inWrite(db, async (hub) => {
    const before = await readTables(hub);
    differences = await replay(hub, hubId, compareDecision);
    const after = await readTables(hub);
    for (const table of comparedTables) differences.push(...compareRows(table, before[table], after[table]));
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  return differences;
}

const undone = new Error('only compared');

/** Makes every projection again and tells everybody what that changed. */
export async function rebuild(hub: WritableHub, hubId: string): Promise<void> {
  await replay(hub, hubId, async (row, decision) => {
    if (compareDecision(row, decision) !== null) await updateDecision(hub, row.position, decision);
    return null;
  });
  const changes = new FeedChanges();
  for (const audit of await listAudits(hub)) changes.touchAudit(audit.id);
  changes.people.push(...(await listPeople(hub)).filter((one) => one.isImported === true));
  for (const entry of await listForEverybody(hub)) changes.touchDeliberation(null, entry);
  await publishChanges(hub, changes);
}

type Look = (row: LedgerEventRow, decision: Decision) => string | null | Promise<string | null>;

const eventsAtOnce = 500;

async function replay(hub: WritableHub, hubId: string, look: Look): Promise<string[]> {
  for (const table of projectionTables) await hub.deleteFrom(table).execute();
  const context = new ProjectionContext(hub, hubId);
  const seen: string[] = [];
  const isWaiting: LedgerEventRow[] = [];
  const tell = async (row: LedgerEventRow, decision: Decision): Promise<void> => {
    const found = await look(row, decision);
    if (found !== null) seen.push(found);
  };
  let position = 0;
  for (;;) {
    const rows = await listEventsAfter(hub, position, eventsAtOnce);
    const placed = rows.map(toPlaced);
    for (const [at, row] of rows.entries()) {
      await prepareRun(context, placed, at);
      const decision = await project(context, placed[at]!);
      // Decided for good only when its audit is given out, later in the order.
      if (decision.reason === WAITS_FOR_AUDIT) isWaiting.push(row);
      else await tell(row, decision);
      position = row.position;
    }
    await context.work.flush();
    if (rows.length < eventsAtOnce) break;
  }
  for (const row of isWaiting) await tell(row, context.redecided.get(row.position) ?? waiting);
  return seen;
}

function compareDecision(row: LedgerEventRow, now: Decision): string | null {
  const was: Decision = { state: row.state, reason: row.reason, detail: row.detail, isLate: row.is_late };
  const same =
    was.state === now.state &&
    was.reason === now.reason &&
    was.detail === now.detail &&
    was.isLate === now.isLate;
  if (same) return null;
  return `Event ${row.event_id} at position ${row.position} was decided ${JSON.stringify(was)}, a replay says ${JSON.stringify(now)}.`;
}

const comparedTables = ['person', ...projectionTables] as const;
type Rows = Record<(typeof comparedTables)[number], string[]>;

async function readTables(hub: WritableHub): Promise<Rows> {
  const people = await hub.selectFrom('person').select(['id', 'name', 'role']).execute();
  const tables = { person: people.map((row) => JSON.stringify(row)).toSorted() } as Rows;
  for (const table of projectionTables) {
    const rows = await hub.selectFrom(table).selectAll().execute();
    tables[table] = rows.map((row) => JSON.stringify(row)).toSorted();
  }
  return tables;
}

function compareRows(table: string, stored: readonly string[], replayed: readonly string[]): string[] {
  const again = new Set(replayed);
  const first = new Set(stored);
  return [
    ...stored
      .filter((row) => !again.has(row))
      .map((row) => `Table ${table} has, and a replay has not: ${row}`),
    ...replayed
      .filter((row) => !first.has(row))
      .map((row) => `Table ${table} lacks, and a replay has: ${row}`),
  ];
}
