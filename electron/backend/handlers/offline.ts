/** Audits taken along to where there is no network: what is here, taking the rest, and the proof. */
import { isoNow } from '../clock.ts';
import { findHubWord, listOwnWork, summariseAll } from '../offline/list-audits.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import { listUnknownForms, readOwnWork, sum, summarise } from '../offline/own-work.ts';
import type { ReadAgain } from '../offline/prove-texts.ts';
import { readAgain, wrongSentences } from '../offline/prove-texts.ts';
import { takeAlong } from '../offline/take.ts';
import { getSelf } from '../self.ts';
import { getAudit } from '../get-audit.ts';
import { base } from './workbench-base.ts';

const list = base.offline.list.handler(async ({ context }) => {
  const word = await findHubWord(context);
  return { isOnline: word !== null, audits: summariseAll(context.store, listOwnWork(context, word)) };
});

const take = base.offline.take.handler(async function* ({ context, input, signal }) {
  const leave = new AbortController();
  signal?.addEventListener('abort', () => leave.abort());
  try {
    yield* takeAlong(context, input.auditIds, leave.signal);
  } catch (error) {
    // Whoever has left does not want to know why it ended.
    if (!leave.signal.aborted) throw error;
  } finally {
    leave.abort();
  }
});

const prove = base.offline.prove.handler(async ({ context, input }) => {
  const { store, clock } = context;
  const work = readOwnWork(store, getAudit(store, input.auditId), getSelf(store).person.id, null);
  const read: ReadAgain[] = [];
  for await (const one of readAgain(store, input.auditId, work.items)) read.push(one);
  const problems = [...listUnknownForms(work.audit, catalogueOf(store)), ...wrongSentences(read)];
  return {
    isWhole: problems.length === 0,
    items: read.filter((one) => one.state === 'whole').length,
    bytes: sum(read.map((one) => one.bytes)),
    problems,
    checkedAt: isoNow(clock),
    keptUntil: summarise(work, null).keptUntil,
  };
});

export const offlineHandlers = { list, take, prove };
