/**
 * Agreement on a question week by week, with the versions of the taxonomy marked on the line. Must not compute a figure. Pure.
 *
 * Invariant: audits stand in the week in which they were closed; nothing joins figures of two versions, nor a relabel, whose
 * items are no sample of a frame.
 */
import { isoWeek } from '../../../shared/domain/iso-week.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import type { TimeChart, TimePoint } from '../../../shared/figures/time-chart.ts';
import { weeksBetween } from '../../../shared/report/week-names.ts';
import { formatCounted } from '../../lib/format.ts';
import type { EffectSide } from './effect-view.ts';
import { originOf } from './effect-view.ts';
import type { EffectChange } from './taxonomy-queries.ts';

/** Beyond it, weeks without an audit are left out: the line would be gaps alone. */
const MOST_WEEKS = 30;

interface Closed extends EffectSide {
  closedAt: string;
}

function closedSides(changes: readonly EffectChange[]): Closed[] {
  const relabels = new Set(changes.flatMap((of) => of.bridges.map((one) => one.auditId as string)));
  const sides = new Map<string, Closed>();
  for (const side of changes.flatMap((of) => [...of.before, ...of.after])) {
    const { closedAt } = side;
    if (closedAt !== null && !relabels.has(side.auditId)) sides.set(side.auditId, { ...side, closedAt });
  }
  return [...sides.values()].toSorted((a, b) => (a.closedAt < b.closedAt ? -1 : 1));
}

function pointOf(side: Closed, before: Closed | undefined): TimePoint {
  const origin = originOf(side);
  const { alpha } = side;
  const isNew = before !== undefined && before.version !== side.version;
  return {
    key: side.auditId,
    title: `${isoWeek(side.closedAt).slice(5).toLowerCase()} · v${side.version}`,
    note: [
      side.title,
      `version ${side.version}`,
      alpha.estimate === null ? reasonInWords(alpha.reason) : formatCounted(alpha.n, 'item'),
      ...(origin === '' ? [] : [origin]),
    ].join(' · '),
    figure: alpha,
    tone: 'accent',
    isQuiet: alpha.low === null,
    limit: null,
    ...(isNew ? { change: `version ${side.version}`, isBroken: true } : {}),
  };
}

const gap = (week: string): TimePoint => ({
  key: week,
  title: week.slice(5).toLowerCase(),
  note: 'no audit was closed',
  figure: { estimate: null, low: null, high: null },
  tone: 'quiet',
  isQuiet: true,
  limit: null,
});

/** The line of one question over all changes; null where fewer than two audits were closed. */
export function agreementByWeek(changes: readonly EffectChange[]): TimeChart | null {
  const sides = closedSides(changes);
  if (sides.length < 2) return null;
  const weeks = weeksBetween(sides.map((one) => isoWeek(one.closedAt)));
  const points = sides.map((side, at) => ({
    week: isoWeek(side.closedAt),
    point: pointOf(side, sides[at - 1]),
  }));
  const shown = weeks.length > MOST_WEEKS ? [...new Set(points.map((one) => one.week))] : weeks;
  return {
    title: 'Agreement by week',
    description:
      'Krippendorff’s α of every closed audit in the week of its closing, with its interval; a mark above says where a version of the taxonomy is asked for the first time.',
    points: shown.flatMap((week) => {
      const inWeek = points.filter((one) => one.week === week).map((one) => one.point);
      return inWeek.length > 0 ? inWeek : [gap(week)];
    }),
    look: 'band',
    format: 'coefficient',
    empty: 'No audit was closed yet.',
  };
}
