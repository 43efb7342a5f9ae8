import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../hub/database/embedded.ts';
import { openDatabase } from '../../hub/database/open.ts';
import { HubFailure } from '../../hub/failure.ts';
import { compareWithReplay } from '../../hub/replay.ts';
import { withHub } from '../../hub/administer.ts';
import { startHub } from '../../hub/server.ts';
import type { RunningHub, StartOptions } from '../../hub/server.ts';
import { problem } from '../../shared/contract/errors.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';

const log = pino({ level: 'silent' });
const root = join(import.meta.dirname, '..', '..');

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-hub-'));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with a database that was made once and copied, because making one is most of a first start. */
function newHubFolder(): string {
  const folder = newFolder();
  cpSync(template, folder, { recursive: true });
  return folder;
}
let template = '';
beforeAll(async () => {
  template = newFolder();
  const { pglite, unlock } = await openEmbedded({ dataDir: template });
  await pglite.close();
  unlock();
});

const start = (dataDir: string, more: Partial<StartOptions> = {}): Promise<RunningHub> =>
  startHub({ dataDir, port: 0, host: '127.0.0.1', log, ...more } as StartOptions);

async function failureOf(act: Promise<unknown>): Promise<HubFailure> {
  const failure = await act.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(failure instanceof HubFailure)) throw new Error(`expected a HubFailure, got ${String(failure)}`);
  expect(problem.safeParse(failure.problem).success).toBe(true);
  return failure;
}

const whoAmI = (hub: RunningHub, token: string | null): Promise<Response> =>
  fetch(`${hub.url}/v1/me`, { headers: { authorization: `Bearer ${token ?? ''}` } });

describe('a hub that is started', () => {
  it('gives its admin token once, and keeps its identity and everything else over a restart', async () => {
    const dataDir = newHubFolder();
    const first = await start(dataDir);
    const { hubId, adminToken } = first;
    expect(adminToken).toMatch(/^assay_/);
    const me = (await (await whoAmI(first, adminToken)).json()) as {
      hubId: string;
      person: { role: string };
    };
    expect(me).toMatchObject({ hubId, person: { role: 'admin' } });
    await first.close();
    const second = await start(dataDir);
    expect([second.hubId, second.adminToken]).toEqual([hubId, null]);
    expect((await whoAmI(second, adminToken)).status).toBe(200);
    await second.close();
  });

  it('keeps ledgers, projections, feed and its epoch over a restart', async () => {
    const dataDir = newHubFolder();
    const before = await TestHub.start({ dataDir });
    const lead = await before.add('lead');
    const ann = await before.add('reviewer');
    const device = new TestDevice(before, lead);
    const audit = new TestAudit(5);
    await audit.open(device, [ann]);
    const anns = new TestDevice(before, ann);
    anns.review(audit, 0);
    await anns.push();
    const told = await before.pull(ann.token);
    await before.close();
    const after = await TestHub.start({ dataDir });
    expect(await after.pull(ann.token)).toEqual(told);
    expect((await after.pull(ann.token, told.cursor)).entries).toEqual([]);
    expect(await compareWithReplay(after.database.db, after.database.hubId)).toEqual([]);
    await after.close();
  });

  it('leaves requests in flight their answer when it is stopped', async () => {
    const hub = await start(newHubFolder());
    const token = hub.adminToken;
    const asked = Array.from({ length: 5 }, () => whoAmI(hub, token).then((answer) => answer.status));
    const [statuses] = await Promise.all([Promise.allSettled(asked), hub.close()]);
    for (const one of statuses) if (one.status === 'fulfilled') expect([200, 503]).toContain(one.value);
    await expect(whoAmI(hub, token)).rejects.toThrow();
  });
});

describe('a hub that is asked to stop', () => {
  it('says so at /readyz first, goes on answering, and only then stops listening', async () => {
    const hub = await start(newHubFolder(), { drainMs: 1500 });
    const ready = async (): Promise<number> => (await fetch(`${hub.url}/readyz`)).status;
    expect(await ready()).toBe(200);
    const closing = hub.close();
    expect(await ready()).toBe(503);
    expect((await whoAmI(hub, hub.adminToken)).status).toBe(200);
    // Asked twice it closes once.
    await Promise.all([closing, hub.close()]);
    await expect(ready()).rejects.toThrow();
  });

  it('on the command line ends at once when it is asked again', async () => {
    const data = newFolder();
    cpSync(template, join(data, 'hub'), { recursive: true });
    const child = spawn(
      process.execPath,
      [join(root, 'electron', 'cli', 'assay.ts'), 'hub', 'start', '--port', '0', '--drain', '600', '--json'],
      {
        env: { ...process.env, ASSAY_DATA: data, DATABASE_URL: '' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', () => resolve());
      void ended.then((code) => reject(new Error(`the hub ended with code ${code}`)));
    });
    const said = new Promise<string>((resolve) =>
      createInterface({ input: child.stderr }).once('line', resolve),
    );
    child.kill('SIGTERM');
    expect(await said).toContain('Once more to stop at once');
    child.kill('SIGTERM');
    expect(await ended).toBe(130);
  });
});

describe('what was left undone', () => {
  let dataDir: string;
  let lead: TestPerson;
  let ann: TestPerson;
  let audit: TestAudit;

  beforeAll(async () => {
    dataDir = newHubFolder();
    const hub = await TestHub.start({ dataDir });
    lead = await hub.add('lead');
    ann = await hub.add('reviewer');
    audit = new TestAudit(3);
    await audit.open(new TestDevice(hub, lead), [ann]);
    const device = new TestDevice(hub, ann);
    device.review(audit, 0);
    device.review(audit, 1);
    await device.push();
    await hub.close();
  });
  afterEach(async () => {
    const hub = await TestHub.start({ dataDir });
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);
    await hub.close();
  });
  const reviewCount = async (token: string): Promise<number> => {
    const hub = await TestHub.start({ dataDir });
    const keys = [...(await hub.known(token)).keys()];
    await hub.close();
    return keys.filter((key) => key.startsWith('review/')).length;
  };

  it('is projected and told by a version that knows what the last one did not', async () => {
    // As a version that did not know reviews would have left it.
    const older = await openDatabase({ dataDir });
    await older.db
      .updateTable('ledger_event')
      .set({ state: 'unknown' })
      .where('kind', '=', 'review.submitted')
      .execute();
    await older.db.deleteFrom('review').execute();
    await older.db.deleteFrom('feed_entry').where('kind', '=', 'review').execute();
    await older.db.updateTable('hub_meta').set({ value: 'less' }).where('key', '=', 'knowledge').execute();
    await older.close();
    expect(await reviewCount(ann.token)).toBe(0);
    await (await start(dataDir)).close();
    expect(await reviewCount(ann.token)).toBe(2);
    expect(await reviewCount(lead.token)).toBe(2);
  });

  it('is projected and told after an upgrade of the schema that gave it a table', async () => {
    const hub = await TestHub.start({ dataDir });
    const ben = await hub.add('reviewer');
    const planned = new TestAudit(2, { secondLook: { cleanShare: 1, flaggedShare: 1 } });
    const device = new TestDevice(hub, lead);
    await planned.open(device, [ann]);
    device.append('audit.secondLookAssigned@1', {
      auditId: planned.id,
      question: 'hallucination',
      secondLooks: [{ itemId: planned.item(1), personId: ben.person.id }],
    });
    expect((await device.push()).refused).toEqual([]);
    await hub.close();
    // As the schema before, of a version that knew no second looks, would have left it.
    const older = await openDatabase({ dataDir });
    const ofKind = sql`kind = 'audit.secondLookAssigned'`;
    await sql`UPDATE ledger_event SET state = 'unknown' WHERE ${ofKind}`.execute(older.db);
    await sql`DELETE FROM feed_entry WHERE audience = ${ben.person.id}`.execute(older.db);
    await sql`DELETE FROM feed_entry WHERE kind = 'secondLook'`.execute(older.db);
    await sql`DELETE FROM viewer WHERE person_id = ${ben.person.id}`.execute(older.db);
    await sql`DELETE FROM second_look`.execute(older.db);
    await sql`DROP TABLE refused_request, calibration_item, queue_place, deliberation`.execute(older.db);
    await sql`DROP INDEX ledger_event_waiting`.execute(older.db);
    await sql`ALTER TABLE token DROP COLUMN name, DROP COLUMN last_used_at`.execute(older.db);
    await sql`ALTER TABLE person DROP COLUMN is_imported`.execute(older.db);
    await sql`UPDATE hub_meta SET value = '4' WHERE key = 'schema_version'`.execute(older.db);
    await sql`UPDATE hub_meta SET value = 'less' WHERE key = 'knowledge'`.execute(older.db);
    await older.close();
    await (await start(dataDir)).close();
    const after = await TestHub.start({ dataDir });
    const known = await after.known(ben.token);
    expect(known.get(`secondLook/${planned.item(1)}`)).toMatchObject({ personId: ben.person.id });
    expect(known.has(`item/${planned.item(1)}`)).toBe(true);
    await after.close();
  });

  it('is projected at the next start when contents have come and nobody looked', async () => {
    const hub = await TestHub.start({ dataDir });
    const late = new TestAudit(2);
    const device = new TestDevice(hub, lead);
    late.appendPlan(device);
    late.appendDraw(device);
    await device.push();
    await hub.database.db
      .insertInto('content')
      .values(late.contents.filter(({ text }) => !text.includes('"judge"')))
      .execute();
    await hub.close();
    await (await start(dataDir)).close();
    const after = await TestHub.start({ dataDir });
    expect((await after.known(lead.token)).get(`audit/${late.id}`)).toMatchObject({ state: 'drawn' });
    await after.close();
  });
});

describe('a hub that cannot be started says why and what to do', () => {
  it('when its port is in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const dataDir = newHubFolder();
    const failure = await failureOf(start(dataDir, { port }));
    expect(failure.code).toBe('PORT_IN_USE');
    expect(failure.problem.where).toBe(`127.0.0.1:${port}`);
    expect(failure.problem.remedy).toContain('another port');
    // It gave its folder back.
    await (await start(dataDir)).close();
    server.close();
  });

  it('when it may not listen there', async () => {
    const failure = await failureOf(start(newHubFolder(), { host: '192.0.2.1' }));
    expect(failure.code).toBe('CANNOT_LISTEN');
  });

  it('when another hub runs on its folder', async () => {
    const dataDir = newHubFolder();
    const hub = await start(dataDir);
    for (const act of [
      () => start(dataDir),
      () => withHub({ dataDir }, log, (hub) => hub.people.create({ name: 'Ann', role: 'reviewer' })),
    ]) {
      const failure = await failureOf(act());
      expect(failure.code).toBe('FOLDER_IN_USE');
      expect(failure.problem.where).toBe(dataDir);
    }
    await hub.close();
    const added = await withHub({ dataDir }, log, (hub) =>
      hub.people.create({ name: 'Ann', role: 'reviewer' }),
    );
    expect(added.person.name).toBe('Ann');
  });

  it('when its database is from a newer version, and leaves it untouched', async () => {
    const dataDir = newHubFolder();
    const newer = await openDatabase({ dataDir });
    await newer.db.updateTable('hub_meta').set({ value: '99' }).where('key', '=', 'schema_version').execute();
    await newer.close();
    const failure = await failureOf(start(dataDir));
    expect(failure.code).toBe('DATABASE_NEWER');
    expect(failure.problem.what).toContain('schema 99');
    expect(failure.problem.remedy).toContain('newer version');
  });

  it('when its database is damaged', async () => {
    const dataDir = newHubFolder();
    await (await start(dataDir)).close();
    const control = join(dataDir, 'postgres', 'global', 'pg_control');
    writeFileSync(control, Buffer.alloc(8192, 7));
    const failure = await failureOf(start(dataDir));
    expect(failure.code).toBe('FOLDER_UNUSABLE');
    expect(failure.problem.remedy).toContain('backup');
  });

  it('when its folder is a file', async () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect((await failureOf(start(file))).code).toBe('FOLDER_UNUSABLE');
  });

  it('when DATABASE_URL is no address, without repeating it', async () => {
    for (const databaseUrl of [
      'secret',
      'mysql://me:secret@db/assay',
      'postgres//me:secret@db',
      'http://secret',
    ]) {
      const failure = await failureOf(startHub({ databaseUrl, port: 0, host: '127.0.0.1', log }));
      expect([failure.code, failure.problem.where]).toEqual(['INVALID_INPUT', 'DATABASE_URL']);
      expect(JSON.stringify(failure.problem)).not.toContain('secret');
    }
  });

  it('when its PostgreSQL does not answer, without showing the password', async () => {
    const databaseUrl = 'postgres://assay:secret@127.0.0.1:1/none';
    const failure = await failureOf(startHub({ databaseUrl, port: 0, host: '127.0.0.1', log }));
    expect(failure.code).toBe('DATABASE_UNREACHABLE');
    expect(JSON.stringify(failure.problem)).not.toContain('secret');
    expect(failure.problem.where).toBe('postgres://127.0.0.1:1/none');
  });
});

describe('the first start', () => {
  it('that was killed half-way leaves nothing in the way of the next', async () => {
    const dataDir = newFolder();
    const half = join(dataDir, 'postgres.new');
    mkdirSync(join(half, 'base'), { recursive: true });
    writeFileSync(join(half, 'PG_VERSION'), '1');
    await (await start(dataDir)).close();
    expect(readdirSync(dataDir).toSorted()).toEqual(['postgres']);
    expect(existsSync(join(dataDir, 'postgres', 'PG_VERSION'))).toBe(true);
  });

  it('is for its owner alone to read', async () => {
    const dataDir = join(newFolder(), 'hub');
    await (await start(dataDir)).close();
    if (process.platform !== 'win32') expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });
});

describe('the demo process', () => {
  interface Ready {
    url: string;
    token: string;
    personId: string;
  }
  async function launch(dataDir: string) {
    const child = spawn(process.execPath, [join(root, 'hub', 'demo-process.ts')], {
      env: { ...process.env, ASSAY_HUB_DATA: dataDir },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const lines: string[] = [];
    const ready = await new Promise<Ready>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        lines.push(line);
        resolve(JSON.parse(line) as Ready);
      });
      void ended.then((code) => reject(new Error(`the demo hub ended with code ${code}`)));
    });
    return { child, ended, ready, lines };
  }

  it('says one line, makes its lead once, and ends with its parent', async () => {
    const dataDir = newHubFolder();
    const first = await launch(dataDir);
    const ask = (path: string, token: string) =>
      fetch(`${first.ready.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    const me = (await (await ask('/v1/me', first.ready.token)).json()) as { person: unknown };
    expect(me.person).toMatchObject({ id: first.ready.personId, role: 'lead' });
    first.child.stdin.end();
    expect(await first.ended).toBe(0);
    expect(first.lines).toHaveLength(1);
    const second = await launch(dataDir);
    expect(second.ready.personId).toBe(first.ready.personId);
    expect(second.ready.token).not.toBe(first.ready.token);
    const old = await fetch(`${second.ready.url}/v1/me`, {
      headers: { authorization: `Bearer ${first.ready.token}` },
    });
    expect(old.status).toBe(401);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('says what it lacks when it is not told where to keep its data', async () => {
    const child = spawn(process.execPath, [join(root, 'hub', 'demo-process.ts')], {
      env: { ...process.env, ASSAY_HUB_DATA: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(1);
    expect(said).toContain('ASSAY_HUB_DATA');
  });
});
