// Imported texts beside the store: a text whose retention ends goes from there, too, also after a crash in between, and
// what an import left behind goes at the next start.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRow } from '../../db/connection.ts';
import { putDeadline } from '../../db/queries/deadlines.ts';
import { listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { listSources } from '../../db/queries/sources.ts';
import { compareProjections } from '../../db/replay.ts';
import { systemClock } from '../../electron/backend/clock.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Folder } from '../support/source-files.ts';
import { makeSourceFolder, toCsv } from '../support/source-files.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { failureOf, openTestBackend } from '../support/test-backend.ts';

let folder: Folder;
let backend: TestBackend;
beforeEach(async () => {
  folder = makeSourceFolder();
  backend = await open();
});
afterEach(async () => {
  await backend.close();
  folder.remove();
});

const open = (): Promise<TestBackend> => openTestBackend(join(folder.path, 'data'), { clock: systemClock });
const secret = (item: number): string => `Secret number ${item}.`;

/** Six items, two reviews each, in an audit that is closed. */
async function importSix(): Promise<{ auditId: AuditId; spool: string }> {
  const rows = Array.from({ length: 12 }, (_, n) => ({
    item_id: `i${n % 6}`,
    annotator: n < 6 ? 'ann' : 'bob',
    question: 'Which?',
    answer: secret(n % 6),
    label: n % 4 === 0 ? 'bad' : 'good',
  }));
  const { auditId } = await backend.client.imports.run({
    paths: [folder.write('six.csv', toCsv(rows))],
    preset: null,
    mapping: null,
    auditId: null,
    importId: randomUUID(),
    name: 'Six',
    isSimulated: false,
    audit: { title: 'Six', isClosed: true, dueAt: null },
  });
  const [source] = listSources(backend.context.store);
  return { auditId, spool: source!.spec.paths[0]! };
}

/** As a hub tells of a closed audit: these texts may be kept no longer. */
async function endTexts(auditId: AuditId, items: readonly number[]): Promise<void> {
  const { items: drawn } = await backend.client.audits.manifest({ auditId });
  const over = new Date(Date.now() - 1000).toISOString();
  for (const { traceId, contentDigest } of drawn) {
    const isOver = items.some((item) => traceId === `i${item}`);
    if (isOver) putDeadline(backend.context.store, contentDigest, over);
  }
}

const heldIn = (path: string): number[] =>
  [0, 1, 2, 3, 4, 5].filter((item) => readFileSync(path, 'utf8').includes(secret(item)));

test('a text that is erased goes from the file that its import kept, and the others stay', async () => {
  const { auditId, spool } = await importSix();
  expect(heldIn(spool)).toEqual([0, 1, 2, 3, 4, 5]);
  await endTexts(auditId, [1, 4]);
  expect(backend.context.retention.check()).toBe(2);
  expect(heldIn(spool)).toEqual([0, 2, 3, 5]);
  expect(readdirSync(join(folder.path, 'data', 'imports'))).toHaveLength(1);
  expect(listReviewsOfAudit(backend.context.store, auditId)).toHaveLength(12);
  expect(compareProjections(backend.context.store)).toEqual([]);
  const { id: sourceId } = listSources(backend.context.store)[0]!;
  const redrawn = await failureOf(
    backend.client.frames.count({ sourceId, filter: { dimensions: [] }, dimensions: [] }),
  );
  expect(redrawn).toMatchObject({ code: 'SOURCE_CHANGED' });
});

test('with its last text the file goes', async () => {
  const { auditId, spool } = await importSix();
  await endTexts(auditId, [0, 1, 2, 3, 4, 5]);
  expect(backend.context.retention.check()).toBe(6);
  expect(existsSync(spool)).toBe(false);
});

test('a process that ends between the store and the file takes it out at the next start', async () => {
  const { auditId, spool } = await importSix();
  const before = readFileSync(spool);
  await endTexts(auditId, [3]);
  backend.context.retention.check();
  await backend.close();
  writeFileSync(spool, before);
  backend = await open();
  expect(heldIn(spool)).toEqual([0, 1, 2, 4, 5]);
});

test('what an import left behind whose process ended goes at the next start, and what a source names stays', async () => {
  const { spool } = await importSix();
  await backend.close();
  const imports = join(folder.path, 'data', 'imports');
  writeFileSync(join(imports, `${randomUUID()}.part`), secret(0));
  writeFileSync(join(imports, 'ffffffffffffffffffffffffffffffff.jsonl'), secret(1));
  backend = await open();
  expect(readdirSync(imports).map((name) => join(imports, name))).toEqual([spool]);
  expect(findRow(backend.context.store, 'SELECT 1 FROM content LIMIT 1')).not.toBeNull();
});
