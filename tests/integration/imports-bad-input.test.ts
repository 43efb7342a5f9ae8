// What comes of files that are dirty, broken or hostile: every row is a review or is listed with its place and its reason,
// and an import is there whole or not at all.
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countPages, findRow, limitPages, runSql } from '../../db/connection.ts';
import { findContent } from '../../db/queries/contents.ts';
import { catalogueOf } from '../../db/queries/deliberation.ts';
import { listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { compareProjections } from '../../db/replay.ts';
import { systemClock } from '../../electron/backend/clock.ts';
import { findScorecard } from '../../shared/domain/catalogue.ts';
import type { ImportPreset } from '../../shared/domain/imported.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import { checkAnswers } from '../../shared/domain/review.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import type { Folder } from '../support/source-files.ts';
import { makeSourceFolder, toCsv } from '../support/source-files.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { failureOf, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

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

interface More {
  preset?: ImportPreset;
  mapping?: Record<string, string>;
  auditId?: AuditId;
  importId?: string;
}

const choiceOf = (path: string, more: More) => ({
  paths: [path],
  preset: more.preset ?? null,
  mapping: more.mapping ?? null,
  auditId: more.auditId ?? null,
});
const look = (path: string, more: More = {}) => backend.client.imports.inspect(choiceOf(path, more));
const run = (path: string, more: More = {}) =>
  backend.client.imports.run({
    ...choiceOf(path, more),
    importId: more.importId ?? randomUUID(),
    name: 'Made',
    isSimulated: false,
    audit: more.auditId === undefined ? { title: 'Made', isClosed: false, dueAt: null } : null,
  });

const row = (item: number, annotator: string, label: string, more: Record<string, string> = {}) => ({
  item_id: `i${item}`,
  annotator,
  question: `What is ${item}?`,
  answer: `It is ${item}.`,
  label,
  ...more,
});

/** Rows of the ledger: nothing was stored when it is the same after as before. */
const events = (): number =>
  findRow<{ n: number }>(backend.context.store, 'SELECT count(*) AS n FROM ledger_event')?.n ?? 0;

describe('a table with dirty rows', () => {
  const dirty = [
    row(1, 'ann', 'good'),
    row(1, 'bob', 'bad'),
    row(1, 'ann', 'bad'),
    row(2, '', 'good'),
    { ...row(3, 'ann', 'good'), item_id: '' },
    row(4, 'ann', ''),
    row(5, 'ann', '=HYPERLINK("http://x","y")'),
    { ...row(1, 'cy', 'good'), answer: 'Something else.' },
    row(6, 'ann', 'good', { answer: '' }),
  ];

  test('says of each row that became no review where it stood and why, before and after the import', async () => {
    const path = folder.write('dirty.csv', toCsv(dirty));
    const seen = await look(path);
    const expected = [
      [3, 'DUPLICATE_REVIEW'],
      [4, 'MISSING_FIELD'],
      [5, 'MISSING_FIELD'],
      [8, 'BAD_VALUE'],
      [9, 'MISSING_FIELD'],
      [6, 'MISSING_FIELD'],
    ];
    expect(seen.rejected.map((one) => [one.row, one.code])).toEqual(expected);
    expect(seen).toMatchObject({ preset: 'columns', reviews: 3, rejectedCount: 6, disagreements: 1 });
    const summary = await run(path);
    expect(summary).toMatchObject({ reviews: 3, rejected: 6 });
    const { importId } = summary;
    const kept = await backend.client.imports.rejected({ importId, offset: 0, limit: 500 });
    expect(kept.total).toBe(6);
    expect(kept.rows.map((one) => [one.row, one.code])).toEqual(expected);
    expect(kept.rows.every((one) => one.file === path && one.reason.length > 10)).toBe(true);
    const paged = await backend.client.imports.rejected({ importId, offset: 4, limit: 1 });
    expect(paged.rows).toEqual([kept.rows[4]]);
  });

  test('keeps the first of two reviews of one person, and takes a formula for a text', async () => {
    const path = folder.write('dirty.csv', toCsv(dirty));
    const { auditId } = await run(path);
    const reviews = listReviewsOfAudit(backend.context.store, auditId);
    const audit = await backend.client.audits.get({ auditId });
    const card = (await backend.client.taxonomies.catalogue({})).scorecards.find(
      (one) => one.id === audit.plan.scorecard.id,
    );
    const titles =
      card?.questions[0]?.type === 'nominal' ? card.questions[0].options.map((one) => one.title) : [];
    expect(titles).toContain('=HYPERLINK("http://x","y")');
    const label = reviews.map((one) => one.answers['label']);
    expect(label).toContainEqual({ type: 'choice', option: 'good' });
    expect(reviews.filter((one) => JSON.stringify(one.answers).includes('good'))).toHaveLength(1);
  });

  test('keeps hostile markup as the text that it is', async () => {
    const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    const path = folder.write(
      'h.csv',
      toCsv([row(1, hostile, hostile, { answer: hostile }), row(1, 'b', 'ok', { answer: hostile })]),
    );
    const { auditId, reviewers } = await run(path);
    expect(reviewers.map((one) => one.name)).toContain(hostile);
    const manifest = await backend.client.audits.manifest({ auditId });
    const text = findContent(backend.context.store, manifest.items[0]!.contentDigest);
    expect((JSON.parse(text ?? '{}') as { output: string }).output).toBe(hostile);
  });

  test('with a NUL, half a surrogate or a broken line costs that row alone', async () => {
    const lines = [
      JSON.stringify(row(1, 'ann', 'good')),
      JSON.stringify(row(2, 'ann', 'good', { answer: 'a\u0000b' })),
      JSON.stringify(row(3, 'ann', 'good', { answer: 'a' })).replace('"a"', '"a\\ud800"'),
      '{"item_id": "i4", "annot',
      JSON.stringify(row(5, 'bob', 'bad')),
    ];
    const seen = await look(folder.write('n.jsonl', `${lines.join('\n')}\n`));
    expect(seen.reviews).toBe(2);
    expect(seen.rejected.map((one) => [one.row, one.code])).toEqual([
      [2, 'NUL_CHARACTER'],
      [3, 'BAD_VALUE'],
      [4, 'NOT_JSON'],
    ]);
  });

  test('in Latin-1 loses only the rows that hold such letters, and in UTF-16 is refused with a way out', async () => {
    const text = toCsv([row(1, 'ann', 'good'), row(2, 'ann', 'bad', { answer: 'Ünlü' })]);
    const latin = await look(folder.write('l.csv', Buffer.from(text, 'latin1')));
    expect(latin.rejected.map((one) => [one.row, one.code])).toEqual([[2, 'BAD_VALUE']]);
    expect(latin.rejected[0]?.reason).toMatch(/UTF-8/);
    const wide = await failureOf(look(folder.write('w.csv', Buffer.from(text, 'utf16le'))));
    expect(wide).toMatchObject({
      code: 'SOURCE_UNREADABLE',
      data: { remedy: expect.stringMatching(/UTF-8/) },
    });
  });
});

describe('files that cannot be read', () => {
  test.each([
    ['empty.csv', ''],
    ['empty.jsonl', ''],
    [
      'cut.json',
      '[{"id":1,"data":{"question":"q","answer":"a"},"annotations":[{"completed_by":1,"result":[]}]},{"id":2,',
    ],
    ['results.json', '{"documents":[],"tasks":[],"results":[{"task_id":"t","sco'],
  ])('such as %s are refused whole, saying what to do', async (name, text) => {
    const path = folder.write(name, text);
    const before = events();
    const failure = await failureOf(run(path));
    expect(failure).toMatchObject({ code: 'SOURCE_UNREADABLE', data: { where: path } });
    expect(events()).toBe(before);
  });

  test('leave nothing behind, neither in the store nor beside it', async () => {
    const path = folder.write('none.csv', toCsv([row(1, '', 'x'), row(2, '', 'y')]));
    const before = events();
    expect(await failureOf(run(path))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(events()).toBe(before);
    expect(await backend.client.imports.list({})).toEqual([]);
    expect(await backend.client.sources.list({})).toEqual([]);
    expect(readdirSync(join(folder.path, 'data', 'imports'))).toEqual([]);
  });

  test('nor does a disk that is full half-way through', async () => {
    const rows = Array.from({ length: 400 }, (_, n) => row(n, n % 2 === 0 ? 'ann' : 'bob', 'good'));
    const path = folder.write('many.csv', toCsv(rows));
    const { store } = backend.context;
    const before = events();
    limitPages(store, countPages(store) + 20);
    expect(await failureOf(run(path))).toMatchObject({ code: 'STORAGE_FULL' });
    limitPages(store, 1_000_000);
    expect(events()).toBe(before);
    expect(await backend.client.imports.list({})).toEqual([]);
    expect(readdirSync(join(folder.path, 'data', 'imports'))).toEqual([]);
    expect(await run(path)).toMatchObject({ reviews: 400 });
  });

  test('two calls at once under one id import once', async () => {
    const path = folder.write('twice.csv', toCsv([row(1, 'ann', 'good'), row(1, 'bob', 'bad')]));
    const importId = randomUUID();
    const both = await Promise.all([run(path, { importId }), run(path, { importId })]);
    expect(both[1]).toEqual(both[0]);
    expect(await backend.client.imports.list({})).toHaveLength(1);
    expect(await backend.client.sources.list({})).toHaveLength(1);
    expect(readdirSync(join(folder.path, 'data', 'imports'))).toHaveLength(1);
  });

  test('a column with another name in every row is no column of people: said before, refused, nothing stored', async () => {
    const rows = Array.from({ length: 501 }, (_, n) => row(1, `person ${n}`, 'good'));
    const path = folder.write('names.csv', toCsv(rows));
    expect((await look(path)).warnings.join(' ')).toMatch(/501 reviewers.*another column/);
    const before = events();
    expect(await failureOf(run(path))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { what: expect.stringMatching(/501 reviewers/) },
    });
    expect(events()).toBe(before);
    const some = folder.write('some.csv', toCsv(rows.slice(1)));
    expect(await run(some)).toMatchObject({ reviews: 500 });
  });

  test('a mapping must name roles and columns that there are', async () => {
    const path = folder.write('t.csv', toCsv([row(1, 'ann', 'good')]));
    const wrongRole = { trace: 'item_id', reviewer: 'annotator', who: 'label' };
    expect(await failureOf(look(path, { mapping: wrongRole }))).toMatchObject({ code: 'INVALID_INPUT' });
    const wrongColumn = { trace: 'nope', reviewer: 'annotator', 'question:label': 'label' };
    expect(await failureOf(look(path, { mapping: wrongColumn }))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { remedy: expect.stringMatching(/item_id/) },
    });
    const seen = await look(path, { mapping: { trace: 'item_id' } });
    expect(seen.missingRoles).toEqual(['reviewer', 'output', 'question:<id>']);
    expect(seen.columns.map((one) => one.name)).toEqual([
      'item_id',
      'annotator',
      'question',
      'answer',
      'label',
    ]);
    expect(await failureOf(run(path, { mapping: { trace: 'item_id' } }))).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('reviews of an audit that is there', () => {
  /** An audit of ten made items under the shipped scorecard, and rows about them. */
  function makeRows(count: number) {
    const made = storeMadeAudit(backend, 10);
    const rows = made.manifest.items.slice(0, count).flatMap(({ traceId }) =>
      ['ann', 'bob'].map((who, at) => ({
        trace: traceId as string,
        reviewer: who,
        hallucination: at === 0 ? 'None' : 'factual',
        severity: at === 0 ? '' : 'minor',
        policy: 'complies',
        actionability: 'actionable_as_is',
      })),
    );
    const question = (id: string): [string, string] => [`question:${id}`, id];
    const mapping = Object.fromEntries([
      ['trace', 'trace'],
      ['reviewer', 'reviewer'],
      ...['hallucination', 'severity', 'policy', 'actionability'].map(question),
    ]);
    return { auditId: made.manifest.auditId, rows, mapping, items: made.manifest.items };
  }

  test('are of its items, in options of its scorecard, by people who become part of it', async () => {
    const { auditId, rows, mapping } = makeRows(3);
    const dirty = [
      ...rows,
      { ...rows[0]!, trace: 'nobody-knows' },
      { ...rows[0]!, reviewer: 'cy', hallucination: 'maybe' },
      { ...rows[0]!, reviewer: 'dan', policy: '' },
    ];
    const path = folder.write('r.csv', toCsv(dirty));
    const seen = await look(path, { auditId, mapping });
    expect(seen).toMatchObject({ items: 4, matchedItems: 3, reviews: 6, rejectedCount: 3, disagreements: 3 });
    expect(seen.rejected.map((one) => one.code)).toEqual(['UNKNOWN_ITEM', 'UNKNOWN_OPTION', 'MISSING_FIELD']);
    const before = new Map(
      (await backend.client.audits.assignments({ auditId })).map((one) => [one.itemId, one.personIds]),
    );
    expect(await run(path, { auditId, mapping })).toMatchObject({ auditId, reviews: 6, rejected: 3 });
    const after = await backend.client.audits.assignments({ auditId });
    const grown = after.filter((one) => one.personIds.length === 3);
    expect(grown).toHaveLength(3);
    for (const one of grown) expect(one.personIds[0]).toBe(before.get(one.itemId)?.[0]);
    const reviews = listReviewsOfAudit(backend.context.store, auditId);
    expect(reviews.map((one) => [one.isLate, one.isCurrent])).toEqual(reviews.map(() => [false, true]));
    expect(compareProjections(backend.context.store)).toEqual([]);
  });

  test('are the lead’s to bring: a reviewer is told so, and nothing is read or stored', async () => {
    const { auditId, rows, mapping } = makeRows(1);
    const path = folder.write('r.csv', toCsv(rows));
    runSql(backend.context.store, `UPDATE ledger SET role = 'reviewer'`);
    const before = events();
    expect(await failureOf(run(path, { auditId, mapping }))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await failureOf(run(path))).toMatchObject({ code: 'FORBIDDEN' });
    expect(events()).toBe(before);
  });

  test('are late in one that is closed, which is said before', async () => {
    const { auditId, rows, mapping } = makeRows(2);
    await backend.client.audits.close({ auditId });
    const path = folder.write('r.csv', toCsv(rows));
    const seen = await look(path, { auditId, mapping });
    expect(seen.warnings.join(' ')).toMatch(/closed: imported reviews are late/);
    const assigned = await backend.client.audits.assignments({ auditId });
    await run(path, { auditId, mapping });
    expect(await backend.client.audits.assignments({ auditId })).toEqual(assigned);
    expect(listReviewsOfAudit(backend.context.store, auditId).map((one) => one.isLate)).toEqual(
      Array.from({ length: 4 }, () => true),
    );
  });

  test('are late in one that is closed while the files are read, and give nobody work', async () => {
    const { auditId, rows, mapping } = makeRows(2);
    const path = folder.write('r.csv', toCsv(rows));
    const assigned = await backend.client.audits.assignments({ auditId });
    const running = run(path, { auditId, mapping });
    await backend.client.audits.close({ auditId });
    await running;
    expect(await backend.client.audits.assignments({ auditId })).toEqual(assigned);
    expect(listReviewsOfAudit(backend.context.store, auditId).map((one) => one.isLate)).not.toContain(false);
    expect(compareProjections(backend.context.store)).toEqual([]);
  });

  test('come from scores by trace id too: those of people, several rows of one person as one review', async () => {
    const { auditId, items } = makeRows(1);
    const score = (name: string, value: string, more: Record<string, string> = {}) => ({
      id: randomUUID(),
      traceId: items[0]!.traceId as string,
      timestamp: '2026-11-02 10:00:00.000',
      name,
      value: '',
      stringValue: value,
      source: 'ANNOTATION',
      authorUserId: 'user-1',
      comment: '',
      ...more,
    });
    const rows = [
      score('hallucination', 'none'),
      score('policy', 'complies', { comment: 'fine' }),
      score('actionability', 'Actionable as is'),
      score('hallucination', 'factual'),
      score('toxicity', '0.2', { source: 'EVAL', authorUserId: '' }),
      score('policy', 'complies', { authorUserId: '' }),
    ];
    const path = folder.write('scores.csv', toCsv(rows));
    expect(await look(path)).toMatchObject({ preset: 'langfuse-scores', missingRoles: ['audit'] });
    expect(await failureOf(run(path))).toMatchObject({ code: 'INVALID_INPUT', data: { where: 'auditId' } });
    const seen = await look(path, { auditId });
    expect(seen).toMatchObject({ reviews: 1, rejectedCount: 2, missingRoles: [] });
    expect(seen.rejected.map((one) => one.code)).toEqual(['DUPLICATE_REVIEW', 'MISSING_FIELD']);
    expect(seen.warnings.join(' ')).toMatch(/1 × score of the source EVAL/);
    await run(path, { auditId });
    const [review] = listReviewsOfAudit(backend.context.store, auditId);
    expect(review?.submittedAt).toBe('2026-11-02T10:00:00.000Z');
    expect(review?.answers).toEqual({
      hallucination: { type: 'choice', option: 'none' },
      policy: { type: 'choice', option: 'complies' },
      actionability: { type: 'choice', option: 'actionable_as_is' },
      note: { type: 'text', text: 'fine' },
    });
  });
});

test('labels on parts of an output become evidence that quotes it, by code points, under a taxonomy of their own', async () => {
  const output = 'Fine 😀 but wrong here.';
  const label = (start: number, text: string) => ({
    from_name: 'errors',
    to_name: 'answer',
    type: 'labels',
    value: { start, end: start + text.length, text, labels: ['Made up'] },
  });
  const task = {
    id: 1,
    data: { question: 'q', answer: output },
    annotations: [{ completed_by: 7, result: [label(output.indexOf('wrong'), 'wrong'), label(0, 'here')] }],
  };
  const { auditId } = await run(folder.write('ls.json', JSON.stringify([task])));
  const { store } = backend.context;
  const [review] = listReviewsOfAudit(store, auditId);
  const held = review?.answers['errors'];
  expect(
    held?.type === 'spans' && held.spans.map((one) => [one.output.quote, one.output.start, one.class]),
  ).toEqual([
    ['wrong', 11, 'made_up'],
    ['here', 17, 'made_up'],
  ]);
  const catalogue = catalogueOf(store);
  const audit = await backend.client.audits.get({ auditId });
  const card = findScorecard(audit.plan.scorecard, catalogue)!;
  const manifest = await backend.client.audits.manifest({ auditId });
  const trace = JSON.parse(findContent(store, manifest.items[0]!.contentDigest) ?? '{}') as Trace;
  expect(checkAnswers(card, review!.answers, trace)).toEqual([]);
  expect(
    catalogue.taxonomies.find((one) => one.id.startsWith('errors_'))?.classes.map((one) => one.id),
  ).toEqual(['none', 'made_up']);
});

describe('a large table', () => {
  test('is read row by row: a thousand rows of a hundred kilobytes leave only what they say', async () => {
    const filler = 'x'.repeat(100_000);
    const lines = Array.from({ length: 1000 }, (_, n) =>
      JSON.stringify({
        item_id: `i${n % 10}`,
        annotator: `p${Math.floor(n / 10)}`,
        answer: `a${n % 10}`,
        label: 'ok',
        filler,
      }),
    );
    const path = folder.write('large.jsonl', `${lines.join('\n')}\n`);
    const before = process.memoryUsage().rss;
    const seen = await look(path);
    expect(seen).toMatchObject({ reviews: 1000, items: 10, rejectedCount: 0 });
    // The file is 100 MB: had it been held as text and as objects, it would be there several times over.
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });
});
