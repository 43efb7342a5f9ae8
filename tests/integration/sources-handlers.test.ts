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

describe('what a plan may expect', () => {
  const ask = async (change: object, sourceId: SourceId) =>
    backend.client.frames.preview({
      sourceId,
      filter,
      dimensions: ['language'],
      allocation,
      overlap,
      ...change,
    });

  test('is told by stratum, for other sizes, for a target and for a limit', async () => {
    const sourceId = await addTraces();
    const sized = { ...allocation, size: 60, expectedRates: { '["de"]': 0.2 } };
    const seen = await ask({ allocation: sized, targetHalfWidth: 0.05, limit: 0.03 }, sourceId);
    expect(seen.strata.map((one) => one.expectedRate)).toEqual([0.2, 0.05, 0.05]);
    const [de, en, es] = seen.strata.map((one) => one.expectedHalfWidth ?? 0);
    expect(de).toBeGreaterThan(en ?? 1);
    expect(en).toBe(es);
    expect(seen.expectedHalfWidth).toBeLessThan(en ?? 0);
    expect(seen.assumedRate).toBeCloseTo(0.1, 12);
    expect(seen.weightRatio).toBe(1);
    expect(seen.curve.at(-1)).toEqual({ size: 300, halfWidth: 0 });
    expect(seen.curve).toContainEqual({ size: 60, halfWidth: seen.expectedHalfWidth });
    expect(seen.toPass).toEqual([
      { events: 0, size: 99 },
      { events: 1, size: 157 },
      { events: 2, size: 208 },
      { events: 3, size: 257 },
      { events: 4, size: 300 },
      { events: 5, size: 300 },
    ]);
    expect(seen.warnings.map((one) => one.code)).toEqual([
      'cannotPass',
      'targetNotReached',
      'smallOverlap',
      'smallCells',
    ]);
    const reached = await ask(
      { allocation: { ...sized, size: seen.target?.size ?? 0 }, targetHalfWidth: 0.05 },
      sourceId,
    );
    expect(reached.expectedHalfWidth).toBeLessThanOrEqual(0.05);
    expect(reached.warnings.some((one) => one.code === 'targetNotReached')).toBe(false);
  });

  test('is what the draw does, for every rule and for sizes by hand', async () => {
    const sourceId = await addTraces();
    const [source] = await backend.client.sources.list({});
    if (source === undefined) throw new Error('the source was added above');
    const plans: Allocation[] = [
      { ...allocation, rule: 'power' },
      { ...allocation, rule: 'equal', takeAllBelow: 50 },
      { ...allocation, size: 90, sizes: { '["de"]': 60, '["es"]': 5 } },
    ];
    const reviewerIds = [(await backend.client.app.status({})).person.id];
    for (const one of plans) {
      const seen = await ask({ allocation: one }, sourceId);
      const plan = makePlan({
        source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
        dimensions: ['language'],
        allocation: one,
        overlap,
      });
      const { auditId } = await backend.client.audits.draw({ plan, reviewerIds });
      const { strata, items } = await backend.client.audits.manifest({ auditId });
      expect(strata.map((each) => [each.drawn, each.isTakeAll])).toEqual(
        seen.strata.map((each) => [each.drawn, each.isTakeAll]),
      );
      expect(items).toHaveLength(seen.total);
    }
  });

  test('is refused where sizes by hand leave nothing or need more than the plan has', async () => {
    const sourceId = await addTraces();
    const none = { '["de"]': 0, '["en"]': 0, '["es"]': 0 };
    expect(await failureOf(ask({ allocation: { ...allocation, sizes: none } }, sourceId))).toMatchObject({
      code: 'INFEASIBLE_PLAN',
      data: { where: 'sizes' },
    });
    const greedy = { allocation: { ...allocation, sizes: { '["de"]': 29 } } };
    expect(await failureOf(ask(greedy, sourceId))).toMatchObject({
      code: 'INFEASIBLE_PLAN',
      data: { remedy: expect.stringContaining('33') },
    });
  });
});

describe('a registration', () => {
  const rate = {
    kind: 'rate',
    question: 'hallucination',
    part: null,
    direction: 'below',
    limit: 0.03,
  } as const;
  const registration = {
    primaryQuestion: 'hallucination',
    hypotheses: [{ statement: 'Fewer than 3 in 100', claim: rate }],
    stopRule: { kind: 'fixed' },
  } as const;

  async function draw(change: object, plan: object = {}) {
    const sourceId = await addTraces();
    const source = (await backend.client.sources.list({})).find((one) => one.id === sourceId);
    if (source === undefined) throw new Error('the source was added above');
    return backend.client.audits.draw({
      plan: makePlan({
        source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
        dimensions: ['language'],
        allocation,
        overlap,
        registration: { ...registration, ...change } as never,
        ...plan,
      }),
      reviewerIds: [(await backend.client.app.status({})).person.id],
    });
  }
  const claimed = (claim: object) => ({ hypotheses: [{ statement: 'A claim', claim }] });
  const refused = async (change: object, plan: object = {}) => {
    const { code, data } = await failureOf(draw(change, plan));
    expect(code).toBe('INVALID_INPUT');
    return (data as { where: string }).where;
  };

  test('is frozen with the plan in the manifest', async () => {
    const { auditId } = await draw({ stopRule: { kind: 'looks', count: 3, spending: 'obrienFleming' } });
    expect((await backend.client.audits.manifest({ auditId })).plan.registration).toMatchObject({
      primaryQuestion: 'hallucination',
      hypotheses: [{ claim: rate }],
      stopRule: { kind: 'looks', count: 3 },
    });
  });

  test('may compare parts by what reports break down by, in the strata or not', async () => {
    const difference = { kind: 'difference', question: 'policy', direction: 'higher' };
    await draw(claimed({ ...difference, dimension: 'language', a: 'de', b: 'en' }));
    await draw(claimed({ ...difference, dimension: 'model', a: 'assist-1', b: 'assist-2' }));
  });

  test('is refused where no report could hold it against results', async () => {
    expect(await refused({ primaryQuestion: 'note' })).toBe('plan.registration.primaryQuestion');
    const where = 'plan.registration.hypotheses.0';
    expect(await refused(claimed({ ...rate, question: 'none_such' }))).toBe(where);
    expect(await refused(claimed({ ...rate, part: { dimension: 'channel', value: 'chat' } }))).toBe(where);
    expect(await refused(claimed({ ...rate, part: { dimension: 'language', value: 'xx' } }))).toBe(where);
    const difference = { kind: 'difference', question: 'policy', dimension: 'language', direction: 'higher' };
    expect(await refused(claimed({ ...difference, a: 'de', b: 'de' }))).toBe(where);
    const agreement = { kind: 'agreement', question: 'hallucination', atLeast: 0.8 };
    expect(await refused(claimed(agreement), { overlap: { size: 0, reviewersPerItem: 2 } })).toBe(where);
    expect(await backend.client.audits.list({})).toEqual([]);
  });

  test('is refused with a stop rule that has no limit, or weights that it cannot bear', async () => {
    const where = 'plan.registration.stopRule';
    for (const stopRule of [{ kind: 'verdict' }, { kind: 'looks', count: 2, spending: 'pocock' }]) {
      expect(await refused({ stopRule }, { thresholds: [] })).toBe(where);
    }
    const uneven = { allocation: { ...allocation, sizes: { '["de"]': 20 } } };
    expect(await refused({ stopRule: { kind: 'verdict' } }, uneven)).toBe(where);
    expect(await refused({ stopRule: { kind: 'precision', halfWidth: 0.03 } }, uneven)).toBe(where);
    await draw({ stopRule: { kind: 'looks', count: 2, spending: 'pocock' } }, uneven);
    await draw({ stopRule: { kind: 'precision', halfWidth: 0.03 } });
  });
});
