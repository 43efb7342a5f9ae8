import { appendFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Folder, Row } from '../../../tests/support/source-files.ts';
import {
  makeSourceFolder,
  toCsv,
  toJsonl,
  writeEveryFormat,
  writeParquet,
} from '../../../tests/support/source-files.ts';
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import type { SourceSpec } from '../../../shared/domain/source.ts';
import type { Dimension, Trace } from '../../../shared/domain/trace.ts';
import { trace } from '../../../shared/domain/trace.ts';
import { prnKey, prnUnit } from '../../../shared/sampling/prn.ts';
import { selectBottomK } from '../../../shared/sampling/select.ts';
import { Duck } from './duck.ts';
import { createSourceEngine } from './engine.ts';

const duck = new Duck();
const engine = createSourceEngine();
let folder: Folder;
beforeEach(() => {
  folder = makeSourceFolder();
});
afterEach(() => folder.remove());
afterAll(async () => {
  await engine.close();
  await duck.close();
});

const seed = '00112233445566778899aabbccddeeff';
const everything = { dimensions: [] };
const mapping = {
  id: 'id',
  prompt: 'question',
  output: 'answer',
  model: 'model',
  occurredAt: 'at',
  escalated: 'escalated',
  'attributes.team': 'team',
};
const spec = (path: string | string[]): SourceSpec => ({ paths: [path].flat(), preset: 'columns', mapping });

function makeRows(count: number, start = 0): Row[] {
  return Array.from({ length: count }, (_, at) => {
    const n = at + start;
    return {
      id: `t-${n}`,
      question: n % 7 === 0 ? `first line\nsecond, "quoted" ${n}` : `how do I ${n}?`,
      answer: `like this: ${n} 😀`,
      model: `m${n % 3}`,
      at: `2025-01-${String((n % 28) + 1).padStart(2, '0')}T00:00:00Z`,
      escalated: n % 5 === 0 ? 'TRUE' : 'no',
      team: n % 4 === 0 ? '' : `team ${n % 2}`,
    };
  });
}

async function readAll(of: SourceSpec): Promise<Trace[]> {
  const traces: Trace[] = [];
  for await (const one of engine.readAll(of)) traces.push(one);
  return traces;
}

const withoutPlace = ({ provenance: _provenance, ...rest }: Trace): Omit<Trace, 'provenance'> => rest;

describe('a source of rows', () => {
  it('has the same traces, counts and draw in every format', async () => {
    const files = await writeEveryFormat(folder, duck, 'rows', makeRows(200));
    const dimensions: Dimension[] = ['model', 'attributes.team', 'escalated'];
    const answers = new Map<string, unknown>();
    for (const [format, path] of Object.entries(files)) {
      const counted = await engine.countFrame(spec(path), everything, dimensions);
      const sizes = new Map(counted.strata.map((stratum) => [stratum.key, 3]));
      const drawn = await engine.draw(spec(path), everything, dimensions, seed, sizes);
      const traces = (await readAll(spec(path))).map(withoutPlace);
      const listed = await engine.dimensions(spec(path));
      answers.set(format, JSON.parse(canonicalJson({ counted, drawn, traces, listed })));
    }
    const first = answers.get('jsonl');
    expect(answers.size).toBe(8);
    for (const [format, answer] of answers) expect(answer, format).toEqual(first);
    expect((first as { counted: { frameSize: number } }).counted.frameSize).toBe(200);
  });

  it('gives valid traces that say where they come from, unless they are drawn', async () => {
    const path = folder.write('a.csv', toCsv(makeRows(5)));
    const traces = await readAll(spec(path));
    expect(traces.map((one) => trace.parse(one))).toEqual(traces);
    expect(traces.map((one) => one.provenance)).toEqual(
      traces.map((_, at) => ({
        importer: 'columns',
        row: at + 1,
        fileHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      })),
    );
    const drawn = await engine.draw(spec(path), everything, [], seed, new Map([['[]', 5]]));
    expect(drawn.every((one) => one.trace.provenance === undefined)).toBe(true);
  });

  it('draws what pure selection draws, for any ids, strata and sizes', async () => {
    const id = fc.oneof(fc.uuid(), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }));
    const arbitrary = fc.record({
      ids: fc.uniqueArray(
        id.filter((text) => !/[\0\r\n]/.test(text)),
        { minLength: 1, maxLength: 60 },
      ),
      strata: fc.integer({ min: 1, max: 4 }),
      sizes: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 4, maxLength: 4 }),
      key: fc.stringMatching(/^[0-9a-f]{32}$/),
      format: fc.constantFrom('csv', 'jsonl', 'parquet'),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ ids, strata, sizes, key, format }) => {
        const own = makeSourceFolder();
        try {
          const rows = ids.map((one, at) => ({ id: one, q: 'q', a: 'a', model: `m${at % strata}` }));
          const name = `rows.${format}`;
          const path =
            format === 'parquet'
              ? await writeParquet(duck, join(own.path, name), rows)
              : own.write(name, format === 'csv' ? toCsv(rows) : toJsonl(rows));
          const source: SourceSpec = {
            paths: [path],
            preset: 'columns',
            mapping: { id: 'id', prompt: 'q', output: 'a', model: 'model' },
          };
          const wanted = new Map(sizes.slice(0, strata).map((size, at) => [canonicalJson([`m${at}`]), size]));
          const drawn = await engine.draw(source, everything, ['model'], key, wanted);
          const pure = selectBottomK({
            seed: key,
            purpose: 'sample',
            items: rows.map((row) => ({ id: row.id, stratum: canonicalJson([row.model]) })),
            sizes: wanted,
          });
          const flat = (items: { stratum: string; id: string; key: string; rank: number }[]) =>
            items.toSorted((a, b) => (a.key < b.key ? -1 : 1));
          expect(flat(drawn.map((one) => ({ ...one, id: one.trace.id, trace: undefined })))).toEqual(
            flat([...pure].flatMap(([stratum, chosen]) => chosen.map((one) => ({ ...one, stratum })))),
          );
        } finally {
          own.remove();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('draws the same where few of many are wanted, and where no key lies where keys are expected', async () => {
    const unit = (id: string) => prnUnit(prnKey(seed, 'sample', id));
    const many = Array.from({ length: 6000 }, (_, n) => `t-${n}`);
    const frames = { usual: many, unlucky: many.filter((id) => unit(id) > 0.7) };
    for (const [name, ids] of Object.entries(frames)) {
      const rows = ids.map((id) => ({ id, q: 'q', a: 'a' }));
      const path = folder.write(`${name}.csv`, toCsv(rows));
      const source: SourceSpec = {
        paths: [path],
        preset: 'columns',
        mapping: { id: 'id', prompt: 'q', output: 'a' },
      };
      const sizes = new Map([['[]', 25]]);
      const drawn = await engine.draw(source, everything, [], seed, sizes);
      const items = ids.map((id) => ({ id, stratum: '[]' }));
      const pure = selectBottomK({ seed, purpose: 'sample', items, sizes }).get('[]');
      expect(
        drawn.map(({ trace: { id }, key, rank }) => ({ id, key, rank })),
        name,
      ).toEqual(pure);
    }
  });

  it('is not counted by a dimension that is different for nearly every trace', async () => {
    const many = Array.from({ length: 10_001 }, (_, n) => ({ id: `t${n}`, q: 'q', a: 'a', ticket: `k${n}` }));
    const source: SourceSpec = {
      paths: [folder.write('a.csv', toCsv(many))],
      preset: 'columns',
      mapping: { id: 'id', prompt: 'q', output: 'a', 'attributes.ticket': 'ticket' },
    };
    await expect(engine.countFrame(source, everything, ['attributes.ticket'])).rejects.toMatchObject({
      code: 'INFEASIBLE_PLAN',
      problem: { where: 'attributes.ticket' },
    });
    expect((await engine.countFrame(source, everything, [])).frameSize).toBe(10_001);
  });

  it('may have attributes with the names of things that every object has', async () => {
    const lines = ['constructor', 'toString', '__proto__', 'plain'].map(
      (name, n) =>
        `{"id":"t${n}","occurredAt":"2025-01-01T00:00:00.000Z","prompt":[{"role":"user","text":"q"}],"output":"o","attributes":{"${name}":"yes"}}`,
    );
    const source: SourceSpec = { paths: [folder.write('a.jsonl', lines.join('\n'))], preset: 'trace-jsonl' };
    const { strata } = await engine.countFrame(source, everything, ['attributes.constructor']);
    expect(strata.map(({ values, population }) => [...values, population])).toEqual([
      ['(none)', 3],
      ['yes', 1],
    ]);
  });

  it('is filtered by values, by missing values and by a half-open window of time', async () => {
    const path = folder.write('a.csv', toCsv(makeRows(84)));
    const count = async (filter: Parameters<typeof engine.countFrame>[1]) =>
      (await engine.countFrame(spec(path), filter, [])).frameSize;
    expect(await count({ dimensions: [{ dimension: 'model', values: ['m0', 'm1'] }] })).toBe(56);
    expect(await count({ dimensions: [{ dimension: 'attributes.team', values: ['(none)'] }] })).toBe(21);
    expect(await count({ dimensions: [{ dimension: 'language', values: ['(none)'] }] })).toBe(84);
    expect(await count({ dimensions: [{ dimension: 'language', values: ['en'] }] })).toBe(0);
    const from = '2025-01-02T00:00:00.000Z';
    expect(await count({ dimensions: [], from, until: '2025-01-04T00:00:00.000Z' })).toBe(6);
  });

  it('spread over files counts an id once: the first by name of file and row', async () => {
    const second = folder.write('b.csv', toCsv(makeRows(10, 5)));
    const first = folder.write('a.csv', toCsv(makeRows(10)));
    for (const paths of [
      [first, second],
      [second, first],
    ]) {
      expect(await engine.open(spec(paths))).toMatchObject({ traceCount: 15, rejectedCount: 5 });
      const { rows } = await engine.rejected(spec(paths), 0, 10);
      expect(rows.every((row) => row.file === second && row.code === 'DUPLICATE_ID')).toBe(true);
    }
  });

  it('has one fingerprint wherever its files lie and in whatever order they are named', async () => {
    const [a, b] = [toCsv(makeRows(3)), toCsv(makeRows(3, 3))];
    const here = [folder.write('a.csv', a), folder.write('b.csv', b)];
    const other = makeSourceFolder();
    const there = [other.write('b.csv', b), other.write('a.csv', a)];
    const { fingerprint } = await engine.open(spec(here));
    expect((await engine.open(spec(there))).fingerprint).toBe(fingerprint);
    expect((await engine.open(spec(folder.path))).fingerprint).toBe(fingerprint);
    const otherMapping = { ...spec(here), mapping: { ...mapping, model: 'team' } };
    expect((await engine.open(otherMapping)).fingerprint).not.toBe(fingerprint);
    other.write('b.csv', b.replace('how do I', 'How do I'));
    expect((await engine.open(spec(there))).fingerprint).not.toBe(fingerprint);
    other.remove();
  });

  it('is read again when a file has changed, and only then', async () => {
    const path = folder.write('a.jsonl', toJsonl(makeRows(10)));
    const before = await engine.open(spec(path));
    expect(await engine.open(spec(path))).toEqual(before);
    appendFileSync(path, toJsonl(makeRows(1, 10)));
    const after = await engine.open(spec(path));
    expect(after).toMatchObject({ traceCount: 11 });
    expect(after.fingerprint).not.toBe(before.fingerprint);
    utimesSync(path, new Date(0), new Date(0));
    expect(await engine.open(spec(path))).toEqual(after);
  });

  it('survives more sources in use than are kept, and readers that stop early', async () => {
    const paths = Array.from({ length: 8 }, (_, n) => folder.write(`${n}.csv`, toCsv(makeRows(20, n * 100))));
    const readers = paths.map((path) => engine.readAll(spec(path))[Symbol.asyncIterator]());
    const firsts = await Promise.all(readers.map(async (reader) => (await reader.next()).value as Trace));
    expect(firsts.map((one) => one.id)).toEqual(paths.map((_, n) => `t-${n * 100}`));
    for (const reader of readers) {
      expect(((await reader.next()).value as Trace).id).toMatch(/1$/);
      await reader.return?.();
    }
    const counts = await Promise.all(
      paths.map((path) => engine.countFrame(spec(path), everything, ['model'])),
    );
    expect(counts.map((one) => one.frameSize)).toEqual(paths.map(() => 20));
  });

  it('names files with characters that are patterns elsewhere', async () => {
    const path = folder.write("it's [1] 100% *.csv", toCsv(makeRows(3)));
    folder.write("it's 1 100% x.csv", toCsv(makeRows(9)));
    expect(await engine.open(spec(path))).toMatchObject({ traceCount: 3 });
    const parquet = await writeParquet(duck, join(folder.path, 'a[b]?.parquet'), makeRows(4));
    expect(await engine.open(spec(parquet))).toMatchObject({ traceCount: 4 });
  });
});
