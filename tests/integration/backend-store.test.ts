import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countPages, limitPages, runSql } from '../../db/connection.ts';
import { systemClock } from '../../electron/backend/clock.ts';
import { findProblem } from '../../electron/backend/errors.ts';
import { createIds } from '../../electron/backend/ids.ts';
import type { AppStatus } from '../../shared/contract/status.ts';
import type { WireEvent } from '../../shared/domain/ledger.ts';
import { GENESIS, verifyChain } from '../../shared/domain/ledger.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, failureOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

let folder: ReturnType<typeof makeFolder>;
const running: TestBackend[] = [];
beforeEach(() => {
  folder = makeFolder();
});
afterEach(async () => {
  for (const backend of running.splice(0)) await backend.close();
  folder.remove();
});

async function open(): Promise<TestBackend> {
  const backend = await openTestBackend(folder.path);
  running.push(backend);
  return backend;
}

async function close(backend: TestBackend): Promise<void> {
  running.splice(running.indexOf(backend), 1);
  await backend.close();
}

const storePath = (): string => join(folder.path, 'workbench.db');

async function startFailure(): Promise<{ code: string; remedy: string }> {
  try {
    await open();
  } catch (error) {
    return { code: (error as { code: string }).code, remedy: findProblem(error)?.remedy ?? '' };
  }
  throw new Error('this should not have started');
}

function noSalt(): never {
  throw new RangeError('no salt');
}

describe('a first start', () => {
  test('makes a person and a ledger that begins with a session, and is fresh until something is there', async () => {
    const { client } = await open();
    const status = await client.app.status({});
    expect(status).toMatchObject({
      host: 'loopback',
      isFresh: true,
      canStartDemoHub: false,
      person: { role: 'lead' },
      ledger: { events: 1 },
      sync: { phase: 'no_hub', waiting: 1 },
    });
    const { rows } = await client.ledger.list({ kind: null, auditId: null, before: null, limit: 10 });
    expect(rows.map((row) => row.kind)).toEqual(['session.opened']);
    expect(await client.people.list({})).toEqual([status.person]);
    storeMadeAudit(running[0]!, 1);
    expect((await client.app.status({})).isFresh).toBe(false);
  });

  test('is remembered: the next start is the same person with the same ledger', async () => {
    const first = await open();
    const before = await first.client.app.status({});
    await close(first);
    const after = await (await open()).client.app.status({});
    expect(after.person).toEqual(before.person);
    expect(after.ledger).toEqual(before.ledger);
  });
});

describe('a start that cannot be', () => {
  test('beside another instance says so and changes nothing for the other one', async () => {
    const { client } = await open();
    expect(await startFailure()).toMatchObject({ code: 'STORAGE_IN_USE' });
    expect((await client.ledger.verify({})).isIntact).toBe(true);
  });

  test('that failed half-way holds nothing: the next try opens the store', async () => {
    const ids = { ...createIds(systemClock), saltHex: noSalt };
    await expect(openTestBackend(folder.path, { ids })).rejects.toThrow('no salt');
    const { client } = await open();
    expect(await client.app.status({})).toMatchObject({ isFresh: true, ledger: { events: 1 } });
  });

  test('on a store of a newer version asks for an update', async () => {
    await close(await open());
    const raw = new Database(storePath());
    raw.pragma('user_version = 999');
    raw.close();
    expect(await startFailure()).toMatchObject({
      code: 'STORAGE_NEWER',
      remedy: expect.stringMatching(/[Uu]pdate/),
    });
  });

  test('on a damaged store names the way to recover', async () => {
    writeFileSync(storePath(), 'no database'.repeat(500));
    expect(await startFailure()).toMatchObject({
      code: 'STORAGE_CORRUPT',
      remedy: expect.stringMatching(/recover/),
    });
    expect(readFileSync(storePath(), 'utf8')).toMatch(/^no database/);
  });
});

describe('a store that stops taking writes', () => {
  test('because the disk is full: the submission is refused as such, nothing is lost, and it goes through later', async () => {
    const backend = await open();
    const { store } = backend.context;
    const { manifest } = storeMadeAudit(backend, 1);
    const on = { auditId: manifest.auditId, itemId: manifest.items[0]!.id };
    const answers = { ...answersOf(), note: { type: 'text' as const, text: 'x'.repeat(5000) } };
    const call = () =>
      backend.client.reviews.submit({ ...on, submissionId: newReviewId(backend), draft: draftOf(answers) });
    await backend.client.reviews.saveDraft({ ...on, draft: draftOf({}) });
    limitPages(store, countPages(store));
    const failure = await failureOf(fillAndCall(backend, call));
    expect(failure).toMatchObject({ code: 'STORAGE_FULL', defined: true });
    const item = await backend.client.reviews.item(on);
    expect(item).toMatchObject({ state: 'draft', review: null });
    limitPages(store, 1_000_000);
    expect((await call()).entry.state).toBe('done');
    expect(await backend.client.ledger.verify({})).toMatchObject({ isIntact: true, projectionsMatch: true });
  });

  test('because it became read-only: refused as such', async () => {
    const backend = await open();
    runSql(backend.context.store, 'PRAGMA query_only = 1');
    const failure = await failureOf(backend.client.settings.update({ theme: 'dark' }));
    runSql(backend.context.store, 'PRAGMA query_only = 0');
    expect(failure).toMatchObject({ code: 'STORAGE_READ_ONLY', defined: true });
    expect((await backend.client.settings.get({})).theme).toBe('system');
  });
});

/** Free pages inside the file take small writes first: repeats until none is left. */
async function fillAndCall(backend: TestBackend, call: () => Promise<unknown>): Promise<unknown> {
  const { store } = backend.context;
  for (let n = 0; n < 100; n += 1) {
    try {
      runSql(store, 'INSERT INTO setting (key, value) VALUES (?, ?)', [`filler-${n}`, 'x'.repeat(3000)]);
    } catch {
      return call();
    }
  }
  throw new Error('the disk did not fill');
}

describe('the ledger', () => {
  test('is exported as lines that a program can verify', async () => {
    const backend = await open();
    storeMadeAudit(backend, 2);
    const { ndjson, fileName } = await backend.client.ledger.export({});
    expect(fileName).toMatch(/\.ndjson$/);
    const lines = ndjson
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as WireEvent);
    expect(lines).toHaveLength(4);
    const { id } = (await backend.client.app.status({})).ledger;
    expect(verifyChain(id, { seq: 0, hash: GENESIS }, lines)).toMatchObject({ ok: true, count: 4 });
  });

  test('that somebody changed is found out, event by event', async () => {
    const backend = await open();
    storeMadeAudit(backend, 2);
    expect(await backend.client.ledger.verify({})).toMatchObject({ isIntact: true, problems: [], events: 4 });
    const { store } = backend.context;
    runSql(store, `UPDATE ledger_event SET body = replace(body, 'Refund', 'Repeat') WHERE seq = 2`);
    const verified = await backend.client.ledger.verify({});
    expect(verified.isIntact).toBe(false);
    expect(verified.problems[0]).toMatch(/event 2: its body was changed/);
    expect(verified.projectionsMatch).toBe(false);
  });

  test('is listed newest first, by kind and audit, page by page', async () => {
    const backend = await open();
    const one = storeMadeAudit(backend, 1);
    storeMadeAudit(backend, 1);
    const list = (change: object) =>
      backend.client.ledger.list({ kind: null, auditId: null, before: null, limit: 3, ...change });
    const first = await list({});
    expect(first.total).toBe(7);
    expect(first.kinds).toEqual(['audit.assigned', 'audit.drawn', 'audit.planned', 'session.opened']);
    expect(first.rows.map((row) => row.seq)).toEqual([7, 6, 5]);
    const second = await list({ before: first.rows.at(-1)!.order });
    expect(second.rows.map((row) => row.seq)).toEqual([4, 3, 2]);
    const ofAudit = await list({ auditId: one.manifest.auditId, kind: 'audit.drawn' });
    expect(ofAudit).toMatchObject({ total: 1, rows: [{ auditTitle: 'Refund answers', state: 'waiting' }] });
  });
});

describe('the person and the settings', () => {
  test('a new name is an event, and shown at once', async () => {
    const { client } = await open();
    expect((await client.app.rename({ name: 'Ada' })).name).toBe('Ada');
    expect((await client.app.status({})).person.name).toBe('Ada');
    expect((await client.ledger.verify({})).projectionsMatch).toBe(true);
  });

  test('preferences keep what was not named, over a restart', async () => {
    const first = await open();
    await first.client.settings.update({ theme: 'dark' });
    await first.client.settings.update({ keys: { submit: 'ctrl+enter' } });
    await close(first);
    expect(await (await open()).client.settings.get({})).toMatchObject({
      theme: 'dark',
      density: 'comfortable',
      keys: { submit: 'ctrl+enter' },
      advancesAfterSubmit: true,
    });
  });

  test('whoever watches is told of a change, and once for a burst of them', async () => {
    const backend = await open();
    const abort = new AbortController();
    const watched = await backend.client.app.watch({}, { signal: abort.signal });
    const told = async () => (await watched.next()).value as AppStatus;
    expect((await told()).ledger.events).toBe(1);
    const next = told();
    for (const name of ['A', 'B', 'C']) await backend.client.app.rename({ name });
    expect((await next).ledger.events).toBeGreaterThan(1);
    expect((await told()).person.name).toBe('C');
    abort.abort();
    await watched.return?.(undefined);
  });
});

test('what nobody expected becomes INTERNAL with an id of the log, and nothing of it is on the wire', async () => {
  const backend = await open();
  const { manifest } = storeMadeAudit(backend, 1);
  runSql(backend.context.store, `UPDATE item SET facets = 'secret broken json'`);
  const failure = await failureOf(backend.client.reviews.queue({ auditId: manifest.auditId }));
  expect(failure).toMatchObject({
    code: 'INTERNAL',
    defined: true,
    data: { where: expect.stringMatching(/^log entry/) },
  });
  expect(JSON.stringify(failure)).not.toMatch(/secret|\.ts/);
});
