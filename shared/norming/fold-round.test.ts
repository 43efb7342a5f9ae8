import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseRef } from '../domain/adjudication.ts';
import { caseKey } from '../domain/adjudication.ts';
import { uuidFromText } from '../domain/canonical.ts';
import type { DeliberationEntry } from '../domain/deliberation.ts';
import type { AuditId, EventId, ItemId, PersonId } from '../domain/ids.ts';
import type { NormingRound, NormingStage } from '../domain/norming.ts';
import { normingStages } from '../domain/norming.ts';
import { isRevealed, shownComments, shownVotes } from './blind-view.ts';
import type { FoldedRound } from './fold-round.ts';
import { countVotes, foldRound, foldRounds, listRoundFaults, mayMove } from './fold-round.ts';
import type { QuestionScale } from './round-agreement.ts';
import { countMoved, roundAgreement } from './round-agreement.ts';

const id = (of: string): string => uuidFromText(of);
const auditId = id('audit') as AuditId;
const people = ['ada', 'ben', 'cem'].map((name) => id(name) as PersonId);
const [ada, ben, cem] = people as [PersonId, PersonId, PersonId];
const cases: CaseRef[] = [1, 2].map((n) => ({
  auditId,
  itemId: id(`item ${n}`) as ItemId,
  question: 'policy',
}));
const [one, two] = cases as [CaseRef, CaseRef];
const round: NormingRound = {
  roundId: id('round'),
  auditId,
  title: 'Refund promises',
  cases,
  personIds: people,
  isLive: true,
};
const options = ['complies', 'violates', 'not_applicable'];
const scales = new Map<string, QuestionScale>([['policy', { options, scale: 'nominal' }]]);

type Said =
  | { kind: 'norming.voted'; personId: PersonId; on: CaseRef; stage: 'first' | 'second'; option: string }
  | { kind: 'norming.moved'; stage: Exclude<NormingStage, 'first'> }
  | { kind: 'comment.added'; personId: PersonId; on: CaseRef };

/** Entries in the hub's order after the beginning; `unplaced` of the last have no place yet. */
function entriesOf(said: readonly Said[], unplaced = 0): DeliberationEntry[] {
  const bodies = [
    { kind: 'norming.begun' as const, personId: ada, body: round },
    ...said.map((of, n) => {
      const { roundId } = round;
      if (of.kind === 'norming.moved')
        return { kind: of.kind, personId: ada, body: { roundId, stage: of.stage } };
      const { personId, on } = of;
      if (of.kind === 'comment.added') {
        const about = { kind: 'norming' as const, roundId, case: on };
        return { kind: of.kind, personId, body: { commentId: id(`comment ${n}`), about, text: `said ${n}` } };
      }
      const { stage, option } = of;
      return { kind: of.kind, personId, body: { roundId, case: on, stage, option, rationale: '' } };
    }),
  ];
  return bodies.map(
    (of, n) =>
      ({
        ...of,
        eventId: id(`event ${n}`) as EventId,
        at: '2026-11-22T10:00:00.000Z',
        position: n < bodies.length - unplaced ? n + 1 : null,
      }) as DeliberationEntry,
  );
}

const fold = (said: readonly Said[], unplaced = 0): FoldedRound =>
  foldRound(entriesOf(said, unplaced), round.roundId)!;
const vote = (
  personId: PersonId,
  on: CaseRef,
  option: string,
  stage: 'first' | 'second' = 'first',
): Said => ({ kind: 'norming.voted', personId, on, stage, option });
const move = (stage: Exclude<NormingStage, 'first'>): Said => ({ kind: 'norming.moved', stage });

const stranger = id('stranger') as PersonId;
const anySaid: fc.Arbitrary<Said> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('norming.voted' as const),
      personId: fc.constantFrom(...people, stranger),
      on: fc.constantFrom(...cases, { ...one, itemId: id('elsewhere') as ItemId }),
      stage: fc.constantFrom('first' as const, 'second' as const),
      option: fc.constantFrom(...options),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('norming.moved' as const),
      stage: fc.constantFrom('discuss' as const, 'second' as const, 'closed' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('comment.added' as const),
      personId: fc.constantFrom(...people),
      on: fc.constantFrom(...cases),
    }),
  },
);
const anyHistory = fc.array(anySaid, { maxLength: 40 });

const plain = (of: FoldedRound) => ({
  stage: of.stage,
  votes: (['first', 'second'] as const).map((stage) =>
    cases.map((on) =>
      people.map((personId) => of[stage].get(caseKey(on))?.get(personId)?.body.option ?? null),
    ),
  ),
  uncounted: of.uncounted.length,
  comments: of.comments.length,
});

describe('a norming round', () => {
  it('counts the last vote of a person on a case as long as the stage lasts, and none after it', () => {
    const of = fold([
      vote(ada, one, 'complies'),
      vote(ada, one, 'violates'),
      vote(ben, one, 'complies'),
      move('discuss'),
      vote(ben, one, 'violates'),
    ]);
    expect(of.stage).toBe('discuss');
    expect(plain(of).votes[0]![0]).toEqual(['violates', 'complies', null]);
    expect(of.uncounted.map((entry) => entry.personId)).toEqual([ben]);
    expect(countVotes(of, 'first', ada)).toBe(1);
  });

  it('takes a vote that was made offline as given where the hub placed it: after the reveal it does not count', () => {
    const said = [vote(ada, one, 'complies'), move('discuss'), vote(ben, one, 'violates')];
    expect(plain(fold(said, 1)).votes[0]![0]).toEqual(['complies', null, null]);
    expect(plain(fold([said[0]!, said[2]!], 1)).votes[0]![0]).toEqual(['complies', 'violates', null]);
  });

  it('moves on to the next stage or to its end, never back', () => {
    expect(normingStages.map((to) => mayMove('discuss', to))).toEqual([false, false, true, true]);
    expect(normingStages.map((to) => mayMove('first', to))).toEqual([false, true, false, true]);
    expect(fold([move('second'), move('discuss')]).stage).toBe('second');
  });

  it('keeps the first of two beginnings, and nothing of a round that nobody began', () => {
    const begun = entriesOf([vote(ada, one, 'complies')]);
    const again = { ...begun[0]!, eventId: id('again') as EventId, position: 9 } as DeliberationEntry;
    const other = { ...again, body: { ...round, title: 'Another' } } as DeliberationEntry;
    expect(foldRound([other, ...begun], round.roundId)!.round.title).toBe('Refund promises');
    expect(foldRounds(begun.slice(1)).size).toBe(0);
  });

  it('says what is wrong with cases or people that are in it twice, or of another audit', () => {
    expect(listRoundFaults(round)).toEqual([]);
    expect(
      listRoundFaults({
        ...round,
        cases: [one, one, { ...two, auditId: id('other') as AuditId }],
        personIds: [ada, ada],
      }),
    ).toHaveLength(3);
  });

  it('gives the same whatever order the entries come in', () => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (said, chance) => {
          const entries = entriesOf(said);
          const keys = new Map(entries.map((entry) => [entry, chance.next().value as number]));
          const shuffled = entries.toSorted((a, b) => keys.get(a)! - keys.get(b)!);
          expect(plain(foldRound(shuffled, round.roundId)!)).toEqual(
            plain(foldRound(entries, round.roundId)!),
          );
        },
      ),
    );
  });

  it('only ever moves on, and fixes the votes of a stage that is over, whatever is said later', () => {
    fc.assert(
      fc.property(anyHistory, anyHistory, (before, after) => {
        const was = fold(before);
        const is = fold([...before, ...after]);
        expect(normingStages.indexOf(is.stage)).toBeGreaterThanOrEqual(normingStages.indexOf(was.stage));
        if (was.stage !== 'first') expect(plain(is).votes[0]).toEqual(plain(was).votes[0]);
        if (was.stage === 'closed') expect(plain(is).votes).toEqual(plain(was).votes);
      }),
    );
  });

  it('loses no vote: each one counts, was voted over by its own person, or is kept as not counted', () => {
    fc.assert(
      fc.property(anyHistory, (said) => {
        const of = fold(said);
        const given = said.filter((each) => each.kind === 'norming.voted').length;
        const counted = new Set<string>();
        let stage: NormingStage = 'first';
        let valid = 0;
        for (const each of said) {
          if (
            each.kind === 'norming.moved' &&
            normingStages.indexOf(each.stage) > normingStages.indexOf(stage)
          )
            stage = each.stage;
          if (each.kind !== 'norming.voted' || each.stage !== stage) continue;
          if (!people.includes(each.personId) || !cases.some((on) => caseKey(on) === caseKey(each.on)))
            continue;
          valid += 1;
          counted.add(`${stage} ${each.personId} ${caseKey(each.on)}`);
        }
        const held = plain(of)
          .votes.flat(2)
          .filter((option) => option !== null);
        expect(held).toHaveLength(counted.size);
        expect(of.uncounted).toHaveLength(given - valid);
      }),
    );
  });

  it('shows nothing of anybody else’s vote while the votes are blind, nor any comment', () => {
    fc.assert(
      fc.property(anyHistory, fc.constantFrom(...people, stranger), (said, me) => {
        const of = fold(said);
        for (const stage of ['first', 'second'] as const) {
          const shown = cases.flatMap((on) => shownVotes(of, stage, on, me));
          if (isRevealed(stage, of.stage)) {
            expect(shown).toHaveLength([...of[stage].values()].reduce((sum, votes) => sum + votes.size, 0));
          } else expect(shown.every((entry) => entry.personId === me)).toBe(true);
        }
        if (of.stage !== 'first') return;
        expect(cases.flatMap((on) => shownComments(of, on))).toEqual([]);
        expect(roundAgreement(of, scales)).toBeNull();
      }),
    );
  });
});

describe('agreement of a norming round', () => {
  const votes = (stage: 'first' | 'second', rows: readonly (readonly string[])[]): Said[] =>
    rows.flatMap((row, at) => row.map((option, who) => vote(people[who]!, cases[at]!, option, stage)));
  const split = votes('first', [
    ['complies', 'violates', 'violates'],
    ['complies', 'complies', 'violates'],
  ]);

  it('is kept from before the discussion and told beside that from after it, with the votes that moved', () => {
    const agreed = votes('second', [
      ['violates', 'violates', 'violates'],
      ['complies', 'complies', 'complies'],
    ]);
    const of = fold([...split, move('discuss'), move('second'), ...agreed, move('closed')]);
    const measured = roundAgreement(of, scales)!;
    expect(measured.before.pairwise).toMatchObject({ estimate: 1 / 3, n: 2, low: null });
    // Coincidences of 3 + 3 labels: observed disagreement 4 of 6, expected 18 of 30.
    expect(measured.before.alpha.estimate).toBeCloseTo(1 - 4 / 6 / (18 / 30), 12);
    expect(measured.after).toMatchObject({ pairwise: { estimate: 1 }, alpha: { estimate: 1 } });
    expect(countMoved(of)).toEqual({ both: 6, moved: 2 });
    expect(measured.sentence.replaceAll('\u00a0', ' ')).toBe(
      '33.3 % of pairs voted alike before the discussion, 100 % after it. 2 of 6 votes moved.',
    );
  });

  it('has no second figure before the end, nor where nobody voted again', () => {
    const open = fold([...split, move('discuss'), move('second'), vote(ada, one, 'violates', 'second')]);
    expect(roundAgreement(open, scales)!.after).toBeNull();
    expect(roundAgreement(fold([...split, move('closed')]), scales)!.after).toBeNull();
  });

  it('says so where the two do not rest on the same votes', () => {
    const some = [vote(ada, one, 'violates', 'second'), vote(ben, one, 'violates', 'second')];
    const of = fold([...split, move('discuss'), move('second'), ...some, move('closed')]);
    expect(roundAgreement(of, scales)!.sentence).toContain('do not rest on the same votes');
  });

  it('gives no α where one voted alone, where all said the same, and across several questions', () => {
    const alone = fold([vote(cem, one, 'complies'), move('discuss')]);
    expect(roundAgreement(alone, scales)!.before.alpha).toMatchObject({
      estimate: null,
      reason: 'NO_OVERLAP',
    });
    const same = fold([vote(ada, one, 'complies'), vote(cem, one, 'complies'), move('discuss')]);
    expect(roundAgreement(same, scales)!.before.alpha.reason).toBe('NO_VARIATION');
    const mixed = foldRound(
      entriesOf([...split, move('discuss')]).map((entry) =>
        entry.kind === 'norming.begun'
          ? { ...entry, body: { ...round, cases: [one, { ...two, question: 'severity' }] } }
          : entry,
      ),
      round.roundId,
    )!;
    expect(roundAgreement(mixed, scales)!.before.alpha.reason).toBe('SEVERAL_QUESTIONS');
  });

  it('leaves out an option that the question does not offer', () => {
    const of = fold([vote(ada, one, 'invented'), vote(ben, one, 'complies'), move('discuss')]);
    expect(roundAgreement(of, scales)!.before.pairwise.reason).toBe('NO_OVERLAP');
  });
});
