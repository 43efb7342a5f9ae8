/**
 * Stores traces that arrive, however they came: validated, masked, in their cells, with a report of what became of each.
 * Must not know HTTP or formats.
 *
 * Invariants: nothing unmasked is stored or logged; a trace is stored whole with its counts or not at all; storing the
 * same again changes nothing; what was stored under an id never becomes something else.
 */
import type { Kysely, Transaction } from 'kysely';
import type { BatchReport } from '../../shared/contract/hub-traces.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import type { HubTables } from '../database/tables.ts';
import type { HubIds } from '../outside.ts';
import { findBatch, insertBatch } from '../store/batches.ts';
import type { Arriving } from './arriving.ts';
import { getArrivingSource } from './arriving-source.ts';
import { BatchWriter } from './batch-writer.ts';
import { getMasking, keepVersion } from './masking-rules.ts';

export interface Arrival {
  /** Name of the source; made on first use. */
  source: string;
  /** `jsonl`, `json`, `otlp`, `langfuse`, `cli` … */
  importer: string;
  receivedBy: PersonId;
  receivedAt: string;
  /** Id of the batch; a new one unless the caller has told it to somebody already. */
  batch?: string | undefined;
  /** Spans that wait for the rest of their trace, for the report. */
  waiting?: number | undefined;
}

export interface IngestFacts {
  /** `HubDatabase.sampleSeed`. */
  sampleSeed: string;
  ids: HubIds;
  /**
   * Runs in the transaction that stores a chunk, with the ids of every valid trace of it, stored or known: for rows that
   * must go when the trace has come. It may run again, so it must only touch the database.
   */
  alsoStore?:
    | ((tx: Transaction<HubTables>, traceIds: readonly string[], batchNumber: number) => Promise<void>)
    | undefined;
}

/** The stream ended before its end; what was whole is stored, and the report says so. */
export class BrokenOff extends Error {
  readonly report: BatchReport;
  constructor(report: BatchReport, cause: unknown) {
    super('the stream broke off', { cause });
    this.report = report;
  }
}

/**
 * Stores `traces` in chunks, each in a transaction of its own under the lock of the source. Throws CONFLICT where the
 * name is that of a warehouse source, `BrokenOff` when `traces` itself throws.
 */
export async function storeTraces(
  db: Kysely<HubTables>,
  arrival: Arrival,
  traces: Iterable<Arriving> | AsyncIterable<Arriving>,
  facts: IngestFacts,
): Promise<BatchReport> {
  const { ids } = facts;
  const { receivedAt, receivedBy, importer } = arrival;
  const made = { id: ids.uuid(), at: receivedAt, by: receivedBy };
  const source = await getArrivingSource(db, arrival.source, made);
  const masking = await getMasking(db);
  await keepVersion(db, masking, { at: receivedAt, by: receivedBy });
  const id = arrival.batch ?? ids.uuid();
  const ruleSet = masking.compiled.version;
  const batch = { id, sourceNumber: source.number, importer, receivedAt, receivedBy, ruleSet };
  const batchNumber = await insertBatch(db, batch);
  const writer = new BatchWriter(db, {
    sourceNumber: source.number,
    batchNumber,
    receivedMs: Date.parse(receivedAt),
    rules: masking.compiled,
    sampleSeed: facts.sampleSeed,
    waiting: arrival.waiting ?? 0,
    alsoStore: facts.alsoStore,
  });
  const broken = await readInto(writer, traces);
  await writer.end(broken === null ? 'complete' : 'brokenOff');
  const record = await findBatch(db, id);
  if (record === null) throw new RangeError('the batch was taken away while it arrived');
  if (broken !== null) throw new BrokenOff(record.report, broken.error);
  return record.report;
}

/** Reads to the end; answers what `traces` threw, if it did. What the writer throws is thrown. */
async function readInto(
  writer: BatchWriter,
  traces: Iterable<Arriving> | AsyncIterable<Arriving>,
): Promise<{ error: unknown } | null> {
  const reading = Symbol.asyncIterator in traces ? traces[Symbol.asyncIterator]() : traces[Symbol.iterator]();
  for (;;) {
    let next: IteratorResult<Arriving>;
    try {
      next = await reading.next();
    } catch (error) {
      return { error };
    }
    if (next.done === true) return null;
    try {
      await writer.add(next.value);
    } catch (error) {
      await reading.return?.();
      throw error;
    }
  }
}
