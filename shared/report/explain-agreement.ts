/**
 * How a figure of agreement came about, and the overlap items behind it; likewise a cell of the confusion map. Must not
 * compute a figure of its own: what it explains is what the report carries.
 */
import type { Explanation, FigureRef } from '../contract/report-ref.ts';
import { digestOf } from '../domain/canonical.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { agreementOf, agreementSeed } from './agreement.ts';
import type { AgreementRef } from './agreement-parts.ts';
import { agreementPartOf } from './agreement-parts.ts';
import { OVERLAP } from './agreement-steps.ts';
import type { EvidenceBase, ReportInput } from './evidence-base.ts';
import { explainItems, getChoiceQuestion } from './explained-item.ts';
import type { ReportMemo } from './memo.ts';
import type { OverlapUnit } from './overlap.ts';
import { overlapDigest, overlapUnits } from './overlap.ts';
import { digits } from './words.ts';

type ConfusionRef = Extract<FigureRef, { kind: 'confusion' }>;

/**
 * Explains a figure of agreement: of all, of one class against the rest, of a pair, or of one reviewer. Throws a RangeError
 * for an unknown question, and for a statistic that there is not of such a side.
 */
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
  const part = agreementPartOf({ input, agreement, question, seed }, ref);
  return {
    title: part.title,
    figure: part.figure,
    steps: [OVERLAP, ...part.steps],
    facts: [...part.facts, { name: 'Two-sided error', value: digits(alpha) }],
    inputsDigest: digestOf({ ...inputsOf(input, base, question), alpha, ref, seed }),
    items: itemsOf(input, question, units.filter(part.isBehind)),
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
      OVERLAP,
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
