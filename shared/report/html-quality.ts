/**
 * How good the labels are, in the HTML report: agreement, judges against people, second looks, coverage, reviewers. Must
 * not compute.
 */
import type { Report } from '../contract/report.ts';
import { intervalChart } from '../figures/interval-chart.ts';
import { matrixMap } from '../figures/matrix-map.ts';
import { countText, numberText, percentText } from '../figures/number-words.ts';
import { agreementChart, classChart, confusionMap, judgeMap } from '../figures/report-figures.ts';
import type { JudgeReport } from '../figures/report-figures.ts';
import type { QuestionReport } from '../figures/report-rows.ts';
import { ruledInWords } from '../figures/report-words.ts';
import {
  columnsAt,
  drawing,
  estimateText,
  facts,
  FIGURE_WIDTH,
  figureRow,
  paragraph,
  rangeText,
  remarks,
  table,
} from './html-parts.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';

/** A reviewer's name, or the beginning of the id where no name is known. */
function namesOf(report: Report): (id: string) => string {
  const names = new Map<string, string | null>(report.reviewers.map((one) => [one.personId, one.name]));
  return (id) => names.get(id) ?? id.slice(0, 8);
}

function pairTable(question: QuestionReport, nameOf: (id: string) => string): Markup {
  const rows = question.agreement.perPair.map(({ a, b, percent, kappa }) => [
    `${nameOf(a)} and ${nameOf(b)}`,
    percent.n,
    estimateText(percent, 'percent'),
    estimateText(kappa, 'coefficient'),
    rangeText(kappa, 'coefficient'),
  ]);
  const columns = [
    { title: '' },
    { title: 'Items', isNumber: true },
    { title: 'Same answer', isNumber: true },
    { title: 'Cohen’s κ', isNumber: true },
    { title: 'Interval', isNumber: true },
  ];
  return table('Two reviewers at a time', columns, rows);
}

function agreementOfQuestion(report: Report, question: QuestionReport): Markup {
  const { agreement } = question;
  if (agreement.itemCount === 0) return html``;
  const rows = [
    figureRow('Same answer', agreement.pairwise, 'percent'),
    figureRow('Krippendorff’s α', agreement.alpha, 'coefficient'),
    figureRow('α weighted to the frame', agreement.weightedAlpha, 'coefficient'),
    figureRow('Gwet’s AC1', agreement.ac1, 'coefficient'),
  ];
  const hasClasses = agreement.perClass.some((one) => one.alpha.estimate !== null);
  const classes = hasClasses ? drawing(intervalChart(classChart(question), FIGURE_WIDTH)) : null;
  const map =
    agreement.confusion.options.length === 0
      ? null
      : drawing(matrixMap(confusionMap(question), FIGURE_WIDTH));
  return html`<h3 class="isolate">${question.title}</h3>
    ${table(null, columnsAt(report.alpha), rows)}${remarks(agreement.alpha.notes)}${classes}${pairTable(question, namesOf(report))}${map}`;
}

/** Agreement on the overlap. */
export function agreementSection(report: Report): Markup {
  return html`<section>
    <h2>Agreement between reviewers</h2>
    ${paragraph('Measured on the overlap only: items that several reviewers scored without seeing each other’s answers.')}
    ${drawing(intervalChart(agreementChart(report.questions), FIGURE_WIDTH))}
    ${report.questions.map((one) => agreementOfQuestion(report, one))}
  </section> `;
}

function judgePart(report: Report, question: QuestionReport, judge: JudgeReport): Markup {
  const rows = [
    figureRow('Precision', judge.precision, 'percent'),
    figureRow('Recall', judge.recall, 'percent'),
    figureRow('Specificity', judge.specificity, 'percent'),
    figureRow('F1', judge.f1, 'percent'),
    figureRow('MCC', judge.mcc, 'coefficient'),
    figureRow('κ', judge.kappa, 'coefficient'),
    figureRow('Rate by the judge alone', judge.apparentRate, 'percent'),
    ...(judge.corrected === null
      ? []
      : [figureRow('The same, corrected for its errors', judge.corrected, 'percent')]),
    ...(judge.assisted === null ? [] : [figureRow('People and judge together', judge.assisted, 'percent')]),
  ];
  const reason = judge.assistedReason === null ? null : html`<p class="note">${judge.assistedReason}</p>`;
  const unknown =
    judge.unknownCount === 0
      ? null
      : paragraph(
          `${countText(judge.unknownCount)} verdicts are not understood and left out: ${judge.unknownVerdicts.join(', ')}.`,
        );
  return html`<h3 class="isolate">${judge.judge} on ${question.title}</h3>
    ${table(null, columnsAt(report.alpha), rows)}${reason}${unknown}${drawing(matrixMap(judgeMap(question, judge), FIGURE_WIDTH))}`;
}

/** Judges against people; nothing where there is no judge. */
export function judgeSection(report: Report): Markup {
  const parts = report.questions.flatMap((question) =>
    question.judges.map((judge) => judgePart(report, question, judge)),
  );
  if (parts.length === 0) return html``;
  return html`<section>
    <h2>Judges against people</h2>
    ${paragraph('An automatic judge is held against the reviewers’ answers, weighted to the frame. It decides nothing here.')}
    ${parts}
  </section> `;
}

/** Second looks at first verdicts; nothing where none were planned. */
export function missSection(report: Report): Markup {
  const parts = report.questions.flatMap(({ title, missControl }) => {
    if (missControl === null) return [];
    const { assigned, judged, clean, flagged, missRate, rate } = missControl;
    const rows = [
      figureRow('Misses among clean verdicts', missRate, 'percent'),
      figureRow('Rate as the second look sees it', rate, 'percent'),
    ];
    const shareOf = ({ judged: n, positive }: typeof clean): string =>
      `${countText(positive)} of ${countText(n)} found positive`;
    return [
      html`<h3 class="isolate">${title}</h3>
        ${table(null, columnsAt(report.alpha), rows)}${remarks(rate.notes)}${facts([
          ['Second looks', `${countText(judged)} of ${countText(assigned)} came back`],
          ['First verdict clean', shareOf(clean)],
          ['First verdict flagged', shareOf(flagged)],
        ])}`,
    ];
  });
  if (parts.length === 0) return html``;
  return html`<section>
    <h2>Second looks</h2>
    ${paragraph('A random part of the first verdicts was judged again by another person who did not know what was said before.')}
    ${parts}
  </section> `;
}

function strataTable({ coverage }: Report): Markup {
  const columns = ['', 'Frame', 'Drawn', 'Reviewed', 'Skipped', 'Weight'].map((title, at) => ({
    title,
    isNumber: at > 0,
  }));
  const rows = coverage.strata.map((one) => [
    one.values.length === 0 ? 'Whole frame' : one.values.join(' · '),
    one.population,
    one.drawn,
    one.reviewed,
    one.skipped,
    String(Number(one.weight.toPrecision(4))),
  ]);
  return table('Strata', columns, rows);
}

/** What was drawn and what came of it. */
export function coverageSection(report: Report): Markup {
  const { coverage } = report;
  const reasons = coverage.skipReasons.map(
    ({ reason, count }) => `${reason.replaceAll('_', ' ')} ${countText(count)}`,
  );
  const skipped = `${countText(coverage.skipped)}${reasons.length === 0 ? '' : ` (${reasons.join(', ')})`}`;
  const response = coverage.weightedResponse === null ? '–' : percentText(coverage.weightedResponse);
  return html`<section>
    <h2>Sample and coverage</h2>
    ${facts([
      ['Frame', `${countText(coverage.frame)} answers`],
      ['Drawn', countText(coverage.drawn)],
      ['Reviewed', `${countText(coverage.reviewed)} (${response} by weight)`],
      ['Skipped', skipped],
      ['Open', countText(coverage.open)],
      ['Late, not counted', countText(coverage.late)],
      [
        'Refused by the hub',
        `${countText(coverage.refused)}, as far as the device that made this file knows`,
      ],
      [
        'Overlap',
        `${countText(coverage.overlapReviewed)} of ${countText(coverage.overlapDrawn)} scored by two or more`,
      ],
      ['Frame without any review', numberText(coverage.uncoveredShare, 'percent')],
      ...ruledFacts(report),
    ])}${strataTable(report)}${reviewerTable(report)}
  </section> `;
}

/** Answers that were ruled, by question; nothing where none was. */
function ruledFacts({ questions }: Report): [string, string][] {
  return questions.flatMap((one): [string, string][] => {
    const words = ruledInWords(one);
    return words === null ? [] : [[`Ruled, ${one.title}`, words]];
  });
}

function reviewerTable(report: Report): Markup {
  const nameOf = namesOf(report);
  const rows = report.reviewers.map((one) => [nameOf(one.personId), one.reviewed, one.skipped]);
  const columns = [
    { title: '' },
    { title: 'Reviewed', isNumber: true },
    { title: 'Skipped', isNumber: true },
  ];
  return table('Reviewers', columns, rows);
}
