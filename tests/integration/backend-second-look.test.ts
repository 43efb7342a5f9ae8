import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyFeedPage } from '../../db/queries/feed.ts';
import { listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { listSecondLooks } from '../../db/queries/second-looks.ts';
import { compareProjections } from '../../db/replay.ts';
import type { FeedEntry } from '../../shared/contract/hub.ts';
import type { AuditPlan, Manifest } from '../../shared/domain/audit.ts';
import type { ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review.ts';
import { prnKey } from '../../shared/sampling/prn.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, failureOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

let folder: ReturnType<typeof makeFolder>;
let backend: TestBackend;
let position: number;
beforeEach(async () => {
  folder = makeFolder();
  backend = await openTestBackend(folder.path);
  position = 0;
});
afterEach(async () => {
  expect(compareProjections(backend.context.store)).toEqual([]);
  await backend.close();
  folder.remove();
});

const planned: Partial<AuditPlan> = { secondLook: { cleanShare: 0.5, flaggedShare: 1 } };

/** Items dealt in turn to this person (even places) and another; every third answer is flagged. */
async function draw(count: number, plan: Partial<AuditPlan> = planned, overlap = 0) {
  const me = (await backend.client.app.status({})).person.id;
  const other = backend.context.ids.uuidv7() as PersonId;
  const { manifest } = storeMadeAudit(backend, count, { overlap, reviewers: [me, other], plan });
  const mine = manifest.items.filter((one, n) => one.isOverlap || n % 2 === 0);
  const theirs = manifest.items.filter((one, n) => one.isOverlap || n % 2 === 1);
  return { me, other, manifest, auditId: manifest.auditId, mine, theirs };
}

const answersFor = (item: Manifest['items'][number]) =>
  answersOf(item.position % 3 === 0 ? 'factual' : 'none');

async function submit(manifest: Manifest, item: { id: ItemId }, answers = answersOf()): Promise<Review> {
  const { auditId } = manifest;
  const draft = draftOf(answers);
  const call = { auditId, itemId: item.id, submissionId: newReviewId(backend), draft };
  return (await backend.client.reviews.submit(call)).review;
}

/** What the hub tells of somebody else's reviews. */
function bring(manifest: Manifest, personId: PersonId, items: Manifest['items']): void {
  const { store, ids } = backend.context;
  const entries = items.map((item) => {
    const payload = {
      id: ids.uuidv7(),
      auditId: manifest.auditId,
      itemId: item.id,
      personId,
      eventId: ids.uuidv7(),
      scorecard: { id: 'hallucination_audit', version: 1 },
      answers: answersFor(item),
      submittedAt: '2026-01-07T09:00:00.000Z',
      elapsedMs: 1,
      supersedes: null,
      isLate: false,
      isCurrent: true,
    } as unknown as Review;
    position += 1;
    const entry = { position, op: 'put', kind: 'review', id: payload.id, payload } as FeedEntry;
    return { ...entry, entry };
  });
  applyFeedPage(store, { cursor: `c${position}`, entries });
}

/** An audit with every first review in. */
async function judged(count: number, plan: Partial<AuditPlan> = planned, overlap = 0) {
  const drawn = await draw(count, plan, overlap);
  for (const item of drawn.mine) await submit(drawn.manifest, item, answersFor(item));
  bring(drawn.manifest, drawn.other, drawn.theirs);
  return drawn;
}

const begin = (auditId: Manifest['auditId']) => backend.client.audits.beginSecondLook({ auditId });
const countEvents = async (): Promise<number> =>
  (await backend.client.ledger.list({ kind: null, auditId: null, before: null, limit: 1 })).total;

describe('beginning a second look', () => {
  test('sends the planned share of each class to whoever has not had the item, by the smallest keys', async () => {
    const { auditId, manifest, me, mine } = await judged(12);
    expect(await begin(auditId)).toEqual({ clean: 4, flagged: 4, leftOut: 0 });
    const looks = listSecondLooks(backend.context.store, auditId);
    const isMine = new Set(mine.map((one) => one.id));
    for (const { itemId, personId } of looks) expect(personId === me).toBe(!isMine.has(itemId));
    const clean = manifest.items
      .filter((one) => one.position % 3 !== 0)
      .toSorted((a, b) => (keyOf(manifest, a) < keyOf(manifest, b) ? -1 : 1))
      .slice(0, 4);
    const flagged = manifest.items.filter((one) => one.position % 3 === 0);
    expect(new Set(looks.map((one) => one.itemId))).toEqual(
      new Set([...clean, ...flagged].map((one) => one.id)),
    );
    const { rows } = await backend.client.ledger.list({ kind: null, auditId, before: null, limit: 1 });
    expect(rows[0]).toMatchObject({ kind: 'audit.secondLookAssigned', kindVersion: 1 });
    expect(JSON.parse(rows[0]!.body!)).toMatchObject({ auditId, question: 'hallucination' });
  });

  test('asks nobody who is known by imported reviews alone', async () => {
    const { auditId, me, other, mine } = await judged(12);
    const elsewhere = { id: other, name: 'annotator 1', role: 'reviewer' as const, isImported: true };
    position += 1;
    const told = { position, op: 'put', kind: 'person', id: other, payload: elsewhere } as FeedEntry;
    applyFeedPage(backend.context.store, { cursor: `c${position}`, entries: [{ ...told, entry: told }] });
    const begun = await begin(auditId);
    expect(begun.clean + begun.flagged).toBe(6);
    const isMine = new Set(mine.map((one) => one.id));
    const looks = listSecondLooks(backend.context.store, auditId);
    expect(looks).toHaveLength(6);
    for (const { itemId, personId } of looks) expect([personId, isMine.has(itemId)]).toEqual([me, false]);
  });

  test('again is refused, and so is what the first call did not draw', async () => {
    const { auditId } = await judged(6);
    await begin(auditId);
    const [before, looks] = [await countEvents(), listSecondLooks(backend.context.store, auditId)];
    const failure = await failureOf(begin(auditId));
    expect(failure).toMatchObject({
      code: 'CONFLICT',
      data: { what: expect.stringContaining('already begun') },
    });
    await backend.client.audits.close({ auditId });
    expect(await failureOf(begin(auditId))).toMatchObject({ code: 'CONFLICT' });
    expect(listSecondLooks(backend.context.store, auditId)).toEqual(looks);
    expect(await countEvents()).toBe(before + 1);
  });

  test('waits for every first review and says how many are missing; a skip is one', async () => {
    const { auditId, manifest, mine, theirs, other } = await draw(6);
    bring(manifest, other, theirs);
    await submit(manifest, mine[0]!);
    const missing = await failureOf(begin(auditId));
    expect(missing).toMatchObject({
      code: 'CONFLICT',
      data: { what: '2 first reviews are missing.', remedy: expect.stringMatching(/skip/) },
    });
    await submit(manifest, mine[1]!);
    const one = await failureOf(begin(auditId));
    expect(one).toMatchObject({ data: { what: '1 first review is missing.' } });
    await backend.client.reviews.skip({ auditId, itemId: mine[2]!.id, reason: 'cannot_judge' });
    const begun = await begin(auditId);
    const looks = listSecondLooks(backend.context.store, auditId);
    expect(looks).toHaveLength(begun.clean + begun.flagged);
    expect(looks.map((look) => look.itemId)).not.toContain(mine[2]!.id);
  });

  test.each<[string, () => ReturnType<typeof draw>, string, RegExp]>([
    ['a plan without one', () => judged(4, {}), 'CONFLICT', /without a second look/],
    ['nobody else', () => judged(4, planned, 4), 'CONFLICT', /Nobody else could judge/],
    [
      'flagged verdicts only, and a plan for clean ones',
      async () => {
        const drawn = await draw(1, { secondLook: { cleanShare: 1, flaggedShare: 0 } });
        await submit(drawn.manifest, drawn.mine[0]!, answersOf('factual'));
        return drawn;
      },
      'CONFLICT',
      /Every first verdict is flagged/,
    ],
    [
      'nothing but skips',
      async () => {
        const drawn = await draw(1);
        const { auditId, mine } = drawn;
        await backend.client.reviews.skip({ auditId, itemId: mine[0]!.id, reason: 'other' });
        return drawn;
      },
      'CONFLICT',
      /every item was skipped/,
    ],
    [
      'a closed audit',
      async () => {
        const drawn = await judged(4);
        await backend.client.audits.close({ auditId: drawn.auditId });
        return drawn;
      },
      'CONFLICT',
      /closed/,
    ],
  ])('with %s is refused with the way out, and stores nothing', async (_, make, code, what) => {
    const { auditId } = await make();
    const before = await countEvents();
    const failure = await failureOf(begin(auditId));
    expect(failure).toMatchObject({ code, defined: true });
    expect(failure.data).toMatchObject({
      what: expect.stringMatching(what),
      remedy: expect.stringMatching(/\S/),
    });
    expect(await countEvents()).toBe(before);
    expect(listSecondLooks(backend.context.store, auditId)).toEqual([]);
  });

  test('is the lead’s alone, as at the hub', async () => {
    const { auditId, other } = await judged(4);
    const payload = { ...(await findAuditRow(auditId)), leadId: other };
    position += 1;
    const entry = { position, op: 'put', kind: 'audit', id: auditId, payload } as unknown as FeedEntry;
    applyFeedPage(backend.context.store, { cursor: 'lead', entries: [{ ...entry, entry }] });
    expect(await failureOf(begin(auditId))).toMatchObject({ code: 'FORBIDDEN', defined: true });
  });
});

const keyOf = ({ plan }: Manifest, item: { traceId: string }): string =>
  prnKey(plan.seed, 'second', item.traceId);

async function findAuditRow(auditId: Manifest['auditId']) {
  const { progress, itemCount, reviewerCount, reviewedCount, ...audit } = await backend.client.audits.get({
    auditId,
  });
  expect([progress.mine, itemCount, reviewerCount, reviewedCount].every((one) => one >= 0)).toBe(true);
  return audit;
}

describe('the queue of a second look', () => {
  test('looks like any other, comes last, and goes through to its end', async () => {
    const { auditId, manifest, me, mine } = await judged(12);
    const first = await backend.client.reviews.queue({ auditId });
    expect(first.progress).toMatchObject({ mine: 6, done: 6 });
    await begin(auditId);
    const looks = listSecondLooks(backend.context.store, auditId).filter((one) => one.personId === me);
    const queue = await backend.client.reviews.queue({ auditId });
    expect(queue.entries.slice(0, 6)).toEqual(first.entries);
    const second = queue.entries.slice(6);
    expect(new Set(second.map((one) => one.itemId))).toEqual(new Set(looks.map((one) => one.itemId)));
    const last = mine.at(-1)!.position;
    expect(second.map((one) => one.position)).toEqual(second.map((_, n) => last + 1 + n));
    expect(Object.keys(second[0]!).toSorted()).toEqual(Object.keys(first.entries[0]!).toSorted());
    expect(second.every((one) => one.state === 'open' && one.elapsedMs === null)).toBe(true);
    expect(queue.progress).toMatchObject({ mine: 6 + looks.length, done: 6 });

    const opened = await backend.client.reviews.item({ auditId, itemId: second[0]!.itemId });
    expect(opened).toMatchObject({
      position: last + 1,
      state: 'open',
      review: null,
      hidden: ['model', 'judge'],
    });
    const text = JSON.stringify(opened);
    expect(text).not.toContain('factual');
    for (const [n, { itemId }] of second.entries()) {
      const call = { auditId, itemId, submissionId: newReviewId(backend), draft: draftOf(answersOf()) };
      const done = await backend.client.reviews.submit(call);
      expect(done.entry).toMatchObject({ itemId, position: last + 1 + n, state: 'done' });
      expect(done.progress.done).toBe(7 + n);
      expect(done.nextItemId).toBe(second[n + 1]?.itemId ?? null);
      expect(done.review).toMatchObject({ isLate: false, isCurrent: true });
      const again = await backend.client.reviews.submit(call);
      expect(again.review).toEqual(done.review);
    }
    const reviews = listReviewsOfAudit(backend.context.store, manifest.auditId);
    expect(reviews.filter((one) => one.personId === me)).toHaveLength(6 + looks.length);
  });

  test('lets a second look be reopened, superseded, flagged and skipped like a first one', async () => {
    const { auditId, manifest, me } = await judged(12);
    await begin(auditId);
    const [one, two] = listSecondLooks(backend.context.store, auditId).filter((of) => of.personId === me);
    await submit(manifest, { id: one!.itemId });
    const on = { auditId, itemId: one!.itemId };
    const reopened = await backend.client.reviews.reopen(on);
    expect(reopened.entry.state).toBe('draft');
    const draft = { ...reopened.draft, answers: answersOf('factual') };
    const done = await backend.client.reviews.submit({ ...on, submissionId: newReviewId(backend), draft });
    expect(done.review).toMatchObject({ isCurrent: true, supersedes: reopened.draft.supersedes });
    const other = { auditId, itemId: two!.itemId };
    await backend.client.reviews.flag({ ...other, reason: 'privacy' });
    const skipped = await backend.client.reviews.skip({ ...other, reason: 'cannot_judge' });
    expect(skipped.entry).toMatchObject({ state: 'skipped', isFlagged: true });
    expect(skipped.progress).toMatchObject({ skipped: 1, done: 7 });
  });

  test('keeps the figures of the first look, and may be open when the audit closes', async () => {
    const { auditId, manifest, me } = await judged(12);
    const before = await backend.client.reports.get({ auditId });
    const { clean, flagged } = await begin(auditId);
    const [look] = listSecondLooks(backend.context.store, auditId).filter((one) => one.personId === me);
    await submit(manifest, { id: look!.itemId }, answersOf('none'));
    const after = await backend.client.reports.get({ auditId });
    const firstHand = (of: typeof after) =>
      of.questions.map((one) => [one.overall, one.options, one.contested]);
    expect(firstHand(after)).toEqual(firstHand(before));
    expect(after.coverage).toEqual(before.coverage);
    expect((await backend.client.audits.get({ auditId })).reviewedCount).toBe(12);
    const closed = await backend.client.audits.close({ auditId });
    expect(closed.state).toBe('closed');
    const report = await backend.client.reports.get({ auditId });
    expect(report.reviewIds).toHaveLength(13);
    expect(firstHand(report)).toEqual(firstHand(before));
    const primary = report.questions.find((one) => one.isPrimary);
    expect(primary?.missControl).toMatchObject({ assigned: clean + flagged, judged: 1 });
    const [late] = listSecondLooks(backend.context.store, auditId).filter(
      (one) => one.personId === me && one.itemId !== look!.itemId,
    );
    const review = await submit(manifest, { id: late!.itemId });
    expect(review.isLate).toBe(true);
  });
});
