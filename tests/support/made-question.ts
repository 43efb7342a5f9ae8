/** Questions of a report as far as their words and rows are made of them. */
import type { QuestionReport } from '../../shared/figures/report-rows.ts';
import type { Rate } from '../../shared/figures/report-words.ts';

/** Ordinary spaces for those that do not break. */
export const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** A rate of 100 items; without an estimate the reason is that there is no data. */
export function rate(
  estimate: number | null,
  low: number | null,
  high: number | null,
  more: Partial<Rate> = {},
): Rate {
  return {
    figure: {
      estimate,
      low,
      high,
      n: 100,
      method: 'kgStar',
      reason: estimate === null ? 'NO_DATA' : null,
      notes: [],
    },
    events: 2,
    cell: 'RELIABLE',
    ...more,
  };
}

/** The hallucination rate of 2 % with one model beside it. */
export const question = (id: string, limit: number | null): QuestionReport =>
  ({
    question: id,
    rateTitle: `${id} rate`,
    overall: rate(0.02, 0.01, 0.04),
    options: [],
    breakdowns: [
      {
        dimension: 'model',
        rows: [{ value: 'v3', population: 5000, rate: rate(0.02, 0.01, 0.04), contrast: null }],
      },
    ],
    threshold: limit === null ? null : { limit, verdict: 'INCONCLUSIVE', moreNeeded: 240, sentence: 's' },
  }) as unknown as QuestionReport;

/** A question with this α, or with the reason why there is none. */
export const withAlpha = (estimate: number | null, reason: string | null): QuestionReport =>
  ({
    ...question('hallucination', null),
    title: 'Hallucination',
    agreement: {
      alpha: { estimate, low: 0.6, high: 0.8, n: 40, reason, notes: [] },
      band: 'tentative',
      itemCount: 40,
      raterCount: 4,
    },
  }) as unknown as QuestionReport;
