/** What stages, progress and moved votes are called on screen. Pure; must not know the backend. */
import type { NormingStage } from '../../../shared/domain/norming.ts';
import type { NormingCase, NormingView } from './norming-queries.ts';

export const stageTitles: Record<NormingStage, string> = {
  first: 'First vote, blind',
  discuss: 'Discussion',
  second: 'Second vote, blind',
  closed: 'Closed',
};

/** What the round waits for. */
export const stageWords: Record<NormingStage, string> = {
  first: 'Everybody votes alone. Nobody sees another’s vote before all are fixed.',
  discuss: 'The first votes are fixed and shown. Say why you voted so, and listen.',
  second: 'Everybody votes again, alone. The first votes stay as they are.',
  closed: 'Both votes are kept. No vote of a round is ever part of a sample.',
};

export interface Step {
  to: 'discuss' | 'second' | 'closed';
  label: string;
  question: string;
  words: string;
  confirm: string;
}

/** The way on from a stage, and what it does; null at the end. */
export function stepFrom({
  stage,
  voted,
  people,
}: Pick<NormingView, 'stage' | 'voted' | 'people'>): Step | null {
  if (stage === 'closed') return null;
  const missing = voted === null ? null : people - voted;
  const left =
    missing === null
      ? 'Who has voted on everything is not known on this computer; ask.'
      : missing === 0
        ? 'Everybody has voted on everything.'
        : `${missing} of ${people} ${missing === 1 ? 'has' : 'have'} not voted on everything: what is missing then stays missing.`;
  if (stage === 'first') {
    return {
      to: 'discuss',
      label: 'Show the votes',
      question: 'Show everybody’s first votes?',
      words: `They are fixed then and cannot be changed. ${left}`,
      confirm: 'Show them',
    };
  }
  if (stage === 'discuss') {
    return {
      to: 'second',
      label: 'Vote again',
      question: 'Begin the second vote?',
      words: 'Everybody votes once more, blind. The discussion stays open to read.',
      confirm: 'Begin it',
    };
  }
  return {
    to: 'closed',
    label: 'Close the round',
    question: 'Close the round and show the second votes?',
    words: `Nothing can be voted after that. ${left}`,
    confirm: 'Close it',
  };
}

export interface VoteMove {
  personId: string;
  name: string;
  isMine: boolean;
  before: string | null;
  after: string | null;
  hasMoved: boolean;
}

/** Votes of a case before and after, person by person in the round's order; titles of options. */
export function movesOf(view: Pick<NormingView, 'personNames'>, item: NormingCase): VoteMove[] {
  const titles = new Map(item.options.map((of) => [of.option, of.title]));
  const mine = new Set([...item.first, ...item.second].filter((of) => of.isMine).map((of) => of.personId));
  return view.personNames.map(({ personId, name }) => {
    const before = item.first.find((of) => of.personId === personId)?.option;
    const after = item.second.find((of) => of.personId === personId)?.option;
    return {
      personId,
      name,
      isMine: mine.has(personId),
      before: before === undefined ? null : (titles.get(before) ?? before),
      after: after === undefined ? null : (titles.get(after) ?? after),
      hasMoved: before !== undefined && after !== undefined && before !== after,
    };
  });
}

/** Place of the first case that this person has still to vote on after `from`, going round; null when none is left. */
export function nextToVote(
  items: readonly NormingCase[],
  stage: 'first' | 'second',
  from: number,
): number | null {
  const places = items.map((_, at) => (from + 1 + at) % items.length);
  return places.find((at) => items[at]?.[stage].some((of) => of.isMine) === false) ?? null;
}
