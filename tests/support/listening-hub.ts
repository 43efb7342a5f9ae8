/** The real hub in this process, listening on a port, with what tests want to know of its inside. */
import { pino } from 'pino';
import type { EmbeddedPlace } from '../../hub/database/embedded.ts';
import { createPerson, issueToken, revokePerson } from '../../hub/people.ts';
import { randomIds, systemClock } from '../../hub/outside.ts';
import { compareWithReplay } from '../../hub/replay.ts';
import { startHub } from '../../hub/server.ts';
import { findPerson } from '../../hub/store/people.ts';
import { inWrite } from '../../hub/store/write.ts';
import type { WireEvent } from '../../shared/domain/ledger.ts';
import { GENESIS, verifyChain } from '../../shared/domain/ledger.ts';
import type { LedgerId, PersonId } from '../../shared/domain/ids.ts';
import type { Person, Role } from '../../shared/domain/person.ts';

export interface ListeningHub {
  id: string;
  url: string;
  port: number;
  addPerson(name: string, role: Role): Promise<{ person: Person; token: string }>;
  /** Revokes every token of a person and makes another. */
  renewToken(personId: PersonId): Promise<string>;
  /** Reviews of an audit that the hub has projected, by id. */
  listReviews(auditId: string): Promise<{ id: string; personId: string }[]>;
  /** Broken chains and tables that differ from a replay; empty when all is well. */
  listFaults(): Promise<string[]>;
  close(): Promise<void>;
}

/** Starts a hub on a folder, or in memory. */
export async function startListeningHub(place: string | EmbeddedPlace, port = 0): Promise<ListeningHub> {
  const log = pino({ level: 'silent' });
  const where = typeof place === 'string' ? { dataDir: place } : place;
  const hub = await startHub({ ...where, port, host: '127.0.0.1', log, requestsPerMinute: 1_000_000 });
  const { db } = hub.database;
  const facts = { hubId: hub.hubId, clock: systemClock, ids: randomIds };
  return {
    id: hub.hubId,
    url: hub.url,
    port: Number(new URL(hub.url).port),
    addPerson: (name, role) => inWrite(db, (to) => createPerson(to, { name, role }, facts)),
    renewToken: (personId) =>
      inWrite(db, async (to) => {
        const person = await findPerson(to, personId);
        if (person === null) throw new RangeError(`no person ${personId}`);
        await revokePerson(to, personId, facts);
        return (await issueToken(to, person, {}, facts)).token;
      }),
    listReviews: async (auditId) => {
      const rows = await db
        .selectFrom('review')
        .select(['id', 'person_id'])
        .where('audit_id', '=', auditId)
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ id: row.id, personId: row.person_id }));
    },
    listFaults: async () => [...(await listBrokenChains(hub)), ...(await compareWithReplay(db, hub.hubId))],
    close: () => hub.close(),
  };
}

async function listBrokenChains({
  database: { db },
}: Awaited<ReturnType<typeof startHub>>): Promise<string[]> {
  const broken: string[] = [];
  const ledgers = await db.selectFrom('ledger_event').select('ledger_id').distinct().execute();
  for (const { ledger_id: id } of ledgers) {
    const events = await db
      .selectFrom('ledger_event')
      .select(['envelope', 'hash', 'body', 'salt'])
      .where('ledger_id', '=', id)
      .orderBy('seq')
      .execute();
    const verified = verifyChain(id as LedgerId, { seq: 0, hash: GENESIS }, events as unknown as WireEvent[]);
    if (!verified.ok) broken.push(`ledger ${id} breaks at the hub at ${verified.seq}: ${verified.fault}`);
  }
  return broken;
}
