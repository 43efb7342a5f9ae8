/**
 * Takes the spans of one request: what they say is read, masked and put where it waits for the rest of its trace. Must not
 * know HTTP.
 *
 * Invariants: nothing unmasked is stored or logged; every span is either waiting or rejected with a reason, and the report
 * of the batch says which; sending a request again changes nothing.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ORPCError } from '@orpc/server';
import type { Reject } from '../../../shared/contract/hub-traces.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import type { MaskRules } from '../../../shared/privacy/mask.ts';
import { isoNow } from '../../outside.ts';
import { endBatch, insertBatch, updateBatchCounts } from '../../store/batches.ts';
import { getArrivingSource } from '../arriving-source.ts';
import { getMasking, keepVersion } from '../masking-rules.ts';
import { cut, textOf } from './attributes.ts';
import { maskFacts } from './mask-facts.ts';
import type { ReadSpan } from './read-spans.ts';
import type { SettleFacts } from './settle.ts';
import { holdsUnstorable, readFacts } from './read-facts.ts';
import type { InsertedSpan, NewSpan } from './span-store.ts';
import { insertSpans, mostSpans, mostWaitingBytes } from './span-store.ts';

export interface SpanRequest {
  spans: readonly ReadSpan[];
  /** Name of the source; the service's own name where it is absent. */
  source: string | undefined;
  importer: string;
  receivedBy: PersonId;
}

type Fault = Pick<Reject, 'code' | 'reason'>;

const noSource: Fault = {
  code: 'MISSING_FIELD',
  reason: 'the resource has no service.name, and the address names no source',
};
/** Largest facts of a span, characters. */
const mostCharacters = 8 * 1024 * 1024;
const tooLong: Fault = {
  code: 'LINE_TOO_LONG',
  reason: `is longer than ${mostCharacters / 1024 / 1024} MiB`,
};
/** Characters after which others get their turn. */
const turnCharacters = 128 * 1024;

/** Takes every span that can be taken; answers what was rejected, by line. */
export async function acceptSpans(facts: SettleFacts, request: SpanRequest): Promise<Reject[]> {
  const groups = Map.groupBy(request.spans, ({ resource }) => {
    const name = request.source ?? textOf(resource, 'service.name');
    return name === undefined ? null : cut(name, 200);
  });
  const rejects: Reject[] = [];
  for (const [source, spans] of groups) {
    if (source === null) rejects.push(...spans.map(({ line }) => ({ line, ...noSource })));
    else rejects.push(...(await acceptGroup(facts, request, source, spans)));
  }
  return rejects.toSorted((a, b) => a.line - b.line);
}

async function acceptGroup(
  facts: SettleFacts,
  request: SpanRequest,
  source: string,
  spans: readonly ReadSpan[],
): Promise<Reject[]> {
  const { database, clock, ids } = facts;
  const { db } = database;
  const at = isoNow(clock);
  const by = request.receivedBy;
  let number: number;
  try {
    ({ number } = await getArrivingSource(db, source, { id: ids.uuid(), at, by }));
  } catch (error) {
    if (!(error instanceof ORPCError) || error.code !== 'CONFLICT') throw error;
    const reason = `the source "${source}" is a view of a warehouse: its rows stay there`;
    return spans.map(({ line }) => ({ line, code: 'BAD_VALUE', reason }));
  }
  const masking = await getMasking(db);
  await keepVersion(db, masking, { at, by });
  const { ready, rejects, masked } = await prepareSpans(spans, masking.compiled);
  const batchId = ids.uuid();
  const receivedMs = Date.parse(at);
  const taken = await insertSpans(db, { sourceNumber: number, batchId, receivedBy: by, receivedMs }, ready);
  for (const [line, how] of taken) if (how !== 'waiting') rejects.push({ line, ...faults[how] });
  rejects.sort((a, b) => a.line - b.line);
  const batchNumber = await insertBatch(db, {
    id: batchId,
    sourceNumber: number,
    importer: request.importer,
    receivedAt: at,
    receivedBy: by,
    ruleSet: masking.compiled.version,
  });
  await updateBatchCounts(db, batchNumber, {
    received: spans.length,
    stored: 0,
    repeated: 0,
    waiting: spans.length - rejects.length,
    rejected: rejects.length,
    rejects: rejects.slice(0, 100),
    masked,
  });
  // The batch of the traces that are made of them is compared with those before it, not this one.
  await endBatch(db, batchNumber, { state: 'complete', drift: [], shape: '' });
  return rejects;
}

const faults: Record<Exclude<InsertedSpan, 'waiting'>, Fault> = {
  late: {
    code: 'CHANGED_CONTENT',
    reason: 'its trace is stored already: what was stored stays, and spans that come later are not added',
  },
  changed: { code: 'CHANGED_CONTENT', reason: 'a span with its id waits already with another content' },
  beyond: {
    code: 'BAD_VALUE',
    reason: `its trace has more than ${mostSpans} spans, or they say more than ${mostWaitingBytes / 1024 / 1024} MiB`,
  },
};

interface PreparedSpans {
  ready: NewSpan[];
  rejects: Reject[];
  masked: Record<string, number>;
}

async function prepareSpans(spans: readonly ReadSpan[], rules: MaskRules): Promise<PreparedSpans> {
  const prepared: PreparedSpans = { ready: [], rejects: [], masked: {} };
  let sinceTurn = 0;
  for (const span of spans) {
    const one = prepareSpan(span, rules, prepared.masked);
    if ('fault' in one) prepared.rejects.push({ line: span.line, ...one.fault });
    else {
      prepared.ready.push(one.span);
      sinceTurn += one.span.body.length;
    }
    if (sinceTurn < turnCharacters) continue;
    sinceTurn = 0;
    await nextTurn();
  }
  return prepared;
}

function prepareSpan(
  { line, resource, read }: ReadSpan,
  rules: MaskRules,
  masked: Record<string, number>,
): { span: NewSpan } | { fault: Fault } {
  if (!read.ok) return { fault: read.reject };
  const { traceId, spanId, parentId, startMs } = read.span;
  let body: string;
  try {
    const found = readFacts(read.span, resource);
    if (holdsUnstorable(found)) return { fault: unstorable };
    const facts = maskFacts(found, rules);
    body = JSON.stringify(facts);
    if (body.length > mostCharacters) return { fault: tooLong };
    for (const [kind, count] of Object.entries(facts.masked ?? {}))
      masked[kind] = (masked[kind] ?? 0) + count;
  } catch (error) {
    // A text that is JSON may be nested deeper than anything can follow it.
    if (!(error instanceof RangeError)) throw error;
    return { fault: { code: 'BAD_VALUE', reason: 'an attribute is nested too deeply' } };
  }
  return { span: { line, traceId, spanId, parentId, startMs, body } };
}

const unstorable: Fault = {
  code: 'NUL_CHARACTER',
  reason: 'a text holds a NUL character or half of a surrogate pair, which cannot be stored',
};
