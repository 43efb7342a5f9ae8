import { describe, expect, it } from 'vitest';
import type { NormingCase, NormingView } from './norming-queries.ts';
import { movesOf, nextToVote, stepFrom } from './round-words.ts';

const vote = (personId: string, option: string, isMine = false) => ({
  personId,
  name: personId,
  isMine,
  option,
  rationale: '',
});
const item = (first: readonly ReturnType<typeof vote>[], second: readonly ReturnType<typeof vote>[] = []) =>
  ({
    case: { itemId: 'i', question: 'q' },
    options: [
      { option: 'none', title: 'None' },
      { option: 'factual', title: 'Factual' },
    ],
    first,
    second,
  }) as unknown as NormingCase;
const people = { personNames: ['ada', 'ben', 'cem'].map((of) => ({ personId: of, name: of, done: 0 })) };
const view = people as unknown as Pick<NormingView, 'personNames'>;

describe('what a round says on screen', () => {
  it('shows where each vote went, person by person, and calls nothing moved that was not given twice', () => {
    const of = item(
      [vote('ada', 'none', true), vote('ben', 'none')],
      [vote('ada', 'factual', true), vote('cem', 'none')],
    );
    expect(movesOf(view, of)).toMatchObject([
      { name: 'ada', isMine: true, before: 'None', after: 'Factual', hasMoved: true },
      { name: 'ben', before: 'None', after: null, hasMoved: false },
      { name: 'cem', before: null, after: 'None', hasMoved: false },
    ]);
  });

  it('goes on to the next case without a vote of one’s own, round to the first, until none is left', () => {
    const [open, done] = [item([vote('ben', 'none')]), item([vote('ada', 'none', true)])];
    expect(nextToVote([open, done, open], 'first', 0)).toBe(2);
    expect(nextToVote([open, done, done], 'first', 1)).toBe(0);
    expect(nextToVote([done, done], 'first', 0)).toBeNull();
  });

  it('says before a stage ends whose votes are missing, or that it is not known here', () => {
    expect(stepFrom({ stage: 'first', voted: 1, people: 3 })).toMatchObject({ to: 'discuss' });
    expect(stepFrom({ stage: 'first', voted: 1, people: 3 })!.words).toContain('2 of 3 have not voted');
    expect(stepFrom({ stage: 'second', voted: 3, people: 3 })!.words).toContain('Everybody has voted');
    expect(stepFrom({ stage: 'second', voted: null, people: 3 })!.words).toContain(
      'not known on this computer',
    );
    expect(stepFrom({ stage: 'closed', voted: 3, people: 3 })).toBeNull();
  });
});
