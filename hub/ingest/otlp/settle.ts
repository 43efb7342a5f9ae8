/**
 * Makes traces of spans once they are whole. A trace is whole when its root is here, every parent that is named is here,
 * and nothing more came for `restMs`; a trace of which pieces stay away is made of what there is after `patienceMs`. So the
 * order in which spans come, and in how many requests, changes nothing.
 *
 * Invariants: spans go in the transaction in which their trace comes; several hubs on one database do not make a trace
 * twice; what becomes of each is in the report of a batch.
 */
import type { PersonId } from '../../../shared/domain/ids.ts';
import type { Logger } from 'pino';
import type { HubDatabase } from '../../database/open.ts';
import type { Clock, HubIds } from '../../outside.ts';
import { isoNow } from '../../outside.ts';
import type { Arriving } from '../arriving.ts';
import { storeTraces } from '../store-traces.ts';
import type { WaitingSpan } from './assemble.ts';
import { assembleTrace, parseFacts } from './assemble.ts';
import type { Patience, SpanRow } from './span-store.ts';
import { claimDue, deleteSpans, listWaitingSources } from './span-store.ts';

export interface SettleFacts {
  database: HubDatabase;
  clock: Clock;
  ids: HubIds;
}

/** Exporters send every few seconds, and parents after their children. */
export const usualRestMs = 10_000;
/** Longer than a step of an agent takes. */
export const usualPatienceMs = 300_000;
/** Making a batch of traces takes seconds: a claim as old as this is of a process that ended. */
const claimMs = 60_000;
const tracesAtOnce = 200;

/** Makes every trace that is due; answers how many. `sinceMs`: what came to rest before has been looked at. */
export async function settleSpans(
  { database, clock, ids }: SettleFacts,
  { restMs = usualRestMs, patienceMs = usualPatienceMs, sinceMs = 0 } = {},
): Promise<number> {
  const nowMs = clock.now().getTime();
  const by: Patience = { nowMs, restMs, patienceMs, sinceMs, claimedBeforeMs: nowMs - claimMs };
  let settled = 0;
  for (const source of await listWaitingSources(database.db, by)) {
    for (;;) {
      const spans = await claimDue(database.db, source.number, by, tracesAtOnce);
      if (spans.length === 0) break;
      settled += await storeClaimed(source, spans, { database, clock, ids });
    }
  }
  return settled;
}

async function storeClaimed(
  source: { number: number; name: string },
  spans: readonly SpanRow[],
  { database, clock, ids }: SettleFacts,
): Promise<number> {
  const { db, sampleSeed } = database;
  const senders = Map.groupBy(spans, (span) => span.traceId);
  // A batch is of one sender; a trace is of whoever sent its first span.
  const byPerson = Map.groupBy([...senders], ([, own]) => firstSender(own));
  for (const [receivedBy, traces] of byPerson) {
    const arriving = traces
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([traceId, own], at): Arriving => ({
        line: at + 1,
        ...assembleTrace(traceId, own.map(toWaiting)),
      }));
    await storeTraces(
      db,
      {
        source: source.name,
        importer: 'otlp',
        receivedBy: receivedBy as PersonId,
        receivedAt: isoNow(clock),
      },
      arriving,
      { sampleSeed, ids, alsoStore: (tx, traceIds) => deleteSpans(tx, source.number, traceIds) },
    );
    // Those of which no trace could be made: the report has said why.
    await deleteSpans(
      db,
      source.number,
      traces.map(([traceId]) => traceId),
    );
  }
  return senders.size;
}

function firstSender(spans: readonly SpanRow[]): string {
  const sorted = spans.toSorted((a, b) => (a.spanId < b.spanId ? -1 : 1));
  return (sorted.find((span) => span.parentId === null) ?? sorted[0])?.receivedBy ?? '';
}

function toWaiting({ spanId, parentId, body }: SpanRow): WaitingSpan {
  return { spanId, parentId, facts: parseFacts(body) };
}

/** How often waiting spans are looked through, milliseconds. */
const everyMs = 5000;

/** Settles again and again until stopped. A failure is logged and tried again: nothing is lost by waiting longer. */
export function startSettling(facts: SettleFacts & { log: Pick<Logger, 'error'> }): {
  stop(): Promise<void>;
} {
  let sinceMs = 0;
  let running: Promise<void> | null = null;
  const settle = async (): Promise<void> => {
    const startedMs = facts.clock.now().getTime();
    try {
      await settleSpans(facts, { sinceMs });
      // A little back, for what was stored by a clock that is behind.
      sinceMs = startedMs - everyMs * 12;
    } catch (error) {
      facts.log.error({ failure: error instanceof Error ? error.name : typeof error }, 'spans not settled');
    }
  };
  const timer = setInterval(() => {
    running ??= settle().finally(() => {
      running = null;
    });
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
