/**
 * How the weekly trend of a rate came about, and the items of the weeks that it rests on. Must not compute it: it is the
 * one that the report carries.
 */
import type { Explanation, FigureRef } from '../contract/report-ref.ts';
import { METHOD_VERSION } from '../contract/report.ts';
import { digestOf } from '../domain/canonical.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { MIN_WEEKS } from '../statistics/trend.ts';
import { answeredItems, answersOf, eventTest, partsOf } from './answered-items.ts';
import { explainItems } from './explained-item.ts';
import { figureOf } from './rates.ts';
import type { ReportBasis } from './tallies.ts';
import { optionPlaces } from './tallies.ts';
import type { WeekFindings } from './weeks.ts';
import { findWeeks } from './weeks.ts';
import { digits, percent } from './words.ts';

type TrendRef = Extract<FigureRef, { kind: 'trend' }>;

/** Explains the trend of a question's rate; throws a RangeError where the manifest records no week. */
export function explainTrend(basis: ReportBasis, question: ChoiceQuestion, ref: TrendRef): Explanation {
  const { ciMethod, alpha } = basis.input.audit.plan;
  const settings = { ciMethod, alpha };
  const { weeks } = basis.index;
  const found = findWeeks(basis, question, optionPlaces(basis, question), settings);
  if (weeks === null || found === null) throw new RangeError('the manifest records no week');
  const isUsed = new Set(found.points.map((of) => of.t));
  const items = answeredItems(basis, question, (_, at) => isUsed.has(weeks.groupOf[basis.placeOf[at]!]!));
  return {
    title: `Trend of the ${question.rateTitle} by week`,
    figure: figureOf(found.trend),
    steps: [
      'Every week with an estimate is a point at its true distance, so that a gap does not steepen the line. Its rate is weighted as every rate is.',
      'The variance of a week is that of its rate, and no smaller than that of (x + ½) ÷ (n + 1) at its Kish size n, so that a week without an event does not outweigh all others (design B10).',
      'The figure is the slope of the line by inverse-variance weighted least squares, with a standard error of 1 ÷ √Σw(t − t̄)² and limits of the normal distribution.',
      `Fewer than ${MIN_WEEKS} weeks with an estimate have no trend.`,
      'Q tells whether the weeks scatter around the line by more than chance (Cochran 1954).',
    ],
    facts: trendFacts(found, alpha),
    inputsDigest: digestOf({
      method: METHOD_VERSION,
      ref,
      settings,
      points: found.points.map(({ t, rate, variance, n }) => [t, rate, variance, n]),
      items: answersOf(items),
    }),
    items: explainItems(basis.input, question, partsOf(items, eventTest(question))),
  };
}

function trendFacts({ names, points, trend }: WeekFindings, alpha: number): Explanation['facts'] {
  const nameAt = (place: number): string => names[points.at(place)?.t ?? -1] ?? 'none';
  const facts: [string, string][] = [
    ['Weeks with an estimate', `${points.length} of ${names.length}`],
    ['First and last of them', `${nameAt(0)}, ${nameAt(-1)}`],
  ];
  if ('line' in trend) {
    const { slopeSe, p, q, qDf } = trend.line;
    facts.push(
      ['Standard error of the slope', digits(slopeSe)],
      ['p of no trend', digits(p)],
      ['Q around the line', `${digits(q)} at ${qDf} degrees of freedom`],
    );
  }
  facts.push(['Confidence', percent(1 - alpha)]);
  return facts.map(([name, value]) => ({ name, value }));
}
