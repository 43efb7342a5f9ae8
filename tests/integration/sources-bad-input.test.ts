// What people drop into a window: files that are missing, cut, of another kind or encoding, with rows that are no good.
// Whole files are refused with a way out; bad rows are counted and listed, and the rest goes on.
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Duck } from '../../electron/backend/sources/duck.ts';
import { problem } from '../../shared/contract/errors.ts';
import type { Inspection, Preset } from '../../shared/domain/source.ts';
import { asNobody } from '../support/as-nobody.ts';
import { makeTrace } from '../support/made-audit.ts';
import type { Folder, Row } from '../support/source-files.ts';
import { makeSourceFolder, toCsv, toJsonl, writeParquet } from '../support/source-files.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { failureOf, openTestBackend } from '../support/test-backend.ts';

let folder: Folder;
let home: Folder;
let backend: TestBackend;
const duck = new Duck();
beforeAll(async () => {
  home = makeSourceFolder();
  backend = await openTestBackend(join(home.path, 'data'));
});
beforeEach(() => {
  folder = makeSourceFolder();
});
afterEach(() => folder.remove());
afterAll(async () => {
  await backend.close();
  await duck.close();
  home.remove();
});

const mapping = { id: 'id', prompt: 'q', output: 'a' };
const rows: Row[] = Array.from({ length: 20 }, (_, n) => ({
  id: `t${n}`,
  q: `question ${n}`,
  a: `answer ${n}`,
}));
const lines = (count: number) =>
  Array.from({ length: count }, (_, n) => `${JSON.stringify({ ...makeTrace(n), provenance: undefined })}\n`);

async function inspect(
  path: string,
  preset: Preset | null = null,
  columns = preset === 'columns' ? mapping : null,
) {
  return backend.client.sources.inspect({ paths: [path], preset, mapping: columns });
}

/** What a refusal says: its code, and a problem that is whole and quotes nothing of the file. */
async function refusalOf(path: string, preset: Preset | null = null) {
  const { code, defined, data } = await failureOf(inspect(path, preset));
  expect(defined, code).toBe(true);
  const said = problem.parse(data);
  expect(said.remedy).not.toBe('');
  expect(`${said.what} ${said.remedy}`).not.toMatch(/question \d|answer \d|secret/);
  return { code, ...said };
}

const rejectedOf = (seen: Inspection) => seen.rejected.map(({ line, code }) => [line, code]);

describe('a file that cannot be used is refused as a whole', () => {
  test('when it is not there, is a dangling link, or lies behind a file', async () => {
    const missing = join(folder.path, 'gone.jsonl');
    expect(await refusalOf(missing)).toMatchObject({
      code: 'SOURCE_UNREADABLE',
      where: missing,
      what: 'gone.jsonl is not there.',
    });
    symlinkSync(missing, join(folder.path, 'link.jsonl'));
    expect((await refusalOf(join(folder.path, 'link.jsonl'))).what).toContain('is not there');
    const file = folder.write('a.jsonl', 'x');
    expect((await refusalOf(join(file, 'b.jsonl'))).what).toContain('is not there');
  });

  test('when it may not be read', async () => {
    const path = folder.write('locked.jsonl', lines(1).join(''));
    chmodSync(folder.path, 0o755);
    expect((await inspect(path)).preview).toHaveLength(1);
    chmodSync(path, 0);
    expect((await asNobody(() => refusalOf(path))).what).toContain('may not be read');
  });

  test('when it is no file, or a folder without traces', async () => {
    expect((await refusalOf('/dev/null')).what).toContain('is not a file');
    mkdirSync(join(folder.path, 'sub'));
    folder.write('LICENSE', 'text');
    expect((await refusalOf(folder.path)).what).toContain('holds no file that Assay reads');
    expect((await refusalOf('relative/path.jsonl')).code).toBe('INVALID_INPUT');
  });

  test('when it is empty or has no header line', async () => {
    for (const name of ['a.jsonl', 'a.csv', 'a.parquet', 'a.json']) {
      expect((await refusalOf(folder.write(name, ''))).what).toBe(`${name} is empty.`);
    }
    expect((await refusalOf(folder.write('b.jsonl.gz', gzipSync('')))).what).toContain('is empty');
    expect((await refusalOf(folder.write('c.csv', '\n1,2\n'))).what).toContain('has no header line');
  });

  test('when it is of another kind than its name says', async () => {
    const png = Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), Buffer.alloc(500)]);
    for (const name of ['a.jsonl', 'a.csv', 'a.parquet']) {
      expect((await refusalOf(folder.write(name, png))).what).toContain('is an image');
    }
    expect((await refusalOf(folder.write('a.xlsx', 'PK\u0003\u0004zip'))).what).toContain('ZIP or Excel');
    expect((await refusalOf(folder.write('b.parquet', toCsv(rows)))).what).toContain('is not a Parquet file');
    const noise = Uint8Array.from({ length: 3000 }, (_, at) => (at * 7919) % 256);
    expect((await refusalOf(folder.write('n.csv', noise))).what).toContain('is not a text file');
    expect((await refusalOf(folder.write('prose.txt', 'a secret, in words'))).what).toContain(
      'no format that Assay reads',
    );
    expect((await refusalOf(folder.write('a.json', 'a secret'))).what).toContain('does not hold JSON');
  });

  test('when it is written in UTF-16, with or without a mark', async () => {
    for (const mark of ['\ufeff', '']) {
      const path = folder.write(`wide${mark.length}.csv`, Buffer.from(mark + toCsv(rows), 'utf16le'));
      expect(await refusalOf(path)).toMatchObject({
        what: expect.stringContaining('UTF-16'),
        remedy: expect.stringContaining('UTF-8'),
      });
    }
  });

  test('when a container ends early: gzip, Parquet, a JSON array', async () => {
    const packed = gzipSync(lines(500).join(''));
    const cut = folder.write('cut.jsonl.gz', packed.subarray(0, packed.length - 100));
    expect((await refusalOf(cut, 'trace-jsonl')).what).toContain('gzip file that ends early');
    const csv = gzipSync(
      toCsv(Array.from({ length: 5000 }, (_, n) => ({ id: `t${n}`, q: `q${n * 7919}`, a: 'a' }))),
    );
    const cutCsv = folder.write('cut.csv.gz', csv.subarray(0, csv.length - 5000));
    expect((await refusalOf(cutCsv, 'columns')).what).toContain('gzip file that ends early');
    const broken = Buffer.from(packed);
    broken.fill(0, packed.length / 2, packed.length / 2 + 50);
    expect((await refusalOf(folder.write('bad.jsonl.gz', broken), 'trace-jsonl')).what).toMatch(/gzip/);
    const parquet = readFileSync(await writeParquet(duck, join(folder.path, 'whole.parquet'), rows));
    const half = folder.write('half.parquet', parquet.subarray(0, parquet.length - 30));
    expect((await refusalOf(half)).what).toContain('damaged or incomplete');
    const array = folder.write('cut.json', JSON.stringify(rows).slice(0, -40));
    expect((await refusalOf(array, 'columns')).what).toContain('ends inside its JSON array');
  });

  test('when files of different formats are chosen together', async () => {
    const paths = [folder.write('a.csv', toCsv(rows)), folder.write('b.jsonl', toJsonl(rows))];
    const { code } = await failureOf(backend.client.sources.inspect({ paths, preset: 'columns', mapping }));
    expect(code).toBe('SOURCE_UNREADABLE');
  });

  test('when the chosen preset is for other files', async () => {
    const csv = folder.write('a.csv', toCsv(rows));
    for (const preset of ['trace-jsonl', 'ragtruth-qa', 'clapnq'] as const) {
      expect((await refusalOf(csv, preset)).code, preset).toBe('SOURCE_UNREADABLE');
    }
    const answers = folder.write(
      'answers.jsonl',
      '{"id":"1","source_id":"9","model":"m","labels":[],"response":"r"}\n',
    );
    expect((await refusalOf(answers, 'ragtruth-qa')).what).toContain('QA.jsonl');
  });

  test('when the mapping names a column or a field that is not there', async () => {
    const path = folder.write('a.csv', toCsv(rows));
    const wrong = backend.client.sources.inspect({
      paths: [path],
      preset: 'columns',
      mapping: { ...mapping, model: 'm' },
    });
    expect(await failureOf(wrong)).toMatchObject({ code: 'INVALID_INPUT', data: { where: 'mapping.model' } });
  });
});

describe('rows that are no good are listed with line and reason, and the rest goes on', () => {
  test('in JSON lines: broken, cut, not a trace, NUL, half a surrogate, Latin-1, too long, repeated', async () => {
    const good = lines(5);
    const content = Buffer.concat([
      Buffer.from('\ufeff' + good[0]),
      Buffer.from('{"id": "secret",\n'),
      Buffer.from('\n'),
      Buffer.from(good[1] ?? ''),
      Buffer.from('[1, 2]\n'),
      Buffer.from('{"id":"x","prompt":[],"output":"o","occurredAt":"2025-01-01T00:00:00.000Z"}\n'),
      Buffer.from('{"id":"y","output":"o","occurredAt":"2025-01-01T00:00:00.000Z"}\n'),
      Buffer.from((good[2] ?? '').replace('trace-2', 'a\\u0000b')),
      Buffer.from((good[2] ?? '').replace('Question', '\\ud800')),
      Buffer.from((good[2] ?? '').replace('Question', 'Caf\u00e9'), 'latin1'),
      Buffer.from((good[2] ?? '').replace('Question', 'a\u0000b')),
      Buffer.from(`{"id":"${'x'.repeat(17 * 1024 * 1024)}"}\n`),
      Buffer.from(good[1] ?? ''),
      Buffer.from((good[3] ?? '').replace('\n', '\r\n')),
      Buffer.from((good[4] ?? '').trimEnd()),
    ]);
    const seen = await inspect(folder.write('a.jsonl', content));
    expect(seen.preset).toBe('trace-jsonl');
    expect(seen.preview.map((one) => one.id)).toEqual(['trace-0', 'trace-1', 'trace-3', 'trace-4']);
    expect([seen.traceCount, seen.rejectedCount]).toEqual([4, 10]);
    expect(rejectedOf(seen)).toEqual([
      [2, 'NOT_JSON'],
      [5, 'BAD_VALUE'],
      [6, 'BAD_VALUE'],
      [7, 'MISSING_FIELD'],
      [8, 'NUL_CHARACTER'],
      [9, 'BAD_VALUE'],
      [10, 'BAD_VALUE'],
      [11, 'NUL_CHARACTER'],
      [12, 'LINE_TOO_LONG'],
      [13, 'DUPLICATE_ID'],
    ]);
    const reasons = seen.rejected.map((row) => row.reason);
    expect(reasons[3]).toBe('"prompt" is missing');
    expect(reasons[6]).toContain('UTF-8');
    expect(reasons.join()).not.toContain('secret');
  });

  test('in CSV: cells, quotes, encoding, NUL, missing and wrong values, by their lines in the file', async () => {
    const content = Buffer.concat([
      Buffer.from('\ufeffid,q,a,escalated\r\n1,"two\r\nlines",a,yes\r\n'),
      Buffer.from('2,only two\r\n3,q,a,no,too many\r\n4,"open,a,no\r\n5,q,a,no\r\n'),
      Buffer.from('6,caf\xe9,a,no\r\n', 'latin1'),
      Buffer.from(
        '7,nul \0 here,a,no\r\n8,,a,no\r\n9,q,a,perhaps\r\n1,q,a,no\r\n10,say "hi",a,no\n11,q,a,TRUE',
      ),
    ]);
    const seen = await inspect(folder.write('a.csv', content), 'columns', {
      ...mapping,
      escalated: 'escalated',
    } as never);
    expect(seen.preview.map((one) => one.id)).toEqual(['1', '5', '10', '11']);
    expect(rejectedOf(seen)).toEqual([
      [4, 'BAD_VALUE'],
      [5, 'BAD_VALUE'],
      [6, 'BAD_VALUE'],
      [8, 'BAD_VALUE'],
      [9, 'NUL_CHARACTER'],
      [10, 'MISSING_FIELD'],
      [11, 'BAD_VALUE'],
      [12, 'DUPLICATE_ID'],
    ]);
    expect(seen.rejected.map((row) => row.reason)).toEqual([
      'has 2 cells where the header has 4',
      'has 5 cells where the header has 4',
      'opens a quoted cell that never closes',
      expect.stringContaining('save the file as UTF-8'),
      'holds a NUL byte, which cannot be stored',
      '"prompt" is empty',
      '"escalated" is neither true nor false',
      expect.stringContaining('id of an earlier trace'),
    ]);
  });

  test('in the same way whether DuckDB reads a plain CSV file or we read a flawed one', async () => {
    const many: Row[] = Array.from({ length: 300 }, (_, n) => ({
      id: n % 50 === 7 ? '' : n % 60 === 9 ? 't1' : `t${n}`,
      q: n % 40 === 3 ? '' : `line one\nof ${n}`,
      a: `a ${n}`,
      turn: n % 30 === 5 ? 'first' : String((n % 9) + 1),
    }));
    const wide = { ...mapping, turn: 'turn' } as never;
    const plain = await inspect(folder.write('plain.csv', toCsv(many)), 'columns', wide);
    const flawed = await inspect(
      folder.write('flawed.csv', `${toCsv(many)}last,say "hi",a,1\n`),
      'columns',
      wide,
    );
    expect(plain.rejectedCount).toBeGreaterThan(20);
    const rowsOf = (seen: Inspection) =>
      seen.rejected.map(({ line, code, reason }) => ({ line, code, reason }));
    expect(rowsOf(flawed)).toEqual(rowsOf(plain));
    expect(flawed.traceCount).toBe(plain.traceCount + 1);
    for (const { line, code } of plain.rejected) {
      const text = toCsv(many).split('\n')[line - 1] ?? '';
      if (code === 'DUPLICATE_ID') expect(text).toMatch(/^t1,/);
    }
  });

  test('in Parquet by row, and duplicates are found in all files together', async () => {
    const bad = rows.map((row, at) => (at === 4 ? { ...row, q: '' } : at === 9 ? { ...row, id: 't1' } : row));
    const path = await writeParquet(duck, join(folder.path, 'a.parquet'), bad);
    const other = await writeParquet(duck, join(folder.path, 'b.parquet'), rows.slice(15));
    const seen = await backend.client.sources.inspect({ paths: [other, path], preset: 'columns', mapping });
    expect(seen.traceCount).toBe(18);
    expect(seen.rejected.map(({ file, line, code }) => [file, line, code])).toEqual([
      [path, 5, 'MISSING_FIELD'],
      [path, 10, 'DUPLICATE_ID'],
      ...[1, 2, 3, 4, 5].map((line) => [other, line, 'DUPLICATE_ID']),
    ]);
  });

  test('in answers without a question, and questions that are none', async () => {
    folder.write(
      'QA.jsonl',
      '{"source_id":"1","source_info":{"question":"q","passages":"passage 1:p\\n\\n"}}\n{"source_id":2,"source_info":{}}\n',
    );
    const answer = { id: 'a', source_id: '1', model: 'm', labels: [], response: 'r' };
    const span = { start: 0, end: 1, text: 'x', label_type: 'Evident Conflict' };
    folder.write(
      'answers.jsonl',
      [
        answer,
        { ...answer, id: 'b', source_id: '9' },
        { ...answer, id: 'c', labels: [span] },
        { ...answer, id: undefined },
      ]
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(''),
    );
    const seen = await inspect(folder.path, 'ragtruth-qa');
    expect(seen.preview.map((one) => one.id)).toEqual(['a']);
    expect(seen.rejected.map(({ file, line, code }) => [file.split('/').at(-1), line, code])).toEqual([
      ['QA.jsonl', 2, 'BAD_VALUE'],
      ['answers.jsonl', 2, 'NO_QUESTION'],
      ['answers.jsonl', 3, 'BAD_VALUE'],
      ['answers.jsonl', 4, 'MISSING_FIELD'],
    ]);
  });

  test('page by page, however many there are', async () => {
    const path = folder.write('a.jsonl', `${lines(1).join('')}${'nope\n'.repeat(5000)}`);
    const source = await backend.client.sources.add({
      paths: [path],
      preset: 'trace-jsonl',
      mapping: null,
      name: 'bad',
    });
    expect([source.traceCount, source.rejectedCount]).toEqual([1, 5000]);
    const page = await backend.client.sources.rejected({ sourceId: source.id, offset: 4990, limit: 500 });
    expect(page.total).toBe(5000);
    expect(page.rows.map((row) => row.line)).toEqual(Array.from({ length: 10 }, (_, at) => 4992 + at));
    expect((await inspect(path, 'trace-jsonl')).rejected).toHaveLength(100);
  });
});

describe('a line of 2 GB', () => {
  const bytes = 2 * 1024 ** 3;
  const { bavail, bsize } = statfsSync(tmpdir());
  const hasRoom = bavail * bsize > 2 * bytes;

  test.skipIf(!hasRoom)(
    'is rejected by its line without being held in memory (skipped where the disk is too full)',
    async () => {
      const path = join(folder.path, 'long.jsonl');
      const file = openSync(path, 'w');
      const [first = '', second = ''] = lines(2);
      const part = Buffer.alloc(16 * 1024 * 1024, 'x');
      writeSync(file, `${first}{"id":"`);
      for (let written = 0; written < bytes; written += part.length) writeSync(file, part);
      writeSync(file, `"}\n${second}`);
      closeSync(file);
      const before = process.resourceUsage().maxRSS;
      const seen = await inspect(path);
      expect(rejectedOf(seen)).toEqual([[2, 'LINE_TOO_LONG']]);
      expect(seen.preview.map((one) => one.id)).toEqual(['trace-0', 'trace-1']);
      // Kibibytes: what reading took at most, far below the line itself.
      expect(process.resourceUsage().maxRSS - before).toBeLessThan(512 * 1024);
      rmSync(path);
    },
  );
});

describe('files that change', () => {
  test('after they were added are noticed by every question about them', async () => {
    const path = folder.write('a.jsonl', lines(10).join(''));
    const { id: sourceId } = await backend.client.sources.add({
      paths: [path],
      preset: null,
      mapping: null,
      name: 's',
    });
    const filter = { dimensions: [] };
    expect((await backend.client.frames.count({ sourceId, filter, dimensions: [] })).frameSize).toBe(10);
    folder.write('a.jsonl', lines(11).join(''));
    const asked = [
      () => backend.client.frames.count({ sourceId, filter, dimensions: [] }),
      () => backend.client.sources.dimensions({ sourceId }),
      () => backend.client.sources.rejected({ sourceId, offset: 0, limit: 1 }),
    ];
    for (const ask of asked)
      expect(await failureOf(ask())).toMatchObject({ code: 'SOURCE_CHANGED', defined: true });
    folder.write('a.jsonl', lines(10).join(''));
    expect((await backend.client.frames.count({ sourceId, filter, dimensions: [] })).frameSize).toBe(10);
  });
});
