import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Folder, Row } from '../../../tests/support/source-files.ts';
import { makeSourceFolder, toCsv, toJsonl, writeEveryFormat } from '../../../tests/support/source-files.ts';
import type { AuditPlan } from '../../../shared/domain/audit.ts';
import { auditPlan, manifest as manifestSchema } from '../../../shared/domain/audit.ts';
import { sha256Hex } from '../../../shared/domain/canonical.ts';
import type { AuditId, Digest } from '../../../shared/domain/ids.ts';
import type { SourceSpec } from '../../../shared/domain/source.ts';
import { trace as traceSchema } from '../../../shared/domain/trace.ts';
import { prnKey } from '../../../shared/sampling/prn.ts';
import { drawAudit } from './draw-audit.ts';
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

const auditId = '0198c0de-0000-7000-8000-000000000001' as AuditId;
const drawnAt = '2026-01-06T09:00:00.000Z';
const mapping = { id: 'id', prompt: 'q', output: 'a', model: 'model', 'judge.human': 'verdict' };
const specOf = (path: string): SourceSpec => ({ paths: [path], preset: 'columns', mapping });

const rows: Row[] = Array.from({ length: 300 }, (_, n) => ({
  id: `t-${n}`,
  q: `question ${n}`,
  a: `answer ${n}`,
  model: n % 10 === 0 ? 'rare' : 'usual',
  verdict: n % 3 === 0 ? 'bad' : 'good',
}));

function planOf(change: Partial<AuditPlan> = {}): AuditPlan {
  return auditPlan.parse({
    title: 'Answers',
    source: { id: '0198c0de-0000-7000-8000-00000000abcd', name: 'rows', fingerprint: sha256Hex('any') },
    filter: { dimensions: [] },
    dimensions: ['model'],
    allocation: { rule: 'proportional', size: 60, minPerStratum: 10, takeAllBelow: 0 },
    overlap: { size: 12, reviewersPerItem: 2 },
    seed: '0123456789abcdef0123456789abcdef',
    selection: 'bottomK',
    scorecard: { id: 'hallucination_audit', version: 1 },
    thresholds: [],
    ciMethod: 'kgStar',
    alpha: 0.05,
    blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
    ...change,
  });
}

/** Draws from the file as it is now. */
async function draw(path: string, plan = planOf()) {
  const { fingerprint } = await engine.open(specOf(path));
  return drawAudit(engine, specOf(path), auditId, withFingerprint(plan, fingerprint), drawnAt);
}

function withFingerprint(plan: AuditPlan, fingerprint: Digest): AuditPlan {
  return { ...plan, source: { ...plan.source, fingerprint } };
}

describe('a drawn audit', () => {
  it('has the same items and contents from every format and any order of rows', async () => {
    const files = await writeEveryFormat(folder, duck, 'rows', rows);
    const shuffled = rows.toSorted((a, b) => (sha256Hex(a['id'] ?? '') < sha256Hex(b['id'] ?? '') ? -1 : 1));
    const drawn = [...Object.values(files), folder.write('shuffled.csv', toCsv(shuffled))].map((path) =>
      draw(path),
    );
    const [first, ...others] = await Promise.all(drawn);
    expect(others).toHaveLength(8);
    for (const { manifest, contents } of others) {
      expect(manifest.items).toEqual(first?.manifest.items);
      expect(manifest.strata).toEqual(first?.manifest.strata);
      expect(contents).toEqual(first?.contents);
    }
  });

  it('weighs each item by its stratum, ranks by key, and overlaps in every stratum', async () => {
    const { manifest } = await draw(folder.write('rows.csv', toCsv(rows)));
    expect(manifestSchema.parse(manifest)).toEqual(manifest);
    expect(manifest.frameSize).toBe(300);
    expect(manifest.strata).toEqual([
      {
        key: '["rare"]',
        values: ['rare'],
        population: 30,
        drawn: 10,
        isTakeAll: false,
        verdicts: { human: { bad: 10, good: 20 } },
      },
      {
        key: '["usual"]',
        values: ['usual'],
        population: 270,
        drawn: 50,
        isTakeAll: false,
        verdicts: { human: { bad: 90, good: 180 } },
      },
    ]);
    const weights = manifest.items.reduce((sum, item) => sum + item.weight, 0);
    expect(weights).toBeCloseTo(300, 9);
    for (const members of Map.groupBy(manifest.items, (item) => item.stratum).values()) {
      const inOrder = members.toSorted((a, b) => a.rank - b.rank);
      expect(inOrder.map((item) => item.rank)).toEqual(members.map((_, at) => at + 1));
      expect(inOrder.map((item) => item.key)).toEqual(members.map((item) => item.key).toSorted());
      expect(inOrder.map((item) => item.position)).toEqual(
        inOrder.map((item) => item.position).toSorted((a, b) => a - b),
      );
      expect(members.some((item) => item.isOverlap)).toBe(true);
    }
    for (const item of manifest.items)
      expect(item.key).toBe(prnKey(manifest.plan.seed, 'sample', item.traceId));
    expect(manifest.items.filter((item) => item.isOverlap)).toHaveLength(12);
    const positions = manifest.items.map((item) => item.position).toSorted((a, b) => a - b);
    expect(positions).toEqual(manifest.items.map((_, at) => at + 1));
  });

  it('keeps what blinding hides out of what reviewers are sent, under a digest of its own', async () => {
    const { manifest, contents } = await draw(folder.write('rows.csv', toCsv(rows)));
    const texts = new Map(contents.map(({ digest, text }) => [digest, text]));
    for (const [digest, text] of texts) expect(sha256Hex(text)).toBe(digest);
    for (const item of manifest.items) {
      const open = texts.get(item.contentDigest) ?? '';
      expect(traceSchema.parse(JSON.parse(open)).id).toBe(item.traceId);
      expect(open).not.toMatch(/rare|usual|good|bad|provenance/);
      const sealed = JSON.parse(texts.get(item.sealedDigest ?? ('' as never)) ?? '{}') as object;
      expect(sealed).toEqual({
        model: item.facets['model'],
        judge: [{ name: 'human', verdict: expect.stringMatching(/^(good|bad)$/) }],
      });
    }
    const shown = await draw(
      folder.write('again.csv', toCsv(rows)),
      planOf({ blinding: { hidesModel: false, hidesJudge: false, revealsOthers: 'never' } }),
    );
    expect(shown.manifest.items.every((item) => item.sealedDigest === null)).toBe(true);
  });

  it('tells the week and every judge of an item, though reviewers are not shown them', async () => {
    const made = Array.from({ length: 12 }, (_, n) => ({
      id: `t-${n}`,
      occurredAt: n < 6 ? '2026-01-04T23:00:00.000Z' : '2026-01-05T01:00:00.000Z',
      prompt: [{ role: 'user', text: 'When?' }],
      output: 'Soon.',
      judge: [{ name: 'nli', version: '2', verdict: n % 2 === 0 ? 'bad' : 'good' }],
    }));
    const path = folder.write('traces.jsonl', made.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const spec: SourceSpec = { paths: [path], preset: 'trace-jsonl' };
    const { fingerprint } = await engine.open(spec);
    const plan = withFingerprint(planOf({ dimensions: [] }), fingerprint);
    const { manifest } = await drawAudit(engine, spec, auditId, plan, drawnAt);
    expect(manifest.items).toHaveLength(12);
    for (const { traceId, facets } of manifest.items) {
      const n = Number(traceId.slice(2));
      expect(facets).toEqual({
        week: n < 6 ? '2026-W01' : '2026-W02',
        'judge.nli@2': n % 2 === 0 ? 'bad' : 'good',
      });
    }
  });

  it('counts verdicts over the frame of the filter, and only of traces that were judged', async () => {
    const some = rows.map((row, n) => ({ ...row, verdict: n < 150 ? row['verdict'] : '' }));
    const only = { dimensions: [{ dimension: 'model' as const, values: ['usual'] }] };
    for (const path of Object.values(await writeEveryFormat(folder, duck, 'judged', some as Row[]))) {
      const { manifest } = await draw(path, planOf({ filter: only, dimensions: [] }));
      expect(manifest.strata.map(({ population, verdicts }) => [population, verdicts])).toEqual([
        [270, { human: { bad: 45, good: 90 } }],
      ]);
    }
  });

  it('counts no judge that writes remarks, and none at all where there are too many judges', async () => {
    const wordy = rows.map((row, n) => ({ ...row, verdict: `remark ${n % 51}` }));
    const { manifest } = await draw(folder.write('wordy.csv', toCsv(wordy)));
    expect(manifest.strata.some((one) => 'verdicts' in one)).toBe(false);
    const crowd = Array.from({ length: 21 }, (_, n) => ({ name: `judge-${n}`, verdict: 'good' }));
    const made = (judge: object[]) => ({
      id: `t-${judge.length}`,
      occurredAt: '2026-01-04T23:00:00.000Z',
      prompt: [{ role: 'user', text: 'When?' }],
      output: 'Soon.',
      judge,
    });
    const drawOf = async (name: string, judges: object[][]) => {
      const text = judges.map((one) => `${JSON.stringify(made(one))}\n`).join('');
      const spec: SourceSpec = { paths: [folder.write(name, text)], preset: 'trace-jsonl' };
      const { fingerprint } = await engine.open(spec);
      const plan = withFingerprint(
        planOf({ dimensions: [], overlap: { size: 0, reviewersPerItem: 2 } }),
        fingerprint,
      );
      return (await drawAudit(engine, spec, auditId, plan, drawnAt)).manifest.strata[0]?.verdicts;
    };
    expect(Object.keys((await drawOf('twenty.jsonl', [crowd.slice(0, 20), []])) ?? {})).toHaveLength(20);
    expect(await drawOf('more.jsonl', [crowd, []])).toBeUndefined();
  });

  it('is refused when the files are not those that the plan was made for', async () => {
    const path = folder.write('rows.csv', toCsv(rows));
    const { fingerprint } = await engine.open(specOf(path));
    const plan = withFingerprint(planOf(), fingerprint);
    const { manifest } = await drawAudit(engine, specOf(path), auditId, plan, drawnAt);
    expect((await drawAudit(engine, specOf(path), auditId, plan, drawnAt)).manifest).toEqual(manifest);
    folder.write('rows.csv', toCsv(rows.slice(1)));
    await expect(drawAudit(engine, specOf(path), auditId, plan, drawnAt)).rejects.toMatchObject({
      code: 'SOURCE_CHANGED',
    });
  });

  it('is a census where the sample is as large as the frame', async () => {
    const { manifest } = await draw(
      folder.write('rows.jsonl', toJsonl(rows)),
      planOf({ allocation: { rule: 'equal', size: 5000, minPerStratum: 0, takeAllBelow: 0 } }),
    );
    expect(manifest.items).toHaveLength(300);
    expect(manifest.items.every((item) => item.weight === 1 && item.inclusionProbability === 1)).toBe(true);
    expect(manifest.strata.every((stratum) => stratum.isTakeAll)).toBe(true);
  });

  it('takes a stratum whole that is smaller than its share, and no more than it has', async () => {
    const { manifest } = await draw(
      folder.write('rows.jsonl', toJsonl(rows)),
      planOf({ allocation: { rule: 'equal', size: 100, minPerStratum: 0, takeAllBelow: 0 } }),
    );
    expect(manifest.strata.map(({ drawn, isTakeAll }) => [drawn, isTakeAll])).toEqual([
      [30, true],
      [70, false],
    ]);
  });

  it('gives more to the stratum where more is expected under Neyman, and never nothing where nothing is', async () => {
    const { manifest } = await draw(
      folder.write('rows.jsonl', toJsonl(rows)),
      planOf({
        allocation: {
          rule: 'neyman',
          size: 60,
          minPerStratum: 2,
          takeAllBelow: 0,
          expectedRates: { '["rare"]': 0.5, '["usual"]': 0 },
        },
      }),
    );
    const [rare, usual] = manifest.strata;
    expect((rare?.drawn ?? 0) / 30).toBeGreaterThan((usual?.drawn ?? 0) / 270);
    expect(usual?.drawn).toBeGreaterThan(2);
  });

  it('is refused with the way out for an empty frame, minimums beyond the size, an overlap too small', async () => {
    const path = folder.write('rows.jsonl', toJsonl(rows));
    const nowhere = { dimensions: [{ dimension: 'model' as const, values: ['none such'] }] };
    await expect(draw(path, planOf({ filter: nowhere }))).rejects.toMatchObject({ code: 'EMPTY_FRAME' });
    const greedy = { rule: 'equal' as const, size: 10, minPerStratum: 20, takeAllBelow: 0 };
    await expect(draw(path, planOf({ allocation: greedy }))).rejects.toMatchObject({
      code: 'INFEASIBLE_PLAN',
      problem: { remedy: expect.stringContaining('40') },
    });
    await expect(draw(path, planOf({ overlap: { size: 1, reviewersPerItem: 2 } }))).rejects.toMatchObject({
      code: 'INFEASIBLE_PLAN',
      problem: { where: 'overlap' },
    });
  });
});
