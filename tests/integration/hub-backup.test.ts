import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { gunzipSync, gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp, downloadBackup, streamBackup } from '../../hub/backup/backup-file.ts';
import { restore } from '../../hub/backup/restore.ts';
import { schemaVersion } from '../../hub/database/migrate.ts';
import { openEmbedded } from '../../hub/database/embedded.ts';
import type { DatabasePlace } from '../../hub/database/open.ts';
import { HubFailure } from '../../hub/failure.ts';
import { randomIds, systemClock } from '../../hub/outside.ts';
import { compareWithReplay } from '../../hub/replay.ts';
import { startHub } from '../../hub/server.ts';
import { problem } from '../../shared/contract/errors.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import { inMemory, usePostgres } from '../support/databases.ts';
import { findPostgres } from '../support/postgres-server.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import { openDevice } from '../support/sync-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-backup-'));
const found = findPostgres();
let server: Pick<PostgresServer, 'createDatabase' | 'stop'> | null = null;
const template = join(folder, 'template');
beforeAll(async () => {
  const { pglite, unlock } = await openEmbedded({ dataDir: template });
  await pglite.close();
  unlock();
  if ('bin' in found) server = await usePostgres(found.bin);
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});
let count = 0;
const newPath = (name: string): string => join(folder, `${(count += 1)}-${name}`);
/** A folder with an empty database that was made once, because making one takes longest. */
function newDataDir(): string {
  const dataDir = newPath('hub');
  cpSync(template, dataDir, { recursive: true });
  return dataDir;
}
const newFolder = (): DatabasePlace => ({ dataDir: newDataDir() });
const newServer = (): DatabasePlace => ({ databaseUrl: server!.createDatabase() });

async function failureOf(act: Promise<unknown>): Promise<HubFailure> {
  const failure = await act.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(failure instanceof HubFailure)) throw new Error(`expected a HubFailure, got ${String(failure)}`);
  expect(problem.safeParse(failure.problem).success).toBe(true);
  return failure;
}

/** A hub with an audit under way: reviews, a skip, a refusal, an event of an unknown kind. */
async function makeWorld(place: DatabasePlace) {
  const hub = await TestHub.start(place);
  const lead = await hub.add('lead', 'Léa 🦔');
  const ann = await hub.add('reviewer', 'Ann');
  const audit = new TestAudit(6);
  await audit.open(new TestDevice(hub, lead), [ann]);
  const device = new TestDevice(hub, ann);
  device.review(audit, 0);
  device.review(audit, 1, { answers: {} });
  device.skip(audit, 2);
  device.appendRaw({ kind: 'norming.voted', kindVersion: 1, body: { text: 'a\nline "quoted" \\ \u2028' } });
  await device.push();
  return { hub, lead, ann, audit, device };
}

/** Every row of every table but the epoch, as the database writes it. */
async function dump(place: DatabasePlace): Promise<string[]> {
  const file = newPath('dump');
  await backUp(place, file, systemClock);
  const lines = gunzipSync(readFileSync(file)).toString().split('\n').slice(1, -2);
  return lines.filter((line) => !line.includes('"feed_epoch"')).toSorted();
}

describe('a backup', () => {
  it('restores the same hub in another folder: same rows, same identity, a new epoch', async () => {
    const place = newFolder();
    const { hub, ann, audit } = await makeWorld(place);
    const told = await hub.known(ann.token);
    const { cursor } = await hub.pull(ann.token);
    await hub.close();
    const file = newPath('backup');
    const made = await backUp(place, file, systemClock);
    const events = made.tables.find((one) => one.table === 'ledger_event')?.rows;
    expect(events).toBeGreaterThan(6);
    expect(readdirSync(folder).some((name) => name.endsWith('.part'))).toBe(false);
    const other = newFolder();
    const summary = await restore(other, file, randomIds);
    expect([summary.hubId, summary.events]).toEqual([made.hubId, events]);
    expect(await dump(other)).toEqual(await dump(place));
    const again = await TestHub.start(other);
    expect(again.database.hubId).toBe(hub.database.hubId);
    expect(again.database.sampleSeed).toBe(hub.database.sampleSeed);
    expect(again.database.feedEpoch).not.toBe(hub.database.feedEpoch);
    const answer = await again.ask(ann.token, 'GET', `/v1/feed?after=${encodeURIComponent(cursor)}`);
    expect(answer.status).toBe(409);
    expect(await again.known(ann.token)).toEqual(told);
    expect(await compareWithReplay(again.database.db, again.database.hubId)).toEqual([]);
    // Positions and generated numbers go on where they were.
    const device = new TestDevice(again, ann);
    device.review(audit, 3);
    expect((await device.push()).refused).toEqual([]);
    await again.close();
  });

  it.skipIf('missing' in found)(
    'moves a hub from the embedded database to PostgreSQL and back, row for row',
    async () => {
      const embedded = newFolder();
      const { hub } = await makeWorld(embedded);
      await hub.close();
      const file = newPath('backup');
      await backUp(embedded, file, systemClock);
      const onServer = newServer();
      await restore(onServer, file, randomIds);
      const before = await dump(embedded);
      expect(await dump(onServer)).toEqual(before);
      const back = newPath('backup');
      await backUp(onServer, back, systemClock);
      const home = newFolder();
      await restore(home, back, randomIds);
      expect(await dump(home)).toEqual(before);
    },
  );

  it.skipIf('missing' in found)(
    'is of one moment while people go on pushing to a hub on PostgreSQL',
    async () => {
      const place = newServer();
      const { hub, lead, audit } = await makeWorld(place);
      const writers: TestPerson[] = [];
      for (let n = 0; n < 3; n += 1) writers.push(await hub.add('reviewer'));
      const device = new TestDevice(hub, lead);
      audit.appendAssignments(device, writers, true);
      await device.push();
      let isOver = false;
      let pushed = 0;
      const writing = writers.map(async (writer) => {
        const device = new TestDevice(hub, writer);
        for (let n = 0; !isOver; n += 1) {
          device.review(audit, n % 6);
          await device.push();
          pushed += 1;
        }
      });
      const file = newPath('backup');
      while (pushed < 10) await new Promise((resolve) => setTimeout(resolve, 5));
      const before = pushed;
      await backUp(place, file, systemClock);
      while (pushed < before + 3) await new Promise((resolve) => setTimeout(resolve, 5));
      isOver = true;
      await Promise.all(writing);
      const other = newServer();
      await restore(other, file, randomIds);
      const again = await TestHub.start(other);
      expect(await compareWithReplay(again.database.db, again.database.hubId)).toEqual([]);
      await again.close();
      await hub.close();
    },
  );

  it('is taken of an embedded hub that runs through its API, by an admin only', async () => {
    const dataDir = newDataDir();
    const log = pino({ level: 'silent' });
    const running = await startHub({ dataDir, port: 0, host: '127.0.0.1', log });
    expect((await failureOf(backUp({ dataDir }, newPath('backup'), systemClock))).code).toBe('FOLDER_IN_USE');
    const file = newPath('backup');
    const summary = await downloadBackup(running.url, running.adminToken ?? '', file);
    expect(summary.hubId).toBe(running.hubId);
    const refused = newPath('backup');
    const failure = await failureOf(downloadBackup(running.url, 'assay_nobody', refused));
    expect([failure.code, existsSync(refused), existsSync(`${refused}.part`)]).toEqual([
      'NO_HUB',
      false,
      false,
    ]);
    await running.close();
    const other = newFolder();
    await restore(other, file, randomIds);
    // The hub went on meanwhile: it noted the refusal, and when the token was used.
    const isKept = (line: string): boolean =>
      !line.includes('"/v1/backup"') && !line.includes('"last_used_at"');
    expect((await dump(other)).filter(isKept)).toEqual((await dump({ dataDir })).filter(isKept));
  });

  it('is given up when nobody reads on, so that the hub goes on', async () => {
    const { hub, lead } = await makeWorld(inMemory());
    const texts = Array.from({ length: 700 }, () => randomBytes(8 * 1024).toString('hex'));
    const rows = texts.map((text) => ({ digest: createHash('sha256').update(text).digest('hex'), text }));
    await hub.database.db.insertInto('content').values(rows).execute();
    const stream = streamBackup(hub.database.db, '2026-03-01T00:00:00.000Z', 20);
    const failed = once(stream, 'error');
    // The embedded database has one connection: this waits for the backup.
    expect((await hub.ask(lead.token, 'GET', '/v1/me')).status).toBe(200);
    expect((await failed)[0]).toMatchObject({ message: expect.stringContaining('not read on') });
    await hub.close();
  });

  it('never takes the place of a file, and says when there is no hub to back up', async () => {
    const file = newPath('backup');
    writeFileSync(file, 'precious');
    expect((await failureOf(backUp(newFolder(), file, systemClock))).code).toBe('BACKUP_EXISTS');
    expect(readFileSync(file, 'utf8')).toBe('precious');
    expect((await failureOf(backUp(newFolder(), newPath('backup'), systemClock))).code).toBe('NO_HUB');
  });
});

describe('a restore refuses, leaving the place empty,', () => {
  let good: Buffer;
  let text: string;
  beforeAll(async () => {
    const place = newFolder();
    const { hub } = await makeWorld(place);
    await hub.close();
    const file = newPath('backup');
    await backUp(place, file, systemClock);
    good = readFileSync(file);
    text = gunzipSync(good).toString();
  });
  const header = (): Record<string, unknown> => JSON.parse(text.slice(0, text.indexOf('\n')));
  const withHeader = (change: object): Buffer =>
    gzipSync(`${JSON.stringify({ ...header(), ...change })}${text.slice(text.indexOf('\n'))}`);

  it.each<[string, () => Buffer, string]>([
    ['a file that is cut off', () => good.subarray(0, good.length - 100), 'BACKUP_UNREADABLE'],
    ['a file with a changed byte', () => flip(good, good.length >> 1), 'BACKUP_UNREADABLE'],
    ['lines that end too early', () => gzipSync(text.slice(0, text.length >> 1)), 'BACKUP_UNREADABLE'],
    ['no end line', () => gzipSync(text.slice(0, text.lastIndexOf('{"end"'))), 'BACKUP_UNREADABLE'],
    ['a changed row', () => gzipSync(text.replace('"Ann"', '"Eve"')), 'BACKUP_UNREADABLE'],
    ['a row too few', () => gzipSync(text.replace(/\n\{"position":2,.*/, '')), 'BACKUP_UNREADABLE'],
    ['more after its end', () => gzipSync(`${text}{"table":"person"}\n`), 'BACKUP_UNREADABLE'],
    ['something else', () => Buffer.from('not a backup'), 'BACKUP_UNREADABLE'],
    ['nothing at all', () => gzipSync(''), 'BACKUP_UNREADABLE'],
    ['a newer schema', () => withHeader({ schemaVersion: schemaVersion + 1 }), 'BACKUP_NEWER'],
    ['a newer format', () => withHeader({ format: 2 }), 'BACKUP_NEWER'],
  ])('a backup with %s', async (_, make, code) => {
    const file = newPath('bad');
    writeFileSync(file, make());
    const dataDir = newPath('hub');
    const failure = await failureOf(restore({ dataDir }, file, randomIds));
    expect([failure.code, failure.problem.where]).toEqual([code, file]);
    // It was found out before the folder was even made.
    expect(existsSync(dataDir)).toBe(false);
  });

  it('a backup whose sums fit but whose ledgers do not', async () => {
    const file = newPath('forged');
    const forged = forge(text, 'ledger_event', (rows) => {
      const at = rows.findIndex((line) => line.includes('"review.submitted"'));
      rows[at] = rows[at]!.replace('"salt":"', '"salt":"f').replace(/("salt":"f[0-9a-f]{31})./, '$1');
    });
    writeFileSync(file, forged);
    const place = newFolder();
    const failure = await failureOf(restore(place, file, randomIds));
    expect([failure.code, failure.message]).toEqual([
      'BACKUP_UNREADABLE',
      expect.stringContaining('breaks at'),
    ]);
    // Still empty: a good one can be restored there.
    writeFileSync(`${file}-good`, good);
    const summary = await restore(place, `${file}-good`, randomIds);
    expect(summary.events).toBeGreaterThan(6);
    expect(summary.differences).toBe(0);
    const again = await failureOf(restore(place, `${file}-good`, randomIds));
    expect(again.code).toBe('DATABASE_NOT_EMPTY');
  });

  it('a file that is not there', async () => {
    expect((await failureOf(restore(newFolder(), newPath('none'), randomIds))).code).toBe(
      'BACKUP_UNREADABLE',
    );
  });
});

it('a restore tells of a backup whose sums and ledgers fit, but whose tables are not what the ledgers say', async () => {
  const place = newFolder();
  const { hub } = await makeWorld(place);
  await hub.close();
  const file = newPath('backup');
  await backUp(place, file, systemClock);
  const text = gunzipSync(readFileSync(file)).toString();
  // A review that was never made so: one row that is not there again, and one that is.
  const forged = forge(
    text,
    'review',
    (rows) => (rows[0] = rows[0]!.replace('"elapsed_ms":', '"elapsed_ms":1')),
  );
  writeFileSync(`${file}-forged`, forged);
  expect(await restore(newFolder(), `${file}-forged`, randomIds)).toMatchObject({ differences: 2 });
});

/** The backup with rows of a table changed, and sums that fit. */
function forge(text: string, table: string, change: (rows: string[]) => unknown): Buffer {
  const lines = text.split('\n');
  const from = lines.indexOf(`{"table":"${table}"}`) + 1;
  const until = lines.findIndex((line, n) => n >= from && /^\{"(table|end)":/.test(line));
  const rows = lines.slice(from, until);
  change(rows);
  lines.splice(from, until - from, ...rows);
  const sha256 = createHash('sha256')
    .update(rows.join('\n') + '\n')
    .digest('hex');
  const last = JSON.parse(lines.at(-2)!) as { tables: { table: string; sha256: string }[] };
  last.tables.find((one) => one.table === table)!.sha256 = sha256;
  lines[lines.length - 2] = JSON.stringify(last);
  return gzipSync(lines.join('\n'));
}

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at]! ^ 1;
  return copy;
}

describe('after an older backup was restored', () => {
  it('devices send again what it lacked and read the hub anew: nothing is lost, nothing doubled', async () => {
    const dataDir = newDataDir();
    const hub = await startListeningHub(dataDir);
    const ada = await hub.addPerson('Ada', 'lead');
    const bob = await hub.addPerson('Bob', 'reviewer');
    const proxy = await startFaultProxy(hub.url, () => 'none');
    const people = [ada.person.id, bob.person.id] as PersonId[];
    const lead = openDevice(newPath('ada'), 'ada');
    const reviewer = openDevice(newPath('bob'), 'bob');
    await lead.sync.connect(proxy.url, ada.token);
    await reviewer.sync.connect(proxy.url, bob.token);
    const first = lead.draw(4, 4, people).manifest;
    for (const one of [lead, reviewer]) await one.sync.runNow();
    reviewer.review(first, 0);
    for (const one of [reviewer, lead]) await one.sync.runNow();
    await hub.close();
    const file = newPath('backup');
    await backUp({ dataDir }, file, systemClock);
    // What the backup lacks: a whole audit with its contents, and reviews of both audits.
    const second = await startListeningHub(dataDir, hub.port);
    const lacked = lead.draw(3, 3, people).manifest;
    for (const one of [lead, reviewer]) await one.sync.runNow();
    reviewer.review(first, 1);
    reviewer.review(lacked, 0);
    lead.review(lacked, 1);
    for (const one of [reviewer, lead]) await one.sync.runNow();
    const all = await second.listReviews(lacked.auditId);
    expect(all).toHaveLength(2);
    const before = [await second.listReviews(first.auditId), all];
    await second.close();
    const restored = newDataDir();
    await restore({ dataDir: restored }, file, randomIds);
    const third = await startListeningHub(restored);
    expect(await third.listReviews(lacked.auditId)).toEqual([]);
    proxy.retarget(third.url);
    // Twice: what the lead's device sends again must be there before the reviewer's is judged, or is judged when it comes.
    for (const one of [reviewer, lead, reviewer, lead]) await one.sync.runNow();
    expect([await third.listReviews(first.auditId), await third.listReviews(lacked.auditId)]).toEqual(before);
    for (const one of [lead, reviewer]) {
      const proof = await one.sync.verify();
      expect(proof.problems).toEqual([]);
      expect(one.sync.status().waiting).toBe(0);
    }
    expect(await third.listFaults()).toEqual([]);
    for (const one of [lead, reviewer]) await one.close();
    await proxy.close();
    await third.close();
  });
});
