import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeStore, openScratchStore, runSql } from '../../db/connection.ts';
import { listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { WorkbenchError } from '../../electron/backend/errors.ts';
import { silentLog } from '../../electron/backend/log.ts';
import type { ReportEngineOptions } from '../../electron/backend/report/engine.ts';
import { createReportEngine } from '../../electron/backend/report/engine.ts';
import type { ReportEngine } from '../../electron/backend/report/report-calls.ts';
import { findManifest, gatherReportInput } from '../../electron/backend/report-input.ts';
import { getAudit } from '../../electron/backend/get-audit.ts';
import type { AuditId, ItemId } from '../../shared/domain/ids.ts';
import { report as reportSchema } from '../../shared/contract/report.ts';
import { composeReport } from '../../shared/report/compose.ts';
import { answersOf, createDevice, makeFolder } from '../support/test-device.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

let folder: ReturnType<typeof makeFolder>;
let backend: TestBackend;
let engine: ReportEngine;

beforeEach(async () => {
  folder = makeFolder();
  backend = await openTestBackend(folder.path);
  engine = backend.context.reports;
});

afterEach(async () => {
  await backend.close();
  folder.remove();
});

async function submit(auditId: AuditId, itemId: ItemId, answer: 'none' | 'factual' = 'none') {
  const call = { auditId, itemId, submissionId: newReviewId(backend), draft: draftOf(answersOf(answer)) };
  return (await backend.client.reviews.submit(call)).review;
}

/** What the same function gives on this thread, read anew. */
function composedHere(auditId: AuditId, computedAt: string) {
  const { store } = backend.context;
  const audit = getAudit(store, auditId);
  return composeReport(gatherReportInput(store, audit, findManifest(store, audit)!, computedAt));
}

function makeEngine(change: Partial<ReportEngineOptions> = {}): ReportEngine {
  const { store, clock } = backend.context;
  return createReportEngine({ store, clock, log: silentLog(), newId: () => 'entry-1', ...change });
}

async function rejectionOf(call: Promise<unknown>): Promise<WorkbenchError> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(WorkbenchError);
  return error as WorkbenchError;
}

describe('the report engine', () => {
  test('gives in its thread what the same function gives here, after every submission', async () => {
    const { manifest } = storeMadeAudit(backend, 6, { overlap: 2 });
    const { auditId } = manifest;
    for (const [n, item] of manifest.items.entries()) {
      const before = await engine.get({ auditId });
      expect(before.reviewIds).toHaveLength(n);
      await submit(auditId, item.id, n % 2 === 0 ? 'none' : 'factual');
      const told = await engine.get({ auditId });
      expect(told).toEqual(composedHere(auditId, told.computedAt));
      expect(reportSchema.parse(told)).toEqual(told);
    }
  });

  test('sees a review that was reopened and submitted anew, and forgets the one before', async () => {
    const { manifest } = storeMadeAudit(backend, 2);
    const { auditId } = manifest;
    const itemId = manifest.items[0]!.id;
    const first = await submit(auditId, itemId);
    expect((await engine.get({ auditId })).reviewIds).toEqual([first.id]);
    const { draft } = await backend.client.reviews.reopen({ auditId, itemId });
    expect((await engine.get({ auditId })).reviewIds).toEqual([first.id]);
    const submissionId = newReviewId(backend);
    await backend.client.reviews.submit({ auditId, itemId, submissionId, draft });
    expect((await engine.get({ auditId })).reviewIds).toEqual([submissionId]);
    expect(listReviewsOfAudit(backend.context.store, auditId)).toHaveLength(2);
  });

  test('answers each of many calls at once, equal ones with one answer', async () => {
    const made = [storeMadeAudit(backend, 3), storeMadeAudit(backend, 4)];
    const ids = made.map((one) => one.manifest.auditId);
    const told = await Promise.all([0, 1, 0, 1, 0].map((n) => engine.get({ auditId: ids[n]! })));
    expect(told.map((one) => one.coverage.drawn)).toEqual([3, 4, 3, 4, 3]);
    expect(told[4]).toBe(told[2]);
  });

  test('does not answer a call with figures from before it: what is under way is not shared', async () => {
    const { manifest } = storeMadeAudit(backend, 3);
    const { auditId } = manifest;
    const early = engine.get({ auditId });
    const review = await submit(auditId, manifest.items[0]!.id);
    const late = engine.get({ auditId });
    expect((await late).reviewIds).toEqual([review.id]);
    expect(await early).not.toBe(await late);
  });

  test('tells typed failures of its thread as what they are', async () => {
    const unknown = backend.context.ids.uuidv7() as AuditId;
    const failure = await rejectionOf(engine.get({ auditId: unknown }));
    expect(failure.code).toBe('NOT_FOUND');
    expect(failure.problem.remedy).not.toBe('');
    const { manifest } = storeMadeAudit(backend, 1);
    expect((await engine.get({ auditId: manifest.auditId })).coverage.drawn).toBe(1);
  });

  test('computes on this thread where the store is in memory', async () => {
    const device = createDevice('memory', openScratchStore());
    const { manifest } = device.draw(3);
    const here = makeEngine({ store: device.store, program: new URL('file:///nothing/here.ts') });
    expect((await here.get({ auditId: manifest.auditId })).coverage.drawn).toBe(3);
    await here.close();
    closeStore(device.store);
  });
});

describe('a thread that ends', () => {
  const program = new URL('../support/fragile-thread.ts', import.meta.url);
  const auditId = '0198c0de-0000-7000-8000-000000000001' as AuditId;
  const itemId = '0198c0de-0000-7000-8000-000000000002' as ItemId;
  const reader = { personId: auditId as never, seesOthers: true };
  let fragile: ReportEngine;
  let logged: string;

  const threadOf = async (of: ReportEngine, id = auditId): Promise<number> =>
    ((await of.get({ auditId: id })) as unknown as { threadId: number }).threadId;

  function openFragile(change: Partial<ReportEngineOptions> = {}): void {
    logged = '';
    const stream = new PassThrough();
    stream.on('data', (chunk: Buffer) => (logged += chunk.toString()));
    fragile = makeEngine({ program, log: pino(stream), ...change });
  }

  afterEach(() => fragile.close());

  test('fails the call that was under way, says so, and goes on in a new one', async () => {
    openFragile();
    const first = await threadOf(fragile);
    expect(await threadOf(fragile)).toBe(first);
    const failed = fragile.item({ auditId, itemId, reader });
    const waiting = threadOf(fragile);
    const failure = await rejectionOf(failed);
    expect(failure.code).toBe('INTERNAL');
    expect(failure.problem).toMatchObject({
      where: 'log entry entry-1',
      remedy: expect.stringMatching(/try again/i),
    });
    expect(await waiting).not.toBe(first);
    expect(logged).toContain('entry-1');
    expect(logged).toContain('RangeError');
    expect(logged).not.toContain('secret');
  });

  test('fails each call, and none of them twice, where its program cannot be started at all', async () => {
    openFragile({ program: new URL('file:///nothing/here.ts') });
    const failures = await Promise.all([
      rejectionOf(fragile.get({ auditId })),
      rejectionOf(fragile.history({ auditId, auditIds: [] })),
    ]);
    expect(failures.map((one) => one.code)).toEqual(['INTERNAL', 'INTERNAL']);
  });

  test('on close, even in the middle of a computation, rejects what is left and what comes later', async () => {
    openFragile({ patienceMs: 200 });
    const calls = [
      fragile.compare({ auditId, withAuditId: auditId, bridgeIds: [] }),
      fragile.get({ auditId }),
      fragile.history({ auditId, auditIds: [] }),
    ].map(rejectionOf);
    await fragile.close();
    for (const failure of await Promise.all(calls)) expect(failure.code).toBe('CONFLICT');
    expect((await rejectionOf(fragile.get({ auditId }))).code).toBe('CONFLICT');
  });

  test('for want of work is started again by the next call', async () => {
    openFragile({ idleMs: 0 });
    const first = await threadOf(fragile);
    await expect.poll(() => threadOf(fragile)).not.toBe(first);
  });

  test('closes twice without harm, and without ever having been started', async () => {
    openFragile();
    await fragile.close();
    await fragile.close();
  });
});

describe('the store of a report', () => {
  test('is never written by the engine', async () => {
    const { openReader, closeReader, pathOf } = await import('../../db/connection.ts');
    const reader = openReader(pathOf(backend.context.store));
    expect(() => runSql(reader as never, `INSERT INTO setting (key, value) VALUES ('a', '1')`)).toThrow(
      /cannot be written/,
    );
    closeReader(reader);
  });

  test('gives figures of one moment, while reviews go on being submitted', async () => {
    const { manifest } = storeMadeAudit(backend, 40);
    const { auditId } = manifest;
    const told = [];
    for (const item of manifest.items) {
      await submit(auditId, item.id);
      told.push(engine.get({ auditId }));
    }
    for (const one of await Promise.all(told)) {
      expect(one.coverage.reviewed).toBe(one.reviewIds.length);
    }
    expect((await told.at(-1)!).reviewIds).toHaveLength(40);
  });
});
