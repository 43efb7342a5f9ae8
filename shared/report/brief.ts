/**
 * A report in a few lines, for whoever begins the day with several audits. Must not compute: every figure and verdict is
 * taken from the report as it is.
 */
import type { Report, ReportBrief } from '../contract/report.ts';

/** As many strata as a line can show apart. */
const mostStrata = 40;

export function briefOf(report: Report): ReportBrief {
  const { coverage, questions } = report;
  const largest = new Set(
    coverage.strata.toSorted((a, b) => b.population - a.population).slice(0, mostStrata),
  );
  return {
    auditId: report.auditId,
    isInterim: report.isInterim,
    thresholds: questions.flatMap(({ question, rateTitle, threshold, overall }) =>
      threshold === null
        ? []
        : [
            {
              question,
              rateTitle,
              limit: threshold.limit,
              verdict: threshold.verdict,
              figure: overall.figure,
            },
          ],
    ),
    drawn: coverage.drawn,
    reviewed: coverage.reviewed,
    skipped: coverage.skipped,
    strataCount: coverage.strata.length,
    strata: coverage.strata
      .filter((of) => largest.has(of))
      .map(({ values, drawn, reviewed, skipped }) => ({ values, drawn, reviewed, skipped })),
    contested: questions.flatMap(({ question, title, contested }) =>
      contested.count === 0 ? [] : [{ question, title, items: contested.count }],
    ),
  };
}
