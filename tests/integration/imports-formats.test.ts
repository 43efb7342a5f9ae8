// Forms in which tools hand over reviews besides those of the shared data: Parquet tables, Label Studio's short export, and
// files that were said to be something else than they are.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { systemClock } from '../../electron/backend/clock.ts';
import { Duck } from '../../electron/backend/sources/duck.ts';
import type { ImportPreset } from '../../shared/domain/imported.ts';
import type { Folder } from '../support/source-files.ts';
import { makeSourceFolder, toCsv, writeParquet } from '../support/source-files.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { failureOf, openTestBackend } from '../support/test-backend.ts';

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

const look = (path: string, preset: ImportPreset | null = null) =>
  backend.client.imports.inspect({ paths: [path], preset, mapping: null, auditId: null });
const run = (path: string) =>
  backend.client.imports.run({
    paths: [path],
    preset: null,
    mapping: null,
    auditId: null,
    importId: randomUUID(),
    name: 'Made',
    isSimulated: false,
    audit: { title: 'Made', isClosed: false, dueAt: null },
  });

const rows = [
  ['i1', 'ann', 'It is 1.', 'good'],
  ['i1', 'bob', 'It is 1.', 'bad'],
  ['i1', 'ann', 'It is 1.', 'bad'],
  ['i2', '', 'It is 2.', 'good'],
  ['i3', 'ann', 'It is 3.', '=1+1'],
].map(([item_id = '', annotator = '', answer = '', label = '']) => ({ item_id, annotator, answer, label }));

async function parquetOf(name: string, of: readonly Record<string, string>[]): Promise<string> {
  const duck = new Duck();
  try {
    return await writeParquet(duck, join(folder.path, name), of);
  } finally {
    await duck.close();
  }
}

test('a Parquet table gives the reviews, the rejected rows and the columns of the same table as CSV', async () => {
  const [table, text] = [await parquetOf('t.parquet', rows), folder.write('t.csv', toCsv(rows))];
  const [seen, expected] = [await look(table), await look(text)];
  const { files: _, ...comparable } = seen;
  expect(comparable).toEqual({
    ...expected,
    files: undefined,
    rejected: expected.rejected.map((one) => ({ ...one, file: table })),
  });
  expect(seen.rejected.map((one) => [one.row, one.code])).toEqual([
    [3, 'DUPLICATE_REVIEW'],
    [4, 'MISSING_FIELD'],
  ]);
  const { auditId, reviews, rejected } = await run(table);
  expect([reviews, rejected]).toEqual([3, 2]);
  expect(listReviewsOfAudit(backend.context.store, auditId)).toHaveLength(3);
});

test('a Parquet table with the columns of XSTest is read as XSTest', async () => {
  const cells = { prompt: 'p', completion: 'c', type: 't' };
  const labels = { annotation_1: '1_full_compliance', annotation_2: '2_full_refusal' };
  const row = { id: '1', ...cells, ...labels, final_label: '2_full_refusal' };
  const path = await parquetOf('model-a.parquet', [row, { ...row, id: '2' }]);
  expect(await look(path)).toMatchObject({ preset: 'xstest', reviews: 4, disagreements: 2, rulings: 2 });
  expect(await run(path)).toMatchObject({ reviews: 4, rulings: 2 });
});

test('a damaged Parquet file is refused with a way out, and nothing of it is stored', async () => {
  const path = folder.write('cut.parquet', Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(200, 7)]));
  const refused = { code: 'SOURCE_UNREADABLE', data: { where: path } };
  expect(await failureOf(look(path))).toMatchObject(refused);
  expect(await failureOf(run(path))).toMatchObject(refused);
  expect(await backend.client.imports.list({})).toEqual([]);
});

test('a row of a Parquet table that holds a NUL is rejected alone', async () => {
  const duck = new Duck();
  const path = join(folder.path, 'nul.parquet');
  await duck.run(
    `COPY (SELECT 'i' || n AS item_id, 'ann' AS annotator, 'a' || n || CASE n WHEN 2 THEN chr(0) ELSE '' END AS answer,
       'good' AS label FROM range(1, 4) AS r(n)) TO '${path}' (FORMAT parquet)`,
  );
  await duck.close();
  const seen = await look(path);
  expect(seen.reviews).toBe(2);
  expect(seen.rejected.map((one) => [one.row, one.code])).toEqual([[2, 'NUL_CHARACTER']]);
});

test('Label Studio’s short export is recognised, and one task of two people is one item with two reviews', async () => {
  const record = (annotator: number, verdict: string) => ({
    question: 'How?',
    answer: 'So.',
    id: 7,
    verdict,
    annotator,
    annotation_id: annotator + 10,
    lead_time: 3,
  });
  const path = folder.write('min.json', JSON.stringify([record(1, 'good'), record(2, 'bad')]));
  expect(await look(path)).toMatchObject({
    preset: 'label-studio',
    items: 1,
    reviews: 2,
    disagreements: 1,
    rejectedCount: 0,
  });
  expect(await run(path)).toMatchObject({ reviews: 2 });
});

test.each<[ImportPreset, string, string]>([
  ['xstest', 'list.json', JSON.stringify(rows)],
  ['langfuse-scores', 'list.jsonl', `${JSON.stringify(rows[0])}\n`],
  ['argilla', 'table.csv', toCsv(rows)],
  ['label-studio', 'table.csv', toCsv(rows)],
  ['clapnq', 'table.csv', toCsv(rows)],
])(
  'a file that is said to be %s and cannot be, %s, is refused with a way out',
  async (preset, name, text) => {
    expect(await failureOf(look(folder.write(name, text), preset))).toMatchObject({
      code: 'SOURCE_UNREADABLE',
      data: { remedy: expect.stringMatching(/recognised/) },
    });
  },
);
