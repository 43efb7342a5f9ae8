/** Agreement week by week, with versions on the line. */
import { expect, test } from 'vitest';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { EffectSide } from './effect-view.ts';
import { agreementByWeek } from './effect-weeks.ts';
import type { EffectChange } from './taxonomy-queries.ts';

const figure = { estimate: 0.5, low: 0.4, high: 0.6, n: 40, method: 'bootstrap', reason: null, notes: [] };

const side = (id: string, version: number, closedAt: string | null): EffectSide => ({
  auditId: id as AuditId,
  title: `Audit ${id}`,
  version,
  closedAt,
  items: 40,
  reviewers: 3,
  isImported: false,
  isSimulated: id === 'c',
  alpha: figure,
  pairwise: figure,
  rate: figure,
});

const change = (before: EffectSide[], after: EffectSide[], relabels: string[] = []): EffectChange => ({
  from: { id: 'kinds', version: 1 },
  to: { id: 'kinds', version: 2 },
  question: 'kind',
  publishedAt: '2026-01-20T09:00:00.000Z',
  before,
  after,
  alphaDifference: null,
  bridges: relabels.map((id) => ({
    auditId: id as AuditId,
    title: id,
    ofAuditId: 'a' as AuditId,
    state: 'closed',
    judged: 4,
    drawn: 4,
    rate: figure,
    sentence: '',
  })),
  isBroken: false,
  sentence: '',
});

const a = side('a', 1, '2026-01-05T09:00:00.000Z');
const b = side('b', 1, '2026-01-13T09:00:00.000Z');
const c = side('c', 2, '2026-01-27T09:00:00.000Z');

test('every closed audit stands in its week, weeks without one are gaps, and a version is marked and joins nothing', () => {
  const chart = agreementByWeek([change([b, a], [c])])!;
  expect(chart.points.map((one) => [one.title, one.key, one.change ?? '', one.isBroken ?? false])).toEqual([
    ['w02 · v1', 'a', '', false],
    ['w03 · v1', 'b', '', false],
    ['w04', '2026-W04', '', false],
    ['w05 · v2', 'c', 'version 2', true],
  ]);
  expect(chart.points[2]!.figure.estimate).toBeNull();
  expect(chart.points[3]!.note).toMatch(/^Audit c · version 2 · 40\sitems · simulated$/);
});

test('audits that are not closed, and relabels, are no points; one point is no line', () => {
  const relabel = side('r', 2, '2026-01-29T09:00:00.000Z');
  expect(agreementByWeek([change([a], [side('d', 2, null), relabel], ['r'])])).toBeNull();
  const both = agreementByWeek([change([a], [c, relabel], ['r']), change([a], [c])])!;
  expect(both.points.flatMap((one) => (one.figure.estimate === null ? [] : [one.key]))).toEqual(['a', 'c']);
});

test('over a long time only the weeks with an audit are shown', () => {
  const late = side('z', 1, '2027-06-01T09:00:00.000Z');
  expect(agreementByWeek([change([a, late], [])])!.points).toHaveLength(2);
});
