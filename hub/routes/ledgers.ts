/** Ledgers: where the hub stands, appending, and proofs that nothing is missing. A person sees only their own. */
import type { LedgerId } from '../../shared/domain/ids.ts';
import { isoNow } from '../outside.ts';
import { acceptPush } from '../push.ts';
import type { LedgerRecord } from '../store/ledgers.ts';
import { findLedger, listHashes, listLedgersOf, listUnconfirmed } from '../store/ledgers.ts';
import type { RouteContext } from './context.ts';
import { os } from './context.ts';
import { fail, notFound } from './fail.ts';

async function getOwn(context: RouteContext, id: LedgerId): Promise<LedgerRecord> {
  const ledger = await findLedger(context.database.db, id);
  if (ledger === null) throw notFound('The hub has no such ledger.');
  const isAuditor = context.person.role === 'auditor';
  if (ledger.personId !== context.person.id && !isAuditor) {
    throw fail('FORBIDDEN', {
      what: 'This ledger belongs to another person of this hub.',
      where: `ledger ${id}`,
      remedy: 'Sign in as the person whose ledger it is.',
    });
  }
  return ledger;
}

const head = os.ledgers.head.handler(async ({ context, input }) => {
  const { id, seq, hash } = await getOwn(context, input.ledger);
  return { seq, hash, ...(await listUnconfirmed(context.database.db, id)) };
});

const push = os.ledgers.push.handler(({ context, input }) => {
  const { database, person, clock } = context;
  const { ledger, events, confirmed = [] } = input;
  const facts = { person, hubId: database.hubId, receivedAt: isoNow(clock) };
  return acceptPush(database.db, { ledger, events, confirmed }, facts);
});

/** Hashes per answer, as the contract allows. */
const hashesAtOnce = 5000;

const hashes = os.ledgers.hashes.handler(async ({ context, input }) => {
  const { id } = await getOwn(context, input.ledger);
  const rows = await listHashes(context.database.db, id, input.after, hashesAtOnce + 1);
  return {
    hashes: rows.slice(0, hashesAtOnce).map((row) => row.hash),
    hasMore: rows.length > hashesAtOnce,
  };
});

const list = os.ledgers.list.handler(async ({ context }) => {
  const rows = await listLedgersOf(context.database.db, context.person.id);
  return rows.map(({ id, seq, hash }) => ({ ledger: id, seq, hash }));
});

export const ledgers = { head, push, hashes, list };
