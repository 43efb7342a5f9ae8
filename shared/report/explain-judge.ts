/**
 * How the figures of a judge came about, and the items of a cell of judge × people. Must not compute a figure of its own:
 * what it explains is what the report carries.
 */
import type { Figure } from '../contract/report-figure.ts';
import type { Explanation, FigureRef } from '../contract/report-ref.ts';
import { METHOD_VERSION } from '../contract/report.ts';
import { digestOf } from '../domain/canonical.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { EvidenceBase, ReportInput } from './evidence-base.ts';
import { explainItems, figureText, getChoiceQuestion } from './explained-item.ts';
import { assistedRateOf } from './judge-rates.ts';
import type { JudgeCells, JudgeEvidence, JudgeTally } from './judge-tallies.ts';
import { cellOf, listJudges, tallyJudge } from './judge-tallies.ts';
import type { JudgeReport } from './judges.ts';
import { judgeReportOf } from './judges.ts';
import { primaryQuestionOf } from './primary-question.ts';
import { countQuestion } from './question-counts.ts';
import { rateOf } from './rates.ts';
import type { ReportBasis } from './tallies.ts';
import { prepareBasis } from './tallies.ts';
import { digits, percent } from './words.ts';

type JudgeRef = Extract<FigureRef, { kind: 'judge' }>;
type Fact = Explanation['facts'][number];

const cellTitles: Record<keyof JudgeCells, string> = {
  both: 'both see the event',
  judgeOnly: 'the judge alone sees the event',
  peopleOnly: 'people alone see the event',
  neither: 'neither sees the event',
};

/** The figure that a cell is best read by. */
const cellFigures: Record<keyof JudgeCells, 'precision' | 'recall' | 'specificity'> = {
  both: 'precision',
  judgeOnly: 'precision',
  peopleOnly: 'recall',
  neither: 'specificity',
};

const cellSteps: Record<'precision' | 'recall' | 'specificity', string> = {
  precision: 'Precision is the weighted share of items with the event among those where the judge says so.',
  recall:
    'Recall is the weighted share of items where the judge says so among those where people see the event.',
  specificity:
    'Specificity is the weighted share of items where the judge says no among those where people see no event.',
};

/**
 * Explains a judge on a question: κ with people as the figure, or for a cell the share that it is read by. Throws a
 * RangeError for an unknown question; a judge that said nothing about reviewed items has figures without data.
 */
export function explainJudge(input: ReportInput, base: EvidenceBase, ref: JudgeRef): Explanation {
  const question = getChoiceQuestion(input, ref.question);
  const basis = prepareBasis(input, base);
  const judge = findJudge(basis, ref.judge);
  const tally = tallyJudge(basis, judge, question, question.id === primaryQuestionOf(input));
  const { ciMethod, alpha } = input.audit.plan;
  const settings = { ciMethod, alpha };
  const human = rateOf(countQuestion(basis, question).asStands, settings).figure;
  const report = judgeReportOf(judge.name, tally, { question, settings, human });
  const { cell } = ref;
  return {
    title: `Judge ${judge.name} and people on “${question.title}”${cell === null ? '' : `: ${cellTitles[cell]}`}`,
    figure: cell === null ? report.kappa : report[cellFigures[cell]],
    steps: cell === null ? judgeSteps(report) : [...commonSteps, cellSteps[cellFigures[cell]], DOMAIN_STEP],
    facts: [
      ...countFacts(report),
      ...rateFacts(report, tally, { human, alpha, isAskedOfAll: question.showIf === undefined }),
    ],
    inputsDigest: digestOf({
      method: METHOD_VERSION,
      ref,
      settings,
      question: [question.id, question.eventOptions],
      strata: tally.strata,
      items: membersOf(basis, judge, question, tally).map((of) => [of.record.item.id, of.cell]),
    }),
    items: explainItems(
      input,
      question,
      membersOf(basis, judge, question, tally).filter((of) => cell === null || of.cell === cell),
    ),
  };
}

/** A name in an address is cut as the report cuts it. */
function findJudge(basis: ReportBasis, name: string): JudgeEvidence {
  const found = listJudges(basis).find((of) => of.name.slice(0, 200) === name);
  return found ?? { name, verdicts: basis.reviewed.map(() => null) };
}

/** Items that both judged, with their cell. */
function membersOf(basis: ReportBasis, judge: JudgeEvidence, question: ChoiceQuestion, tally: JudgeTally) {
  const events = new Set<string>(question.eventOptions);
  const standings = basis.standings.of(question);
  return basis.reviewed.flatMap((record, i) => {
    const verdict = judge.verdicts[i] ?? null;
    const meaning = verdict === null ? null : tally.meaningOf(verdict);
    const cell = cellOf(standings[i]!, meaning, events);
    if (cell === 'unanswered' || cell === 'unjudgedEvents' || cell === 'unjudgedOthers') return [];
    const { population, reviewed } = basis.strata[basis.stratumOf[i]!]!;
    const isEvent = cell === 'both' || cell === 'peopleOnly';
    return [{ record, cell, weight: population / reviewed, isEvent }];
  });
}

const commonSteps = [
  'What people say is the answer that stands for the item; what the judge says is the verdict recorded at the draw. A word is understood if it names an option of the question or is one of a short list of common verdicts; any other is counted and left out.',
  'Every item speaks for N_h/r_h traces of its stratum, so that the figures are about the frame.',
];
const DOMAIN_STEP =
  'It is a rate of a domain: linearised variance with the other items kept in the design, limits as for every rate of this audit (Woodruff 1971; design B2, B3).';

function judgeSteps({ assistedReason }: JudgeReport): string[] {
  return [
    ...commonSteps,
    'κ = (observed − expected agreement) ÷ (1 − expected) on the weighted table of judge × people (Cohen 1960), MCC its correlation (Matthews 1975); both have limits by Fisher’s transformation around a linearised standard error.',
    'Precision, recall and specificity are rates of domains with the limits of every rate (design E1, B2, B3); F1 counts the marks of both.',
    'The corrected share (Rogan and Gladen 1978; Lang and Reiczigel 2014) is taken over the traces that nobody reviewed, with the judge’s errors from the reviewed items, so that the two rest on different traces (design E2).',
    assistedReason === null
      ? 'People and judge together: in each stratum the mean of the human labels, moved by λ times the difference between the judge’s share on the unreviewed and on the reviewed traces (Angelopoulos, Duchi and Zrnic 2023); limits of Clopper and Pearson at a smoothed effective size (design E4).'
      : `People and judge together is not offered: ${assistedReason}.`,
    'Decisions at thresholds rest on people alone (design E5).',
  ];
}

function countFacts({ itemCount, unknownCount, counts }: JudgeReport): Fact[] {
  return [
    { name: 'Items that both judged', value: String(itemCount) },
    { name: 'Verdicts that are not understood', value: String(unknownCount) },
    ...(Object.keys(cellTitles) as (keyof JudgeCells)[]).map((cell) => ({
      name: `Items where ${cellTitles[cell]}`,
      value: String(counts[cell]),
    })),
  ];
}

function rateFacts(
  report: JudgeReport,
  { strata }: JudgeTally,
  { human, alpha, isAskedOfAll }: { human: Figure; alpha: number; isAskedOfAll: boolean },
): Fact[] {
  const shown: [string, Figure | null][] = [
    ['Precision', report.precision],
    ['Recall', report.recall],
    ['Specificity', report.specificity],
    ['F1', report.f1],
    ['MCC', report.mcc],
    ['Rate by people alone', human],
    ['Rate by the judge alone', report.apparentRate],
    ['Rate by the judge, corrected', report.corrected],
    ['Rate by people and judge', report.assisted],
  ];
  const { lambdas } = assistedRateOf(strata, human, alpha, isAskedOfAll);
  return [
    ...shown.flatMap(([name, figure]) => (figure === null ? [] : [{ name, value: figureText(figure) }])),
    ...(lambdas.length === 0 ? [] : [{ name: 'λ by stratum', value: lambdas.map(digits).join(', ') }]),
    ...(report.gain === null
      ? []
      : [{ name: 'Interval of people alone ÷ with the judge', value: digits(report.gain) }]),
    { name: 'Confidence', value: percent(1 - alpha) },
  ];
}
