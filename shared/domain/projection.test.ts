import { describe, expect, test } from 'vitest';
import { makePlan } from '../../tests/support/made-audit.ts';
import { uuidFromText } from './canonical.ts';
import { eventBodies, kindOf } from './events.ts';
import type { EventKey } from './events.ts';
import type { AuditId, EventId, ItemId, PersonId, ReviewId } from './ids.ts';
import { becomesCurrent, effectsOf, findSkipKey, isLateReview, laterState, skipKey } from './projection.ts';

const id = <T>(name: string): T => uuidFromText(name) as T;
const auditId = id<AuditId>('audit');
const itemId = id<ItemId>('item');
const [actor, owner, other] = [id<PersonId>('actor'), id<PersonId>('owner'), id<PersonId>('other')];
const factsOf = (key: EventKey) => ({
  ...kindOf(key),
  id: id<EventId>(key),
  at: '2026-01-05T10:00:00.000Z',
  actor,
});

describe('the effects of an event', () => {
  test('name the owner of the ledger wherever the body names its actor', () => {
    const body = { auditId, assignments: [{ itemId, personIds: [other, actor] }] };
    expect(effectsOf(factsOf('audit.assigned@1'), body, owner)).toEqual({
      ok: true,
      effects: [{ type: 'audit.assigned', auditId, assignments: [{ itemId, personIds: [other, owner] }] }],
    });
    const planned = effectsOf(factsOf('audit.planned@1'), { auditId, plan: makePlan(), isDemo: true }, owner);
    expect(planned).toMatchObject({
      effects: [{ audit: { leadId: owner, state: 'planned', isDemo: true } }],
    });
    const skipped = effectsOf(factsOf('item.skipped@1'), { auditId, itemId, reason: 'other' }, owner);
    expect(skipped).toMatchObject({ effects: [{ skip: { personId: owner, note: null } }] });
  });

  test('give second looks to people, the owner of the ledger among them', () => {
    const body = {
      auditId,
      question: 'hallucination',
      secondLooks: [
        { itemId, personId: actor },
        { itemId: id<ItemId>('another'), personId: other },
      ],
    };
    expect(effectsOf(factsOf('audit.secondLookAssigned@1'), body, owner)).toEqual({
      ok: true,
      effects: [
        {
          type: 'audit.secondLookAssigned',
          auditId,
          secondLooks: [{ itemId, personId: owner }, body.secondLooks[1]],
        },
      ],
    });
  });

  test('of a kind or version that is not known are none yet, and it says so', () => {
    expect(effectsOf({ ...factsOf('audit.closed@1'), kind: 'case.unheardOf' }, {})).toMatchObject({
      ok: false,
      reason: 'UNKNOWN_KIND',
    });
    expect(effectsOf({ ...factsOf('audit.closed@1'), kindVersion: 2 }, { auditId })).toMatchObject({
      ok: false,
      reason: 'UNKNOWN_KIND',
    });
  });

  test('of a body that does not fit its schema are none, and it says where', () => {
    expect(effectsOf(factsOf('audit.closed@1'), { auditId: 'no id' })).toMatchObject({
      ok: false,
      reason: 'BAD_BODY',
      detail: expect.stringContaining('auditId'),
    });
  });

  test('are defined for every kind that this version knows', () => {
    for (const key of Object.keys(eventBodies) as EventKey[]) {
      expect(effectsOf(factsOf(key), null)).toMatchObject({ reason: 'BAD_BODY' });
    }
  });
});

describe('the rules', () => {
  test('let an audit only move on', () => {
    expect(laterState('planned', 'open')).toBe('open');
    expect(laterState('closed', 'open')).toBe('closed');
  });

  test('call a review late when its audit is closed or its item somebody else’s, as far as is known', () => {
    expect(isLateReview({ state: 'open' }, true)).toBe(false);
    expect(isLateReview({ state: 'open' }, false)).toBe(true);
    expect(isLateReview({ state: 'closed' }, true)).toBe(true);
    expect(isLateReview(null, false)).toBe(false);
  });

  test('let a review take the place of the one that it supersedes, and of no other', () => {
    const [first, second] = [id<ReviewId>('first'), id<ReviewId>('second')];
    const inTime = { supersedes: first, isLate: false };
    expect(becomesCurrent(null, { supersedes: null, isLate: true })).toBe(true);
    expect(becomesCurrent({ id: first, isLate: false }, inTime)).toBe(true);
    expect(becomesCurrent({ id: second, isLate: false }, inTime)).toBe(false);
    expect(becomesCurrent({ id: first, isLate: false }, { supersedes: null, isLate: false })).toBe(false);
    expect(becomesCurrent({ id: first, isLate: false }, { supersedes: first, isLate: true })).toBe(false);
    expect(becomesCurrent({ id: first, isLate: true }, { supersedes: first, isLate: true })).toBe(true);
  });

  test('name a skip by item and person, and read the name back', () => {
    expect(findSkipKey(skipKey(itemId, owner))).toEqual({ itemId, personId: owner });
    expect(findSkipKey('nonsense')).toBeNull();
  });
});
