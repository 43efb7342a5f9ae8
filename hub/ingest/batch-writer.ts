/**
 * Takes the traces of one batch one by one and stores them chunk by chunk. While the database stores one chunk the next
 * one is prepared; there are never more than these two in memory.
 *
 * Invariant: the counts of the batch in the database are those of the chunks that are stored, at every moment.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import type { Reject } from '../../shared/contract/hub-traces.ts';
import { maskText } from '../../shared/privacy/mask.ts';
import type { HubTables } from '../database/tables.ts';
import type { BatchCounts } from '../store/batches.ts';
import { endBatch, listShapes, updateBatchCounts } from '../store/batches.ts';
import { compareShapes, enoughTraces, pool } from './drift.ts';
import type { PreparedTrace } from './prepare-trace.ts';
import { prepareTrace } from './prepare-trace.ts';
import type { Shape } from './shape.ts';
import { ShapeCounter } from './shape.ts';
import { inSource } from './source-lock.ts';
import type { ChunkPlace, StoredChunk } from './store-chunk.ts';
import { storeChunk } from './store-chunk.ts';
import type { Arriving } from './arriving.ts';

/** Enough that a commit costs little beside its rows, few enough for memory and for others who wait for the source. */
const chunkTraces = 2000;
const chunkCharacters = 4 * 1024 * 1024;
/** Characters after which others get their turn: masking and hashing are work of this thread. */
const turnCharacters = 128 * 1024;
/** What a line that is rejected counts for: to read it is work too. */
const rejectCharacters = 512;
const mostRejects = 100;
const earlierBatches = 200;
const shapesAtOnce = 20;

export interface WriterFacts extends ChunkPlace {
  sampleSeed: string;
  waiting: number;
  alsoStore?:
    | ((tx: Transaction<HubTables>, traceIds: readonly string[], batchNumber: number) => Promise<void>)
    | undefined;
}

interface Chunk {
  received: number;
  traces: PreparedTrace[];
  rejected: number;
  rejects: Reject[];
  characters: number;
}

const emptyChunk = (): Chunk => ({ received: 0, traces: [], rejected: 0, rejects: [], characters: 0 });

export class BatchWriter {
  readonly #db: Kysely<HubTables>;
  readonly #facts: WriterFacts;
  readonly #shape: ShapeCounter;
  #counts: BatchCounts;
  #chunk = emptyChunk();
  #sinceTurn = 0;
  #storing: Promise<void> = Promise.resolve();

  constructor(db: Kysely<HubTables>, facts: WriterFacts) {
    this.#db = db;
    this.#facts = facts;
    this.#shape = new ShapeCounter((name) => maskText(name, facts.rules).text);
    const { waiting } = facts;
    this.#counts = { received: 0, stored: 0, repeated: 0, waiting, rejected: 0, rejects: [], masked: {} };
  }

  async add(one: Arriving): Promise<void> {
    const chunk = this.#chunk;
    chunk.received += 1;
    const prepared = one.fault === undefined ? this.#prepare(one.line, one.trace) : { fault: one.fault };
    if (prepared.fault !== undefined) {
      chunk.rejected += 1;
      if (chunk.rejects.length < mostRejects) chunk.rejects.push(this.#toReject(one.line, prepared.fault));
      this.#sinceTurn += rejectCharacters;
    } else {
      chunk.traces.push(prepared.trace);
      chunk.characters += prepared.trace.body.length;
      this.#sinceTurn += prepared.trace.body.length;
    }
    if (chunk.traces.length >= chunkTraces || chunk.characters >= chunkCharacters) await this.#send();
    if (this.#sinceTurn < turnCharacters) return;
    this.#sinceTurn = 0;
    await nextTurn();
  }

  /** Stores what is left, and compares the batch with those before it. */
  async end(state: 'complete' | 'brokenOff'): Promise<void> {
    await this.#send();
    await this.#storing;
    const { batchNumber } = this.#facts;
    const shape = this.#shape.shape();
    const drift = compareShapes(await this.#readEarlier(), shape);
    await endBatch(this.#db, batchNumber, { state, drift, shape: JSON.stringify(shape) });
  }

  /** The batches before this one as one, read a few at a time. */
  async #readEarlier(): Promise<Shape> {
    const { sourceNumber, batchNumber } = this.#facts;
    let earlier = pool([]);
    let before = batchNumber;
    for (let read = 0; read < earlierBatches && earlier.n < enoughTraces; read += shapesAtOnce) {
      const rows = await listShapes(this.#db, sourceNumber, before, shapesAtOnce);
      earlier = pool([earlier, ...rows.map((row) => JSON.parse(row.shape) as Shape)]);
      const last = rows.at(-1);
      if (last === undefined || rows.length < shapesAtOnce) break;
      before = last.number;
    }
    return earlier;
  }

  #prepare(line: number, trace: unknown): ReturnType<typeof prepareTrace> {
    this.#shape.addTrace(trace);
    const prepared = prepareTrace(line, trace, this.#facts);
    if (prepared.fault === undefined) this.#shape.addValues(prepared.trace.facets);
    return prepared;
  }

  /** A reason may name a field, and senders name fields as they like. */
  #toReject(line: number, { code, reason }: Pick<Reject, 'code' | 'reason'>): Reject {
    return { line, code, reason: maskText(reason, this.#facts.rules).text };
  }

  async #send(): Promise<void> {
    await this.#storing;
    const chunk = this.#chunk;
    if (chunk.received === 0) return;
    this.#chunk = emptyChunk();
    this.#storing = this.#store(chunk);
    // Looked at by the next chunk or at the end; until then a failure must not count as unhandled.
    this.#storing.catch(() => undefined);
  }

  async #store(chunk: Chunk): Promise<void> {
    const { sourceNumber, batchNumber, alsoStore } = this.#facts;
    this.#counts = await inSource(this.#db, sourceNumber, async (tx) => {
      const stored = await storeChunk(tx, this.#facts, chunk.traces);
      const counts = addCounts(this.#counts, chunk, stored);
      await updateBatchCounts(tx, batchNumber, counts);
      const ids = chunk.traces.map((one) => one.trace.id);
      if (alsoStore !== undefined && ids.length > 0) await alsoStore(tx, ids, batchNumber);
      return counts;
    });
  }
}

function addCounts(to: BatchCounts, chunk: Chunk, { stored, repeated, rejects }: StoredChunk): BatchCounts {
  const masked: Record<string, number> = { ...to.masked };
  for (const one of stored) {
    for (const [kind, count] of Object.entries(one.masked)) masked[kind] = (masked[kind] ?? 0) + count;
  }
  const all = [...chunk.rejects, ...rejects].toSorted((a, b) => a.line - b.line);
  return {
    received: to.received + chunk.received,
    stored: to.stored + stored.length,
    repeated: to.repeated + repeated,
    waiting: to.waiting,
    rejected: to.rejected + chunk.rejected + rejects.length,
    rejects: [...to.rejects, ...all].slice(0, mostRejects),
    masked,
  };
}
