/**
 * Which figure of a judge rests on which items, and how each is computed, in sentences with the source of each formula.
 * Must not compute anything. Invariant: what is said is what judge-metrics.ts and judge-rates.ts do.
 */
import type { judgeCells, judgeMetrics } from '../contract/report-ref.ts';
import type { JudgeReport } from './judges.ts';

export type JudgeMetric = (typeof judgeMetrics)[number];
type Cell = (typeof judgeCells)[number];

export const cellTitles: Readonly<Record<Cell, string>> = {
  both: 'both see the event',
  judgeOnly: 'the judge alone sees the event',
  peopleOnly: 'people alone see the event',
  neither: 'neither sees the event',
};

/** The figure that a cell is best read by. */
export const cellMetrics = {
  both: 'precision',
  judgeOnly: 'precision',
  peopleOnly: 'recall',
  neither: 'specificity',
} as const satisfies Record<Cell, JudgeMetric>;

export const metricTitles: Readonly<Record<JudgeMetric, string>> = {
  kappa: 'Cohen’s κ',
  precision: 'precision',
  recall: 'recall',
  specificity: 'specificity',
  f1: 'F1',
  mcc: 'Matthews’ correlation',
  apparentRate: 'the rate by the judge alone',
  corrected: 'the rate by the judge, corrected',
  assisted: 'the rate by people and judge',
};

/** The cells of a figure that does not rest on every item that both judged. */
const cellsOf: Partial<Record<JudgeMetric, readonly Cell[]>> = {
  precision: ['both', 'judgeOnly'],
  recall: ['both', 'peopleOnly'],
  specificity: ['judgeOnly', 'neither'],
  f1: ['both', 'judgeOnly', 'peopleOnly'],
};

/** Whether a figure rests on the items of a cell; those without a verdict enter where people and judge work together. */
export function isBehind(metric: JudgeMetric, cell: Cell | 'unjudgedEvents' | 'unjudgedOthers'): boolean {
  if (cell === 'unjudgedEvents' || cell === 'unjudgedOthers') return metric === 'assisted';
  return cellsOf[metric]?.includes(cell) ?? true;
}

const COMMON = [
  'What people say is the answer that stands for the item; what the judge says is the verdict recorded at the draw. A word is understood if it names an option of the question or is one of a short list of common verdicts; any other is counted and left out.',
  'Every item speaks for N_h/r_h traces of its stratum, so that the figures are about the frame.',
];
const DOMAIN =
  'It is a rate of a domain: linearised variance with the other items kept in the design, limits as for every rate of this audit (Woodruff 1971; design B2, B3).';
const FISHER =
  'Its limits are those of Fisher’s transformation around a linearised standard error (Fisher 1915; Woodruff 1971).';
const PEOPLE_DECIDE = 'Decisions at thresholds rest on people alone (design E5).';

/** The steps from the judged items to a figure; where there is none, why. */
export function judgeSteps(metric: JudgeMetric, report: JudgeReport): string[] {
  return [...COMMON, ...ownSteps(metric, report), PEOPLE_DECIDE];
}

function ownSteps(metric: JudgeMetric, { corrected, assistedReason }: JudgeReport): string[] {
  switch (metric) {
    case 'kappa':
      return [
        'κ = (observed − expected agreement) ÷ (1 − expected) on the weighted table of judge × people (Cohen 1960).',
        FISHER,
      ];
    case 'mcc':
      return ['It is the correlation of judge and people on their weighted table (Matthews 1975).', FISHER];
    case 'precision':
      return [
        'Precision is the weighted share of items with the event among those where the judge says so.',
        DOMAIN,
      ];
    case 'recall':
      return [
        'Recall is the weighted share of items where the judge says so among those where people see the event.',
        DOMAIN,
      ];
    case 'specificity':
      return [
        'Specificity is the weighted share of items where the judge says no among those where people see no event.',
        DOMAIN,
      ];
    case 'f1':
      return [
        'F1 is twice the weighted items that both mark ÷ the marks of people and judge together.',
        'Its limits are KG* with a linearised variance, an item that both mark counting for two in the Kish size (Korn and Graubard 1998; Woodruff 1971).',
      ];
    case 'apparentRate':
      return [
        'It is the share of verdicts that report the event: counted over the frame where the judge judged all of it, which leaves no sampling error, else estimated from the sample as every rate is. Listed are the reviewed items only.',
      ];
    case 'corrected':
      return [
        'The judge’s share is taken over the traces that nobody reviewed and corrected by its sensitivity and specificity on the reviewed items, so that the two rest on different traces; what people saw on the reviewed items is added as known (Rogan and Gladen 1978; Lang and Reiczigel 2014; design E2).',
        ...(corrected === null
          ? [
              'It is not offered here: that takes a judge that judged every trace in words that are understood, and a question that is asked of every item.',
            ]
          : []),
      ];
    case 'assisted':
      return [
        assistedReason === null
          ? 'In each stratum it is the mean of the human labels, moved by λ times the difference between the judge’s share on the unreviewed and on the reviewed traces (Angelopoulos, Duchi and Zrnic 2023); limits of Clopper and Pearson at a smoothed effective size (design E4).'
          : `People and judge together is not offered: ${assistedReason}.`,
      ];
  }
}
