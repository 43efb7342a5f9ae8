import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeliberationEntry } from '../domain/deliberation.ts';
import type { CaseFold } from './fold-case.ts';
import { claimHoldsMs, foldCase, foldCases } from './fold-case.ts';

const auditId = '00000000-0000-4000-8000-00000000000a';
const itemId = '00000000-0000-4000-8000-0000000000a1';
const noon = Date.parse('2026-03-01T12:00:00.000Z');
const minutes = (count: number): string => new Date(noon + count * 60_000).toISOString();
const uuid = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

interface Said {
  n: number;
  position?: number | null;
  by?: string;
  at?: string;
  question?: string;
}

function entry(kind: string, { n, position = n, by = 'ann', at = minutes(n) }: Said, body: object) {
  return { eventId: uuid(n), personId: by, at, position, kind, body } as unknown as DeliberationEntry;
}

const on = ({ question = 'hallucination' }: Said) => ({ auditId, itemId, question });

function rule(
  said: Said,
  { supersedes = null, ...extra }: { supersedes?: number | null; reviewIds?: string[] } = {},
) {
  return entry('adjudication.decided', said, {
    ...on(said),
    rulingId: uuid(1000 + said.n),
    option: 'fabrication',
    reviewIds: [uuid(501), uuid(502)],
    supersedes: supersedes === null ? null : uuid(1000 + supersedes),
    ...extra,
  });
}
const claim = (said: Said, isHeld = true) => entry('case.claimed', said, { ...on(said), isHeld });
const appeal = (said: Said, of: number) =>
  entry('adjudication.appealed', said, { ...on(said), rulingId: uuid(1000 + of), reason: 'why' });
const comment = (said: Said, kind = 'case') =>
  entry('comment.added', said, {
    commentId: uuid(2000 + said.n),
    about: { kind, case: on(said), roundId: uuid(9) },
    text: 'hm',
  });

const current = new Set([uuid(501), uuid(502)]);
const standings = (fold: CaseFold) =>
  fold.rulings.map((one) => [Number.parseInt(one.entry.eventId.slice(-4), 16), one.standing]);

describe('the ruling that stands', () => {
  it('is the first that the hub accepted; the second one is kept beside it and makes a conflict', () => {
    const fold = foldCase([rule({ n: 2, by: 'ben' }), rule({ n: 1 })], current);
    expect(standings(fold)).toEqual([
      [1, 'stands'],
      [2, 'overtaken'],
    ]);
    expect(fold.standing?.personId).toBe('ann');
    expect(fold.state).toBe('conflict');
  });

  it('is the one that supersedes it, which ends the conflict', () => {
    const fold = foldCase([rule({ n: 1 }), rule({ n: 2 }), rule({ n: 3 }, { supersedes: 1 })], current);
    expect(standings(fold)).toEqual([
      [1, 'superseded'],
      [2, 'overtaken'],
      [3, 'stands'],
    ]);
    expect(fold.state).toBe('ruled');
  });

  it('is not taken back by one that supersedes what does not stand any more', () => {
    const said = [rule({ n: 1 }), rule({ n: 2 }, { supersedes: 1 }), rule({ n: 3 }, { supersedes: 1 })];
    expect(foldCase(said, current).standing?.entry.eventId).toBe(uuid(2));
    expect(foldCase(said, current).state).toBe('conflict');
  });

  it('is the placed one as long as the own one has no place yet, whatever the clocks say', () => {
    const own = rule({ n: 1, position: null, at: minutes(-600) });
    const fold = foldCase([own, rule({ n: 7, by: 'ben' })], current);
    expect(fold.standing?.personId).toBe('ben');
    expect(fold.rulings[1]?.standing).toBe('overtaken');
  });

  it('is of the person that an import names, at the time it was made there', () => {
    const body = { ...on({ n: 1 }), rulingId: uuid(1001), option: 'none', reviewIds: [], supersedes: null };
    const imported = entry(
      'adjudication.imported',
      { n: 1, by: 'importer' },
      { ...body, importId: uuid(3), onBehalfOf: { personId: 'gold', name: 'Gold' }, ruledAt: minutes(-90) },
    );
    expect(foldCase([imported], current).standing).toMatchObject({
      personId: 'gold',
      at: minutes(-90),
      isStale: false,
    });
  });

  it('is stale once a review that it rests on is superseded, until somebody confirms it', () => {
    const left = new Set([uuid(502), uuid(503)]);
    expect(foldCase([rule({ n: 1 })], left)).toMatchObject({ state: 'stale', standing: { isStale: true } });
    const confirmed = rule({ n: 2 }, { supersedes: 1, reviewIds: [uuid(502), uuid(503)] });
    expect(foldCase([rule({ n: 1 }), confirmed], left).state).toBe('ruled');
  });
});

describe('an appeal', () => {
  it('is open until a ruling supersedes the appealed one', () => {
    const said = [rule({ n: 1 }), appeal({ n: 2, by: 'cleo' }, 1)];
    expect(foldCase(said, current)).toMatchObject({
      state: 'appealed',
      standing: { appeal: { isOpen: true } },
    });
    const answered = foldCase([...said, rule({ n: 3 }, { supersedes: 1 })], current);
    expect(answered.state).toBe('ruled');
    expect(answered.rulings[0]?.appeal?.isOpen).toBe(false);
  });

  it('counts once per case: a second one is kept and changes nothing', () => {
    const said = [
      rule({ n: 1 }),
      appeal({ n: 2 }, 1),
      rule({ n: 3 }, { supersedes: 1 }),
      appeal({ n: 4 }, 3),
    ];
    const fold = foldCase(said, current);
    expect(fold.state).toBe('ruled');
    expect(fold.standing?.appeal).toBeNull();
    expect(fold.appeals).toHaveLength(2);
  });
});

describe('a claim', () => {
  it('is of the first who made it, and nobody else can release it', () => {
    const said = [claim({ n: 1 }), claim({ n: 2, by: 'ben' }), claim({ n: 3, by: 'ben' }, false)];
    expect(foldCase(said, current)).toMatchObject({ state: 'claimed', claim: { personId: 'ann' } });
  });

  it('ends when it is released, when its time is over, and when anybody rules', () => {
    expect(foldCase([claim({ n: 1 }), claim({ n: 2 }, false)], current).state).toBe('open');
    const held = [claim({ n: 0, position: 1 })];
    expect(foldCase(held, current, minutes(29)).claim).not.toBeNull();
    expect(foldCase(held, current, new Date(noon + claimHoldsMs).toISOString()).state).toBe('open');
    expect(foldCase([claim({ n: 1 }), rule({ n: 2, by: 'ben' })], current).claim).toBeNull();
  });

  it('can be taken over once its time is over, and be renewed before', () => {
    const later = { n: 2, by: 'ben', at: minutes(40) };
    expect(foldCase([claim({ n: 1 }), claim(later)], current).claim?.personId).toBe('ben');
    const renewed = [claim({ n: 1 }), claim({ n: 2, at: minutes(25) }), claim({ ...later, n: 3 })];
    expect(foldCase(renewed, current).claim?.personId).toBe('ann');
  });

  it('of a clock that is hours ahead does not lock the case for hours', () => {
    const ahead = [claim({ n: 1, at: minutes(300) })];
    expect(foldCase(ahead, current, minutes(5)).state).toBe('open');
  });
});

const acts = fc.array(
  fc.record({
    what: fc.constantFrom('rule', 'rule', 'confirm', 'claim', 'release', 'appeal', 'comment', 'vote'),
    by: fc.constantFrom('ann', 'ben', 'cleo'),
    question: fc.constantFrom('hallucination', 'severity'),
    isPlaced: fc.boolean(),
    target: fc.nat({ max: 8 }),
  }),
  { minLength: 1, maxLength: 9 },
);

function history(said: ReturnType<typeof acts.generate>['value']): DeliberationEntry[] {
  return said.map(({ what, by, question, isPlaced, target }, at) => {
    const facts = { n: at + 1, position: isPlaced ? at + 1 : null, by, question };
    if (what === 'rule') return rule(facts);
    if (what === 'confirm') return rule(facts, { supersedes: target });
    if (what === 'appeal') return appeal(facts, target);
    if (what === 'comment' || what === 'vote') return comment(facts, what === 'vote' ? 'norming' : 'case');
    return claim(facts, what === 'claim');
  });
}

describe('whatever is said about cases', () => {
  it('folds to the same, in whatever order and however often it arrives', () => {
    fc.assert(
      fc.property(acts, fc.infiniteStream(fc.nat()), (said, keys) => {
        const entries = history(said);
        const shuffled = [...entries, ...entries.slice(0, 2)]
          .map((one) => ({ one, key: keys.next().value as number }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(sortedFolds(shuffled)).toEqual(sortedFolds(entries));
      }),
    );
  });

  it('is all still there after folding, and one ruling at most stands in a case', () => {
    fc.assert(
      fc.property(acts, (said) => {
        const entries = history(said);
        const folds = [...foldCases(entries, current).values()];
        const ids = (kind: string) => entries.filter((one) => one.kind === kind).map((one) => one.eventId);
        const rulings = folds.flatMap((one) => one.rulings);
        expect(new Set(rulings.map((one) => one.entry.eventId))).toEqual(
          new Set(ids('adjudication.decided')),
        );
        expect(folds.flatMap((one) => one.appeals)).toHaveLength(ids('adjudication.appealed').length);
        for (const { rulings: of, standing, claim: held, state } of folds) {
          expect(of.filter((one) => one.standing === 'stands')).toEqual(standing === null ? [] : [standing]);
          expect(of.length > 0).toBe(standing !== null);
          if (state === 'open') expect([standing, held]).toEqual([null, null]);
          expect(of.filter((one) => one.appeal !== null).length).toBeLessThan(2);
        }
      }),
    );
  });

  it('lets the last of the chain that begins with the first stand', () => {
    const circle = [
      { what: 'rule', by: 'ann', question: 'hallucination', isPlaced: false, target: 0 },
      { what: 'confirm', by: 'ann', question: 'hallucination', isPlaced: false, target: 3 },
      // It names itself: a chain that is followed by ids alone never ends.
      { what: 'confirm', by: 'ann', question: 'hallucination', isPlaced: true, target: 3 },
    ];
    fc.assert(
      fc.property(acts, (said) => {
        for (const { rulings, standing } of foldCases(history(said), current).values()) {
          const chain = rulings.filter((one) => one.standing !== 'overtaken');
          expect(chain[0]).toBe(rulings[0]);
          expect(chain.at(-1) ?? null).toBe(standing);
          for (const [at, one] of chain.entries()) {
            const before = chain[at - 1];
            if (before !== undefined) expect(one.entry.body.supersedes).toBe(before.entry.body.rulingId);
            expect(one.standing).toBe(one === standing ? 'stands' : 'superseded');
          }
          for (const [at, one] of rulings.entries()) {
            if (one.standing !== 'overtaken') continue;
            const stood = rulings.slice(0, at).findLast((other) => other.standing !== 'overtaken');
            expect(one.entry.body.supersedes).not.toBe(stood?.entry.body.rulingId);
          }
        }
      }),
      { examples: [[circle]] },
    );
  });
});

function sortedFolds(entries: readonly DeliberationEntry[]) {
  return [...foldCases(entries, current)].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
