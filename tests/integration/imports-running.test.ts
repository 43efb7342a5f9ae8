// An import that is under way: others work on and see nothing of it before it is whole, it can be followed and ended, and
// what others do meanwhile counts.
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRow } from '../../db/connection.ts';
import { listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { compareProjections } from '../../db/replay.ts';
import { systemClock } from '../../electron/backend/clock.ts';
import type { ImportProgress } from '../../shared/contract/imports.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Folder } from '../support/source-files.ts';
import { makeSourceFolder, toCsv } from '../support/source-files.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { failureOf, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

const count = 1000;
let folder: Folder;
let backend: TestBackend;
beforeEach(async () => {
  folder = makeSourceFolder();
  backend = await openTestBackend(join(folder.path, 'data'), { clock: systemClock });
});
afterEach(async () => {
  await backend.close();
  folder.remove();
});

function writeTable(): string {
  const rows = Array.from({ length: count }, (_, n) => ({
    item_id: `i${Math.floor(n / 2)}`,
    annotator: n % 2 === 0 ? 'ann' : 'bob',
    question: 'What is it?',
    answer: `It is ${Math.floor(n / 2)}.`,
    label: n % 7 === 0 ? 'bad' : 'good',
  }));
  return folder.write('many.csv', toCsv(rows));
}

const run = (path: string, importId: string, auditId: AuditId | null = null) =>
  backend.client.imports.run({
    paths: [path],
    preset: null,
    mapping: null,
    auditId,
    importId,
    name: 'Made',
    isSimulated: false,
    audit: auditId === null ? { title: 'Made', isClosed: false, dueAt: null } : null,
  });

/** Asks how far it is, with a call in between as others make them, until `isIt`; answers what was seen on the way. */
async function follow(
  importId: string,
  isIt: (progress: ImportProgress | null) => boolean,
): Promise<(ImportProgress | null)[]> {
  const seen: (ImportProgress | null)[] = [];
  for (;;) {
    const progress = await backend.client.imports.progress({ importId });
    seen.push(progress);
    if (isIt(progress)) return seen;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const rowsOf = (table: string): number =>
  findRow<{ n: number }>(backend.context.store, `SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
const isWriting = (progress: ImportProgress | null): boolean =>
  progress?.phase === 'writing' && progress.done > 0 && progress.done < count;

test('others are answered while an import is written, and see nothing of it before it is whole', async () => {
  const importId = randomUUID();
  const before = [rowsOf('ledger_event'), rowsOf('review'), rowsOf('ledger')];
  const running = run(writeTable(), importId);
  await follow(importId, isWriting);
  const audits = await backend.client.audits.list({});
  expect([audits, await backend.client.imports.list({})]).toEqual([[], []]);
  expect([rowsOf('ledger_event'), rowsOf('review'), rowsOf('ledger')]).toEqual(before);
  const seen = await follow(importId, (progress) => progress === null || progress.done === count);
  const done = seen.flatMap((one) => (one?.phase === 'writing' ? [one.done] : []));
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(done.length).toBeGreaterThan(2);
  expect(await running).toMatchObject({ importId, reviews: count });
  expect(await backend.client.imports.progress({ importId })).toBeNull();
  expect(compareProjections(backend.context.store)).toEqual([]);
});

test('an import that is cancelled half-way leaves nothing behind, and can be begun again under its id', async () => {
  const importId = randomUUID();
  const path = writeTable();
  const before = [rowsOf('ledger_event'), rowsOf('ledger'), rowsOf('content')];
  const running = failureOf(run(path, importId));
  await follow(importId, isWriting);
  expect(await backend.client.imports.cancel({ importId })).toBeNull();
  expect(await running).toMatchObject({
    code: 'CONFLICT',
    data: { what: expect.stringMatching(/cancelled. Nothing was stored/) },
  });
  expect([rowsOf('ledger_event'), rowsOf('ledger'), rowsOf('content')]).toEqual(before);
  expect(readdirSync(join(folder.path, 'data', 'imports'))).toEqual([]);
  expect(await run(path, importId)).toMatchObject({ importId, reviews: count });
});

test('cancelling what is stored already answers what was stored, and takes nothing away', async () => {
  const importId = randomUUID();
  const summary = await run(writeTable(), importId);
  expect(await backend.client.imports.cancel({ importId })).toEqual(summary);
  expect(await backend.client.imports.cancel({ importId: randomUUID() })).toBeNull();
  expect(listReviewsOfAudit(backend.context.store, summary.auditId)).toHaveLength(count);
});

test('two imports at once come one after the other: the second finds the form that the first made, or ends while it waits', async () => {
  const path = writeTable();
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
  const imports = [run(path, first), run(path, second)];
  const unwanted = failureOf(run(path, third));
  await follow(first, isWriting);
  expect(await backend.client.imports.progress({ importId: second })).toMatchObject({ done: 0 });
  expect(await backend.client.imports.cancel({ importId: third })).toBeNull();
  expect(await unwanted).toMatchObject({ code: 'CONFLICT' });
  const made = await Promise.all(imports);
  expect(new Set(made.map((one) => one.auditId)).size).toBe(2);
  const published = `SELECT count(*) AS n FROM ledger_event WHERE kind = 'scorecard.published'`;
  expect(findRow<{ n: number }>(backend.context.store, published)?.n).toBe(1);
  expect(compareProjections(backend.context.store)).toEqual([]);
});

test('an audit that is closed while reviews for it are written takes them as late, and gives nobody work', async () => {
  const { manifest } = storeMadeAudit(backend, 150);
  const { auditId } = manifest;
  const rows = manifest.items.flatMap(({ traceId }) =>
    ['ann', 'bob'].map((reviewer) => ({
      trace: traceId as string,
      reviewer,
      hallucination: 'none',
      policy: 'complies',
      actionability: 'actionable_as_is',
    })),
  );
  const path = folder.write('r.csv', toCsv(rows));
  const assigned = await backend.client.audits.assignments({ auditId });
  const importId = randomUUID();
  const running = run(path, importId, auditId);
  await follow(importId, (one) => one?.phase === 'writing' && one.done > 0);
  await backend.client.audits.close({ auditId });
  expect(await running).toMatchObject({ reviews: rows.length });
  expect(await backend.client.audits.assignments({ auditId })).toEqual(assigned);
  expect(new Set(listReviewsOfAudit(backend.context.store, auditId).map((one) => one.isLate))).toEqual(
    new Set([true]),
  );
  expect(compareProjections(backend.context.store)).toEqual([]);
});
