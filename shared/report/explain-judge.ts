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
import type { JudgeMetric } from './judge-steps.ts';
import { cellMetrics, cellTitles, isBehind, judgeSteps, metricTitles } from './judge-steps.ts';
import { primaryQuestionOf } from './primary-question.ts';
import { countQuestion } from './question-counts.ts';
import { rateOf } from './rates.ts';
import type { ReportBasis } from './tallies.ts';
import { prepareBasis } from './tallies.ts';
import { digits, percent } from './words.ts';

type JudgeRef = Extract<FigureRef, { kind: 'judge' }>;
type Fact = Explanation['facts'][number];

/**
 * Explains a figure of a judge on a question: κ with people where none is named, for a cell the share that it is read by.
 * Throws a RangeError for an unknown question; a judge that said nothing about reviewed items has figures without data.
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
  const metric = metricOf(ref);
  const members = membersOf(basis, judge, question, tally);
  const what = ref.cell === null ? metricTitles[metric] : cellTitles[ref.cell];
  return {
    title: `Judge ${judge.name} and people on “${question.title}”: ${what}`,
    figure: report[metric],
    steps: judgeSteps(metric, report),
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
      items: members.map((of) => [of.record.item.id, of.cell]),
    }),
    items: explainItems(
      input,
      question,
      members.filter((of) => (ref.cell === null ? isBehind(metric, of.cell) : of.cell === ref.cell)),
    ),
  };
}

/** The metric that an address means. */
function metricOf({ cell, metric }: JudgeRef): JudgeMetric {
  return cell === null ? (metric ?? 'kappa') : cellMetrics[cell];
}

/** A name in an address is cut as the report cuts it. */
function findJudge(basis: ReportBasis, name: string): JudgeEvidence {
  const found = listJudges(basis).find((of) => of.name.slice(0, 200) === name);
  return found ?? { name, verdicts: basis.reviewed.map(() => null) };
}

/** Reviewed items with an answer, each with its cell. */
function membersOf(basis: ReportBasis, judge: JudgeEvidence, question: ChoiceQuestion, tally: JudgeTally) {
  const events = new Set<string>(question.eventOptions);
  const standings = basis.standings.of(question);
  return basis.reviewed.flatMap((record, i) => {
    const verdict = judge.verdicts[i] ?? null;
    const meaning = verdict === null ? null : tally.meaningOf(verdict);
    const cell = cellOf(standings[i]!, meaning, events);
    if (cell === 'unanswered') return [];
    const { population, reviewed } = basis.strata[basis.stratumOf[i]!]!;
    const isEvent = cell === 'both' || cell === 'peopleOnly' || cell === 'unjudgedEvents';
    return [{ record, cell, weight: population / reviewed, isEvent }];
  });
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
