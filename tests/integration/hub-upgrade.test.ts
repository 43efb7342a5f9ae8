/** A database that the first version of the hub made and filled, brought to this version's schema. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listTables } from '../../hub/backup/catalogue.ts';
import { schemaVersion } from '../../hub/database/migrate.ts';
import type { DatabasePlace } from '../../hub/database/open.ts';
import { openUnmigrated } from '../../hub/database/open.ts';
import type { HubTables } from '../../hub/database/tables.ts';
import { first } from '../../hub/migrations/001-first.ts';
import { compareWithReplay } from '../../hub/replay.ts';
import type { StartOptions } from '../../hub/server.ts';
import { startHub } from '../../hub/server.ts';
import { inMemory } from '../support/databases.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';

type Row = Record<string, unknown>;
type Tables = Map<string, Row[]>;

/** What a hub of the first version was asked to keep: people, an audit that is closed, one under way, one undecided. */
class EarlyDays {
  readonly hub: TestHub;
  readonly people: Record<'admin' | 'lead' | 'ann' | 'ben' | 'owner', TestPerson>;
  readonly devices: Record<'lead' | 'ann' | 'ben', TestDevice>;
  readonly closed = new TestAudit(3);
  readonly open = new TestAudit(4);
  /** Planned and drawn, without its contents. */
  readonly waiting = new TestAudit(2);

  private constructor(hub: TestHub, people: EarlyDays['people']) {
    this.hub = hub;
    this.people = people;
    const { lead, ann, ben } = people;
    this.devices = {
      lead: new TestDevice(hub, lead),
      ann: new TestDevice(hub, ann),
      ben: new TestDevice(hub, ben),
    };
  }

  static async live(): Promise<EarlyDays> {
    const hub = await TestHub.start(inMemory());
    const days = new EarlyDays(hub, {
      admin: await hub.add('admin', 'Adele'),
      lead: await hub.add('lead', 'Lea'),
      ann: await hub.add('reviewer', 'Ann'),
      ben: await hub.add('reviewer', 'Ben'),
      owner: await hub.add('owner', 'Olga'),
    });
    await days.#work();
    return days;
  }

  async #work(): Promise<void> {
    const { closed, open, waiting } = this;
    const { ann, ben } = this.people;
    const of = this.devices;
    await closed.open(of.lead, [ann, ben], true);
    const early = of.ann.review(closed, 0);
    of.ann.review(closed, 0, { supersedes: early });
    of.ann.skip(closed, 1);
    of.ben.review(closed, 0);
    await of.ann.push();
    await of.ben.push();
    await closed.close(of.lead);
    of.ben.review(closed, 1);
    await open.open(of.lead, [ann, ben]);
    of.ann.review(open, 0);
    of.ann.append('item.flagged@1', { auditId: open.id, itemId: open.item(0), reason: 'other', note: 'see' });
    of.ann.skip(open, 2);
    of.ben.review(open, 1);
    // Refused: it is not his.
    of.ben.review(open, 0);
    await of.ann.push();
    await of.ben.push();
    waiting.appendPlan(of.lead);
    waiting.appendDraw(of.lead);
    await of.lead.push();
  }
}

/** Rows of these tables with these columns alone, ordered by their text. */
async function readRows(db: Kysely<HubTables>, columns: ReadonlyMap<string, string[]>): Promise<Tables> {
  const tables: Tables = new Map();
  for (const [table, names] of columns) {
    const list = sql.join(names.map((name) => sql.ref(name)));
    const { rows } = await sql<Row>`SELECT ${list} FROM ${sql.table(table)}`.execute(db);
    const text = (row: Row): string => JSON.stringify(row);
    tables.set(
      table,
      rows.toSorted((a, b) => text(a).localeCompare(text(b))),
    );
  }
  return tables;
}

/** Tables of the database and their columns, each table after those that it refers to. */
async function listColumns(db: Kysely<HubTables>): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ table: string; name: string }>`
    SELECT table_name AS table, column_name AS name FROM information_schema.columns
    WHERE table_schema = current_schema() ORDER BY ordinal_position`.execute(db);
  const columns = Map.groupBy(rows, (row) => row.table);
  return new Map(
    (await listTables(db)).map((table) => [table, columns.get(table)?.map((row) => row.name) ?? []]),
  );
}

/**
 * Fills a database of the first schema with what that version wrote: nobody decided in a ledger of the hub's own, owners
 * were told of nothing.
 */
async function writeEarly(days: EarlyDays, db: Kysely<HubTables>): Promise<void> {
  await sql`CREATE TABLE hub_meta (key text PRIMARY KEY, value text NOT NULL)`.execute(db);
  for (const statement of first.statements) await sql.raw(statement).execute(db);
  await sql`DELETE FROM counter`.execute(db);
  const columns = await listColumns(db);
  const { database } = days.hub;
  const ofHub = await database.db
    .selectFrom('person')
    .select('id')
    .where('is_hub', '=', true)
    .executeTakeFirstOrThrow();
  const owner = days.people.owner.person.id;
  const isEarly = (table: string, row: Row): boolean => {
    if (table === 'hub_meta') return row['key'] === 'hub_id' || row['key'] === 'feed_epoch';
    if (table === 'person') return row['id'] !== ofHub.id;
    if (table === 'feed_entry') return row['audience'] !== owner;
    if (table === 'viewer') return row['person_id'] !== owner;
    return row['person_id'] !== ofHub.id;
  };
  const rows = await readRows(database.db, columns);
  const early = new Map([...rows].map(([table, all]) => [table, all.filter((row) => isEarly(table, row))]));
  early.get('hub_meta')?.push({ key: 'schema_version', value: '1' }, { key: 'knowledge', value: 'early' });
  for (const [table, names] of columns) {
    const list = sql.join(names.map((name) => sql.ref(name)));
    for (const row of early.get(table) ?? []) {
      const values = sql.join(names.map((name) => row[name]));
      await sql`INSERT INTO ${sql.table(table)} (${list}) VALUES (${values})`.execute(db);
    }
  }
}

describeOnEachDatabase('a database of the first version', (databases) => {
  let folder = '';
  let place: DatabasePlace;
  let days: EarlyDays;
  let columns: Map<string, string[]>;
  let before: Tables;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assay-hub-'));
    place = databases.isShareable ? databases.next() : { dataDir: folder };
    days = await EarlyDays.live();
    const old = await openUnmigrated(place);
    await writeEarly(days, old.db);
    columns = await listColumns(old.db);
    before = await readRows(old.db, columns);
    await old.close();
  });
  afterAll(async () => {
    await days?.hub.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const upgrade = async (): Promise<void> => {
    const options = { ...place, port: 0, host: '127.0.0.1', log: pino({ level: 'silent' }) };
    const hub = await startHub(options as StartOptions);
    // Somebody who may make people is here already.
    expect(hub.adminToken).toBeNull();
    await hub.close();
  };

  it('had something in every table, in the columns of its time', () => {
    expect([...before].filter(([, rows]) => rows.length === 0)).toEqual([]);
    expect(before.size).toBe(15);
    expect(columns.get('person')).toEqual(['id', 'name', 'role', 'created_at']);
    const states = new Set(before.get('ledger_event')?.map((row) => row['state']));
    expect(states).toEqual(new Set(['applied', 'refused', 'pending']));
  });

  it('is brought to this one’s with everything in it, tells nobody twice, and is what a replay makes', async () => {
    const { owner, ann, ben, lead, admin } = days.people;
    const cursors = new Map<TestPerson, string>();
    for (const one of [ann, ben, lead, admin]) cursors.set(one, (await days.hub.pull(one.token)).cursor);
    await upgrade();
    const hub = await TestHub.start(place);
    const { db, hubId } = hub.database;
    expect(hubId).toBe(days.hub.database.hubId);
    const meta = new Map(
      (await db.selectFrom('hub_meta').selectAll().execute()).map((m) => [m.key, m.value]),
    );
    expect(meta.get('schema_version')).toBe(String(schemaVersion));
    expect(hub.database.sampleSeed).toMatch(/^[0-9a-f]{32}$/);
    const after = await readRows(db, columns);
    for (const [table, rows] of before) {
      if (table === 'counter' || table === 'hub_meta') continue;
      const isOwners = (row: Row): boolean => [row['audience'], row['person_id']].includes(owner.person.id);
      const isTold = table === 'feed_entry' || table === 'viewer';
      expect(
        after.get(table)?.filter((row) => !isTold || !isOwners(row)),
        table,
      ).toEqual(rows);
    }
    expect(await compareWithReplay(db, hubId)).toEqual([]);
    for (const [{ token }, cursor] of cursors) expect((await hub.pull(token, cursor)).entries).toEqual([]);
    // An owner is told now of what is complete, and of what is closed.
    const known = await hub.known(owner.token);
    expect(known.has(`manifest/${days.closed.id}`)).toBe(true);
    expect([0, 1, 2, 3].filter((at) => known.has(`item/${days.open.item(at)}`))).toEqual([0, 1]);
    await hub.close();
  });

  it('works as any other then: who was there goes on, what waited is decided, what is new is there', async () => {
    const { ann, lead } = days.people;
    const hub = await TestHub.start(place);
    const { db, hubId } = hub.database;
    const of = (device: TestDevice, person: TestPerson): TestDevice => {
      const same = new TestDevice(hub, person);
      same.restore(device);
      return same;
    };
    const [ofAnn, ofLead] = [of(days.devices.ann, ann), of(days.devices.lead, lead)];
    const reviewId = ofAnn.review(days.open, 2);
    expect((await ofAnn.push()).refused).toEqual([]);
    expect((await hub.known(lead.token)).has(`review/${reviewId}`)).toBe(true);
    await days.waiting.upload(ofLead);
    expect((await hub.known(lead.token)).get(`audit/${days.waiting.id}`)).toMatchObject({ state: 'drawn' });
    const eve = await hub.add('reviewer', 'Eve');
    days.waiting.appendAssignments(ofLead, [eve]);
    expect((await ofLead.push()).refused).toEqual([]);
    expect((await hub.known(eve.token)).has(`item/${days.waiting.item(0)}`)).toBe(true);
    expect(await compareWithReplay(db, hubId)).toEqual([]);
    await hub.close();
    await upgrade();
    const again = await TestHub.start(place);
    expect(await compareWithReplay(again.database.db, hubId)).toEqual([]);
    expect((await again.known(eve.token)).has(`item/${days.waiting.item(0)}`)).toBe(true);
    await again.close();
  });
});
