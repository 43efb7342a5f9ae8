// `assay import-reviews`, as an engineer runs it: a look that stores nothing, an import, its rows left out, wrong usage.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../support/run-command.ts';
import type { Folder } from '../support/source-files.ts';
import { makeSourceFolder, toCsv } from '../support/source-files.ts';

let folder: Folder;
let path: string;
let data: string;
beforeAll(() => {
  folder = makeSourceFolder();
  data = join(folder.path, 'data');
  const row = (item: string, who: string, label: string) => ({
    item_id: item,
    annotator: who,
    prompt: 'q',
    answer: `a${item}`,
    label,
  });
  path = folder.write(
    'r.csv',
    toCsv([row('1', 'ann', 'good'), row('1', 'bob', 'bad'), row('2', '', 'good'), row('2', 'ann', 'good')]),
  );
});
afterAll(() => folder.remove());

const assay = (...args: string[]) => runCommand(['import-reviews', ...args, '--data', data]);

test('looks without storing, then imports what it said it would, and lists what became no review', async () => {
  const look = await assay(path, '--dry-run', '--json');
  expect(look).toMatchObject({
    code: 0,
    answer: { preset: 'columns', items: 2, reviews: 3, disagreements: 1, rejectedCount: 1 },
  });
  const done = await assay(path, '--simulated', '--title', 'Made', '--json');
  expect(done.answer).toMatchObject({ auditTitle: 'Made', reviews: 3, rejected: 1, isSimulated: true });
  const again = await assay(
    path,
    '--dry-run',
    '--audit',
    (done.answer as { auditId: string }).auditId,
    '--json',
  );
  expect(again.answer).toMatchObject({ reviews: 0, rejectedCount: 4 });
});

test('tells wrong usage from a failure, each with a way out', async () => {
  const both = await assay(path, '--audit', '01900000-0000-7000-8000-000000000000', '--title', 'x');
  expect(both).toMatchObject({ code: 2, told: expect.stringMatching(/leave them out with --audit/) });
  const gone = await assay(join(folder.path, 'none.csv'), '--title', 'x');
  expect(gone).toMatchObject({ code: 1, told: expect.stringMatching(/what to do:/) });
});
