/**
 * One report beside an earlier one, question by question (statistics.md B6), and the history of the primary rate. Must
 * not know evidence: two reports are all that it takes, so that audits of other devices can be compared.
 *
 * Limits at other errors, which the p-value needs, come from effective sizes that reproduce the reports' own limits. That
 * is exact for KG* but for its factor of t-quantiles, which moves little with the error.
 */
import type { Comparison, Report } from '../contract/report.ts';
import { clopperPearson } from '../statistics/binomial-intervals.ts';
import type { RateWithLimits } from '../statistics/difference.ts';
import { mover, touchingAlpha } from '../statistics/difference.ts';
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
export function compareReports(now: Report, before: Report): Comparison {
  const pairs = now.questions.flatMap((of) => {
    const other = before.questions.find((one) => one.question === of.question);
    return other === undefined ? [] : [{ now: of, before: other }];
  });
  const tests = pairs.map((of) =>
    differenceOf(
      { rate: of.now.overall, alpha: now.alpha },
      { rate: of.before.overall, alpha: before.alpha },
    ),
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
        question: of.now.question,
        rateTitle: of.now.rateTitle,
        now: of.now.overall,
        before: of.before.overall,
        difference,
        p,
        q,
        sentence: sentenceOf(of.now, difference, q),
      };
    }),
  };
}

interface ReportedRate {
  readonly rate: Rate;
  /** Two-sided error of its limits. */
  readonly alpha: number;
}

function differenceOf(now: ReportedRate, before: ReportedRate): { difference: RowFigure; p: number | null } {
  const n = now.rate.figure.n + before.rate.figure.n;
  const [later, earlier] = [limitsByError(now), limitsByError(before)];
  if (later === null || earlier === null) {
    const missing = [now, before].find((of) => of.rate.figure.low === null)?.rate.figure.reason;
    return { difference: noFigure(missing ?? 'UNDEFINED', n, METHOD), p: null };
  }
  const limitsAt = (alpha: number) => mover(earlier(alpha), later(alpha));
  const { low, high } = limitsAt(now.alpha);
  const estimate = (now.rate.figure.estimate ?? 0) - (before.rate.figure.estimate ?? 0);
  const notes = [...new Set([...now.rate.figure.notes, ...before.rate.figure.notes])];
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
