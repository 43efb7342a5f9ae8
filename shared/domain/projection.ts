/**
 * What an event does to the read tables, as data: the same rules on a device and at the hub. A store turns each effect
 * into rows; it decides nothing.
 *
 * Must not know who may do what (the hub's business) or how rows look. Invariant: applying an event's effects twice
 * leaves what applying them once left, because a ledger that continues after a fork repeats event ids.
 */
import type { Assignment, Audit, SecondLook } from './audit.ts';
import { auditStates } from './audit.ts';
import type { DeliberationEntry, DeliberationKind, EntryOf } from './deliberation.ts';
import type { EventBody, EventKey } from './events.ts';
import type { CalibrationPlace } from './extra-work.ts';
import { eventBodies, findEventKey } from './events.ts';
import type { AuditId, Digest, ItemId, PersonId, ReviewId } from './ids.ts';
import type { ImportFacts } from './imported.ts';
import type { Envelope } from './ledger.ts';
import type { Review } from './review.ts';

/** A review before the store has decided whether it is late and current. */
export type SubmittedReview = Omit<Review, 'isLate' | 'isCurrent'>;

export interface Skip {
  auditId: AuditId;
  itemId: ItemId;
  personId: PersonId;
  reason: string;
  note: string | null;
  at: string;
}

/** `id` is the id of the event that carried it. */
export type Flag = Skip & { id: string };

export type Effect =
  /** The ledger's owner has this name; `hub` binds the ledger to an identity there. */
  | {
      type: 'person.named';
      personId: PersonId;
      name: string;
      hub: { id: string; personId: PersonId } | null;
    }
  | { type: 'audit.planned'; audit: Audit }
  /** Items come from the manifest with this digest; `laterState` decides the state. */
  | { type: 'audit.drawn'; auditId: AuditId; manifestDigest: Digest; at: string }
  /** Replaces who has which of these items, and opens the audit. Nobody keeps a second look of what they now have. */
  | { type: 'audit.assigned'; auditId: AuditId; assignments: Assignment[] }
  /** Gives each of these items to one person more. Who has them first-hand stays; an item has one second look. */
  | { type: 'audit.secondLookAssigned'; auditId: AuditId; secondLooks: SecondLook[] }
  | { type: 'audit.closed'; auditId: AuditId; at: string }
  /** Items besides the sample, with known answers, for everybody who has a part in the audit. */
  | { type: 'audit.calibrationSet'; auditId: AuditId; items: CalibrationPlace[] }
  /** Insert unless the id is known; `supersedes` of the same person is no longer current; a skip is cleared. */
  | { type: 'review.submitted'; review: SubmittedReview }
  /** People who are known by imported reviews alone; who is known already stays as they are. */
  | { type: 'people.imported'; people: ImportFacts['people'] }
  /** One more entry of the deliberation, unless its event is known. The hub knows its position, a device does not yet. */
  | { type: 'deliberated'; entry: DeliberationEntry }
  | { type: 'item.skipped'; skip: Skip }
  | { type: 'item.flagged'; flag: Flag };

export type EffectsOf =
  | { ok: true; effects: Effect[] }
  /** Not known to this version: kept, and projected after an upgrade. */
  | { ok: false; reason: 'UNKNOWN_KIND' }
  | { ok: false; reason: 'BAD_BODY'; detail: string };

/** Only what the rules read of an envelope. */
export type EventFacts = Pick<Envelope, 'id' | 'kind' | 'kindVersion' | 'at' | 'actor'>;

/**
 * The effects of an event. `owner` is the person whose ledger it is: at the hub the person of the token, on a device
 * the actor itself. Wherever the body names the ledger's actor, the owner is meant, because a ledger begun before
 * there was a hub names a person that only its device knew.
 */
export function effectsOf(facts: EventFacts, body: unknown, owner: PersonId = facts.actor): EffectsOf {
  const key = findEventKey(facts.kind, facts.kindVersion);
  if (key === null) return { ok: false, reason: 'UNKNOWN_KIND' };
  const parsed = eventBodies[key].safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const detail = issue === undefined ? 'bad body' : `${issue.path.join('.')}: ${issue.message}`;
    return { ok: false, reason: 'BAD_BODY', detail };
  }
  const meant = (id: PersonId): PersonId => (id === facts.actor ? owner : id);
  return { ok: true, effects: rules[key](parsed.data as never, { ...facts, owner, meant }) };
}

interface RuleFacts extends EventFacts {
  owner: PersonId;
  meant: (id: PersonId) => PersonId;
}

const rules: { [K in EventKey]: (body: EventBody<K>, facts: RuleFacts) => Effect[] } = {
  'session.opened@1': (body, { owner }) => [
    { type: 'person.named', personId: owner, name: body.personName, hub: body.hub ?? null },
  ],
  'audit.planned@1': plannedOf,
  'audit.planned@2': plannedOf,
  'audit.drawn@1': (body, { at }) => [
    { type: 'audit.drawn', auditId: body.auditId, manifestDigest: body.manifestDigest, at },
  ],
  'audit.assigned@1': (body, { meant }) => [
    {
      type: 'audit.assigned',
      auditId: body.auditId,
      assignments: body.assignments.map((one) => ({
        itemId: one.itemId,
        personIds: one.personIds.map(meant),
      })),
    },
  ],
  'audit.secondLookAssigned@1': (body, { meant }) => [
    {
      type: 'audit.secondLookAssigned',
      auditId: body.auditId,
      secondLooks: body.secondLooks.map((one) => ({ itemId: one.itemId, personId: meant(one.personId) })),
    },
  ],
  'audit.closed@1': (body, { at }) => [{ type: 'audit.closed', auditId: body.auditId, at }],
  'review.submitted@1': submittedOf,
  'review.submitted@2': submittedOf,
  // The review stays current until the next submission supersedes it; the draft is the device's own business.
  'review.reopened@1': () => [],
  'item.skipped@1': (body, facts) => [{ type: 'item.skipped', skip: skipOf(body, facts) }],
  'item.flagged@1': (body, facts) => [
    { type: 'item.flagged', flag: { ...skipOf(body, facts), id: facts.id } },
  ],
  // Kept for comparison; nothing is read from it but the event itself.
  'agreement.measured@1': () => [],
  'audit.calibrationSet@1': (body) => [
    { type: 'audit.calibrationSet', auditId: body.auditId, items: body.items },
  ],
  'case.claimed@1': (body, facts) => deliberated('case.claimed', body, facts),
  'adjudication.decided@1': (body, facts) => deliberated('adjudication.decided', body, facts),
  'adjudication.imported@1': (body, facts) => deliberated('adjudication.imported', body, facts),
  'adjudication.appealed@1': (body, facts) => deliberated('adjudication.appealed', body, facts),
  'comment.added@1': (body, facts) => deliberated('comment.added', body, facts),
  'norming.begun@1': (body, facts) =>
    deliberated('norming.begun', { ...body, personIds: body.personIds.map(facts.meant) }, facts),
  'norming.voted@1': (body, facts) => deliberated('norming.voted', body, facts),
  'norming.moved@1': (body, facts) => deliberated('norming.moved', body, facts),
  'taxonomy.proposed@1': (body, facts) => deliberated('taxonomy.proposed', body, facts),
  'taxonomy.proposalEnded@1': (body, facts) => deliberated('taxonomy.proposalEnded', body, facts),
  'taxonomy.published@1': ({ by, ...body }, facts) =>
    deliberated('taxonomy.published', body, { ...facts, owner: by ?? facts.owner }),
  'scorecard.published@1': (body, facts) => deliberated('scorecard.published', body, facts),
  'import.begun@1': (body, facts) => [
    { type: 'people.imported', people: body.people },
    ...deliberated('import.begun', body, facts),
  ],
  'review.imported@1': importedOf,
  // Of the hub's own ledger, which devices do not hold: they are told by the feed.
  'audit.goldMixed@1': () => [],
  'relabel.requested@1': () => [],
  'gold.added@1': () => [],
  'gold.retired@1': () => [],
  'person.added@1': () => [],
  'person.changed@1': () => [],
  'token.issued@1': () => [],
  'token.revoked@1': () => [],
  'template.saved@1': () => [],
  'template.stopped@1': () => [],
  'content.erased@1': () => [],
};

function plannedOf(body: EventBody<'audit.planned@1'>, { at, owner }: RuleFacts): Effect[] {
  const audit = {
    id: body.auditId,
    title: body.plan.title,
    state: 'planned' as const,
    plan: body.plan,
    leadId: body.leadId ?? owner,
    manifestDigest: null,
    plannedAt: at,
    drawnAt: null,
    closedAt: null,
    isDemo: body.isDemo,
  };
  return [{ type: 'audit.planned', audit }];
}

function deliberated<K extends DeliberationKind>(
  kind: K,
  body: EntryOf<K>['body'],
  { id, at, owner }: RuleFacts,
): Effect[] {
  // TypeScript cannot follow that kind and body belong together.
  const entry = { eventId: id, personId: owner, at, position: null, kind, body } as unknown as EntryOf<K>;
  return [{ type: 'deliberated', entry }];
}

function importedOf(body: EventBody<'review.imported@1'>, { id }: RuleFacts): Effect[] {
  const review = {
    id: body.reviewId,
    auditId: body.auditId,
    itemId: body.itemId,
    personId: body.onBehalfOf.personId,
    eventId: id,
    scorecard: body.scorecard,
    answers: body.answers,
    submittedAt: body.reviewedAt,
    elapsedMs: body.elapsedMs,
    supersedes: null,
  };
  return [{ type: 'review.submitted', review }];
}

function submittedOf(body: EventBody<'review.submitted@1'>, { id, at, owner }: RuleFacts): Effect[] {
  const review = {
    id: body.reviewId,
    auditId: body.auditId,
    itemId: body.itemId,
    personId: owner,
    eventId: id,
    scorecard: body.scorecard,
    answers: body.answers,
    submittedAt: at,
    elapsedMs: body.elapsedMs,
    supersedes: body.supersedes,
  };
  return [{ type: 'review.submitted', review }];
}

function skipOf(body: EventBody<'item.skipped@1'> | EventBody<'item.flagged@1'>, facts: RuleFacts): Skip {
  return {
    auditId: body.auditId,
    itemId: body.itemId,
    personId: facts.owner,
    reason: body.reason,
    note: body.note ?? null,
    at: facts.at,
  };
}

/** States only ever move on: planned → drawn → open → closed, whatever order things arrive in. */
export function laterState(one: Audit['state'], other: Audit['state']): Audit['state'] {
  return auditStates.indexOf(one) >= auditStates.indexOf(other) ? one : other;
}

/**
 * A review is late when its audit is known and closed, or known and the item is not this person's (any more), neither
 * first-hand nor for a second look.
 */
export function isLateReview(audit: { state: Audit['state'] } | null, isAssigned: boolean): boolean {
  return audit !== null && (audit.state === 'closed' || !isAssigned);
}

/** Id of a skip in the change feed: one per item and person. */
export function skipKey(itemId: ItemId, personId: PersonId): string {
  return `${itemId}:${personId}`;
}

/** Reads `skipKey` back; null for what is not one. */
export function findSkipKey(key: string): { itemId: ItemId; personId: PersonId } | null {
  const [itemId, personId, rest] = key.split(':');
  if (itemId === undefined || personId === undefined || rest !== undefined) return null;
  return { itemId: itemId as ItemId, personId: personId as PersonId };
}

/**
 * Whether a new review of an item becomes its person's current one, given the current one so far. The first accepted
 * successor stays: a second successor of the same review never becomes current, it waits for the person. Nor does a
 * late review take the place of one that was in time: the published report rests on that one.
 */
export function becomesCurrent(
  current: { id: ReviewId; isLate: boolean } | null,
  next: { supersedes: ReviewId | null; isLate: boolean },
): boolean {
  if (current === null) return true;
  return current.id === next.supersedes && (current.isLate || !next.isLate);
}
