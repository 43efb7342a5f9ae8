import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../hub/database/open.ts';
import { compareWithReplay } from '../../hub/replay.ts';
import type { Manifest } from '../../shared/domain/audit.ts';
import type { LedgerId, PersonId, ReviewId } from '../../shared/domain/ids.ts';
import type { WireEvent } from '../../shared/domain/ledger.ts';
import { GENESIS, verifyChain } from '../../shared/domain/ledger.ts';
import { iterateEvents, listLedgers } from '../../db/queries/ledger.ts';
import { listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { createMemorySecrets } from '../../electron/backend/secrets.ts';
import type { Chance } from '../support/chance.ts';
import { createChance } from '../support/chance.ts';
import type { Fault, FaultProxy } from '../support/fault-proxy.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import type { Killable } from '../support/killable.ts';
import { Processes } from '../support/killable.ts';
import { callHub } from '../support/loopback.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import { findPostgres, startPostgres } from '../support/postgres-server.ts';
import type { SyncDevice } from '../support/sync-world.ts';
import { listFaults, openDevice } from '../support/sync-world.ts';
import { makeFolder } from '../support/test-device.ts';

/**
 * Two hub processes on one PostgreSQL, and 20 devices of 12 people that push and pull through a bad network, now at the
 * one and now at the other; a hub process is killed again and again, and so is a device.
 */
const seed = Number(process.env['ASSAY_CLUSTER_SEED'] ?? 20_261_121);
const deviceCount = 20;
const rounds = Number(process.env['ASSAY_CLUSTER_ROUNDS'] ?? 4);
const itemCount = 12;

type HubProcess = Killable<{ url: string; adminToken: string | null }>;

interface Member {
  name: string;
  token: string;
  secrets: ReturnType<typeof createMemorySecrets>;
  device: SyncDevice;
  made: ReviewId[];
}

/** What networks do, mostly nothing. */
const weather: readonly Fault[] = [
  'none',
  'none',
  'none',
  'lose_request',
  'lose_answer',
  'lose_answer',
  'repeat',
  'repeat_late',
  'cut_answer',
  'bad_gateway',
];

const found = findPostgres();
describe.skipIf('missing' in found)('two hub processes on one PostgreSQL', () => {
  let folder: ReturnType<typeof makeFolder>;
  let server: PostgresServer;
  let processes: Processes;
  let databaseUrl: string;
  const hubs: HubProcess[] = [];
  const proxies: FaultProxy[] = [];
  const chance = createChance(seed);
  let isCalm = true;
  const counted = { hubKills: 0, deviceRestarts: 0, roundsCut: 0, events: 0, reviews: 0 };

  beforeAll(async () => {
    folder = makeFolder();
    server = await startPostgres((found as { bin: string }).bin);
    databaseUrl = server.createDatabase();
    processes = new Processes(join(folder.path, 'compiled'));
    // Both at once: the second waits while the first makes the schema.
    hubs.push(...(await Promise.all([startHubProcess(0), startHubProcess(0)])));
    for (const hub of hubs) {
      proxies.push(await startFaultProxy(hub.said.url, () => (isCalm ? 'none' : chance.pick(weather))));
    }
  });
  afterAll(async () => {
    for (const proxy of proxies) await proxy.close();
    processes.killAll();
    await server.stop();
    folder.remove();
  });

  const startHubProcess = (port: number): Promise<HubProcess> =>
    processes.start('./hub-on-postgres.ts', [databaseUrl, String(port)]);

  const open = (name: string, secrets: Member['secrets']): SyncDevice =>
    openDevice(join(folder.path, name), `${seed} ${name}`, { secrets, random: () => chance.next() });

  /** 12 people; the first leads, and eight of the others have two devices. */
  async function makeMembers(): Promise<{ members: Member[]; people: PersonId[] }> {
    const token = hubs.map((hub) => hub.said.adminToken).find((one) => one !== null) ?? '';
    const members: Member[] = [];
    const people: PersonId[] = [];
    for (let n = 0; n < 12; n += 1) {
      const wanted = { name: `Person ${n}`, role: n === 0 ? 'lead' : 'reviewer' };
      type Added = { person: { id: PersonId }; token: string };
      const added = await callHub<Added>(hubs[n % 2]!.said.url, token, '/v1/people', wanted);
      people.push(added.person.id);
      for (let device = 0; device < (n > 0 && n <= deviceCount - 12 ? 2 : 1); device += 1) {
        const name = `device ${n} ${device}`;
        const secrets = createMemorySecrets();
        members.push({ name, token: added.token, secrets, device: open(name, secrets), made: [] });
      }
    }
    for (const [at, one] of members.entries()) await one.device.sync.connect(proxies[at % 2]!.url, one.token);
    return { members, people };
  }

  it(
    'lose, double and mix up nothing of 20 devices through faults, kills and restarts',
    { timeout: 180_000 },
    async () => {
      const { members, people } = await makeMembers();
      expect(members).toHaveLength(deviceCount);
      const lead = members[0]!;
      const { manifest } = lead.device.draw(itemCount, itemCount, people);
      for (const one of members) await one.device.sync.runNow();
      isCalm = false;
      for (let round = 0; round < rounds; round += 1) await disturb(members, manifest, round);
      isCalm = true;
      await settle(members);
      await check(members, manifest);
      console.log(`hub cluster, seed ${seed}: ${JSON.stringify(counted)}`);
      expect(counted.hubKills).toBe(rounds);
      expect(counted.roundsCut).toBeGreaterThan(5);
    },
  );

  /** Everybody works and syncs at once, while a hub process is killed and started again, and devices are. */
  async function disturb(members: Member[], manifest: Manifest, round: number): Promise<void> {
    const victim = round % 2;
    const port = Number(new URL(hubs[victim]!.said.url).port);
    const killed = new Promise<void>((resolve) => setTimeout(resolve, 40 + chance.below(200))).then(
      async () => {
        await hubs[victim]!.kill();
        counted.hubKills += 1;
        hubs[victim] = await startHubProcess(port);
      },
    );
    const working = members.map(async (member) => {
      for (let turn = 0; turn < 2; turn += 1) {
        work(member, manifest, chance);
        const { phase } = await member.device.sync.runNow();
        if (phase !== 'idle') counted.roundsCut += 1;
      }
    });
    await Promise.all([killed, ...working]);
    const restarted = chance.pick(members);
    await restarted.device.close();
    restarted.device = open(restarted.name, restarted.secrets);
    restarted.device.sync.start();
    counted.deviceRestarts += 1;
  }

  function work(member: Member, manifest: Manifest, from: Chance): void {
    const { device } = member;
    const at = from.below(itemCount);
    const itemId = manifest.items[at]!.id;
    const mine = listReviewsOfAudit(device.store, manifest.auditId).find(
      (one) => one.personId === device.personId() && one.itemId === itemId && one.isCurrent,
    );
    if (from.below(5) > 0) member.made.push(device.review(manifest, at, mine?.id ?? null));
    else device.append('item.skipped@1', { auditId: manifest.auditId, itemId, reason: 'other' });
  }

  /** As often as it takes until nothing waits anywhere and everybody was told everything. */
  async function settle(members: Member[]): Promise<void> {
    for (let pass = 0; pass < 2; pass += 1) {
      for (const { device } of members) {
        let status = await device.sync.runNow();
        for (let more = 0; more < 8 && (status.phase !== 'idle' || status.waiting > 0); more += 1) {
          status = await device.sync.runNow();
        }
        expect([status.phase, status.waiting]).toEqual(['idle', 0]);
      }
    }
  }

  async function check(members: Member[], manifest: Manifest): Promise<void> {
    const database = await openDatabase({ databaseUrl });
    const { db, hubId } = database;
    for (const { device } of members) {
      for (const ledger of listLedgers(device.store)) {
        const own = [...iterateEvents(device.store, ledger.id)];
        const rows = await db
          .selectFrom('ledger_event')
          .select(['envelope', 'hash', 'body', 'salt'])
          .where('ledger_id', '=', ledger.id)
          .orderBy('seq')
          .execute();
        expect(rows.map((row) => row.hash)).toEqual(own.map((wire) => wire.hash));
        const verified = verifyChain(ledger.id as LedgerId, { seq: 0, hash: GENESIS }, rows as WireEvent[]);
        expect(verified.ok).toBe(true);
        counted.events += rows.length;
      }
      expect(listFaults(device.store)).toEqual([]);
    }
    const reviews = await db
      .selectFrom('review')
      .select(['id', 'is_current', 'item_id', 'person_id'])
      .execute();
    counted.reviews = reviews.length;
    expect(reviews.map((one) => one.id).toSorted()).toEqual(
      members.flatMap((one) => one.made as string[]).toSorted(),
    );
    const current = reviews.filter((one) => one.is_current).map((one) => `${one.item_id} ${one.person_id}`);
    expect(new Set(current).size).toBe(current.length);
    expect(await compareWithReplay(db, hubId)).toEqual([]);
    // The lead's device holds what all of them did, and two devices of one person hold the same.
    const held = (of: Member): string[] =>
      listReviewsOfAudit(of.device.store, manifest.auditId)
        .map((one) => `${one.id} ${one.isCurrent}`)
        .toSorted();
    expect(held(members[0]!)).toEqual(reviews.map((one) => `${one.id} ${one.is_current}`).toSorted());
    for (const one of members) {
      const twin = members.find((other) => other !== one && other.token === one.token);
      if (twin !== undefined) expect(held(twin)).toEqual(held(one));
    }
    await database.close();
    for (const { device } of members) await device.close();
  }
});
