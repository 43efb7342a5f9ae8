/**
 * Deliberation: everything that people say about cases, rounds, proposals and versions, as one list of entries. Events
 * become entries as they are; what follows from them (which ruling stands, who holds a claim, how far a round is) is
 * folded from the entries by the pure rules of `shared/adjudication`, `shared/norming` and `shared/taxonomy`.
 *
 * Invariant: entries are folded in the hub's order; what the hub has not placed yet comes last, in the order in which it
 * was made here. So the first that the hub accepted stands, on every device.
 */
import { z } from 'zod';
import { appeal, claim, comment, ruling } from './adjudication.ts';
import type { AuditId, EventId, ItemId, PersonId } from './ids.ts';
import { eventId, isoTime, personId } from './ids.ts';
import { importFacts, importedRuling } from './imported.ts';
import { normingMove, normingRound, normingVote } from './norming.ts';
import { scorecard } from './scorecard.ts';
import { proposal, proposalOutcome, publication } from './taxonomy-change.ts';

const common = {
  eventId,
  /** Who said it: the person of the ledger, or on whose request the hub did. */
  personId,
  at: isoTime,
  /** Place in the hub's global order; null while the hub has not accepted it. */
  position: z.int().min(1).nullable(),
};

export const deliberationEntry = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('case.claimed'), body: claim }),
  z.strictObject({ ...common, kind: z.literal('adjudication.decided'), body: ruling }),
  z.strictObject({ ...common, kind: z.literal('adjudication.imported'), body: importedRuling }),
  z.strictObject({ ...common, kind: z.literal('adjudication.appealed'), body: appeal }),
  z.strictObject({ ...common, kind: z.literal('comment.added'), body: comment }),
  z.strictObject({ ...common, kind: z.literal('norming.begun'), body: normingRound }),
  z.strictObject({ ...common, kind: z.literal('norming.voted'), body: normingVote }),
  z.strictObject({ ...common, kind: z.literal('norming.moved'), body: normingMove }),
  z.strictObject({ ...common, kind: z.literal('taxonomy.proposed'), body: proposal }),
  z.strictObject({ ...common, kind: z.literal('taxonomy.proposalEnded'), body: proposalOutcome }),
  z.strictObject({ ...common, kind: z.literal('taxonomy.published'), body: publication }),
  z.strictObject({ ...common, kind: z.literal('scorecard.published'), body: z.strictObject({ scorecard }) }),
  z.strictObject({ ...common, kind: z.literal('import.begun'), body: importFacts }),
]);
export type DeliberationEntry = z.infer<typeof deliberationEntry>;
export type DeliberationKind = DeliberationEntry['kind'];
export type EntryOf<K extends DeliberationKind> = Extract<DeliberationEntry, { kind: K }>;

/** An entry as both stores hold it: `body` is its JSON. */
export interface DeliberationRow {
  event_id: string;
  kind: string;
  person_id: string;
  at: string;
  position: number | null;
  body: string;
}

/** The entry that a store was given: entries are checked before they are stored, not again with every reading. */
export function entryOfRow(row: DeliberationRow): DeliberationEntry {
  return {
    eventId: row.event_id as EventId,
    kind: row.kind,
    personId: row.person_id as PersonId,
    at: row.at,
    position: row.position,
    body: JSON.parse(row.body) as unknown,
  } as DeliberationEntry;
}

/** What an entry is about, for finding it: a case by audit, item and question; a round, a proposal or a taxonomy by id. */
export interface DeliberationSubject {
  auditId: AuditId | null;
  itemId: ItemId | null;
  question: string | null;
  /** Id of the round, the proposal, the taxonomy, the scorecard or the import; null for what is about a case alone. */
  thingId: string | null;
}

const onCase = (
  of: { auditId: AuditId; itemId: ItemId; question: string },
  thingId: string | null = null,
) => ({
  auditId: of.auditId,
  itemId: of.itemId,
  question: of.question,
  thingId,
});
const onThing = (thingId: string, auditId: AuditId | null = null): DeliberationSubject => ({
  auditId,
  itemId: null,
  question: null,
  thingId,
});

/** Where an entry is filed. */
export function subjectOf({ kind, body }: Pick<DeliberationEntry, 'kind' | 'body'>): DeliberationSubject {
  const of = { kind, body } as DeliberationEntry;
  switch (of.kind) {
    case 'case.claimed':
    case 'adjudication.decided':
    case 'adjudication.appealed':
      return onCase(of.body);
    case 'adjudication.imported':
      return onCase(of.body, of.body.importId);
    case 'comment.added': {
      const { about } = of.body;
      if (about.kind === 'case') return onCase(about.case);
      return about.kind === 'norming' ? onCase(about.case, about.roundId) : onThing(about.proposalId);
    }
    case 'norming.begun':
      return onThing(of.body.roundId, of.body.auditId);
    case 'norming.voted':
      return onCase(of.body.case, of.body.roundId);
    case 'norming.moved':
      return onThing(of.body.roundId);
    case 'taxonomy.proposed':
      return onThing(of.body.proposalId);
    case 'taxonomy.proposalEnded':
      return onThing(of.body.proposalId);
    case 'taxonomy.published':
      return onThing(of.body.taxonomy.id);
    case 'scorecard.published':
      return onThing(of.body.scorecard.id);
    case 'import.begun':
      return onThing(of.body.importId, of.body.auditId);
  }
}

/** Who may say what, besides having a part in it: enforced at the hub, and asked of the device before it says anything. */
export const deliberationRoles = {
  'case.claimed': ['owner', 'lead', 'admin'],
  'adjudication.decided': ['owner', 'lead', 'admin'],
  'adjudication.imported': ['owner', 'lead', 'admin'],
  'adjudication.appealed': ['reviewer', 'owner', 'lead', 'admin'],
  'comment.added': ['reviewer', 'owner', 'lead', 'admin'],
  'norming.begun': ['owner', 'lead', 'admin'],
  'norming.voted': ['reviewer', 'owner', 'lead', 'admin'],
  'norming.moved': ['owner', 'lead', 'admin'],
  'taxonomy.proposed': ['reviewer', 'owner', 'lead', 'admin'],
  'taxonomy.proposalEnded': ['reviewer', 'owner', 'lead', 'admin'],
  'taxonomy.published': ['owner', 'lead', 'admin'],
  'scorecard.published': ['owner', 'lead', 'admin'],
  'import.begun': ['owner', 'lead', 'admin'],
} as const satisfies Record<DeliberationKind, readonly string[]>;

/** Order in which entries are folded: the hub's, then what it has not placed, as given. */
export function inHubOrder<T extends Pick<DeliberationEntry, 'position'>>(entries: readonly T[]): T[] {
  return entries.toSorted((a, b) => {
    if (a.position === b.position) return 0;
    return (a.position ?? Infinity) < (b.position ?? Infinity) ? -1 : 1;
  });
}
