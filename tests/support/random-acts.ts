/**
 * Anything that may happen to a device, as arbitrary acts: own events, signing in, forks, feed entries, removals, and a
 * hub that begins anew. For properties that must hold whatever happened.
 */
import * as fc from 'fast-check';
import type { FeedEntry } from '../../shared/contract/hub.ts';
import { sha256Hex } from '../../shared/domain/canonical.ts';
import type { CaseRef, Ruling } from '../../shared/domain/adjudication.ts';
import type { Audit } from '../../shared/domain/audit.ts';
import type { LedgerId, PersonId, ReviewId } from '../../shared/domain/ids.ts';
import { skipKey } from '../../shared/domain/projection.ts';
import { findRow, listRows } from '../../db/connection.ts';
import { bindLedger, forkLedger } from '../../db/fork.ts';
import { listAudits } from '../../db/queries/audits.ts';
import { listOfAudit } from '../../db/queries/deliberation.ts';
import type { ArrivedEntry } from '../../db/queries/feed-entries.ts';
import { applyFeedPage } from '../../db/queries/feed.ts';
import { findItem } from '../../db/queries/items.ts';
import { getCurrentLedger, getLedgerHead } from '../../db/queries/ledger.ts';
import { findCurrentReview, listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { resetFeed } from '../../db/replay.ts';
import { makeAudit } from './made-audit.ts';
import type { TestDevice } from './test-device.ts';
import { answersOf, manifestText } from './test-device.ts';

/** An audit that a hub tells of, with items, assignments and another person's work. */
export function feedOf(
  device: TestDevice,
  from: number,
  count: number,
): { entries: ArrivedEntry[]; audit: Audit } {
  const { ids } = device;
  const auditId = ids.uuidv7() as Audit['id'];
  const other = ids.uuidv7() as PersonId;
  const made = makeAudit(auditId, count, count);
  const audit: Audit = {
    id: auditId,
    title: made.manifest.plan.title,
    state: 'open',
    plan: made.manifest.plan,
    leadId: other,
    manifestDigest: made.manifestDigest,
    plannedAt: made.manifest.drawnAt,
    drawnAt: made.manifest.drawnAt,
    closedAt: null,
    isDemo: false,
  };
  const text = (digest: string | null): string | null =>
    made.contents.find((one) => one.digest === digest)?.text ?? null;
  let position = from;
  const put = (kind: string, id: string, payload: unknown): ArrivedEntry => {
    const entry = { position: (position += 1), op: 'put', kind, id, payload } as FeedEntry;
    return { ...entry, entry };
  };
  const entries = [
    put('person', other, { id: other, name: 'Grace', role: 'lead' }),
    put('audit', auditId, audit),
    ...made.manifest.items.flatMap((item) => [
      put('item', item.id, {
        auditId,
        itemId: item.id,
        position: item.position,
        contentDigest: item.contentDigest,
        content: text(item.contentDigest),
        sealed: null,
      }),
      put('assignment', item.id, { auditId, itemId: item.id, personIds: [other, device.personId()] }),
    ]),
    put('review', ids.uuidv7(), {
      id: ids.uuidv7(),
      auditId,
      itemId: made.manifest.items[0]!.id,
      personId: other,
      eventId: ids.uuidv7(),
      scorecard: made.manifest.plan.scorecard,
      answers: answersOf(),
      submittedAt: made.manifest.drawnAt,
      elapsedMs: 1000,
      supersedes: null,
      isLate: false,
      isCurrent: true,
    }),
    put('skip', skipKey(made.manifest.items[0]!.id, other), {
      auditId,
      itemId: made.manifest.items[0]!.id,
      personId: other,
      reason: 'other',
      at: made.manifest.drawnAt,
    }),
    { ...put('ruling', 'r1', { value: 1 }), entry: null },
  ];
  return { entries, audit: { ...audit, manifestDigest: sha256Hex(manifestText(made)) } };
}

const at = '2026-01-08T00:00:00.000Z';

function rulingOf(id: string, on: CaseRef): Ruling {
  return {
    ...on,
    rulingId: id as Ruling['rulingId'],
    scorecard: { id: 'hallucination_audit', version: 1 },
    option: 'factual',
    cause: 'edge_case',
    confidence: 'high',
    rationale: 'Because.',
    changesGuideline: false,
    reviewIds: [],
    supersedes: null,
  };
}

export type Act = { kind: string; a: number; b: number };
/** Anything that may happen, in the order in which it came: own acts, signing in, forks, and what a hub tells. */
export const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom(
    'draw',
    'review',
    'review',
    'again',
    'skip',
    'flag',
    'close',
    'rename',
    'bind',
    'fork',
    'feed',
    'feedClose',
    'feedOwn',
    'feedMove',
    'feedSkip',
    'feedUnsay',
    'second',
    'second',
    'feedSecond',
    'feedRelabel',
    'feedRelabel',
    'feedGold',
    'feedRound',
    'round',
    'rule',
    'rule',
    'feedRule',
    'import',
    'feedErase',
    'reassign',
    'remove',
    'reset',
  ),
  a: fc.nat(1000),
  b: fc.nat(1000),
});

/** One thing that may happen to a device; what cannot happen now is passed over. */
export function perform(device: TestDevice, { kind, a, b }: Act): void {
  const { store, ids } = device;
  const pick = <T>(from: readonly T[], n: number): T | undefined => from[n % Math.max(from.length, 1)];
  const position = findRow<{ n: number }>(store, 'SELECT coalesce(max(position), 0) AS n FROM feed_entry')!.n;
  const items = listRows<{ id: string }>(store, 'SELECT item_id AS id FROM item ORDER BY item_id');
  const item = findItem(store, (pick(items, a)?.id ?? ids.uuidv7()) as never);
  const me = device.personId();
  const page = (entries: ArrivedEntry[]) =>
    applyFeedPage(store, { cursor: `c${position + entries.length}`, entries });
  const feed = (op: 'put' | 'remove', of: string, id: string, payload: unknown) => {
    const entry = { position: position + 1, op, kind: of, id, payload } as FeedEntry;
    page([{ ...entry, entry }]);
  };
  switch (kind) {
    case 'draw':
      return void device.draw(1 + (a % 4), b % 3);
    case 'review':
    case 'again': {
      if (item === null) return;
      const current = findCurrentReview(store, item.itemId, me);
      return device.append('review.submitted@1', {
        reviewId: ids.uuidv7() as ReviewId,
        auditId: item.auditId,
        itemId: item.itemId,
        scorecard: { id: 'hallucination_audit', version: 1 },
        answers: answersOf(b % 2 === 0 ? 'none' : 'factual'),
        elapsedMs: b,
        // 'again' is what another device of the same person may have made: it knows nothing of the current one.
        supersedes: kind === 'review' ? (current?.id ?? null) : null,
        sawModel: false,
        sawJudge: false,
      });
    }
    case 'skip':
    case 'flag': {
      if (item === null) return;
      const { auditId, itemId } = item;
      if (kind === 'skip')
        return device.append('item.skipped@1', { auditId, itemId, reason: 'other', note: `${b}` });
      return device.append('item.flagged@1', { auditId, itemId, reason: 'privacy' });
    }
    case 'close': {
      const audit = pick(listAudits(store), a);
      if (audit !== undefined) device.append('audit.closed@1', { auditId: audit.id });
      return;
    }
    case 'rename':
      return device.append('session.opened@1', { device: 'd', app: 'a', personName: `Name ${a}` });
    case 'bind': {
      const person = { id: ids.uuidv7() as PersonId, name: 'Ada at the hub', role: 'lead' as const };
      return void bindLedger(store, ids.uuidv7(), person, ids.uuidv7() as LedgerId, device.session());
    }
    case 'fork': {
      const { id } = getCurrentLedger(store);
      const shared = a % (getLedgerHead(store, id).seq + 1);
      return void forkLedger(store, id, shared, ids.uuidv7() as LedgerId, device.session());
    }
    case 'feed':
      return page(feedOf(device, position, 1 + (a % 3)).entries);
    case 'feedClose': {
      const audit = pick(listAudits(store), a);
      if (audit === undefined) return;
      return feed('put', 'audit', audit.id, { ...audit, state: 'closed', closedAt: audit.plannedAt });
    }
    case 'feedOwn': {
      const audit = pick(listAudits(store), a);
      const review = audit === undefined ? undefined : pick(listReviewsOfAudit(store, audit.id), b);
      if (review === undefined) return;
      return feed('put', 'review', review.id, { ...review, isLate: a % 2 === 0, isCurrent: b % 2 === 0 });
    }
    case 'feedSkip': {
      if (item === null) return;
      const { auditId, itemId } = item;
      const personId = b % 2 === 0 ? me : (ids.uuidv7() as PersonId);
      const id = skipKey(itemId, personId);
      if (b % 3 === 0) return feed('remove', 'skip', id, null);
      return feed('put', 'skip', id, { auditId, itemId, personId, reason: 'other', at });
    }
    case 'feedMove':
    case 'feedUnsay': {
      const audit = pick(listAudits(store), a);
      const review = audit === undefined ? undefined : pick(listReviewsOfAudit(store, audit.id), b);
      if (review === undefined) return;
      if (kind === 'feedUnsay') return feed('remove', 'review', review.id, null);
      // No hub does this; whoever keeps reviews by item must notice it all the same.
      const { auditId, itemId } = item ?? review;
      return feed('put', 'review', review.id, { ...review, auditId, itemId });
    }
    case 'second':
    case 'feedSecond': {
      if (item === null) return;
      const { auditId, itemId } = item;
      const personId = b % 2 === 0 ? me : (ids.uuidv7() as PersonId);
      if (kind === 'feedSecond') return feed('put', 'secondLook', itemId, { auditId, itemId, personId });
      const secondLooks = [{ itemId, personId }];
      return device.append('audit.secondLookAssigned@1', { auditId, question: 'hallucination', secondLooks });
    }
    case 'feedRelabel': {
      if (item === null) return;
      const { auditId, itemId } = item;
      const personId = b % 4 === 0 ? (ids.uuidv7() as PersonId) : me;
      const id = skipKey(itemId, personId);
      if (b % 5 === 0) return feed('remove', 'relabel', id, null);
      const requestedAt = `2026-01-0${1 + (b % 2)}T00:00:00.000Z`;
      return feed('put', 'relabel', id, {
        auditId,
        itemId,
        personId,
        reason: 'the class changed',
        requestedAt,
      });
    }
    case 'feedGold': {
      if (item === null) return;
      const { auditId, itemId } = item;
      return feed('put', 'gold', itemId, { auditId, itemId, goldId: ids.uuidv7(), answers: answersOf() });
    }
    case 'feedRound':
    case 'round': {
      // Anything may be an item of a round, also what is in a queue: whoever keeps rows must not mind.
      if (item === null) return;
      const { auditId, itemId, contentDigest } = item;
      const place = { itemId, goldId: ids.uuidv7(), position: 1 + (a % 3), rationale: 'Because.' };
      if (kind === 'feedRound') {
        return b % 4 === 0
          ? feed('remove', 'calibration', itemId, null)
          : feed('put', 'calibration', itemId, { ...place, auditId, answers: answersOf() });
      }
      const set = { ...place, contentDigest, sealedDigest: null, answers: answersOf() };
      return device.append('audit.calibrationSet@1', { auditId, items: [set] });
    }
    case 'rule':
    case 'feedRule': {
      if (item === null) return;
      const { auditId, itemId } = item;
      const body = rulingOf(ids.uuidv7(), { auditId, itemId, question: 'hallucination' });
      if (kind === 'rule') return device.append('adjudication.decided@1', body);
      // What was said here gets its place, or what somebody else said comes.
      const own = pick(listOfAudit(store, auditId), a);
      const other = { eventId: ids.uuidv7(), personId: ids.uuidv7(), at, kind: 'adjudication.decided', body };
      const entry = own !== undefined && b % 2 === 0 ? own : other;
      if (b % 5 === 0) return feed('remove', 'deliberation', entry.eventId, null);
      return feed('put', 'deliberation', entry.eventId, { ...entry, position: position + 1 });
    }
    case 'import': {
      if (item === null) return;
      const { auditId, itemId } = item;
      const person = { personId: ids.uuidv7() as PersonId, name: `Imported ${b % 2}` };
      const importId = ids.uuidv7();
      const facts = { preset: 'columns' as const, files: [], isSimulated: b % 2 === 0, rows: 1, rejected: 0 };
      device.append('import.begun@1', { importId, auditId, name: 'Elsewhere', people: [person], ...facts });
      return device.append('review.imported@1', {
        importId,
        reviewId: ids.uuidv7() as ReviewId,
        auditId,
        itemId,
        onBehalfOf: person,
        scorecard: { id: 'hallucination_audit', version: 1 },
        answers: answersOf(),
        reviewedAt: at,
        elapsedMs: a,
        origin: { file: 0, row: 1 + b },
      });
    }
    case 'feedErase': {
      if (item === null) return;
      const { auditId, itemId, position: place, contentDigest } = item;
      const erased = { auditId, itemId, position: place, contentDigest, content: null, sealed: null };
      return feed('put', 'item', itemId, erased);
    }
    case 'reassign': {
      if (item === null) return;
      const { auditId, itemId } = item;
      return device.append('audit.assigned@1', { auditId, assignments: [{ itemId, personIds: [me] }] });
    }
    case 'remove': {
      if (item === null) return;
      const kinds = [
        'item',
        'assignment',
        'secondLook',
        'relabel',
        'gold',
        'review',
        'skip',
        'audit',
        'person',
        'manifest',
        'deliberation',
      ];
      const target = pick(kinds, b)!;
      const key = skipKey(item.itemId, me);
      const id = { skip: key, relabel: key, audit: item.auditId, manifest: item.auditId, person: me }[target];
      return feed('remove', target, id ?? item.itemId, null);
    }
    case 'reset':
      return resetFeed(store);
  }
}
