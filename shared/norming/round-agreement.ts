/**
 * Agreement before and after the discussion of a round, measured on its votes by the same statistics as everywhere. Must not
 * know reviews: votes of a round are none, and are never counted with them.
 *
 * Invariant: nothing is measured on votes that are still blind. Cases are chosen because people differed, so that a figure
 * speaks for them alone and says so. α needs one scale: a round about several questions has none.
 */
import type { Figure } from '../contract/report-figure.ts';
import { caseKey } from '../domain/adjudication.ts';
import { percentText } from '../figures/number-words.ts';
import { figureOf, noFigure, noteSentence } from '../report/rates.ts';
import type { AgreementUnit } from '../statistics/agreement.ts';
import { agreementSummary } from '../statistics/agreement.ts';
import { isRevealed } from './blind-view.ts';
import type { FoldedRound } from './fold-round.ts';

/** The options of a question in their declared order. */
export interface QuestionScale {
  options: readonly string[];
  scale: 'nominal' | 'ordinal';
}

export interface StageAgreement {
  pairwise: Figure;
  alpha: Figure;
}

export interface RoundAgreement {
  before: StageAgreement;
  /** Null until the second votes are shown. */
  after: StageAgreement | null;
  sentence: string;
}

const CHOSEN = 'The cases were chosen because people differed: this speaks for them, not for the audit.';

/** Null while the first votes are blind. `scales` holds every question of the round. */
export function roundAgreement(
  of: FoldedRound,
  scales: ReadonlyMap<string, QuestionScale>,
): RoundAgreement | null {
  if (!isRevealed('first', of.stage)) return null;
  const before = measure(of, 'first', scales);
  const isOver = isRevealed('second', of.stage) && of.second.size > 0;
  const after = isOver ? measure(of, 'second', scales) : null;
  return { before, after, sentence: sentenceOf(of, before, after) };
}

/** Votes given both times, and how many of them changed. */
export function countMoved({ round, first, second }: FoldedRound): { both: number; moved: number } {
  const count = { both: 0, moved: 0 };
  for (const of of round.cases) {
    for (const [personId, { body }] of second.get(caseKey(of)) ?? []) {
      const before = first.get(caseKey(of))?.get(personId);
      if (before === undefined) continue;
      count.both += 1;
      if (before.body.option !== body.option) count.moved += 1;
    }
  }
  return count;
}

function measure(
  of: FoldedRound,
  stage: 'first' | 'second',
  scales: ReadonlyMap<string, QuestionScale>,
): StageAgreement {
  const { round } = of;
  const seed = `norming:${round.roundId}:${stage}`;
  const questions = [...new Set(round.cases.map((one) => one.question))];
  const categories = questions.flatMap((id) =>
    (scales.get(id)?.options ?? []).map((option) => `${id}:${option}`),
  );
  const offered = new Set(categories);
  const units = round.cases.map((one): AgreementUnit => {
    const votes = of[stage].get(caseKey(one));
    // An option counts as of its question: alike means the same answer to the same question.
    const labels = round.personIds.map((id) => {
      const label = `${one.question}:${votes?.get(id)?.body.option ?? ''}`;
      return offered.has(label) ? label : null;
    });
    return { labels };
  });
  const [only, another] = questions;
  const scale = (only !== undefined && another === undefined && scales.get(only)?.scale) || 'nominal';
  const { percent, alpha } = agreementSummary({ categories, scale, units, seed });
  return {
    pairwise: ofTheseCases(figureOf(percent)),
    alpha: ofTheseCases(
      another === undefined
        ? figureOf(alpha)
        : noFigure('SEVERAL_QUESTIONS', alpha.n, 'Krippendorff α', [
            'α needs one scale, and the cases of this round are of several questions.',
          ]),
    ),
  };
}

/** That there are too few for an interval is said where the interval would stand. */
function ofTheseCases(figure: Figure): Figure {
  const notes = figure.notes.filter((note) => note !== noteSentence('TOO_SMALL_FOR_INTERVAL'));
  return { ...figure, notes: [...notes, CHOSEN] };
}

function sentenceOf(of: FoldedRound, before: StageAgreement, after: StageAgreement | null): string {
  const was = shareOf(before);
  if (after === null) {
    if (was === null) return 'No case has votes of two people yet, so there is nothing to compare.';
    return `${was} of pairs voted alike before the discussion.`;
  }
  const { both, moved } = countMoved(of);
  const is = shareOf(after);
  const shares =
    was === null || is === null
      ? 'Too few votes to compare before and after.'
      : `${was} of pairs voted alike before the discussion, ${is} after it.`;
  const second = of.round.cases.reduce((sum, one) => sum + (of.second.get(caseKey(one))?.size ?? 0), 0);
  const first = of.round.cases.reduce((sum, one) => sum + (of.first.get(caseKey(one))?.size ?? 0), 0);
  const uneven =
    both === first && both === second
      ? ''
      : ' Not everybody voted both times, so the two do not rest on the same votes.';
  return `${shares} ${moved} of ${both} ${both === 1 ? 'vote' : 'votes'} moved.${uneven}`;
}

function shareOf({ pairwise: { estimate } }: StageAgreement): string | null {
  return estimate === null ? null : percentText(estimate);
}
