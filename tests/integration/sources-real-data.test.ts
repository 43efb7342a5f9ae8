// Sources on real data sets, read from where they lie: every row becomes a trace, known truth comes out as counted by
// others, and nothing that a reviewer is sent tells a verdict.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { drawAudit } from '../../electron/backend/sources/draw-audit.ts';
import { createSourceEngine } from '../../electron/backend/sources/engine.ts';
import { inspection } from '../../shared/domain/source.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { SourceSpec } from '../../shared/domain/source.ts';
import { sliceCodePoints } from '../../shared/domain/text.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import { trace } from '../../shared/domain/trace.ts';
import { makePlan } from '../support/made-audit.ts';

const data = join(import.meta.dirname, '../../../shared/data');
const hasData = existsSync(data);
const why = hasData ? '' : ' (skipped: the shared data folder is not on this machine)';
const engine = createSourceEngine();
afterAll(() => engine.close());

async function readAll(spec: SourceSpec): Promise<Trace[]> {
  const traces: Trace[] = [];
  for await (const one of engine.readAll(spec)) traces.push(one);
  return traces;
}

const recognise = (...names: string[]) =>
  engine.inspect({ paths: names.map((name) => join(data, name)), preset: null, mapping: null });

const isEvent = (of: Trace): boolean => of.judge?.[0]?.verdict === 'hallucinated';

describe.skipIf(!hasData)(`ragtruth-qa${why}`, () => {
  const folder = join(data, 'ragtruth-qa');
  const spec: SourceSpec = { paths: [folder], preset: 'ragtruth-qa' };

  test('is recognised by its records, as a folder and as files', async () => {
    const seen = await recognise('ragtruth-qa');
    expect(inspection.parse(seen)).toEqual(seen);
    expect(seen).toMatchObject({
      preset: 'ragtruth-qa',
      traceCount: 3956,
      rejectedCount: 0,
      missingFields: [],
    });
    expect(seen.files).toHaveLength(9);
    expect(seen.preview).toHaveLength(10);
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => `ragtruth-qa/${name}`);
    expect(await recognise(...files)).toMatchObject({ preset: 'ragtruth-qa', traceCount: 3956 });
  });

  test('holds the answers of four models to 989 questions with three passages each', async () => {
    const traces = await readAll(spec);
    expect(traces.map((one) => trace.parse(one))).toEqual(traces);
    expect(new Set(traces.map((one) => one.id)).size).toBe(3956);
    for (const members of Map.groupBy(traces, (one) => one.model).values()) expect(members).toHaveLength(989);
    expect(traces.every((one) => one.context.length === 3)).toBe(true);
    expect(
      traces.every((one) => one.context.every(({ text }) => text !== '' && !/^passage \d/.test(text))),
    ).toBe(true);
    expect(traces.every((one) => one.prompt.at(-1)?.role === 'user')).toBe(true);
  });

  test('carries the known truth as a reference label: events by model, and spans that quote the answer', async () => {
    const traces = await readAll(spec);
    const events = Map.groupBy(traces.filter(isEvent), (one) => one.model);
    expect(Object.fromEntries([...events].map(([model, members]) => [model, members.length]))).toEqual({
      'llama-2-7b-chat': 510,
      'llama-2-13b-chat': 399,
      'llama-2-70b-chat': 320,
      'mistral-7B-instruct': 378,
    });
    const spans = traces.flatMap((one) => one.judge?.[0]?.spans ?? []);
    const kinds = Map.groupBy(spans, (span) => `${span.note} ${span.class}`);
    expect(Object.fromEntries([...kinds].map(([kind, members]) => [kind, members.length]))).toEqual({
      'evident not_in_context': 1511,
      'subtle not_in_context': 845,
      'evident contradicts': 397,
      'subtle contradicts': 34,
    });
    const quoted = new Map(traces.map((one) => [one.id as string, one]));
    let matching = 0;
    for (const name of readdirSync(folder).filter((file) => file.includes('hallucination'))) {
      for (const line of readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean)) {
        const row = JSON.parse(line) as { id: string; labels: { text: string }[] };
        const found = quoted.get(row.id);
        for (const [at, { text }] of row.labels.entries()) {
          const span = found?.judge?.[0]?.spans?.[at];
          if (span !== undefined && sliceCodePoints(found?.output ?? '', span.start, span.end) === text)
            matching += 1;
        }
      }
    }
    expect(matching).toBe(2787);
  });

  test('offers model, split and quality as strata', async () => {
    const listed = await engine.dimensions(spec);
    expect(listed.map(({ dimension, distinct }) => [dimension, distinct])).toEqual([
      ['attributes.quality', 3],
      ['attributes.split', 2],
      ['model', 4],
    ]);
    const { strata } = await engine.countFrame(spec, { dimensions: [] }, ['attributes.quality']);
    expect(Object.fromEntries(strata.map((one) => [one.values[0], one.population]))).toEqual({
      good: 3876,
      incorrect_refusal: 57,
      truncated: 23,
    });
  });

  test('tells no verdict by its provenance: it is the same for every trace', async () => {
    const places = new Set((await readAll(spec)).map((one) => JSON.stringify(one.provenance)));
    expect(places.size).toBe(1);
    expect([...places][0]).not.toMatch(/hallucination|jsonl|"row"/);
  });

  test('draws an audit whose open contents tell no verdict either', async () => {
    const { fingerprint } = await engine.open(spec);
    const plan = makePlan({
      source: { ...makePlan().source, fingerprint },
      dimensions: ['model', 'attributes.quality'],
      allocation: { rule: 'proportional', size: 200, minPerStratum: 1, takeAllBelow: 0 },
      overlap: { size: 40, reviewersPerItem: 2 },
    });
    const auditId = '0198c0de-0000-7000-8000-000000000001' as AuditId;
    const drawn = await drawAudit(engine, spec, auditId, plan, '2026-01-06T09:00:00.000Z');
    expect(drawn.manifest.items).toHaveLength(200);
    expect(drawn.manifest.items.filter((item) => item.isOverlap)).toHaveLength(40);
    expect(drawn.manifest.strata.reduce((sum, stratum) => sum + stratum.population, 0)).toBe(3956);
    const texts = new Map(drawn.contents.map(({ digest, text }) => [digest, text]));
    for (const item of drawn.manifest.items) {
      const open = trace.parse(JSON.parse(texts.get(item.contentDigest) ?? ''));
      expect([open.judge, open.model, open.provenance]).toEqual([undefined, undefined, undefined]);
      expect(texts.get(item.sealedDigest ?? ('' as never))).toMatch(/"verdict":"(clean|hallucinated)"/);
    }
    expect(await drawAudit(engine, spec, auditId, plan, '2026-01-06T09:00:00.000Z')).toEqual(drawn);
  });
});

describe.skipIf(!hasData)(`clapnq${why}`, () => {
  const spec: SourceSpec = { paths: [join(data, 'clapnq/rag-model-performance.json')], preset: 'clapnq' };

  test('is recognised, and each model answers each task once', async () => {
    expect(await recognise('clapnq/rag-model-performance.json')).toMatchObject({
      preset: 'clapnq',
      traceCount: 400,
      rejectedCount: 0,
    });
    const traces = await readAll(spec);
    expect(traces.map((one) => trace.parse(one))).toEqual(traces);
    expect(new Set(traces.map((one) => one.id)).size).toBe(400);
    const tasks = Map.groupBy(traces, (one) => one.model);
    expect([...tasks.values()].map((members) => members.length)).toEqual([100, 100, 100, 100]);
    expect(traces.every((one) => one.context.length === 1 && one.context[0]?.title !== undefined)).toBe(true);
    const { strata } = await engine.countFrame(spec, { dimensions: [] }, ['attributes.answerability']);
    expect(strata.map((one) => one.population)).toEqual([320, 80]);
  });

  test('draws what it reads, although its file is one object', async () => {
    const sizes = new Map([['["gpt"]', 5]]);
    const drawn = await engine.draw(spec, { dimensions: [] }, ['model'], '0'.repeat(32), sizes);
    expect(drawn.map((one) => one.trace.model)).toEqual(Array.from({ length: 5 }, () => 'gpt'));
  });
});

describe.skipIf(!hasData)(`xstest${why}`, () => {
  test('maps by suggestion: unique ids, models by file, labels of people sealed as judges', async () => {
    const seen = await recognise('xstest');
    expect(inspection.parse(seen)).toEqual(seen);
    expect(seen).toMatchObject({ preset: 'columns', traceCount: 2250, rejectedCount: 0 });
    expect(seen.mapping).toMatchObject({
      id: '{file}:{id}',
      prompt: 'prompt',
      output: 'completion',
      model: '{file}',
      'attributes.type': 'type',
      'judge.final_label': 'final_label',
    });
    const columns = new Set(seen.columns.map((column) => column.name));
    for (const column of Object.values(seen.mapping)) expect(columns).toContain(column);
    const traces = await readAll({ paths: [join(data, 'xstest')], preset: 'columns', mapping: seen.mapping });
    expect(new Set(traces.map((one) => one.id)).size).toBe(2250);
    expect(traces.filter((one) => one.output.includes('\n')).length).toBeGreaterThan(1000);
    for (const members of Map.groupBy(traces, (one) => one.model).values()) expect(members).toHaveLength(450);
    expect(traces.every((one) => Object.keys(one.attributes ?? {}).join() === 'type')).toBe(true);
  });

  test('without unique ids counts the first of each and lists the others by line', async () => {
    const spec: SourceSpec = {
      paths: [join(data, 'xstest')],
      preset: 'columns',
      mapping: { id: 'id', prompt: 'prompt', output: 'completion' },
    };
    expect(await engine.open(spec)).toMatchObject({ traceCount: 450, rejectedCount: 1800 });
    const { rows } = await engine.rejected(spec, 0, 500);
    const [second] = rows.toSorted((a, b) => a.line - b.line).filter((row) => row.line > 2);
    const text = readFileSync(second?.file ?? '', 'utf8').split('\n')[(second?.line ?? 0) - 1];
    expect(text).toMatch(/^v2-\d+,/);
    expect(rows.every((row) => row.code === 'DUPLICATE_ID')).toBe(true);
  });
});

describe.skipIf(!hasData)(`data sets without a preset${why}`, () => {
  test('show their columns and say what a mapping must still name', async () => {
    expect(await recognise('xsum/hallucination_annotations_xsum_summaries.csv')).toMatchObject({
      preset: 'columns',
      missingFields: ['id', 'prompt'],
      traceCount: 0,
      mapping: { output: 'summary', model: 'system', 'judge.hallucination_type': 'hallucination_type' },
    });
    const pandalm = await recognise('pandalm/testset-v1.json');
    expect(pandalm).toMatchObject({ preset: 'columns', missingFields: ['output'], mapping: { id: 'idx' } });
    const mapped = await engine.inspect({
      paths: [join(data, 'pandalm/testset-v1.json')],
      preset: 'columns',
      mapping: { ...pandalm.mapping, output: 'response1' },
    });
    expect(mapped.traceCount + mapped.rejectedCount).toBe(999);
    expect(mapped.rejected.every((row) => row.reason === '"output" is empty')).toBe(true);
  });
});
