import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listRows } from '../../db/connection.ts';
import { compareProjections } from '../../db/replay.ts';
import type { ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { FinderUse, Review } from '../../shared/domain/review.ts';
import { makePlan } from '../support/made-audit.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, failureOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

let folder: ReturnType<typeof makeFolder>;
let backend: TestBackend;
beforeEach(async () => {
  folder = makeFolder();
  backend = await openTestBackend(folder.path);
});
afterEach(async () => {
  expect(compareProjections(backend.context.store)).toEqual([]);
  await backend.close();
  folder.remove();
});

const shownByFinder: FinderUse = {
  version: '1',
  underlined: [{ start: 3, end: 9, kind: 'price' }],
  opened: [{ start: 0, end: 20, passages: [2, 1] }],
};

/** Bodies of the submitted reviews, latest first. */
async function listSubmitted(): Promise<unknown[]> {
  const asked = { kind: 'review.submitted', auditId: null, before: null, limit: 10 } as const;
  const { rows } = await backend.client.ledger.list(asked);
  return rows.map((row) => JSON.parse(row.body!) as unknown);
}

/** What a hub of before the evidence finder takes in a review, and nothing else. */
const fieldsOfFirstVersion = [
  'answers',
  'auditId',
  'elapsedMs',
  'itemId',
  'reviewId',
  'sawJudge',
  'sawModel',
  'scorecard',
  'supersedes',
];

const choice = (option: string) => ({ type: 'choice' as const, option });

function open(count: number) {
  const { manifest } = storeMadeAudit(backend, count);
  const { auditId } = manifest;
  const on = (n: number) => ({ auditId, itemId: manifest.items[n]!.id as ItemId });
  const { reviews } = backend.client;
  const submit = (n: number, draft = draftOf(answersOf()), submissionId = newReviewId(backend)) =>
    reviews.submit({ ...on(n), submissionId, draft });
  return { auditId, on, submit, items: manifest.items };
}

describe('the queue', () => {
  test('holds my items in order, with scorecard and taxonomy, and my progress', async () => {
    const { auditId, items } = open(5);
    const queue = await backend.client.reviews.queue({ auditId });
    expect(queue.entries.map((entry) => entry.itemId)).toEqual(items.map((item) => item.id));
    expect(queue.entries[1]).toMatchObject({
      position: 2,
      title: 'Question 1: when does my refund arrive?',
      facets: ['de'],
      state: 'open',
      isFlagged: false,
      elapsedMs: null,
    });
    expect(queue.progress).toEqual({ mine: 5, done: 0, skipped: 0, drafts: 0, flagged: 0 });
    expect(queue.scorecard.id).toBe('hallucination_audit');
    expect(queue.taxonomies.map((one) => one.id)).toEqual(['hallucination']);
    expect(queue.currentItemId).toBeNull();
  });

  test('remembers where I was, over a restart', async () => {
    const { auditId, on } = open(3);
    await backend.client.reviews.visit(on(2));
    await backend.close();
    backend = await openTestBackend(folder.path);
    expect((await backend.client.reviews.queue({ auditId })).currentItemId).toBe(on(2).itemId);
  });

  test('is empty for a person to whom nothing is assigned', async () => {
    const other = backend.context.ids.uuidv7() as PersonId;
    const { manifest } = storeMadeAudit(backend, 2, { reviewers: [other] });
    const queue = await backend.client.reviews.queue({ auditId: manifest.auditId });
    expect(queue.entries).toEqual([]);
    expect(queue.progress.mine).toBe(0);
  });
});

describe('an item', () => {
  test('shows neither model nor judge nor what could spell them, until the audit closes', async () => {
    const { auditId, on, items } = open(2);
    const blind = await backend.client.reviews.item(on(0));
    expect(blind.hidden).toEqual(['model', 'judge']);
    expect(blind.trace).not.toHaveProperty('model');
    expect(blind.trace).not.toHaveProperty('judge');
    expect(blind.trace.id).toBe(on(0).itemId);
    expect(blind.trace.provenance).toEqual({ importer: 'made' });
    await backend.client.audits.close({ auditId });
    const shown = await backend.client.reviews.item(on(0));
    expect(shown.hidden).toEqual([]);
    expect(shown.trace).toMatchObject({ id: items[0]!.traceId, model: 'assist-1' });
    expect(shown.trace.judge).toHaveLength(1);
    expect(shown.trace.provenance).toEqual({ importer: 'made' });
  });

  test('of another audit is not found under this one', async () => {
    const one = open(1);
    const two = open(1);
    const call = backend.client.reviews.item({ auditId: one.auditId, itemId: two.on(0).itemId });
    expect(await failureOf(call)).toMatchObject({ code: 'NOT_FOUND', defined: true });
  });
});

describe('a submission', () => {
  test('is stored with what counts of the form, and shows the next item', async () => {
    const { on, submit } = open(3);
    const answers = {
      ...answersOf(),
      severity: choice('major'), // not asked when there is no hallucination
      note: { type: 'text' as const, text: 'Fine.' },
      corrected_answer: { type: 'text' as const, text: '   ' },
    };
    const done = await submit(0, draftOf(answers));
    expect(Object.keys(done.review.answers).toSorted()).toEqual([
      'actionability',
      'hallucination',
      'note',
      'policy',
    ]);
    expect(done.review).toMatchObject({
      isCurrent: true,
      isLate: false,
      supersedes: null,
      elapsedMs: 12_000,
    });
    expect(done.entry).toMatchObject({ state: 'done', elapsedMs: 12_000 });
    expect(done.progress).toMatchObject({ mine: 3, done: 1 });
    expect(done.nextItemId).toBe(on(1).itemId);
  });

  test('that is repeated changes nothing and answers the same', async () => {
    const { on, submit } = open(2);
    const id = newReviewId(backend);
    const first = await submit(0, draftOf(answersOf()), id);
    const events = listRows(backend.context.store, 'SELECT hash FROM ledger_event');
    const again = await submit(0, draftOf(answersOf('factual')), id);
    expect(again).toEqual(first);
    expect(listRows(backend.context.store, 'SELECT hash FROM ledger_event')).toEqual(events);
    expect(await failureOf(submit(1, draftOf(answersOf()), id))).toMatchObject({
      code: 'CONFLICT',
      defined: true,
    });
    expect((await backend.client.reviews.item(on(1))).state).toBe('open');
  });

  test('that is incomplete is refused with every reason, and the draft stays', async () => {
    const { on, submit } = open(1);
    const draft = draftOf({ hallucination: choice('factual'), policy: choice('maybe') });
    await backend.client.reviews.saveDraft({ ...on(0), draft });
    const failure = await failureOf(submit(0, draft));
    expect(failure).toMatchObject({ code: 'INVALID_INPUT', defined: true });
    for (const question of ['severity', 'actionability', 'maybe']) {
      expect(JSON.stringify(failure.data)).toContain(question);
    }
    expect((await backend.client.reviews.item(on(0))).draft).toEqual(draft);
  });

  test('with a NUL or half a surrogate pair is refused and says where', async () => {
    const { on, submit } = open(1);
    for (const text of ['a\u0000b', 'a\ud800b']) {
      const draft = draftOf({ ...answersOf(), note: { type: 'text', text } });
      for (const call of [submit(0, draft), backend.client.reviews.saveDraft({ ...on(0), draft })]) {
        const failure = await failureOf(call);
        expect(failure).toMatchObject({ code: 'INVALID_INPUT', defined: true });
        expect((failure.data as { where: string }).where).toBe('draft.answers.note.text');
      }
    }
    expect((await backend.client.reviews.item(on(0))).draft).toBeNull();
  });

  test('whose evidence does not quote the trace is refused', async () => {
    const { submit } = open(1);
    const span = {
      id: backend.context.ids.uuidv7(),
      output: { start: 0, end: 4, quote: 'Mine' },
      class: 'factual',
      support: null,
    };
    const draft = draftOf({ ...answersOf('factual'), evidence: { type: 'spans', spans: [span] } });
    expect(await failureOf(submit(0, draft))).toMatchObject({ code: 'INVALID_INPUT' });
    const right = { ...span, output: { start: 0, end: 4, quote: 'Your' } };
    await submit(0, draftOf({ ...answersOf('factual'), evidence: { type: 'spans', spans: [right] } }));
  });

  test('for somebody else’s item is refused', async () => {
    const other = backend.context.ids.uuidv7() as PersonId;
    const { manifest } = storeMadeAudit(backend, 1, { reviewers: [other] });
    const on = { auditId: manifest.auditId, itemId: manifest.items[0]!.id };
    const call = backend.client.reviews.submit({
      ...on,
      submissionId: newReviewId(backend),
      draft: draftOf(answersOf()),
    });
    expect(await failureOf(call)).toMatchObject({ code: 'FORBIDDEN', defined: true });
  });

  test('after the close is kept as late and does not touch what was in time', async () => {
    const { auditId, on, submit } = open(2);
    const inTime = await submit(0);
    const { draft } = await backend.client.reviews.reopen(on(0));
    await backend.client.audits.close({ auditId });
    const late = await submit(1);
    expect(late.review).toMatchObject({ isLate: true, isCurrent: true });
    const second = await submit(0, { ...draft, answers: answersOf('factual') });
    expect(second.review).toMatchObject({ isLate: true, isCurrent: false, supersedes: inTime.review.id });
    const report = await backend.client.reports.get({ auditId });
    expect(report.reviewIds).toEqual([inTime.review.id]);
  });

  test('records what could be seen when it was decided', async () => {
    const { submit } = open(1);
    await submit(0);
    const { rows } = await backend.client.ledger.list({
      kind: 'review.submitted',
      auditId: null,
      before: null,
      limit: 10,
    });
    expect(JSON.parse(rows[0]!.body!)).toMatchObject({ sawModel: false, sawJudge: false });
  });

  test('records what the evidence finder showed, and that it showed nothing where it was not on', async () => {
    const { on } = open(2);
    await backend.client.reviews.saveDraft({
      ...on(0),
      draft: draftOf(answersOf(), { finder: shownByFinder }),
    });
    await backend.close();
    backend = await openTestBackend(folder.path);
    const { draft } = await backend.client.reviews.item(on(0));
    expect(draft?.finder).toEqual(shownByFinder);
    const { reviews } = backend.client;
    await reviews.submit({ ...on(0), submissionId: newReviewId(backend), draft: draft! });
    await reviews.submit({ ...on(1), submissionId: newReviewId(backend), draft: draftOf(answersOf()) });
    const [without, withFinder] = await listSubmitted();
    expect(withFinder).toMatchObject({ itemId: on(0).itemId, finder: shownByFinder });
    expect(without).not.toHaveProperty('finder');
  });

  test('is sent with that record as a version that an older hub keeps, and else as the one that it counts', async () => {
    const { on } = open(2);
    const { reviews } = backend.client;
    const seen = draftOf(answersOf(), { finder: shownByFinder });
    await reviews.submit({ ...on(0), submissionId: newReviewId(backend), draft: seen });
    await reviews.submit({ ...on(1), submissionId: newReviewId(backend), draft: draftOf(answersOf()) });
    const asked = { kind: 'review.submitted', auditId: null, before: null, limit: 10 } as const;
    const { rows } = await backend.client.ledger.list(asked);
    expect(rows.map((one) => one.kindVersion)).toEqual([1, 2]);
    const older = JSON.parse(rows[0]!.body!) as object;
    expect(Object.keys(older).toSorted()).toEqual(fieldsOfFirstVersion);
  });

  test('never holds a record of the finder where the audit hides it, whatever the client says', async () => {
    const blinding = { ...makePlan().blinding, hidesFinder: true };
    const { manifest } = storeMadeAudit(backend, 1, { plan: { blinding } });
    const on = { auditId: manifest.auditId, itemId: manifest.items[0]!.id as ItemId };
    const draft = draftOf(answersOf(), { finder: shownByFinder });
    await backend.client.reviews.saveDraft({ ...on, draft });
    expect((await backend.client.reviews.item(on)).draft).not.toHaveProperty('finder');
    await backend.client.reviews.submit({ ...on, submissionId: newReviewId(backend), draft });
    const [submitted] = await listSubmitted();
    expect(submitted).not.toHaveProperty('finder');
  });
});

describe('a draft', () => {
  test('is there again after the store was closed and opened, and after a kill', async () => {
    const { on } = open(2);
    const draft = draftOf(
      { hallucination: choice('policy') },
      { focusedQuestion: 'severity', elapsedMs: 77 },
    );
    await backend.client.reviews.saveDraft({ ...on(0), draft });
    await backend.close();
    backend = await openTestBackend(folder.path);
    const item = await backend.client.reviews.item(on(0));
    expect(item.draft).toEqual(draft);
    expect(item.state).toBe('draft');
  });

  test('is the last that its page sent, in whatever order they come', async () => {
    const { on } = open(2);
    const [page, another] = [newReviewId(backend), newReviewId(backend)];
    const save = (elapsedMs: number, pageId: string, place: number) =>
      backend.client.reviews.saveDraft({
        ...on(0),
        draft: draftOf({}, { elapsedMs }),
        order: { pageId, place },
      });
    const held = async () => (await backend.client.reviews.item(on(0))).draft?.elapsedMs;
    await save(10, page, 1);
    await save(30, page, 3);
    await save(20, page, 2);
    expect(await held()).toBe(30);
    await save(40, another, 1);
    expect(await held()).toBe(40);
  });

  test('goes with its submission', async () => {
    const { auditId, on, submit } = open(2);
    await backend.client.reviews.saveDraft({ ...on(0), draft: draftOf({}) });
    expect((await backend.client.reviews.queue({ auditId })).progress.drafts).toBe(1);
    const done = await submit(0);
    expect(done.progress.drafts).toBe(0);
    expect((await backend.client.reviews.item(on(0))).draft).toBeNull();
  });

  test('that comes after its submission is not taken for a new one', async () => {
    const { on, submit } = open(1);
    await submit(0);
    const call = backend.client.reviews.saveDraft({ ...on(0), draft: draftOf({}) });
    expect(await failureOf(call)).toMatchObject({ code: 'CONFLICT' });
    expect((await backend.client.reviews.item(on(0))).state).toBe('done');
  });
});

describe('reopening', () => {
  test('brings the form back as it was; submitting it supersedes the review', async () => {
    const { on, submit } = open(2);
    const first = await submit(0, draftOf(answersOf('factual')));
    const reopened = await backend.client.reviews.reopen(on(0));
    expect(reopened.draft).toEqual({
      answers: first.review.answers,
      elapsedMs: 12_000,
      focusedQuestion: null,
      supersedes: first.review.id,
    });
    expect(reopened.entry.state).toBe('draft');
    const again = await backend.client.reviews.reopen(on(0));
    expect(again.draft).toEqual(reopened.draft);
    const second = await submit(0, { ...reopened.draft, answers: answersOf() });
    expect(second.review.supersedes).toBe(first.review.id);
    const item = await backend.client.reviews.item(on(0));
    expect(item.review).toEqual<Review>(second.review);
    const { rows } = await backend.client.ledger.list({ kind: null, auditId: null, before: null, limit: 4 });
    expect(rows.map((row) => row.kind)).toEqual([
      'review.submitted',
      'review.reopened',
      'review.submitted',
      'audit.assigned',
    ]);
  });

  test('needs a submission', async () => {
    const { on } = open(1);
    expect(await failureOf(backend.client.reviews.reopen(on(0)))).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('skipping and flagging', () => {
  test('a skip is passed over by what comes next, and a review clears it', async () => {
    const { on, submit } = open(3);
    const skipped = await backend.client.reviews.skip({
      ...on(0),
      reason: 'not_my_language',
      note: 'Polish?',
    });
    expect(skipped.entry.state).toBe('skipped');
    expect(skipped.progress).toMatchObject({ skipped: 1, done: 0 });
    expect((await backend.client.reviews.item(on(0))).skip).toEqual({
      reason: 'not_my_language',
      note: 'Polish?',
    });
    expect((await submit(2)).nextItemId).toBe(on(1).itemId);
    expect((await submit(1)).nextItemId).toBeNull();
    const done = await submit(0);
    expect(done.progress).toMatchObject({ skipped: 0, done: 3 });
    expect((await backend.client.reviews.item(on(0))).skip).toBeNull();
    const call = backend.client.reviews.skip({ ...on(0), reason: 'other' });
    expect(await failureOf(call)).toMatchObject({ code: 'CONFLICT' });
  });

  test('typing after a skip takes the item up again', async () => {
    const { on } = open(2);
    await backend.client.reviews.saveDraft({ ...on(0), draft: draftOf({}) });
    expect((await backend.client.reviews.skip({ ...on(0), reason: 'other' })).entry.state).toBe('skipped');
    await backend.client.reviews.saveDraft({ ...on(0), draft: draftOf({}) });
    expect((await backend.client.reviews.item(on(0))).state).toBe('draft');
    expect((await backend.client.reviews.flag({ ...on(1), reason: 'other' })).nextItemId).toBe(on(0).itemId);
  });

  test('a flag is shown on its item and counted once', async () => {
    const { on } = open(1);
    await backend.client.reviews.flag({ ...on(0), reason: 'missing_class' });
    const flagged = await backend.client.reviews.flag({
      ...on(0),
      reason: 'privacy',
      note: 'a phone number',
    });
    expect(flagged.entry.isFlagged).toBe(true);
    expect(flagged.progress.flagged).toBe(1);
    const { flags } = await backend.client.reviews.item(on(0));
    expect(flags.map(({ reason, note }) => ({ reason, note }))).toEqual([
      { reason: 'missing_class', note: undefined },
      { reason: 'privacy', note: 'a phone number' },
    ]);
  });
});
