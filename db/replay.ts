/**
 * Projections from the ledgers and the pulled data alone: rebuild them, or prove that they are what a replay gives.
 *
 * Invariant: a replay applies own events and feed entries in the one order in which they were applied first.
 */
import type { ReadableStore, SqlValue, WritableStore } from './connection.ts';
import { closeStore, inTransaction, iterateRows, openScratchStore, runSql } from './connection.ts';
import type { EventFacts } from '../shared/domain/projection.ts';
import { applyEntry, applyEvent } from './project.ts';
import { textsOf } from './queries/contents.ts';
import { deleteFeed, iterateEntries } from './queries/feed-entries.ts';
import { iterateApplied } from './queries/ledger.ts';
import { addRebuild } from './queries/rebuilds.ts';

/** Tables that a replay rebuilds, with the order in which their rows are compared. */
export const projectionTables = [
  ['audit', 'audit_id'],
  ['item', 'item_id'],
  ['assignment', 'item_id, person_id'],
  ['second_look', 'item_id'],
  ['relabel', 'item_id, person_id'],
  ['gold', 'item_id'],
  ['calibration', 'item_id'],
  ['deliberation', 'event_id'],
  ['review', 'review_id'],
  ['skip', 'item_id, person_id'],
  ['flag', 'flag_id'],
  ['person', 'person_id'],
] as const;

/** Applies everything that `source` holds to `target`, whose projections are empty. They must be two stores. */
function replay(source: ReadableStore, target: WritableStore): void {
  const texts = textsOf(source);
  const seen = new Set<string>();
  inTransaction(target, () => {
    for (const step of inAppliedOrder(source)) {
      if (step.type === 'entry') applyEntry(target, step.entry, texts);
      else if (!seen.has(step.facts.id)) {
        seen.add(step.facts.id);
        if (step.body !== null) applyEvent(target, step.facts, step.body, texts);
      }
    }
  });
}

/**
 * Where the projections differ from a replay, one sentence per table (empty when they are equal). Reads only; needs
 * memory for a copy of the projections.
 */
export function compareProjections(store: ReadableStore): string[] {
  const scratch = openScratchStore();
  try {
    replay(store, scratch);
    return projectionTables.flatMap(([table, order]) => {
      const sql = `SELECT * FROM ${table} ORDER BY ${order}`;
      const difference = findDifference(iterateRows<Row>(store, sql), iterateRows<Row>(scratch, sql));
      return difference === null ? [] : [`Table "${table}" differs from its replay ${difference}.`];
    });
  } finally {
    closeStore(scratch);
  }
}

/** Drops the projections and makes them again from ledgers and pulled data, in one transaction. */
export function rebuildProjections(store: WritableStore): void {
  const scratch = openScratchStore();
  try {
    replay(store, scratch);
    inTransaction(store, () => {
      for (const [table] of projectionTables) copyTable(scratch, store, table);
      addRebuild(store);
    });
  } finally {
    closeStore(scratch);
  }
}

/** The hub began a new epoch: what was pulled is dropped, and the projections are those of the own ledgers. */
export function resetFeed(store: WritableStore): void {
  inTransaction(store, () => {
    deleteFeed(store);
    rebuildProjections(store);
  });
}

type Row = Record<string, SqlValue>;
type Step =
  | { type: 'event'; order: number; facts: EventFacts; body: unknown }
  | { type: 'entry'; order: number; entry: Parameters<typeof applyEntry>[1] };

/** Events and entries merged by applied order. */
function* inAppliedOrder(store: ReadableStore): Generator<Step> {
  const entries = iterateEntries(store);
  let entry = entries.next();
  for (const event of iterateApplied(store)) {
    for (; entry.done !== true && entry.value.appliedOrder < event.appliedOrder; entry = entries.next()) {
      yield { type: 'entry', order: entry.value.appliedOrder, entry: entry.value.entry };
    }
    yield {
      type: 'event',
      order: event.appliedOrder,
      facts: JSON.parse(event.envelope) as EventFacts,
      body: event.body === null ? null : (JSON.parse(event.body) as unknown),
    };
  }
  for (; entry.done !== true; entry = entries.next()) {
    yield { type: 'entry', order: entry.value.appliedOrder, entry: entry.value.entry };
  }
}

function findDifference(stored: Generator<Row>, replayed: Generator<Row>): string | null {
  try {
    for (let row = 1; ; row += 1) {
      const one = stored.next();
      const other = replayed.next();
      if (one.done === true && other.done === true) return null;
      if (one.done === true) return `in that row ${row} is missing`;
      if (other.done === true) return `in that row ${row} should not be there`;
      if (JSON.stringify(one.value) !== JSON.stringify(other.value)) return `in row ${row}`;
    }
  } finally {
    // A query that was not read to its end keeps its store from being written.
    stored.return(undefined);
    replayed.return(undefined);
  }
}

function copyTable(from: ReadableStore, to: WritableStore, table: string): void {
  runSql(to, `DELETE FROM ${table}`);
  for (const row of iterateRows<Row>(from, `SELECT * FROM ${table}`)) {
    const values = Object.values(row);
    runSql(to, `INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`, values);
  }
}
