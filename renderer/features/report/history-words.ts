/**
 * How the figures over audits came about, in sentences: the line over time, and the differences beside another audit. Must not
 * compute: the methods are those of `shared/report/history.ts` and `shared/report/compare.ts`.
 */
import type { Comparison, History } from '../../../shared/contract/report.ts';
import { notesInWords } from '../../../shared/figures/report-words.ts';
import { countedText } from '../../../shared/figures/number-words.ts';

/** Of the rate and of agreement, audit by audit. */
export function historySteps(history: History): string[] {
  const hasBreak = history.some((one) => one.line?.isBroken === true);
  const hasBridge = history.some((one) => one.bridged !== null);
  const isMadeUp = history.some((one) => one.origin !== undefined);
  return [
    'Every point is the rate of the primary question in its own audit’s report, weighted to that audit’s frame, with the interval of that report. Open the audit to see how it was computed and which items are behind it.',
    'Audits are of one source and one scorecard, in the order in which they were closed. A relabel is no point of its own: its items are no sample of a frame.',
    ...(history.length > 1
      ? [
          'Agreement is Krippendorff’s α on first independent reviews of the overlap, with its bootstrap interval (Krippendorff 2019, ch. 12).',
        ]
      : []),
    ...(hasBreak
      ? [
          'The line is broken where the taxonomy changed so that an old label may count otherwise now, and no relabel says what the rate would be.',
        ]
      : []),
    ...(hasBridge
      ? [
          'A rate after a relabel is double sampling for stratification over the old classes, with the bridging error in its interval (Cochran 1977, ch. 12).',
        ]
      : []),
    ...(isMadeUp ? ['Some audits rest on imported or simulated reviews; the table says which.'] : []),
  ];
}

/** Of the differences, with what is to be known of them. */
export function comparisonSteps({ questions }: Comparison): string[] {
  const tested = questions.filter((one) => one.p !== null).length;
  const notes = new Set(questions.flatMap((one) => one.difference.notes));
  return [
    'Each difference is the rate of this audit’s report minus that of the other, each weighted to its own frame. The two samples are taken as independent.',
    'Limits are MOVER’s: the distance from each rate to its own limit, squared and added (Zou & Donner 2008), so that they hold near 0 and 1 too.',
    'p is the error at which the interval touches 0. Limits at other errors come from the effective sizes that give the reports’ own limits.',
    `q is Benjamini and Hochberg’s over the ${countedText(tested, 'question')} that could be tested (1995).`,
    'Across a change of the taxonomy there is a difference only where every old label counts as it did, or a relabel says what the earlier audit’s rate is under the later version.',
    ...notesInWords([...notes]),
  ];
}
