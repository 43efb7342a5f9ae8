import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../domain/audit.ts';
import { auditPlan } from '../domain/audit.ts';
import { sha256Hex } from '../domain/canonical.ts';
import type { AuditId } from '../domain/ids.ts';
import { trace } from '../domain/trace.ts';
import type { DrawnTrace } from '../sampling/compose-draw.ts';
import { composeDraw } from '../sampling/compose-draw.ts';
import { prnKey } from '../sampling/prn.ts';
import { checkKeys, checkOverlap, checkQueue, checkRanks, checkSizes } from './verify-draw.ts';

const seed = '0123456789abcdef0123456789abcdef';
const auditId = '6a1d9b0e-33c5-4f0a-9d52-0f1f7a3c9b11' as AuditId;
const stratum = '["en"]';

const plan = (size: number) =>
  auditPlan.parse({
    title: 'Rotating',
    source: { id: auditId, name: 'support', fingerprint: sha256Hex('frame'), watermark: 100 },
    filter: {},
    dimensions: ['language'],
    allocation: { rule: 'proportional', size, minPerStratum: 0, takeAllBelow: 0 },
    overlap: { size: 0, reviewersPerItem: 2 },
    seed,
    selection: 'rotating',
    scorecard: { id: 'hallucination_audit', version: 1 },
    thresholds: [],
    ciMethod: 'kgStar',
    alpha: 0.05,
    blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
  });

/** The next `size` of `population` traces after `after`, wrapping round; `skips` of them are passed over. */
function rotate(population: number, size: number, after: string, skips = 0): Manifest {
  const keyed = Array.from({ length: population }, (_, n) => {
    const id = `trace-${n}`;
    return { id, key: prnKey(seed, 'sample', id) };
  }).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const from = keyed.findIndex((one) => one.key > after);
  const round = [...keyed.slice(Math.max(from, 0)), ...(from < 0 ? [] : keyed.slice(0, from))];
  const drawn = round.slice(skips, skips + size).map(({ id, key }, at): DrawnTrace => ({
    stratum,
    key: key as DrawnTrace['key'],
    rank: at + 1,
    trace: trace.parse({
      id,
      occurredAt: '2026-03-02T00:00:00.000Z',
      prompt: [{ role: 'user', text: 'When?' }],
      output: 'Soon.',
      language: 'en',
    }),
  }));
  return composeDraw({
    auditId,
    plan: plan(size),
    strata: [{ key: stratum, values: ['en'], population, drawn: size, isTakeAll: size === population }],
    verdicts: new Map(),
    drawn,
    drawnAt: '2026-03-09T06:00:00.000Z',
    rotation: new Map([[stratum, { after: after as DrawnTrace['key'], end: drawn.at(-1)?.key ?? null }]]),
  }).manifest;
}

describe('a rotating selection', () => {
  it('holds wherever it begins, also where it wraps round or takes everything', () => {
    const made = fc
      .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.nat(1000))
      .map(([a, b, start]) => rotate(Math.max(a, b), Math.min(a, b), sha256Hex(`start-${start}`)));
    fc.assert(
      fc.property(made, (manifest) => {
        for (const check of [checkKeys, checkSizes, checkRanks, checkOverlap, checkQueue]) {
          expect(check(manifest)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is found out where traces after its start were passed over, or it ends elsewhere than it says', () => {
    const start = sha256Hex('start');
    expect(checkRanks(rotate(2000, 20, start, 200))).toEqual([
      `the 20 keys of stratum ${stratum} are not the next 20 of 2000`,
    ]);
    const manifest = rotate(200, 20, start);
    const [only] = manifest.strata;
    const moved = { ...manifest, strata: [{ ...only!, rotation: { after: start as never, end: null } }] };
    expect(checkRanks(moved)).toEqual([`the selection of stratum ${stratum} does not end where it says`]);
    const turned = { ...manifest, strata: [{ ...only!, rotation: { ...only!.rotation!, after: null } }] };
    expect(checkRanks(turned)).not.toEqual([]);
  });
});
