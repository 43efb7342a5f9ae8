/**
 * How a figure of agreement came about, and the overlap items behind it; likewise a cell of the confusion map. Must not
 * compute a figure of its own: what it explains is what the report carries.
 */
import type { Explanation, FigureRef } from '../contract/report-ref.ts';
import type { Figure } from '../contract/report-figure.ts';
import { digestOf } from '../domain/canonical.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { MIN_PAIRS_SHOWN } from '../statistics/cohen.ts';
import type { Agreement } from './agreement.ts';
import { agreementOf, agreementSeed } from './agreement.ts';
import type { EvidenceBase, ReportInput } from './evidence-base.ts';
import { explainItems, figureText, getChoiceQuestion } from './explained-item.ts';
import type { ReportMemo } from './memo.ts';
import type { OverlapUnit } from './overlap.ts';
import { overlapDigest, overlapUnits } from './overlap.ts';
import { noFigure } from './rates.ts';
import { digits, percent } from './words.ts';

type AgreementRef = Extract<FigureRef, { kind: 'agreement' }>;
type ConfusionRef = Extract<FigureRef, { kind: 'confusion' }>;
type Fact = Explanation['facts'][number];

const OVERLAP_STEP =
  'Only first verdicts count that reviewers gave independently on items of the overlap; second looks and late reviews do not (design A8).';
const ALPHA_STEP =
  'Krippendorff’s α = 1 − observed ÷ expected disagreement. Every item with m labels adds its pairs of labels with weight 1/(m − 1); expected is what the same labels would give if they were dealt at random (Krippendorff 2019, ch. 12).';
const BOOTSTRAP_STEP =
  'The interval comes from drawing whole items with replacement, because the labels of one item hang together, and taking the percentiles of α over the replicates (Efron and Tibshirani 1993, ch. 13). Below 30 items, or 5 with the second most frequent class, there is none.';

/** Explains α over all, of one class against the rest, or κ of a pair; throws a RangeError for an unknown question. */
export function explainAgreement(
  input: ReportInput,
  base: EvidenceBase,
  ref: AgreementRef,
  memo?: ReportMemo,
): Explanation {
  const question = getChoiceQuestion(input, ref.question);
  const seed = agreementSeed(input.audit, question.id);
  const { alpha } = input.audit.plan;
  const agreement = agreementOf(base, question, seed, { strata: input.manifest.strata, alpha, memo });
  const units = overlapUnits(base, question).filter((of) => of.labels.length > 1);
  const part = partOf(input, agreement, question, ref);
  return {
    title: part.title,
    figure: part.figure,
    steps: [OVERLAP_STEP, ...part.steps],
    facts: [...part.facts, { name: 'Two-sided error', value: digits(alpha) }],
    inputsDigest: digestOf({ ...inputsOf(input, base, question), alpha, ref, seed }),
    items: itemsOf(input, question, units.filter(part.isBehind)),
  };
}

interface Part {
  title: string;
  figure: Figure;
  steps: string[];
  facts: Fact[];
  isBehind: (of: OverlapUnit) => boolean;
}

function partOf(input: ReportInput, agreement: Agreement, question: ChoiceQuestion, ref: AgreementRef): Part {
  if (ref.pair !== null) return explainPair(input, agreement, question, ref.pair);
  if (ref.option !== null) return explainClass(agreement, question, ref.option);
  return {
    title: `Agreement on “${question.title}”`,
    figure: agreement.alpha,
    steps: [
      ALPHA_STEP,
      question.type === 'ordinal'
        ? 'The scale is ordered: a disagreement weighs by how many labels lie between the two classes.'
        : 'The scale is nominal: every disagreement weighs the same.',
      BOOTSTRAP_STEP,
      'Weighted α counts every item N ÷ m times, N being the traces of its stratum and m its overlap items, and resamples within strata (design A8, C3).',
      'AC1 corrects for chance in another way, which one dominant class does not upset (Gwet 2014, ch. 5).',
    ],
    facts: [
      { name: 'Items with two labels or more', value: String(agreement.itemCount) },
      { name: 'Reviewers', value: String(agreement.raterCount) },
      { name: 'Percent agreement, mean over items', value: figureText(agreement.pairwise) },
      { name: 'Gwet AC1', value: figureText(agreement.ac1) },
      { name: 'α weighted to the frame', value: figureText(agreement.weightedAlpha) },
      { name: 'Seed of the resampling', value: agreementSeed(input.audit, question.id) },
    ],
    isBehind: () => true,
  };
}

function explainClass(agreement: Agreement, question: ChoiceQuestion, option: string): Part {
  const title = question.options.find((of) => of.id === option)?.title ?? option;
  const held = agreement.perClass.find((of) => of.option === option);
  const figure = held?.alpha ?? noFigure('CLASS_NOT_USED', 0, agreement.alpha.method);
  return {
    title: `Agreement on “${title}” against all other answers to “${question.title}”`,
    figure,
    steps: [
      `Every label is read as “${title}” or not, and α is computed on these two classes.`,
      ALPHA_STEP,
      BOOTSTRAP_STEP,
      'Specific agreement is the chance that a second reviewer gives this class where a first one gave it (Cicchetti and Feinstein 1990); its limits rest on items, not on pairs.',
    ],
    facts: [
      { name: 'Labels of this class', value: String(held?.labels ?? 0) },
      { name: 'Items with two labels or more', value: String(agreement.itemCount) },
      { name: 'Specific agreement', value: held === undefined ? 'none' : figureText(held.specific) },
    ],
    isBehind: ({ labels }) => labels.some((of) => of.option === option),
  };
}

function explainPair(
  input: ReportInput,
  agreement: Agreement,
  question: ChoiceQuestion,
  pair: readonly [string, string],
): Part {
  const held = agreement.perPair.find((of) => pair.includes(of.a) && pair.includes(of.b));
  const names = pair.map((id) => input.names.get(id) ?? 'a reviewer whose name is not known here');
  const weights = question.type === 'ordinal' ? 'linear' : 'no';
  return {
    title: `${names.join(' and ')} on “${question.title}”`,
    figure: held?.kappa ?? noFigure('NO_OVERLAP', 0, 'Cohen κ'),
    steps: [
      'Only items that both labelled count.',
      `Cohen’s κ = (observed − expected agreement) ÷ (1 − expected), with ${weights} weights for near misses (Cohen 1960, 1968; variance Fleiss, Cohen and Everitt 1969).`,
      `Below ${MIN_PAIRS_SHOWN} common items κ says too little and is not shown (design C2).`,
    ],
    facts: [
      { name: 'Common items', value: String(held?.percent.n ?? 0) },
      {
        name: 'Same answer',
        value: held?.percent.estimate == null ? 'none' : percent(held.percent.estimate),
      },
    ],
    isBehind: ({ labels }) => pair.every((id) => labels.some((of) => of.personId === id)),
  };
}

/** Explains a cell of the confusion map; throws a RangeError for an unknown question. */
export function explainConfusion(input: ReportInput, base: EvidenceBase, ref: ConfusionRef): Explanation {
  const question = getChoiceQuestion(input, ref.question);
  const titleOf = (id: string) => question.options.find((of) => of.id === id)?.title ?? id;
  const units = overlapUnits(base, question).filter((of) => of.labels.length > 1);
  const counts = units.map((of) => pairsIn(of, ref));
  const behind = units.filter((_, i) => counts[i]! > 0);
  const pairs = counts.reduce((total, of) => total + of, 0);
  const all = units.reduce((total, { labels }) => total + (labels.length * (labels.length - 1)) / 2, 0);
  return {
    title:
      ref.a === ref.b
        ? `Two reviewers said “${titleOf(ref.a)}”`
        : `One reviewer said “${titleOf(ref.a)}”, another “${titleOf(ref.b)}”`,
    figure: null,
    steps: [
      OVERLAP_STEP,
      'Every two labels of one item are one pair, whoever gave which; pairs are counted, not items.',
    ],
    facts: [
      { name: 'Pairs of labels', value: String(pairs) },
      { name: 'Items', value: String(behind.length) },
      { name: 'All pairs of labels on this question', value: String(all) },
    ],
    inputsDigest: digestOf({ ...inputsOf(input, base, question), ref }),
    items: itemsOf(input, question, behind),
  };
}

function pairsIn({ labels }: OverlapUnit, { a, b }: ConfusionRef): number {
  const countOf = (option: string) => labels.filter((of) => of.option === option).length;
  return a === b ? (countOf(a) * (countOf(a) - 1)) / 2 : countOf(a) * countOf(b);
}

function inputsOf(input: ReportInput, base: EvidenceBase, question: ChoiceQuestion): Record<string, unknown> {
  return {
    manifest: input.audit.manifestDigest ?? input.audit.id,
    reviews: overlapDigest(base),
    question: question.id,
    options: question.options.map((of) => of.id),
    scale: question.type,
  };
}

function itemsOf(
  input: ReportInput,
  question: ChoiceQuestion,
  units: readonly OverlapUnit[],
): Explanation['items'] {
  return explainItems(
    input,
    question,
    units.map(({ record }) => ({ record, weight: null, isEvent: null })),
  );
}
