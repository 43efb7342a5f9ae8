import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeClass, makeTaxonomy } from '../../tests/support/made-taxonomy.ts';
import type { DeliberationEntry } from '../domain/deliberation.ts';
import type { EventId, PersonId } from '../domain/ids.ts';
import type { ProposalOutcome } from '../domain/taxonomy-change.ts';
import { foldProposals } from './fold-proposals.ts';

const proposalId = '0190a1b2-0000-7000-8000-0000000000aa';
const asker = '0190a1b2-0000-7000-8000-000000000001' as PersonId;
const owner = '0190a1b2-0000-7000-8000-000000000002' as PersonId;
const base = makeTaxonomy(['a']);

type Said = DeliberationEntry extends infer E
  ? E extends { kind: infer K; body: infer B }
    ? { kind: K; body: B }
    : never
  : never;

function entry(personId: PersonId, position: number | null, said: Said): DeliberationEntry {
  const eventId = `0190a1b2-0000-7000-8000-${String(position ?? 999).padStart(12, '0')}` as EventId;
  return { ...said, eventId, personId, at: '2026-02-02T10:00:00.000Z', position } as DeliberationEntry;
}

const proposed = entry(asker, 1, {
  kind: 'taxonomy.proposed',
  body: {
    proposalId,
    taxonomy: { id: 'kinds', version: 1 },
    operation: { kind: 'add', class: 'e' },
    classes: [...base.classes, makeClass('e')],
    rationale: 'It comes back.',
    cases: [],
  },
});
const ended = (by: PersonId, at: number | null, outcome: ProposalOutcome['outcome']): DeliberationEntry =>
  entry(by, at, { kind: 'taxonomy.proposalEnded', body: { proposalId, outcome, reason: outcome } });
const publishedWith = (at: number): DeliberationEntry =>
  entry(owner, at, {
    kind: 'taxonomy.published',
    body: {
      publicationId: '0190a1b2-0000-7000-8000-0000000000bb',
      taxonomy: { ...base, version: 2 },
      from: { id: 'kinds', version: 1 },
      operations: [],
      mapping: [],
      scorecards: [],
      summary: 'As proposed.',
      proposalIds: [proposalId],
      cases: [],
    },
  });
const outcomeOf = (...entries: DeliberationEntry[]) => foldProposals(entries)[0]?.end?.outcome ?? null;

test('a publication ends what it takes up', () => {
  expect(outcomeOf(proposed)).toBeNull();
  expect(foldProposals([proposed, publishedWith(2)])[0]?.end).toMatchObject({
    outcome: 'taken_up',
    reason: 'As proposed.',
    by: owner,
  });
});

test('the first outcome that the hub accepted stands, in whatever order they arrive', () => {
  const all = [proposed, ended(owner, 3, 'declined'), publishedWith(4), ended(asker, null, 'withdrawn')];
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (entries) => {
      expect(outcomeOf(...entries)).toBe('declined');
    }),
  );
});

test('nobody withdraws what another proposed', () => {
  expect(outcomeOf(proposed, ended(owner, 2, 'withdrawn'))).toBeNull();
  expect(outcomeOf(proposed, ended(owner, 2, 'withdrawn'), ended(asker, 3, 'withdrawn'))).toBe('withdrawn');
});

test('what is said of a proposal stays with it', () => {
  const comment = entry(owner, 5, {
    kind: 'comment.added',
    body: {
      commentId: '0190a1b2-0000-7000-8000-0000000000cc',
      about: { kind: 'proposal', proposalId },
      text: 'Which cases?',
    },
  });
  expect(foldProposals([comment, proposed])[0]?.comments.map((one) => one.body.text)).toEqual([
    'Which cases?',
  ]);
  expect(foldProposals([comment])).toEqual([]);
});
