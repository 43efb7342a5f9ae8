import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../tests/support/source-files.ts';
import { readJsonArray } from './array-reader.ts';
import { CsvSplitter } from './csv-splitter.ts';
import { parseCsvRecord } from './csv-reader.ts';
import { readJsonLines } from './line-reader.ts';
import type { RawRecord } from './raw-record.ts';
import { MAX_RECORD_BYTES } from './raw-record.ts';

/** The bytes of a text in chunks of the given sizes, repeated as often as needed. */
async function* chunked(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function all(batches: AsyncIterable<RawRecord[]>): Promise<RawRecord[]> {
  const records: RawRecord[] = [];
  for await (const batch of batches) records.push(...batch);
  return records;
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const jsonValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.record({ text: fc.string({ unit: 'grapheme' }) }),
);
const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'é', '😀', ',', '"', '\n', '\r\n', ' ', ';') }),
  fc.string({ unit: 'grapheme' }).filter((text) => !/[\0\r]/.test(text)),
);
const table = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );

interface SplitRecord {
  cells: string[];
  line: number;
}

function split(bytes: Buffer, chunkSizes: readonly number[], columns: string[]) {
  const records: (SplitRecord | { flaw: string; line: number })[] = [];
  const places: { offset: number; size: number }[] = [];
  const splitter = new CsvSplitter(',', (part, line, offset, size, flaw) => {
    places.push({ offset, size });
    if (flaw !== null) return void records.push({ flaw, line });
    const record = parseCsvRecord({ row: 1, line, offset, size }, part, {
      delimiter: ',',
      columns,
    });
    if (record.fault !== undefined) return void records.push({ flaw: record.fault.reason, line });
    records.push({
      cells: columns.map((name) => (record.value as Map<string, string>).get(name) ?? ''),
      line,
    });
  });
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = chunkSizes[turn % chunkSizes.length] ?? 1;
    splitter.push(bytes.subarray(at, at + size));
    at += size;
  }
  splitter.end();
  return { records, places, isPlain: splitter.isPlain };
}

describe('lines of JSON', () => {
  it('are the values that were written, with their lines and places, however the bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(jsonValue, fc.integer({ min: 0, max: 2 })), { maxLength: 15 }),
        sizes,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (values, chunkSizes, lineEnd, hasMark) => {
          let text = hasMark ? '\ufeff' : '';
          const expected: { value: unknown; line: number }[] = [];
          let line = 1;
          for (const [value, blanks] of values) {
            text += lineEnd.repeat(blanks);
            line += blanks;
            expected.push({ value: JSON.parse(JSON.stringify(value)), line });
            text += JSON.stringify(value) + lineEnd;
            line += 1;
          }
          const bytes = Buffer.from(text);
          const records = await all(readJsonLines(chunked(bytes, chunkSizes)));
          expect(records.map((one) => ({ value: 'value' in one && one.value, line: one.line }))).toEqual(
            expected,
          );
          for (const { offset, size, line: at } of records) {
            const found = bytes
              .subarray(offset, offset + size)
              .toString()
              .replace('\ufeff', '');
            expect(JSON.parse(found)).toEqual(expected.find((one) => one.line === at)?.value);
          }
        },
      ),
    );
  });

  it('give every bad line with its reason, and the rest goes on', async () => {
    const lines = [
      Buffer.from('{"a":1}\n'),
      Buffer.from('not json\n'),
      Buffer.from('{"a":\n'),
      Buffer.from('{"caf\xe9":1}\n', 'latin1'),
      Buffer.from('{"a":"\0"}\n'),
      Buffer.from('{"a":2}'),
    ];
    const records = await all(readJsonLines(chunked(Buffer.concat(lines), [7])));
    expect(records.map(({ line, fault }) => [line, fault?.code ?? null])).toEqual([
      [1, null],
      [2, 'NOT_JSON'],
      [3, 'NOT_JSON'],
      [4, 'BAD_VALUE'],
      [5, 'NUL_CHARACTER'],
      [6, null],
    ]);
    expect(records[3]?.fault?.reason).toContain('UTF-8');
    expect(records[1]?.fault?.reason).not.toContain('not json');
  });

  it('may be longer than the limit without being held: the line is rejected, the next one is read', async () => {
    async function* long(): AsyncGenerator<Buffer> {
      yield Buffer.from('{"a":1}\n{"a":"');
      const part = Buffer.alloc(1 << 20, 'x');
      for (let size = 0; size <= MAX_RECORD_BYTES; size += part.length) yield part;
      yield Buffer.from('"}\n{"a":3}\n');
    }
    const records = await all(readJsonLines(long()));
    expect(records.map(({ line, fault }) => [line, fault?.code ?? null])).toEqual([
      [1, null],
      [2, 'LINE_TOO_LONG'],
      [3, null],
    ]);
  });
});

describe('a JSON array', () => {
  it('gives its elements with their lines and places, however the bytes arrive and it is laid out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(jsonValue, { maxLength: 12 }),
        sizes,
        fc.constantFrom(undefined, 1, '\t'),
        async (values, chunkSizes, indent) => {
          const text = JSON.stringify(values, null, indent);
          const bytes = Buffer.from(text);
          const records = await all(readJsonArray('/x.json', chunked(bytes, chunkSizes)));
          expect(records.map((one) => 'value' in one && one.value)).toEqual(JSON.parse(text));
          for (const { offset, size, line } of records) {
            expect(text.slice(0, text.length).split('\n').length).toBeGreaterThanOrEqual(line);
            expect(bytes.subarray(0, offset).toString().split('\n')).toHaveLength(line);
            expect(() => JSON.parse(bytes.subarray(offset, offset + size).toString())).not.toThrow();
          }
        },
      ),
    );
  });

  it('loses only the element that is broken', async () => {
    const text = '[{"a":1},\n{"a":nope},\n{"a":3}]\n';
    const records = await all(readJsonArray('/x.json', chunked(Buffer.from(text), [5])));
    expect(records.map(({ line, fault }) => [line, fault?.code ?? null])).toEqual([
      [1, null],
      [2, 'NOT_JSON'],
      [3, null],
    ]);
  });

  it('is refused whole when it ends early, holds something else, or goes on after its end', async () => {
    const read = (text: string) => all(readJsonArray('/x.json', chunked(Buffer.from(text), [3])));
    for (const text of ['[{"a":1},{"a"', '[{"a":1},', '', '{"a":1}', '[1] [2]']) {
      await expect(read(text), text).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });
    }
  });
});

describe('records of a CSV file', () => {
  it('are the cells that were written, with the line on which each begins, however the bytes arrive', () => {
    fc.assert(
      fc.property(
        table,
        sizes,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, chunkSizes, lineEnd, hasMark) => {
          const columns = (rows[0] ?? []).map((_, at) => `c${at}`);
          const records = rows.map((cells) => Object.fromEntries(cells.map((text, at) => [`c${at}`, text])));
          const text = (hasMark ? '\ufeff' : '') + toCsv(records, lineEnd);
          const bytes = Buffer.from(text);
          const found = split(bytes, chunkSizes, columns);
          const [header, ...data] = found.records;
          expect(header).toMatchObject({ line: 1 });
          // A record of empty cells in one column would be a blank line; with two columns it has its delimiter.
          expect(data.map((one) => 'cells' in one && one.cells)).toEqual(rows);
          let line = 2;
          for (const [at, cells] of rows.entries()) {
            expect(data[at]?.line).toBe(line);
            line += 1 + cells.join('').split('\n').length - 1;
          }
          const [, ...places] = found.places;
          for (const [at, { offset, size }] of places.entries()) {
            const again = parseCsvRecord(
              { row: 1, line: 1, offset, size },
              bytes.subarray(offset, offset + size),
              {
                delimiter: ',',
                columns,
              },
            );
            expect(
              columns.map((name) => (again as { value: Map<string, string> }).value.get(name) ?? ''),
            ).toEqual(rows[at]);
          }
          expect(found.isPlain).toBe(true);
        },
      ),
    );
  });

  it('with a quote that never closes cost one line, and the rest goes on', () => {
    const found = split(Buffer.from('a,b\n1,x\n2,"open\n3,y\n4,z\n'), [6], ['a', 'b']);
    expect(found.records).toEqual([
      { cells: ['a', 'b'], line: 1 },
      { cells: ['1', 'x'], line: 2 },
      { flaw: 'open', line: 3 },
      { cells: ['3', 'y'], line: 4 },
      { cells: ['4', 'z'], line: 5 },
    ]);
    expect(found.isPlain).toBe(false);
  });

  it('are told apart from what another reader might read differently', () => {
    const isPlain = (text: string | Buffer) => split(Buffer.from(text), [4], ['a', 'b']).isPlain;
    expect(isPlain('a,b\n1,"x\r\ny"\n')).toBe(true);
    expect(isPlain('a,b\r\n1,x\r\n2,y')).toBe(true);
    const unclear = [
      'a,b\n1,x\r\n',
      'a,b\n\n1,x\n',
      'a,b\n1,say "hi"\n',
      'a,b\n1,"x"y\n',
      'a,b\n1,x\ry\n',
      'a,b\n1,\0\n',
    ];
    for (const text of unclear) expect(isPlain(text), JSON.stringify(text)).toBe(false);
    expect(isPlain(Buffer.from('a,b\n1,caf\xe9\n', 'latin1'))).toBe(false);
  });

  it('say how many cells they have when these do not fit the header', () => {
    const found = split(Buffer.from('a,b\n1\n1,2,3\n1,2\n'), [100], ['a', 'b']);
    expect(found.records.slice(1)).toEqual([
      { flaw: 'has 1 cells where the header has 2', line: 2 },
      { flaw: 'has 3 cells where the header has 2', line: 3 },
      { cells: ['1', '2'], line: 4 },
    ]);
  });

  it('that are one endless line are passed over without being held', () => {
    const long = Buffer.alloc(MAX_RECORD_BYTES + 5, 'x');
    const bytes = Buffer.concat([Buffer.from('a,b\n1,'), long, Buffer.from('\n2,y\n')]);
    const found = split(bytes, [1 << 20], ['a', 'b']);
    expect(found.records.slice(1)).toEqual([
      { flaw: 'long', line: 2 },
      { cells: ['2', 'y'], line: 3 },
    ]);
    expect(found.places[1]).toEqual({ offset: 4, size: long.length + 2 });
  });
});
