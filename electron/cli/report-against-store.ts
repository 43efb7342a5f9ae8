/**
 * Holds a report document against a data folder: is the ledger the one that the document names, did its reviews happen as
 * it says, was its plan the one that was registered, were items given to whom it says. Must not compute figures (shared/report/verify.ts does).
 *
 * Invariant: what this folder cannot tell is a check that failed, and says why.
 */
import type { ReadableStore } from '../../db/connection.ts';
import { findAudit, listAssignments } from '../../db/queries/audits.ts';
import { listReported } from '../../db/queries/deliberation.ts';
import { findLedger, iterateEvents, listEvents } from '../../db/queries/ledger.ts';
import { listReviewsOfAudit, listSkipsOfAudit } from '../../db/queries/reviews.ts';
import { listSecondLooks } from '../../db/queries/second-looks.ts';
import type { AuditPlan } from '../../shared/domain/audit.ts';
import { eventBodies } from '../../shared/domain/events.ts';
import { GENESIS, verifyChain } from '../../shared/domain/ledger.ts';
import type { Answers } from '../../shared/domain/review.ts';
import { differenceInWords, listDifferences } from '../../shared/report/compare-values.ts';
import { deliberatedOf } from '../../shared/report/deliberated.ts';
import type { LedgerHead, ReportDocument } from '../../shared/report/document.ts';
import type { StandingRuling } from '../../shared/report/evidence-base.ts';
import { onlySampled, sampledBy } from '../../shared/report/sample-only.ts';
import type { Check } from '../../shared/report/verify.ts';
import { toCheck } from '../../shared/report/verify.ts';

type Evidence = ReportDocument['evidence'];

function checkHead(store: ReadableStore, head: LedgerHead): string[] {
  const { ledger, seq, hash } = head;
  if (findLedger(store, ledger) === null) {
    return [`ledger ${ledger} is not in this data folder: the report was made on another computer`];
  }
  const chain = verifyChain(ledger, { seq: 0, hash: GENESIS }, iterateEvents(store, ledger));
  if (!chain.ok) return [`ledger ${ledger} is broken at event ${chain.seq} (${chain.fault})`];
  if (seq === 0) return hash === GENESIS ? [] : [`ledger ${ledger} begins with another hash`];
  if (seq > chain.head.seq) {
    return [`ledger ${ledger} has ${chain.head.seq} events; the report was made after event ${seq}`];
  }
  for (const event of iterateEvents(store, ledger)) {
    if (event.seq === seq)
      return event.hash === hash ? [] : [`event ${seq} of ledger ${ledger} has hash ${event.hash}`];
  }
  return [`event ${seq} of ledger ${ledger} is missing`];
}

/** Options chosen, by question: what a document carries of a review. */
function choicesOf(answers: Answers): Record<string, string> {
  const chosen = Object.entries(answers).flatMap(([question, held]) =>
    held.type === 'choice' ? [[question, held.option] as const] : [],
  );
  return Object.fromEntries(chosen);
}

interface Known {
  itemId: string;
  answers: Record<string, string>;
}

/** Reviews by id: as this device's ledgers sealed them, and as the hub's feed told those of others. */
function listKnown(store: ReadableStore, { audit }: Evidence): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const { id, itemId, answers } of listReviewsOfAudit(store, audit.id)) {
    known.set(id, { itemId, answers: choicesOf(answers) });
  }
  const filter = {
    kind: 'review.submitted',
    auditId: audit.id,
    before: null,
    limit: Number.MAX_SAFE_INTEGER,
  };
  for (const { kindVersion, body } of listEvents(store, filter).rows) {
    const schema = eventBodies[kindVersion === 1 ? 'review.submitted@1' : 'review.submitted@2'];
    const parsed = schema.safeParse(body === null ? null : JSON.parse(body));
    if (!parsed.success) continue;
    const { reviewId, itemId, answers } = parsed.data;
    known.set(reviewId, { itemId, answers: choicesOf(answers) });
  }
  return known;
}

/** Every review that the document carries, with its item. */
function listCarried({ reviews, firstReviews = [] }: Evidence): (Known & { id: string })[] {
  const items = new Map<string, string>(reviews.map((one) => [one.id, one.itemId]));
  const firsts = firstReviews.map((one) => ({ ...one, itemId: items.get(one.of) ?? '' }));
  return [...reviews, ...firsts];
}

/** Rulings as they stand in this folder, against those of the document. */
function checkRulings(store: ReadableStore, { audit, rulings = [], manifest }: Evidence): string[] {
  const isSampled = sampledBy(manifest);
  const told = (of: StandingRuling): string =>
    `item ${of.itemId} is ruled "${of.option}" on "${of.question}"`;
  const here = new Set(rulings.map(told));
  const standing = deliberatedOf(listReported(store, audit.id)).rulings;
  const there = new Set(standing.filter((of) => isSampled(of.itemId)).map(told));
  return [
    ...[...here.difference(there)].map((one) => `${one} here, and not in this data folder`),
    ...[...there.difference(here)].map((one) => `${one} in this data folder, and not here`),
  ];
}

function checkReviews(store: ReadableStore, evidence: Evidence): string[] {
  const known = listKnown(store, evidence);
  const faults: string[] = [];
  for (const { id, itemId, answers } of listCarried(evidence)) {
    const found = known.get(id);
    if (found === undefined) faults.push(`review ${id} is not in the ledger`);
    else if (found.itemId !== itemId) faults.push(`review ${id} is about item ${found.itemId} in the ledger`);
    else {
      for (const one of listDifferences(answers, found.answers, 20)) {
        faults.push(differenceInWords(one, `review ${id}: `).replace('found', 'the ledger'));
      }
    }
  }
  if (evidence.audit.state !== 'closed') return faults;
  const carried = new Set<string>(evidence.reviews.map((one) => one.id));
  const isSampled = sampledBy(evidence.manifest);
  for (const { id, itemId, isCurrent, isLate } of listReviewsOfAudit(store, evidence.audit.id)) {
    if (!isSampled(itemId)) continue;
    if (isCurrent && !isLate && !carried.has(id))
      faults.push(`review ${id} is in the ledger and left out here`);
  }
  return faults;
}

/**
 * Person ids of the evidence as this folder has them: whoever signed in to a hub after the export has another id since.
 * Null where reviews of one person are now of two.
 */
function matchPeople(store: ReadableStore, evidence: Evidence): Map<string, string> | null {
  const stored = new Map(
    listReviewsOfAudit(store, evidence.audit.id).map((one) => [one.id as string, one.personId]),
  );
  const people = new Map<string, string>();
  for (const { id, personId } of evidence.reviews) {
    const now = stored.get(id) ?? personId;
    if ((people.get(personId) ?? now) !== now) return null;
    people.set(personId, now);
  }
  return people;
}

type Dealt = Pick<Evidence, 'assignments' | 'secondLooks'> & {
  skips: readonly { itemId: string; personId: string; reason: string }[];
};

/** One sentence for each item that somebody was given or skipped. */
function listGiven({ assignments, secondLooks, skips }: Dealt, idOf: (id: string) => string): string[] {
  return [
    ...assignments.map((one) => `item ${one.itemId} is assigned to ${one.personIds.map(idOf).join(', ')}`),
    ...secondLooks.map((one) => `item ${one.itemId} is looked at again by ${idOf(one.personId)}`),
    ...skips.map((one) => `item ${one.itemId} is skipped by ${idOf(one.personId)} (${one.reason})`),
  ];
}

/** Who was given what, and what was skipped: fixed once the audit is closed. */
function checkGiven(store: ReadableStore, evidence: Evidence): string[] {
  const { id } = evidence.audit;
  const people = matchPeople(store, evidence);
  if (people === null) return ['reviews of one person are of two in the ledger'];
  const stated = listGiven(evidence, (one) => people.get(one) ?? one);
  const given = {
    assignments: listAssignments(store, id),
    secondLooks: listSecondLooks(store, id),
    skips: listSkipsOfAudit(store, id),
    reviews: [],
  };
  // Gold and practice are given out and skipped too, and are in no report.
  const found = listGiven(onlySampled(given, sampledBy(evidence.manifest)), (one) => one);
  const here = new Set(stated);
  const there = new Set(found);
  return [
    ...[...here.difference(there)].map((one) => `${one} here, and not in the ledger`),
    ...[...there.difference(here)].map((one) => `${one} in the ledger, and not here`),
  ];
}

/** The plan as it was registered: by the event on the device that planned it, else as the hub told it. */
function findRegisteredPlan(store: ReadableStore, { audit }: Evidence): AuditPlan | null {
  const filter = { kind: 'audit.planned', auditId: audit.id, before: null, limit: 1 };
  const body = listEvents(store, filter).rows[0]?.body ?? null;
  const parsed = eventBodies['audit.planned@1'].safeParse(body === null ? null : JSON.parse(body));
  return parsed.success ? parsed.data.plan : (findAudit(store, audit.id)?.plan ?? null);
}

function checkPlan(store: ReadableStore, evidence: Evidence): string[] {
  const plan = findRegisteredPlan(store, evidence);
  if (plan === null) return [`audit ${evidence.audit.id} is not in this data folder`];
  const faults = listDifferences(evidence.audit.plan, plan, 20).map((one) =>
    differenceInWords(one, 'plan.').replace('found', 'registered'),
  );
  const { manifestDigest, state, closedAt } = findAudit(store, evidence.audit.id) ?? {};
  if (manifestDigest !== evidence.audit.manifestDigest)
    faults.push(`the ledger has manifest ${manifestDigest}`);
  if (evidence.audit.state === 'closed' && closedAt !== evidence.audit.closedAt) {
    faults.push(`the audit is ${state} in the ledger${closedAt == null ? '' : ` since ${closedAt}`}`);
  }
  return faults;
}

/** The checks that need a data folder. */
export function checkAgainstStore(store: ReadableStore, document: ReportDocument): Check[] {
  const { ledgerHeads, evidence } = document;
  const heads =
    ledgerHeads.length === 0
      ? ['the report names no ledger']
      : ledgerHeads.flatMap((head) => checkHead(store, head));
  return [
    toCheck('ledger', 'every ledger head is in its chain, and the chain is whole', heads),
    toCheck('registered', 'the plan is the one that the ledger registered', checkPlan(store, evidence)),
    toCheck(
      'submitted',
      'every review is in the ledger with the same answers',
      checkReviews(store, evidence),
    ),
    toCheck('ruled', 'every ruling stands here as it says', checkRulings(store, evidence)),
    // While an audit runs, items are given and skipped after the export, too.
    ...(evidence.audit.state === 'closed'
      ? [toCheck('given', 'every item was given to and skipped by whom it says', checkGiven(store, evidence))]
      : []),
  ];
}
