import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyFeedPage } from '../../db/queries/feed.ts';
import { compareProjections } from '../../db/replay.ts';
import type { FeedEntry } from '../../shared/contract/hub.ts';
import type { AuditPlan } from '../../shared/domain/audit.ts';
import { manifest as manifestSchema } from '../../shared/domain/audit.ts';
import { digestOf } from '../../shared/domain/canonical.ts';
import { hallucinationAudit } from '../../shared/domain/defaults.ts';
import type { EventBody } from '../../shared/domain/events.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review.ts';
import { isChoice } from '../../shared/domain/scorecard.ts';
import { makePlan, makeTrace } from '../support/made-audit.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, failureOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

let folder: ReturnType<typeof makeFolder>;
let backend: TestBackend;
let tracesPath: string;
beforeEach(async () => {
  folder = makeFolder();
  tracesPath = join(folder.path, 'traces.jsonl');
  writeFileSync(
    tracesPath,
    Array.from({ length: 60 }, (_, n) => `${JSON.stringify(makeTrace(n))}\n`).join(''),
  );
  backend = await openTestBackend(join(folder.path, 'data'));
});
afterEach(async () => {
  expect(compareProjections(backend.context.store)).toEqual([]);
  await backend.close();
  folder.remove();
});

async function planFor(change: Partial<AuditPlan> = {}): Promise<AuditPlan> {
  const source = await backend.client.sources.add({
    paths: [tracesPath],
    preset: null,
    mapping: null,
    name: 'Refund answers',
  });
  const allocation = { rule: 'proportional' as const, size: 12, minPerStratum: 1, takeAllBelow: 0 };
  return makePlan({
    source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
    allocation,
    overlap: { size: 3, reviewersPerItem: 2 },
    ...change,
  });
}

const me = async (): Promise<PersonId> => (await backend.client.app.status({})).person.id;

async function draw(plan: AuditPlan) {
  return backend.client.audits.draw({ plan, reviewerIds: [await me()] });
}

describe('the draw', () => {
  test('freezes the plan, stores manifest and items, and assigns everything to one person alone', async () => {
    const plan = await planFor();
    const drawn = await draw(plan);
    const { auditId } = drawn;
    expect(drawn.itemCount).toBe(12);
    const audit = await backend.client.audits.get({ auditId });
    expect(audit).toMatchObject({
      state: 'open',
      plan,
      itemCount: 12,
      reviewerCount: 1,
      reviewedCount: 0,
      isDemo: false,
    });
    const manifest = await backend.client.audits.manifest({ auditId });
    expect(manifestSchema.parse(manifest)).toEqual(manifest);
    expect(digestOf(manifest)).toBe(drawn.manifestDigest);
    expect(manifest.frameSize).toBe(60);
    const assignments = await backend.client.audits.assignments({ auditId });
    expect(assignments).toHaveLength(12);
    expect(new Set(assignments.flatMap((one) => one.personIds))).toEqual(new Set([await me()]));
    const queue = await backend.client.reviews.queue({ auditId });
    expect(queue.entries.map((entry) => entry.position)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    const first = await backend.client.reviews.item({ auditId, itemId: queue.entries[0]!.itemId });
    expect(first.trace.prompt[0]?.text).toMatch(/refund/);
    expect(first.trace).not.toHaveProperty('model');
    const { rows } = await backend.client.ledger.list({ kind: null, auditId, before: null, limit: 10 });
    expect(rows.map((row) => row.kind)).toEqual(['audit.assigned', 'audit.drawn', 'audit.planned']);
  });

  test('gives the same items again, as long as the files are the same', async () => {
    const { auditId } = await draw(await planFor());
    expect(await backend.client.audits.redraw({ auditId })).toEqual({ isSame: true, missing: 0, added: 0 });
    appendFileSync(tracesPath, `${JSON.stringify(makeTrace(60))}\n`);
    const failure = await failureOf(backend.client.audits.redraw({ auditId }));
    expect(failure).toMatchObject({ code: 'SOURCE_CHANGED', defined: true });
  });

  test('of files that changed since the plan was made is refused, and nothing is stored', async () => {
    const plan = await planFor();
    writeFileSync(tracesPath, `${JSON.stringify(makeTrace(3))}\n`);
    expect(await failureOf(draw(plan))).toMatchObject({ code: 'SOURCE_CHANGED', defined: true });
    expect(await backend.client.audits.list({})).toEqual([]);
  });

  test.each([
    ['an unknown scorecard', { scorecard: { id: 'nothing', version: 1 } }, 'INVALID_INPUT'],
    [
      'a limit on a question without a rate',
      { thresholds: [{ question: 'note', limit: 0.1 }] },
      'INVALID_INPUT',
    ],
    [
      'a frame that is empty',
      { filter: { dimensions: [{ dimension: 'language', values: ['xx'] }] } },
      'EMPTY_FRAME',
    ],
    [
      'more minimum than sample',
      { allocation: { rule: 'equal', size: 2, minPerStratum: 5, takeAllBelow: 0 } },
      'INFEASIBLE_PLAN',
    ],
  ] as const)('of a plan with %s is refused, and nothing is stored', async (_, change, code) => {
    const failure = await failureOf(draw(await planFor(change as Partial<AuditPlan>)));
    expect(failure).toMatchObject({ code, defined: true, data: { remedy: expect.stringMatching(/./) } });
    expect(await backend.client.audits.list({})).toEqual([]);
  });

  test('needs a source that is here and reviewers that are known', async () => {
    const plan = await planFor();
    const id = backend.context.ids.uuidv7() as AuditPlan['source']['id'];
    expect(await failureOf(draw({ ...plan, source: { ...plan.source, id } }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const stranger = backend.context.ids.uuidv7() as PersonId;
    const call = backend.client.audits.draw({ plan, reviewerIds: [stranger] });
    expect(await failureOf(call)).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('a closed audit', () => {
  test('reports over the whole sample, weighted, and says when it was closed', async () => {
    const { auditId } = await draw(await planFor());
    const { entries } = await backend.client.reviews.queue({ auditId });
    for (const [n, { itemId }] of entries.entries()) {
      const draft = draftOf(answersOf(n < 3 ? 'factual' : 'none'));
      await backend.client.reviews.submit({ auditId, itemId, submissionId: newReviewId(backend), draft });
    }
    expect((await backend.client.reports.get({ auditId })).isInterim).toBe(true);
    const closed = await backend.client.audits.close({ auditId });
    expect(closed.state).toBe('closed');
    expect(await backend.client.audits.close({ auditId })).toEqual(closed);
    const report = await backend.client.reports.get({ auditId });
    expect(report.isInterim).toBe(false);
    const [first] = report.questions;
    expect(first?.overall.events).toBe(3);
    expect(first?.overall.figure.estimate).toBeCloseTo(0.25, 10);
    expect(report.coverage).toMatchObject({ frame: 60, drawn: 12, reviewed: 12, open: 0 });
    const skip = { auditId, itemId: entries[0]!.itemId, reason: 'other' as const };
    expect(await failureOf(backend.client.reviews.skip(skip))).toMatchObject({ code: 'CONFLICT' });
  });

  test('with a complete overlap measures agreement once for each question with options', async () => {
    const other = backend.context.ids.uuidv7() as PersonId;
    const mine = await me();
    const { manifest } = storeMadeAudit(backend, 6, { overlap: 4, reviewers: [mine, other] });
    const { auditId } = manifest;
    for (const item of manifest.items.slice(0, 4)) {
      const draft = draftOf(answersOf(item.position % 2 === 0 ? 'factual' : 'none'));
      await backend.client.reviews.submit({
        auditId,
        itemId: item.id,
        submissionId: newReviewId(backend),
        draft,
      });
    }
    bringReviews(
      other,
      auditId,
      manifest.items.slice(0, 4).map((one) => one.id),
      'factual',
    );
    await backend.client.audits.close({ auditId });
    await backend.client.audits.close({ auditId });
    const kind = 'agreement.measured';
    const { rows } = await backend.client.ledger.list({ kind, auditId, before: null, limit: 50 });
    const measured = rows.map((row) => JSON.parse(row.body!) as EventBody<'agreement.measured@1'>);
    expect(measured.map((one) => one.questionId).toSorted()).toEqual(
      hallucinationAudit.questions
        .filter(isChoice)
        .map((one) => one.id)
        .toSorted(),
    );
    const first = measured.find((one) => one.questionId === 'hallucination')!;
    const report = await backend.client.reports.get({ auditId });
    const shown = report.questions.find((one) => one.question === 'hallucination')!.agreement;
    expect(first).toMatchObject({ itemCount: 4, raterCount: 2, statistic: 'krippendorff_alpha' });
    expect(first.value.estimate).toBe(shown.alpha.estimate);
    expect([first.value.low, first.value.high]).toEqual([shown.alpha.low, shown.alpha.high]);
    expect(shown.pairwise.estimate).toBe(0.5);
    expect(first.reviewIds).toHaveLength(8);
    expect(first.reviewsDigest).toBe(digestOf(first.reviewIds));
  });

  test('with an overlap that is not complete measures nothing', async () => {
    const other = backend.context.ids.uuidv7() as PersonId;
    const { manifest } = storeMadeAudit(backend, 3, { overlap: 2, reviewers: [await me(), other] });
    const { auditId } = manifest;
    await backend.client.audits.close({ auditId });
    const filter = { kind: 'agreement.measured', auditId, before: null, limit: 50 };
    expect((await backend.client.ledger.list(filter)).total).toBe(0);
  });
});

/** What another person submitted, as the hub sends it. */
function bringReviews(
  personId: PersonId,
  auditId: AuditPlan['source']['id'] | string,
  itemIds: string[],
  verdict: 'none' | 'factual',
): void {
  const { store, ids } = backend.context;
  const entries = itemIds.map((itemId, n) => {
    const review = {
      id: ids.uuidv7(),
      auditId,
      itemId,
      personId,
      eventId: ids.uuidv7(),
      scorecard: { id: 'hallucination_audit', version: 1 },
      answers: answersOf(verdict),
      submittedAt: '2026-01-07T09:00:00.000Z',
      elapsedMs: 1,
      supersedes: null,
      isLate: false,
      isCurrent: true,
    } as unknown as Review;
    const entry = { position: n + 1, op: 'put', kind: 'review', id: review.id, payload: review } as FeedEntry;
    return { ...entry, entry };
  });
  applyFeedPage(store, { cursor: 'c', entries });
}

describe('the demo', () => {
  test('is 20 items ready to review, and the same audit when it is opened again', async () => {
    const [one, two] = await Promise.all([backend.client.app.openDemo({}), backend.client.app.openDemo({})]);
    expect(two).toEqual(one);
    expect(await backend.client.app.openDemo({})).toEqual(one);
    const audits = await backend.client.audits.list({});
    expect(audits).toHaveLength(1);
    expect(audits[0]).toMatchObject({
      isDemo: true,
      state: 'open',
      itemCount: 20,
      progress: { mine: 20, done: 0 },
    });
    expect(await backend.client.sources.list({})).toHaveLength(1);
    const { auditId } = one;
    expect(await backend.client.audits.redraw({ auditId })).toMatchObject({ isSame: true });
    const truth = readFileSync(join(folder.path, 'data', 'demo', 'truth.jsonl'), 'utf8');
    expect(truth.trimEnd().split('\n').length).toBeGreaterThan(1000);
  });

  test('does not need its hub: that it did not start is said in the status of sync', async () => {
    await backend.close();
    const hubLauncher = { start: () => Promise.reject(new Error('no such program')) };
    backend = await openTestBackend(join(folder.path, 'data'), { hubLauncher });
    expect((await backend.client.app.openDemo({})).auditId).toMatch(/-7/);
    await backend.context.demo.hub.settled();
    const status = await backend.client.app.status({});
    expect(status.sync.error?.what).toMatch(/demo hub could not be started/);
    expect(status.canStartDemoHub).toBe(true);
  });

  test('says so when its files cannot be written', async () => {
    mkdirSync(join(folder.path, 'data'), { recursive: true });
    writeFileSync(join(folder.path, 'data', 'demo'), 'a file where the folder should be');
    const failure = await failureOf(backend.client.app.openDemo({}));
    expect(failure).toMatchObject({ code: 'STORAGE_READ_ONLY', defined: true });
  });
});
