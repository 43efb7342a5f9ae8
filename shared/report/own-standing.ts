/**
 * How far one person agrees with the others on the overlap, question by question, beside how far the others agree with one
 * another on the same items. Must not know who may see it, nor rank anybody.
 *
 * Invariant: only first verdicts given independently on overlap items count (statistics.md A8), and only items that this
 * person judged too; a question with too few of them has no figure but says so.
 */
import type { Figure } from '../contract/report-figure.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import { ownAgreement } from '../statistics/own-agreement.ts';
import type { OwnUnit } from '../statistics/own-agreement.ts';
import type { EvidenceBase } from './evidence-base.ts';
import type { OverlapUnit } from './overlap.ts';
import { overlapUnits } from './overlap.ts';
import { figureOf, noFigure } from './rates.ts';

/** Below so many common items a share would tell more of chance than of people. */
export const MIN_COMMON_ITEMS = 10;

export interface OwnQuestion {
  question: string;
  title: string;
  mine: Figure;
  others: Figure;
  /** Items that this person and somebody else answered. */
  items: number;
}

/** Every question with options, in the order of the scorecard. `alpha` is the two-sided error of the limits. */
export function ownStandingOf(
  base: EvidenceBase,
  scorecard: Scorecard,
  personId: PersonId,
  alpha: number,
): OwnQuestion[] {
  return scorecard.questions.filter(isChoice).map((question) => {
    const units = overlapUnits(base, question).flatMap((of) => ownUnitOf(of, personId));
    const { mine, others } = ownAgreement(units, alpha);
    return {
      question: question.id,
      title: question.title,
      mine: enough(figureOf(mine)),
      others: enough(figureOf(others)),
      items: mine.n,
    };
  });
}

/** Whether some question has items enough to show a figure of this person. */
export function hasOwnStanding(questions: readonly OwnQuestion[]): boolean {
  return questions.some(({ items }) => items >= MIN_COMMON_ITEMS);
}

function ownUnitOf({ labels }: OverlapUnit, personId: PersonId): OwnUnit[] {
  const own = labels.find((of) => of.personId === personId);
  if (own === undefined || labels.length < 2) return [];
  return [{ own: own.option, others: labels.filter((of) => of !== own).map((of) => of.option) }];
}

function enough(figure: Figure): Figure {
  if (figure.estimate === null || figure.n >= MIN_COMMON_ITEMS) return figure;
  return noFigure('TOO_FEW_ITEMS', figure.n, figure.method);
}
