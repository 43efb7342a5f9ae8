/**
 * One report beside an earlier one, question by question (statistics.md B6). Must not know evidence: two reports with their
 * scorecards are all that it takes, so that audits of other devices can be compared.
 *
 * Invariant: rates of two versions of a taxonomy are only compared where they are rates of one thing.
 *
 * Limits at other errors, which the p-value needs, come from effective sizes that reproduce the reports' own limits. That
 * is exact for KG* but for its factor of t-quantiles, which moves little with the error.
 */
import type { Comparison, Report } from '../contract/report.ts';
import { clopperPearson } from '../statistics/binomial-intervals.ts';
import type { RateWithLimits } from '../statistics/difference.ts';
import { mover, touchingAlpha } from '../statistics/difference.ts';
import type { Across, AskedReport, Changes } from './across-versions.ts';
import { acrossVersions, noChanges } from './across-versions.ts';
import { adjust } from './breakdowns.ts';
import type { Rate } from './rates.ts';
import { noFigure } from './rates.ts';
import { chance, points } from './words.ts';

type QuestionReport = Report['questions'][number];
type Row = Comparison['questions'][number];
type RowFigure = Row['difference'];

const METHOD = 'MOVER on the intervals of the two audits';
const SIGNIFICANT = 0.05;

/** The questions that both reports have, now minus before. q-values are over those with a p-value. */
export function compareReports(
  { report: now, scorecard }: AskedReport,
  { report: before, scorecard: scorecardBefore }: AskedReport,
  changes: Changes = noChanges,
): Comparison {
  const pairs = now.questions.flatMap((of): Pair[] => {
    const other = before.questions.find((one) => one.question === of.question);
    if (other === undefined) return [];
    const sides = [
      { report: now, scorecard },
      { report: before, scorecard: scorecardBefore },
    ] as const;
    return [pairOf(now.auditId, of, other, acrossVersions(sides[0], sides[1], of.question, changes))];
  });
  const tests = pairs.map((of) =>
    of.broken === null
      ? differenceOf({ rate: of.now, alpha: now.alpha }, { rate: of.before, alpha: before.alpha }, of.notes)
      : brokenOf(of),
  );
  const adjusted = adjust(tests.map((of) => of.p));
  return {
    auditId: now.auditId,
    withAuditId: before.auditId,
    title: now.title,
    withTitle: before.title,
    questions: pairs.map((of, at): Row => {
      const { difference, p } = tests[at]!;
      const q = adjusted[at] ?? null;
      return {
        question: of.question.question,
        rateTitle: of.question.rateTitle,
        now: of.now,
        before: of.before,
        difference,
        p,
        q,
        sentence: of.broken ?? sentenceOf(of.question, difference, q),
      };
    }),
  };
}

interface Pair {
  readonly question: QuestionReport;
  readonly now: Rate;
  readonly before: Rate;
  /** Why the rates are not of one thing; null where they are. */
  readonly broken: string | null;
  readonly notes: readonly string[];
}

/** Where a relabel bridges the versions, the rate that it says stands in the place of the earlier version's. */
function pairOf(
  nowId: Report['auditId'],
  { overall: now, ...question }: QuestionReport,
  { overall: before }: QuestionReport,
  across: Across | null,
): Pair {
  const pair = { question: { ...question, overall: now }, now, before, broken: null, notes: [] };
  if (across === null) return pair;
  if (across.isBroken) return { ...pair, broken: across.sentence };
  const side = across.earlierId === nowId ? 'now' : 'before';
  return { ...pair, [side]: across.rate, notes: [across.note] };
}

function brokenOf({ now, before }: Pair): { difference: RowFigure; p: null } {
  return { difference: noFigure('LINE_BROKEN', now.figure.n + before.figure.n, METHOD), p: null };
}

interface ReportedRate {
  readonly rate: Rate;
  /** Two-sided error of its limits. */
  readonly alpha: number;
}

function differenceOf(
  now: ReportedRate,
  before: ReportedRate,
  remarks: readonly string[],
): { difference: RowFigure; p: number | null } {
  const n = now.rate.figure.n + before.rate.figure.n;
  const [later, earlier] = [limitsByError(now), limitsByError(before)];
  if (later === null || earlier === null) {
    const missing = [now, before].find((of) => of.rate.figure.low === null)?.rate.figure.reason;
    return { difference: noFigure(missing ?? 'UNDEFINED', n, METHOD), p: null };
  }
  const limitsAt = (alpha: number) => mover(earlier(alpha), later(alpha));
  const { low, high } = limitsAt(now.alpha);
  const estimate = (now.rate.figure.estimate ?? 0) - (before.rate.figure.estimate ?? 0);
  const notes = [...new Set([...remarks, ...now.rate.figure.notes, ...before.rate.figure.notes])];
  if (now.alpha !== before.alpha) {
    notes.push(`the earlier audit was planned at α = ${before.alpha}; its limits are taken at ${now.alpha}`);
  }
  const isExact = low === high;
  return {
    difference: {
      estimate,
      low: Math.max(-1, Math.min(low, estimate)),
      high: Math.min(1, Math.max(high, estimate)),
      n,
      method: METHOD,
      reason: null,
      notes,
    },
    p: isExact ? null : touchingAlpha(limitsAt),
  };
}

/** The rate's limits at any error; null where it has none. At its own error they are the reported ones. */
function limitsByError({ rate, alpha: own }: ReportedRate): ((alpha: number) => RateWithLimits) | null {
  const { estimate, low, high } = rate.figure;
  if (estimate === null || low === null || high === null) return null;
  const sizes = {
    low: sizeBehind((size) => estimate - clopperPearson(size * estimate, size, own).low, estimate - low),
    high: sizeBehind((size) => clopperPearson(size * estimate, size, own).high - estimate, high - estimate),
  };
  return (alpha) => {
    if (alpha === own) return { estimate, low, high };
    return {
      estimate,
      low: sizes.low === null ? low : clopperPearson(sizes.low * estimate, sizes.low, alpha).low,
      high: sizes.high === null ? high : clopperPearson(sizes.high * estimate, sizes.high, alpha).high,
    };
  };
}

/** The size at which an arm of the interval is as long as reported; null where no size is: it is 0, or a bound of 0 or 1. */
function sizeBehind(armAt: (size: number) => number, arm: number): number | null {
  let [low, high] = [1e-3, 1e9];
  if (!(arm > 0) || armAt(low) <= arm || armAt(high) >= arm) return null;
  for (let i = 0; i < 80; i += 1) {
    const middle = Math.sqrt(low * high);
    if (armAt(middle) > arm) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

function sentenceOf({ rateTitle }: QuestionReport, difference: RowFigure, q: number | null): string {
  const { estimate, low, high } = difference;
  if (estimate === null || low === null || high === null) {
    return `The ${rateTitle} cannot be compared: one of the two audits has no estimate with an interval.`;
  }
  const by = `${points(estimate)} (${points(low)} to ${points(high)})`;
  if (q === null) return `The ${rateTitle} changed by ${by}; both are known without sampling error.`;
  const tested = chance('q', q);
  if (q > SIGNIFICANT) return `The ${rateTitle} moved by ${by}: no change can be shown (${tested}).`;
  return `The ${rateTitle} ${estimate > 0 ? 'rose' : 'fell'} by ${by}: more than chance explains (${tested}).`;
}
