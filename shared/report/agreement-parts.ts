/**
 * Which figure of agreement an address names, how it was computed, in sentences with the source of each formula, and the
 * overlap items that it rests on. Must not compute a figure: all are those of the report.
 *
 * Invariant: an address that names no statistic means the first that there is of its side.
 */
import type { Figure } from '../contract/report-figure.ts';
import type { Explanation, FigureRef } from '../contract/report-ref.ts';
import { agreementStatistics } from '../contract/report-ref.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { Agreement } from './agreement.ts';
import * as steps from './agreement-steps.ts';
import type { ReportInput } from './evidence-base.ts';
import { figureText } from './explained-item.ts';
import type { OverlapUnit } from './overlap.ts';
import { noFigure } from './rates.ts';

export type AgreementRef = Extract<FigureRef, { kind: 'agreement' }>;
type Fact = Explanation['facts'][number];
type Statistics = typeof agreementStatistics;

export interface AgreementPart {
  readonly title: string;
  readonly figure: Figure;
  readonly steps: readonly string[];
  readonly facts: readonly Fact[];
  /** Whether the figure rests on an item with two labels or more. */
  readonly isBehind: (of: OverlapUnit) => boolean;
}

/** What the report holds, and who is who in it. */
export interface AgreementContext {
  readonly input: ReportInput;
  readonly agreement: Agreement;
  readonly question: ChoiceQuestion;
  readonly seed: string;
}

/** What an address is about: everything, a class, two reviewers, or one with the others. */
export function sideOf({ option, pair, person }: AgreementRef): keyof Statistics {
  if (pair !== null) return 'pair';
  if (person !== undefined) return 'person';
  return option === null ? 'all' : 'option';
}

/** Throws a RangeError for a statistic that there is not of such a side. */
export function agreementPartOf(context: AgreementContext, ref: AgreementRef): AgreementPart {
  switch (sideOf(ref)) {
    case 'all':
      return partOfAll(context, choose('all', ref));
    case 'option':
      return partOfClass(context, ref.option!, choose('option', ref));
    case 'pair':
      return partOfPair(context, ref.pair!, choose('pair', ref));
    case 'person':
      return partOfPerson(context, ref.person!, choose('person', ref));
  }
}

function choose<S extends keyof Statistics>(side: S, { statistic }: AgreementRef): Statistics[S][number] {
  const there: readonly Statistics[S][number][] = agreementStatistics[side];
  const found = statistic === undefined ? there[0] : there.find((of) => of === statistic);
  if (found === undefined) throw new RangeError(`no statistic ${statistic} of this side of agreement`);
  return found;
}

const fact = (name: string, value: string | number): Fact => ({ name, value: String(value) });

function partOfAll(
  { agreement, question, seed }: AgreementContext,
  statistic: Statistics['all'][number],
): AgreementPart {
  const { pairwise, ac1, weightedAlpha, itemCount, raterCount } = agreement;
  const on = `“${question.title}”`;
  const scale =
    question.type === 'ordinal'
      ? 'The scale is ordered: a disagreement weighs by how many labels lie between the two classes.'
      : 'The scale is nominal: every disagreement weighs the same.';
  const parts = {
    alpha: {
      title: `Agreement on ${on}`,
      figure: agreement.alpha,
      steps: [steps.ALPHA, scale, steps.BOOTSTRAP],
    },
    percent: { title: `Percent agreement on ${on}`, figure: pairwise, steps: steps.PERCENT },
    ac1: { title: `Gwet’s AC1 on ${on}`, figure: ac1, steps: steps.AC1 },
    weightedAlpha: {
      title: `Agreement on ${on}, weighted to the frame`,
      figure: weightedAlpha,
      steps: [steps.ALPHA, scale, steps.WEIGHTED, steps.BOOTSTRAP],
    },
  };
  return {
    ...parts[statistic],
    facts: [
      fact('Items with two labels or more', itemCount),
      fact('Reviewers', raterCount),
      fact('Percent agreement, mean over items', figureText(pairwise)),
      fact('Krippendorff’s α', figureText(agreement.alpha)),
      fact('Gwet AC1', figureText(ac1)),
      fact('α weighted to the frame', figureText(weightedAlpha)),
      fact('Seed of the resampling', seed),
    ],
    isBehind: () => true,
  };
}

function partOfClass(
  { agreement, question }: AgreementContext,
  option: string,
  statistic: Statistics['option'][number],
): AgreementPart {
  const title = question.options.find((of) => of.id === option)?.title ?? option;
  const held = agreement.perClass.find((of) => of.option === option);
  const none = noFigure('CLASS_NOT_USED', 0, agreement.alpha.method);
  const isAlpha = statistic === 'alpha';
  return {
    title: isAlpha
      ? `Agreement on “${title}” against all other answers to “${question.title}”`
      : `Specific agreement on “${title}”, “${question.title}”`,
    figure: held?.[statistic] ?? none,
    steps: isAlpha
      ? [
          `Every label is read as “${title}” or not, and α is computed on these two classes.`,
          steps.ALPHA,
          steps.BOOTSTRAP,
        ]
      : steps.SPECIFIC,
    facts: [
      fact('Labels of this class', held?.labels ?? 0),
      fact('Items with two labels or more', agreement.itemCount),
      fact('α against the rest', figureText(held?.alpha ?? none)),
      fact('Specific agreement', figureText(held?.specific ?? none)),
    ],
    isBehind: ({ labels }) => labels.some((of) => of.option === option),
  };
}

const nameIn = ({ names }: ReportInput, id: string): string =>
  names.get(id) ?? 'a reviewer whose name is not known here';

function partOfPair(
  { input, agreement, question }: AgreementContext,
  pair: readonly [string, string],
  statistic: Statistics['pair'][number],
): AgreementPart {
  const held = agreement.perPair.find((of) => pair.includes(of.a) && pair.includes(of.b));
  const names = pair.map((id) => nameIn(input, id)).join(' and ');
  const isKappa = statistic === 'kappa';
  const none = noFigure('NO_OVERLAP', 0, isKappa ? 'Cohen κ' : 'percent agreement');
  return {
    title: `${names} on “${question.title}”${isKappa ? '' : ': same answer'}`,
    figure: held?.[statistic] ?? none,
    steps: isKappa ? steps.kappaSteps(question.type === 'ordinal') : steps.SAME_ANSWER,
    facts: [
      fact('Common items', held?.percent.n ?? 0),
      fact('Same answer', figureText(held?.percent ?? none)),
      fact('Cohen’s κ', figureText(held?.kappa ?? none)),
    ],
    isBehind: ({ labels }) => pair.every((id) => labels.some((of) => of.personId === id)),
  };
}

function partOfPerson(
  { input, agreement, question }: AgreementContext,
  person: string,
  statistic: Statistics['person'][number],
): AgreementPart {
  const held = agreement.perReviewer.find((of) => of.personId === person);
  const none = noFigure('NO_OVERLAP', 0, 'agreement with the others');
  const isPeer = statistic === 'peer';
  const name = nameIn(input, person);
  return {
    title: isPeer
      ? `${name} and the others on “${question.title}”`
      : `Agreement on “${question.title}” without ${name}`,
    figure: held?.[statistic] ?? none,
    steps: isPeer ? steps.PEER : [steps.WITHOUT, steps.ALPHA, steps.WITHOUT_LIMITS],
    facts: [
      fact('Agrees with the others', figureText(held?.peer ?? none)),
      fact('α without this reviewer', figureText(held?.alphaWithout ?? none)),
      fact('α of all reviewers', figureText(agreement.alpha)),
    ],
    isBehind: ({ labels }) =>
      isPeer
        ? labels.some((of) => of.personId === person)
        : labels.filter((of) => of.personId !== person).length > 1,
  };
}
