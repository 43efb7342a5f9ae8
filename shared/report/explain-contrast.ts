/**
 * How the difference of a value to all other values of its dimension came about, and the items of both sides. Must not
 * compute it: it is the one in the table of the report.
 */
import type { Explanation, FigureRef } from '../contract/report-ref.ts';
import { METHOD_VERSION } from '../contract/report.ts';
import { digestOf } from '../domain/canonical.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { chanceFacts, DIFFERENCE_STEPS, explainParts, findContrast } from './contrasts.ts';
import { rateWords } from './explain-rate.ts';
import { valueOf } from './manifest-index.ts';
import type { ReportBasis } from './tallies.ts';
import { percent } from './words.ts';

type RateRef = Extract<FigureRef, { kind: 'rate' }>;

/** Explains a contrast; its figure is null where one of the two sides has no item. Throws a RangeError without a value. */
export function explainContrast(basis: ReportBasis, question: ChoiceQuestion, ref: RateRef): Explanation {
  const { dimension, value } = ref;
  if (dimension === null || value === null) throw new RangeError('a contrast is of a value of a dimension');
  const { ciMethod, alpha } = basis.input.audit.plan;
  const settings = { ciMethod, alpha };
  const contrast = findContrast(basis, question, { dimension, value }, settings);
  const under = explainParts(
    basis,
    question,
    [
      { words: `where ${dimension} is ${value}`, isInside: ({ item }) => valueOf(item, dimension) === value },
      { words: 'of the other values', isInside: ({ item }) => valueOf(item, dimension) !== value },
    ],
    settings,
  );
  return {
    title: `${rateWords(question, ref)}, against all other values`,
    figure: contrast?.difference ?? null,
    steps: [
      ...DIFFERENCE_STEPS,
      'q is that p adjusted for the rows of the table that are looked at together (Benjamini and Hochberg 1995; design B7).',
      ...(contrast === null ? ['There is no difference, because one of the two sides has no item.'] : []),
    ],
    facts: [
      ...under.facts,
      ...(contrast === null ? [] : chanceFacts(contrast)),
      { name: 'Confidence', value: percent(1 - alpha) },
    ],
    inputsDigest: digestOf({
      method: METHOD_VERSION,
      ref,
      under: under.inputsDigest,
      q: contrast?.q ?? null,
    }),
    items: under.items,
  };
}
