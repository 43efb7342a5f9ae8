/**
 * One chunk of traces into the database: in a transaction of its own, under the lock of the source. Must not know where
 * they come from.
 *
 * Invariant: rows, cells and counts of the batch change together or not at all.
 */
import type { Transaction } from 'kysely';
import type { Reject } from '../../shared/contract/hub-traces.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import type { MaskRules } from '../../shared/privacy/mask.ts';
import type { HubTables } from '../database/tables.ts';
import type { NewTrace } from '../store/traces.ts';
import { insertTraces, listKnownTraces } from '../store/traces.ts';
import { addToCells, cellKey, getCells } from './cells.ts';
import { findRulesOfVersion } from './masking-rules.ts';
import type { PreparedTrace } from './prepare-trace.ts';
import { dayOf, digestUnder, stratumOf, weekOf } from './prepare-trace.ts';

export interface ChunkPlace {
  sourceNumber: number;
  batchNumber: number;
  receivedMs: number;
  rules: MaskRules;
}

export interface StoredChunk {
  stored: readonly PreparedTrace[];
  repeated: number;
  rejects: Reject[];
}

/** Stores those of `traces` that are new. Hold the lock of the source. */
export async function storeChunk(
  tx: Transaction<HubTables>,
  place: ChunkPlace,
  traces: readonly PreparedTrace[],
): Promise<StoredChunk> {
  const { fresh, repeated, rejects } = await tellApart(tx, place, traces);
  if (fresh.length > 0) {
    const declared = await readDeclared(tx, place.sourceNumber);
    const places = fresh.map(({ facets, occurredMs }) => ({
      week: weekOf(occurredMs),
      stratum: stratumOf(facets, declared),
    }));
    const cells = await getCells(tx, place.sourceNumber, places);
    const cellOf = (at: number): number => {
      const one = places[at];
      const number = one === undefined ? undefined : cells.get(cellKey(one));
      if (number === undefined) throw new RangeError('a trace has no cell');
      return number;
    };
    await insertTraces(
      tx,
      place,
      fresh.map((one, at): NewTrace => toRow(one, cellOf(at))),
    );
    const counted = fresh.map((one, at) => ({
      cellNumber: cellOf(at),
      day: dayOf(one.occurredMs),
      verdicts: one.verdicts,
    }));
    await addToCells(tx, counted, 1);
  }
  return { stored: fresh, repeated, rejects };
}

function toRow(of: PreparedTrace, cellNumber: number): NewTrace {
  const { trace, occurredMs, prn, facets, digest, body, line, retainUntilMs } = of;
  return {
    id: trace.id,
    occurredMs,
    cellNumber,
    prn,
    facets: JSON.stringify(facets),
    digest,
    body,
    line,
    retainUntilMs,
  };
}

/** What is new, what is known, and what says something else under a known id. */
async function tellApart(
  tx: Transaction<HubTables>,
  { sourceNumber, batchNumber, rules }: ChunkPlace,
  traces: readonly PreparedTrace[],
): Promise<{ fresh: PreparedTrace[]; repeated: number; rejects: Reject[] }> {
  const known = await listKnownTraces(
    tx,
    sourceNumber,
    traces.map((one) => one.trace.id),
  );
  const fresh: PreparedTrace[] = [];
  const rejects: Reject[] = [];
  let repeated = 0;
  for (const one of traces) {
    const there = known.get(one.trace.id);
    if (there === undefined) {
      fresh.push(one);
      known.set(one.trace.id, { digest: one.digest, batchNumber, ruleSet: rules.version });
    } else if (there.digest === one.digest || (await isSameThen(tx, one, there, rules))) {
      repeated += 1;
    } else {
      rejects.push({ line: one.line, ...(there.batchNumber === batchNumber ? duplicate : changed) });
    }
  }
  return { fresh, repeated, rejects };
}

const duplicate = {
  code: 'DUPLICATE_ID',
  reason:
    'has the id of an earlier trace of this batch and another content: ids must be unique within a source',
} as const;
const changed = {
  code: 'CHANGED_CONTENT',
  reason: 'has the id of a trace that is stored with another content: what was stored stays',
} as const;

/** Whether a trace that looks different now was the same under the masking rules of its first arrival. */
async function isSameThen(
  tx: Transaction<HubTables>,
  of: PreparedTrace,
  there: { digest: string; ruleSet: string },
  rules: MaskRules,
): Promise<boolean> {
  if (there.ruleSet === rules.version) return false;
  const then = await findRulesOfVersion(tx, there.ruleSet);
  return then !== null && digestUnder(then, of.raw) === there.digest;
}

/** Read under the lock: a lead may have declared others since the last chunk. */
async function readDeclared(tx: Transaction<HubTables>, sourceNumber: number): Promise<Dimension[]> {
  const { declared } = await tx
    .selectFrom('source')
    .select('declared')
    .where('number', '=', sourceNumber)
    .executeTakeFirstOrThrow();
  return JSON.parse(declared) as Dimension[];
}
