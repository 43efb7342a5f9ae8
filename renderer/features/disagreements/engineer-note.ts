/**
 * What an engineer needs to look for a passage that the model was not given: which traces, what was asked, what was given,
 * what reviewers say is missing. Plain text to be pasted into a ticket. Pure; must not name a reviewer.
 */
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import { quoteWords } from './span-view.ts';

/** Cases of one note: more would be read by nobody. */
export const MOST_IN_NOTE = 20;

type NoteCase = Pick<DisagreementCase, 'row' | 'trace' | 'reviews' | 'isErased'>;

function passageWords({ rank, sourceId, title, score }: NoteCase['trace']['context'][number]): string {
  const told = [sourceId, title, score === undefined ? undefined : `score ${score.toFixed(2)}`];
  return `   ${rank}. ${told.filter((one) => one !== undefined).join(' · ')}`;
}

/** What a reviewer chose and wrote besides the question in dispute, and the claims that they found in no passage. */
function reviewWords(
  review: NoteCase['reviews'][number],
  disputed: string,
  card: Scorecard | null,
): string[] {
  const told: string[] = [];
  const missing: string[] = [];
  for (const [id, answer] of Object.entries(review.answers)) {
    const question = card?.questions.find((one) => one.id === id);
    if (answer.type === 'spans') {
      for (const span of answer.spans)
        if (span.support?.kind === 'not_in_context') missing.push(`“${quoteWords(span.output.quote)}”`);
    } else if (answer.type === 'choice' && id !== disputed && question !== undefined && isChoice(question)) {
      const title = question.options.find((one) => one.id === answer.option)?.title ?? answer.option;
      told.push(`${question.title}: ${title}`);
    } else if (answer.type === 'text' && answer.text.trim() !== '') {
      told.push(`${question?.title ?? id}: ${quoteWords(answer.text, 300)}`);
    }
  }
  if (missing.length > 0) told.push(`in no passage: ${missing.join(', ')}`);
  return told.length === 0 ? [] : [`   ${review.letter}: ${told.join('; ')}`];
}

function caseWords(of: NoteCase, at: number, card: Scorecard | null): string {
  const { row, trace, reviews, isErased } = of;
  const versions = [trace.model, trace.retrievalIndex, trace.knowledgeBase].filter(
    (one) => one !== undefined,
  );
  return [
    `${at + 1}. ${row.title}`,
    `   trace ${trace.id}${versions.length === 0 ? '' : ` · ${versions.join(' · ')}`}`,
    isErased || trace.context.length === 0
      ? `   ${isErased ? 'Its text was erased.' : 'No passage was given.'}`
      : '   Passages that the model was given:',
    ...(isErased ? [] : trace.context.map(passageWords)),
    '   What reviewers say:',
    ...reviews.flatMap((review) => reviewWords(review, row.case.question, card)),
  ].join('\n');
}

/** `cases` of one audit and question; `all` says how many there are where the note holds fewer. */
export function engineerNote(cases: readonly NoteCase[], all: number, card: Scorecard | null): string {
  const row = cases[0]?.row;
  if (row === undefined) return '';
  const count =
    cases.length < all ? `${cases.length} of ${all} cases` : `${all} ${all === 1 ? 'case' : 'cases'}`;
  return [
    `Evidence missing: ${row.auditTitle} · ${row.questionTitle} · ${count}`,
    'Reviewers say that the model was not given what it needed, or something out of date. Is the passage in the knowledge base? Then retrieval has to find it.',
    '',
    ...cases.map((one, at) => caseWords(one, at, card)),
    '',
  ].join('\n');
}
