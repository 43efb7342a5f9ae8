// What the Plan screen asks: looking for files, adding sources, counting a frame, and seeing a draw before it is made.
import { mkdirSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Allocation } from '../../shared/domain/audit.ts';
import type { SourceId } from '../../shared/domain/ids.ts';
import { makePlan, makeTrace } from '../support/made-audit.ts';
import type { Folder } from '../support/source-files.ts';
import { makeSourceFolder, toCsv } from '../support/source-files.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { failureOf, openTestBackend } from '../support/test-backend.ts';

let folder: Folder;
let backend: TestBackend;
beforeEach(async () => {
  folder = makeSourceFolder();
  backend = await openTestBackend(join(folder.path, 'data'));
});
afterEach(async () => {
  await backend.close();
  folder.remove();
});

const filter = { dimensions: [] };
const allocation: Allocation = { rule: 'proportional', size: 30, minPerStratum: 2, takeAllBelow: 0 };
const overlap = { size: 6, reviewersPerItem: 2 };

/** 300 traces: 100 each of three languages, half of each model. */
async function addTraces(name = 'traces.jsonl'): Promise<SourceId> {
  const text = Array.from({ length: 300 }, (_, n) => `${JSON.stringify(makeTrace(n))}\n`).join('');
  const path = folder.write(name, text);
  return (await backend.client.sources.add({ paths: [path], preset: null, mapping: null, name })).id;
}

describe('looking for files', () => {
  test('lists folders first, then files with their sizes, and leaves hidden ones out', async () => {
    mkdirSync(join(folder.path, 'zoo'));
    folder.write('b10.csv', '12345');
    folder.write('b9.csv', '');
    folder.write('.hidden', 'x');
    symlinkSync(join(folder.path, 'gone'), join(folder.path, 'broken link'));
    const seen = await backend.client.files.browse({ folder: folder.path });
    expect(seen).toMatchObject({ folder: folder.path, parent: dirname(folder.path) });
    expect(seen.entries.map(({ name, kind, bytes }) => [name, kind, bytes])).toEqual([
      ['data', 'folder', 0],
      ['zoo', 'folder', 0],
      ['b9.csv', 'file', 0],
      ['b10.csv', 'file', 5],
    ]);
    expect(seen.entries.every((entry) => entry.path === join(folder.path, entry.name))).toBe(true);
  });

  test('begins at home, ends at the root, and says what to do about a folder that cannot be read', async () => {
    expect((await backend.client.files.browse({ folder: null })).folder).toBe(homedir());
    expect((await backend.client.files.browse({ folder: '/' })).parent).toBeNull();
    const { code, data } = await failureOf(
      backend.client.files.browse({ folder: join(folder.path, 'none') }),
    );
    expect({ code, data }).toMatchObject({
      code: 'SOURCE_UNREADABLE',
      data: { remedy: expect.stringMatching(/path/) },
    });
    const file = folder.write('a.csv', 'x');
    expect((await failureOf(backend.client.files.browse({ folder: file }))).code).toBe('SOURCE_UNREADABLE');
  });
});

describe('a source', () => {
  test('is kept as it was understood, and adding it again is the same source', async () => {
    const path = folder.write('a.csv', toCsv([{ request_id: '1', question: 'q', answer: 'a' }]));
    const request = { paths: [path], preset: null, mapping: null, name: 'First' };
    const added = await backend.client.sources.add(request);
    expect(added).toMatchObject({
      name: 'First',
      spec: {
        paths: [path],
        preset: 'columns',
        mapping: { id: 'request_id', prompt: 'question', output: 'answer' },
      },
      traceCount: 1,
      rejectedCount: 0,
    });
    expect(await backend.client.sources.add({ ...request, name: 'Again' })).toEqual(added);
    expect(await backend.client.sources.list({})).toEqual([added]);
  });

  test('is not kept when its mapping lacks a field', async () => {
    const path = folder.write('a.csv', toCsv([{ question: 'q', answer: 'a' }]));
    const add = backend.client.sources.add({ paths: [path], preset: null, mapping: null, name: 'x' });
    expect(await failureOf(add)).toMatchObject({ code: 'INVALID_INPUT', data: { where: 'mapping' } });
    expect(await backend.client.sources.list({})).toEqual([]);
  });

  test('that is not here is not found', async () => {
    const sourceId = '0198c0de-0000-7000-8000-00000000abcd' as SourceId;
    const count = backend.client.frames.count({ sourceId, filter, dimensions: [] });
    expect((await failureOf(count)).code).toBe('NOT_FOUND');
  });
});

describe('a preview of a draw', () => {
  test('shows weights, overlap and the expected precision, and the draw does just that', async () => {
    const sourceId = await addTraces();
    const seen = await backend.client.frames.preview({
      sourceId,
      filter,
      dimensions: ['language'],
      allocation,
      overlap,
    });
    expect(seen).toMatchObject({ frameSize: 300, total: 30, overlapTotal: 6, kishN: 30, assumedRate: 0.05 });
    expect(
      seen.strata.map(({ values, population, drawn, weight, isTakeAll, overlap: shared }) => [
        ...values,
        population,
        drawn,
        weight,
        isTakeAll,
        shared,
      ]),
    ).toEqual(['de', 'en', 'es'].map((language) => [language, 100, 10, 10, false, 2]));
    expect(seen.expectedHalfWidth).toBeGreaterThan(0.03);
    expect(seen.expectedHalfWidth).toBeLessThan(0.2);

    const [source] = await backend.client.sources.list({});
    if (source === undefined) throw new Error('the source was added above');
    const plan = makePlan({
      source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
      dimensions: ['language'],
      allocation,
      overlap,
    });
    const { auditId } = await backend.client.audits.draw({
      plan,
      reviewerIds: [(await backend.client.app.status({})).person.id],
    });
    const manifest = await backend.client.audits.manifest({ auditId });
    for (const stratum of seen.strata) {
      const items = manifest.items.filter((item) => item.stratum === stratum.key);
      expect(items).toHaveLength(stratum.drawn);
      expect(items.filter((item) => item.isOverlap)).toHaveLength(stratum.overlap);
      expect(items.every((item) => item.weight === stratum.weight)).toBe(true);
    }
    expect(await backend.client.audits.redraw({ auditId })).toEqual({ isSame: true, missing: 0, added: 0 });
  });

  test('expects a narrower interval of a larger sample, and none of a census', async () => {
    const sourceId = await addTraces();
    const widthOf = async (size: number) => {
      const sized = { ...allocation, size };
      const seen = await backend.client.frames.preview({
        sourceId,
        filter,
        dimensions: [],
        allocation: sized,
        overlap,
      });
      return { total: seen.total, width: seen.expectedHalfWidth };
    };
    const [small, large, whole] = [await widthOf(30), await widthOf(120), await widthOf(5000)];
    expect(large.width).toBeLessThan(small.width ?? 0);
    expect(whole).toEqual({ total: 300, width: 0 });
  });

  test('has a smaller effective size where weights differ', async () => {
    const sourceId = await addTraces();
    const unequal = {
      dimensions: [{ dimension: 'language' as const, values: ['en', 'de'] }],
      until: '2027-01-01T00:00:00.000Z',
    };
    const seen = await backend.client.frames.preview({
      sourceId,
      filter: unequal,
      dimensions: ['language'],
      allocation: { ...allocation, rule: 'neyman', expectedRates: { '["de"]': 0.5, '["en"]': 0.01 } },
      overlap,
    });
    expect(seen.frameSize).toBe(200);
    expect(seen.total).toBe(30);
    expect(seen.kishN).toBeLessThan(30);
  });

  test('is refused with the way out: empty frame, minimums beyond the size, overlap below the strata', async () => {
    const sourceId = await addTraces();
    const ask = (change: object) =>
      failureOf(
        backend.client.frames.preview({
          sourceId,
          filter,
          dimensions: ['language'],
          allocation,
          overlap,
          ...change,
        }),
      );
    const nobody = { dimensions: [{ dimension: 'language' as const, values: ['xx'] }] };
    expect(await ask({ filter: nobody })).toMatchObject({ code: 'EMPTY_FRAME', defined: true });
    expect(await ask({ allocation: { ...allocation, minPerStratum: 20 } })).toMatchObject({
      code: 'INFEASIBLE_PLAN',
      data: { remedy: expect.stringContaining('60') },
    });
    expect(await ask({ overlap: { size: 2, reviewersPerItem: 2 } })).toMatchObject({
      code: 'INFEASIBLE_PLAN',
      data: { where: 'overlap' },
    });
  });
});
