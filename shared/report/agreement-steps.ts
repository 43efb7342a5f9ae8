/**
 * The computation of each figure of agreement in sentences, with the source of each formula. Must not compute anything.
 * Invariant: what is said is what `shared/statistics` does.
 */
import { MIN_PAIRS_SHOWN } from '../statistics/cohen.ts';

export const OVERLAP =
  'Only first verdicts count that reviewers gave independently on items of the overlap; second looks and late reviews do not (design A8).';
export const ALPHA =
  'Krippendorff’s α = 1 − observed ÷ expected disagreement. Every item with m labels adds its pairs of labels with weight 1/(m − 1); expected is what the same labels would give if they were dealt at random (Krippendorff 2019, ch. 12).';
const TOO_SMALL = 'Below 30 items, or 5 with the second most frequent class, there is no interval.';
export const BOOTSTRAP = `The interval comes from drawing whole items with replacement, because the labels of one item hang together, and taking the percentiles of α over the replicates (Efron and Tibshirani 1993, ch. 13). ${TOO_SMALL}`;
export const WEIGHTED =
  'Every item counts N ÷ m times, N being the traces of its stratum and m its overlap items, and is resampled within its stratum (design A8, C3).';
const NEVER_PARTED =
  'Where no two labels differ, that variance is 0 and would claim certainty: the lower limit is then that of so many trials without a failure (Clopper and Pearson 1934).';

export const PERCENT = [
  'Of every item with two labels or more, the share of its pairs of labels that agree; the figure is the mean of these shares over the items (design C1).',
  `The limits are KG* over items: those of Clopper and Pearson at the effective size that the variance between items implies, at most the number of items (Gwet 2014, ch. 5; Korn and Graubard 1998). ${TOO_SMALL}`,
];
export const AC1 = [
  'AC1 = (pa − pe) ÷ (1 − pe): pa is percent agreement, pe = Σπ(1 − π) ÷ (q − 1) over the q classes that the question offers, π being the share of each among the labels, item by item (Gwet 2014, ch. 5).',
  'It corrects for chance in another way than α, which one dominant class does not upset.',
  `The limits are those of t around Gwet’s linearised standard error over items, at most 1. ${NEVER_PARTED} ${TOO_SMALL}`,
];
export const SPECIFIC = [
  'Specific agreement is the chance that a second reviewer gives this class where a first one gave it: Σc(c − 1) ÷ Σc(m − 1) over the items, c of whose m labels are of the class (Cicchetti and Feinstein 1990).',
  'The limits are KG* over items, because the pairs of one item hang together (Korn and Graubard 1998).',
];
export const SAME_ANSWER = [
  'Only items that both labelled count.',
  'The figure is the share of them on which both gave the same answer, with the limits of Clopper and Pearson (1934).',
];
export const PEER = [
  'Only items count that this reviewer and another labelled.',
  'Of all pairs of a label of this reviewer and one of another, the share that agree (design C6).',
  'The limits are KG* over items, at most at their Kish size by number of pairs, because the pairs of one item hang together (Korn and Graubard 1998).',
];
export const WITHOUT =
  'All labels of this reviewer are left out, and α is computed on those of the others: how far it rises shows how much this one pulls it down (design C6).';
export const WITHOUT_LIMITS = `The limits come from Gwet’s variance with the shares of the classes taken as known (Gwet 2014). ${TOO_SMALL}`;

/** Cohen's κ of two reviewers, on an ordered scale with weights for near misses. */
export function kappaSteps(isOrdered: boolean): string[] {
  const weights = isOrdered ? 'linear' : 'no';
  return [
    'Only items that both labelled count.',
    `Cohen’s κ = (observed − expected agreement) ÷ (1 − expected), with ${weights} weights for near misses (Cohen 1960, 1968; variance Fleiss, Cohen and Everitt 1969).`,
    'The limits are KG* of the observed agreement at the effective size that this variance implies, carried over by the expected one (Korn and Graubard 1998).',
    `Below ${MIN_PAIRS_SHOWN} common items κ says too little and is not shown (design C2).`,
  ];
}
