/**
 * Random frames for tests: traces with hostile ids and values, audits one after the other with windows, filters,
 * exclusions and dimensions declared or not, each held against the plain model of made-frame.ts.
 */
import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { FrameFilter } from '../../shared/domain/audit.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import { selectBottomK } from '../../shared/sampling/select.ts';
import type { HubDatabase } from '../../hub/database/open.ts';
import { withFrameReader } from '../../hub/frames/open-reader.ts';
import type { DrawAnswer } from '../../hub/frames/reader.ts';
import { recordDrawn } from '../../hub/store/rotation.ts';
import { inWrite } from '../../hub/store/write.ts';
import type { ModelEnd } from './made-frame.ts';
import {
  addTraces,
  countModel,
  framed,
  makeSource,
  prnUnder,
  rotateModel,
  startModel,
  stratumOf,
} from './made-frame.ts';

export const monday = Date.parse('2026-01-05T00:00:00.000Z');
export const hour = 3_600_000;
const values: Record<string, string[]> = {
  intent: ['refund', 'o\'hare "x"\\', 'ü\u{1f600}\n'],
  riskClass: ['low', 'high'],
  'attributes.team': ['a', 'b'],
  'attributes.$&\'"': ['x', 'y'],
};
const dimensions = Object.keys(values) as Dimension[];
export const bottomSeed = 'b'.repeat(32);

const madeTrace = fc.record({
  // Ids that collations, escapes and UTF-16 order would confuse.
  id: fc
    .tuple(fc.constantFrom('a', 'B', 'é', '\uffee', '\u{1f600}', "'\\"), fc.nat(100_000))
    .map(([a, b]) => a + b),
  atMs: fc.nat(24 * 30).map((hours) => monday - 5 * 24 * hour + hours * hour),
  facets: fc
    .tuple(
      ...dimensions.map((name) => fc.constantFrom(null, ...(values[name] ?? []))),
      fc.constantFrom(null, 'ok', 'bad'),
    )
    .map((chosen) =>
      Object.fromEntries(
        [...dimensions, 'judge.rules@1'].flatMap((name, at) => {
          const value = chosen[at] ?? null;
          return value === null ? [] : [[name, value]];
        }),
      ),
    ),
});

const time = fc.oneof(
  fc.nat(30).map((day) => monday - 5 * 24 * hour + day * 24 * hour),
  fc.nat(24 * 30 * 4).map((quarter) => monday - 5 * 24 * hour + (quarter * hour) / 4),
);
const filterOf = fc
  .record({
    window: fc.option(fc.tuple(fc.option(time), fc.option(time))),
    dimensions: fc.uniqueArray(
      fc.constantFrom(...dimensions).chain((dimension) =>
        fc.record({
          dimension: fc.constant(dimension),
          values: fc.uniqueArray(fc.constantFrom('(none)', ...(values[dimension] ?? [])), { minLength: 1 }),
        }),
      ),
      { maxLength: 2, selector: (one) => one.dimension },
    ),
    excludesAudited: fc.boolean(),
  })
  .map(({ window, ...rest }): FrameFilter => {
    const [from, until] = window ?? [null, null];
    return {
      ...rest,
      ...(from === null ? {} : { from: new Date(from).toISOString() }),
      ...(until === null ? {} : { until: new Date(until).toISOString() }),
    };
  });

export const scene = fc.record({
  traces: fc.uniqueArray(madeTrace, { selector: (one) => one.id, minLength: 1, maxLength: 120, size: 'max' }),
  later: fc.uniqueArray(madeTrace, { selector: (one) => one.id, maxLength: 20, size: 'max' }),
  declared: fc.shuffledSubarray(dimensions),
  isTied: fc.boolean(),
  audits: fc.array(
    fc.record({
      filter: filterOf,
      dimensions: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.shuffledSubarray(dimensions) },
      ),
      sizes: fc.array(fc.nat(12), { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

/** Everything that a frame can be asked, before and after later arrivals. */
export async function checkScene(
  hub: HubDatabase,
  { traces, later, declared, isTied, audits }: SceneOf,
): Promise<void> {
  const { sampleSeed } = hub;
  const own = prnUnder(sampleSeed);
  // Ends are stored by keys, so tied numbers must still begin with what the key begins with: ties are among few numbers.
  const prnOf = isTied ? (id: string) => own(id) % 7 : own;
  const source = await makeSource(hub, declared);
  await addTraces(hub, source, traces, prnOf);
  const ends = new Map<string, ModelEnd>();
  const audited = new Set<string>();
  const past: { answer: DrawAnswer; again: () => Promise<DrawAnswer> }[] = [];
  for (const audit of audits) {
    const plan = { filter: audit.filter, dimensions: audit.dimensions ?? declared };
    const frame = framed(traces, plan.filter, audited);
    const strata = countModel(frame, plan.dimensions);
    const sizes = new Map(
      strata.map(([key, n], at) => [key, Math.min(n, audit.sizes[at % audit.sizes.length] ?? 0)]),
    );
    const { counted, verdicts, drawn, bottom, watermark } = await withFrameReader(
      hub.db,
      source,
      hub,
      async (reader) => ({
        watermark: reader.watermark,
        counted: await reader.count(plan),
        verdicts: await reader.verdicts(plan),
        drawn: await reader.draw({
          ...plan,
          watermark: reader.watermark,
          selection: 'rotating',
          seed: '',
          sizes,
        }),
        bottom: await reader.draw({ ...plan, selection: 'bottomK', seed: bottomSeed, sizes }),
      }),
    );
    expect(counted.strata.map((one) => [one.key, one.population])).toEqual(strata);
    expect(counted.frameSize).toBe(frame.length);
    const asked = [...plan.dimensions, ...plan.filter.dimensions.map((one) => one.dimension)];
    expect(counted.isIndexed).toBe(asked.every((name) => declared.includes(name)));
    expect(counted.isIndexed).toBe(counted.note === null);
    const said = frame.filter((one) => 'judge.rules@1' in one.facets);
    expect(sumOf(verdicts)).toBe(said.length);
    const items = frame.map((one) => ({ id: one.id, stratum: stratumOf(one, plan.dimensions) }));
    const model = selectBottomK({ seed: bottomSeed, purpose: 'sample', items, sizes });
    expect(idsOf(bottom)).toEqual(
      new Map(
        [...model]
          .filter(([, some]) => some.length > 0)
          .map(([key, some]) => [key, some.map((one) => one.id)]),
      ),
    );
    const expected = new Map<string, string[]>();
    for (const [key, size] of sizes) {
      const place = JSON.stringify([plan.dimensions, key]);
      const members = frame.filter((one) => stratumOf(one, plan.dimensions) === key);
      const taken = rotateModel(members, prnOf, ends.get(place) ?? startModel(sampleSeed), size);
      if (taken.length > 0)
        expected.set(
          key,
          taken.map((one) => one.id),
        );
    }
    expect(idsOf(drawn)).toEqual(expected);
    if (isTied) continue;
    const auditId = crypto.randomUUID() as AuditId;
    await inWrite(hub.db, (tx) =>
      recordDrawn(tx, {
        auditId,
        source,
        plan: { ...plan, selection: 'rotating' },
        answer: drawn,
        at: '2026-02-01T00:00:00.000Z',
      }),
    );
    for (const one of drawn.drawn) {
      audited.add(one.traceId);
      ends.set(JSON.stringify([plan.dimensions, one.stratum]), { prn: own(one.traceId), id: one.traceId });
    }
    const after = new Map(Array.from(drawn.rotation, ([key, span]) => [key, span.after]));
    const again = { auditId, after };
    for (const [answer, selection] of [
      [drawn, 'rotating'],
      [bottom, 'bottomK'],
    ] as const) {
      const request = { ...plan, watermark, selection, seed: bottomSeed, sizes, again };
      const draw = () => withFrameReader(hub.db, source, hub, (reader) => reader.draw(request));
      past.push({ answer, again: draw });
    }
  }
  const known = new Set(traces.map((one) => one.id));
  await addTraces(
    hub,
    source,
    later.filter((one) => !known.has(one.id)),
    prnOf,
  );
  for (const { answer, again } of past) expect(await again()).toEqual(withCells(answer, await again()));
}

type SceneOf = typeof scene extends fc.Arbitrary<infer T> ? T : never;

/** Cells may be others since; nothing else may. */
function withCells(answer: DrawAnswer, again: DrawAnswer): DrawAnswer {
  return {
    ...answer,
    drawn: answer.drawn.map((one, at) => ({ ...one, cellNumber: again.drawn[at]?.cellNumber ?? null })),
  };
}

/** Ids by stratum key, by rank. */
export function idsOf(answer: DrawAnswer): Map<string, string[]> {
  const byStratum = Map.groupBy(answer.drawn, (one) => one.stratum);
  return new Map(
    Array.from(byStratum, ([key, some]) => [
      key,
      some.toSorted((a, b) => a.rank - b.rank).map((one) => one.traceId),
    ]),
  );
}

function sumOf(verdicts: Map<string, Record<string, Record<string, number>>>): number {
  return [...verdicts.values()]
    .flatMap((judges) => Object.values(judges).flatMap((words) => Object.values(words)))
    .reduce((sum, one) => sum + one, 0);
}
