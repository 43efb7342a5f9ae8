/**
 * The figures of one reviewer's page: agreement with rulings and with others, gold, confusion, speed, drift, advice. Must not
 * know who may open it, and knows nothing of anybody else but what all others together said. Never a ranking.
 *
 * Invariant: what may not be told is no part of any figure, and says why it is not there.
 */
import type { Figure } from '../contract/report-figure.ts';
import type { ReviewerPage } from '../contract/reviewers.ts';
import { caseKey } from '../domain/adjudication.ts';
import type { PersonId } from '../domain/ids.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import { optionOf } from '../report/final-label.ts';
import { ownStandingOf } from '../report/own-standing.ts';
import { figureOf } from '../report/rates.ts';
import { medianWithInterval } from '../statistics/median-interval.ts';
import { adviceOf } from './advice.ts';
import { confusionOf, standingOut } from './confusion.ts';
import { driftOf } from './drift.ts';
import type { PageAudit, PageInput } from './page-input.ts';
import { hiddenFigure, MIN_GOLD, MIN_LABELS, shareFigure } from './shares.ts';

export type PageFigures = Pick<ReviewerPage, 'audits' | 'speed' | 'drift' | 'advice'>;
type PageQuestion = ReviewerPage['audits'][number]['questions'][number];

export function composePage(input: PageInput): PageFigures {
  const audits = input.audits.map((audit) => ({
    auditId: audit.auditId,
    title: audit.title,
    closedAt: audit.closedAt,
    reviewed: audit.own.length,
    questions: questionsOf(audit, input.personId),
  }));
  const drift = driftOf(input);
  return { audits, speed: input.audits.map(speedOf), drift, advice: adviceOf({ audits, drift }) };
}

function questionsOf(audit: PageAudit, personId: PersonId): PageQuestion[] {
  const others = withOthers(audit, personId);
  return audit.scorecard.questions.filter(isChoice).map((question) => {
    const confusion = confusionOf(audit, question, personId);
    return {
      question: question.id,
      title: question.title,
      withRulings: withRulings(audit, question),
      withOthers: others(question.id),
      withGold: withGold(audit, question),
      options: question.options.map(({ id, title }) => ({ option: id, title })),
      confusion,
      standsOut: standingOut(confusion, question, audit.alpha),
    };
  });
}

function withRulings({ rulings, own, alpha }: PageAudit, question: ChoiceQuestion): Figure {
  const method = 'share of answers that the ruling confirmed';
  if (!rulings.isTold) return hiddenFigure(rulings.reason, method);
  const ruled = own.flatMap((review) => {
    const said = optionOf(review, question.id);
    const right = rulings.of.get(caseKey({ ...review, question: question.id }));
    return said === null || right === undefined ? [] : [said === right];
  });
  const figure = shareFigure(
    { hits: ruled.filter(Boolean).length, of: ruled.length },
    method,
    alpha,
    MIN_LABELS,
  );
  const note =
    'Only items on which reviews differed are ruled, so this lies below what you and others agree on.';
  return { ...figure, notes: [note] };
}

/** The same figure as Today tells after the close. */
function withOthers(audit: PageAudit, personId: PersonId): (question: string) => Figure {
  const { others, scorecard, alpha } = audit;
  if (!others.isTold) {
    const hidden = hiddenFigure(others.reason, 'agreement with the others');
    return () => hidden;
  }
  const standing = new Map(
    ownStandingOf(others.of, scorecard, personId, alpha).map((of) => [of.question, of.mine]),
  );
  return (question) => standing.get(question) ?? hiddenFigure('NOT_HERE', 'agreement with the others');
}

function withGold({ gold, alpha }: PageAudit, question: ChoiceQuestion): Figure {
  const method = 'share of gold items answered rightly';
  if (!gold.isTold) return hiddenFigure(gold.reason, method);
  const right = gold.of.flatMap(({ known, given }) => {
    const answer = known[question.id];
    if (answer?.type !== 'choice') return [];
    const said = given[question.id];
    return [said?.type === 'choice' && said.option === answer.option];
  });
  return shareFigure({ hits: right.filter(Boolean).length, of: right.length }, method, alpha, MIN_GOLD);
}

function speedOf({ auditId, title, own, alpha }: PageAudit): ReviewerPage['speed'][number] {
  // Reviews from elsewhere do not know how long they took.
  const times = own.map((review) => review.elapsedMs).filter((ms) => ms > 0);
  return { auditId, title, medianMs: figureOf(medianWithInterval(times, alpha)), items: times.length };
}
