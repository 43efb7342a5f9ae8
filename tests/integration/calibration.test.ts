/** The calibration round on a device: answers held back, judged like other items, counted nowhere, fed back afterwards. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, listRows } from '../../db/connection.ts';
import { insertContent } from '../../db/queries/contents.ts';
import { compareProjections, projectionTables, rebuildProjections } from '../../db/replay.ts';
import { appendOwn } from '../../electron/backend/self.ts';
import { checkAgainstStore } from '../../electron/cli/report-against-store.ts';
import { itemIdOf } from '../../shared/domain/audit.ts';
import { hallucinationAudit } from '../../shared/domain/defaults.ts';
import type { AuditId, ItemId } from '../../shared/domain/ids.ts';
import { checkAnswers } from '../../shared/domain/review.ts';
import { reportDocument } from '../../shared/report/document.ts';
import { contentsOf } from '../../shared/sampling/compose-draw.ts';
import type { Member } from '../support/hub-team.ts';
import { findSource, hubPlanOf, joinHub, sendTraces } from '../support/hub-team.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import type { MadeAudit } from '../support/made-audit.ts';
import { makeTrace } from '../support/made-audit.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, failureOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';
import { inMemory } from '../support/databases.ts';

const known = {
  hallucination: { type: 'choice', option: 'factual' },
  severity: { type: 'choice', option: 'critical' },
  note: { type: 'text', text: 'SECRET-KNOWN-ANSWER' },
} as const;
const secrets = ['SECRET-KNOWN-ANSWER', 'SECRET-RATIONALE'];

describe('a calibration round on a device', () => {
  let folder: ReturnType<typeof makeFolder>;
  let backend: TestBackend;
  let made: MadeAudit;
  let auditId: AuditId;
  let round: ItemId[];

  beforeEach(async () => {
    folder = makeFolder();
    backend = await openTestBackend(folder.path);
    made = storeMadeAudit(backend, 4, { plan: { calibration: 2 } });
    auditId = made.manifest.auditId;
    const { plan } = made.manifest;
    const items = [90, 91].map((n, at) => {
      const { content, sealed } = contentsOf(makeTrace(n), plan);
      return {
        contents: sealed === null ? [content] : [content, sealed],
        place: {
          itemId: itemIdOf(auditId, makeTrace(n).id),
          goldId: backend.context.ids.uuidv7(),
          contentDigest: content.digest,
          sealedDigest: sealed?.digest ?? null,
          position: at + 1,
          answers: known,
          rationale: `SECRET-RATIONALE ${at}`,
        },
      };
    });
    inTransaction(backend.context.store, () => {
      for (const one of items) for (const each of one.contents) insertContent(backend.context.store, each);
      const body = { auditId, items: items.map((one) => one.place) };
      appendOwn(backend.context, 'audit.calibrationSet@1', { auditId }, body);
    });
    round = items.map((one) => one.place.itemId);
  });
  afterEach(async () => {
    expect(compareProjections(backend.context.store)).toEqual([]);
    await backend.close();
    folder.remove();
  });

  const queue = () => backend.client.reviews.queue({ auditId });
  const item = (itemId: ItemId) => backend.client.reviews.item({ auditId, itemId });
  const submit = (itemId: ItemId, verdict: 'none' | 'factual' = 'none', supersedes: string | null = null) =>
    backend.client.reviews.submit({
      auditId,
      itemId,
      submissionId: newReviewId(backend),
      draft: draftOf(answersOf(verdict), { supersedes: supersedes as never }),
    });
  const skip = (itemId: ItemId) => backend.client.reviews.skip({ auditId, itemId, reason: 'cannot_judge' });
  const feedback = () => backend.client.reviews.calibration({ auditId });

  test('comes before the sample, with places of its own, and is no part of the progress', async () => {
    const { entries, progress, calibration } = await queue();
    expect(entries.map((one) => [one.itemId, one.position, one.isCalibration === true])).toEqual([
      ...round.map((id, at) => [id, at + 1, true]),
      ...made.manifest.items.map((one) => [one.id, one.position, false]),
    ]);
    expect(calibration).toEqual({ total: 2, done: 0, isOver: false });
    expect(progress).toEqual({ mine: 4, done: 0, skipped: 0, drafts: 0, flagged: 0 });
    const audit = (await backend.client.audits.list({}))[0];
    expect(audit).toMatchObject({ itemCount: 4, reviewedCount: 0 });

    const on = { auditId, itemId: round[0]! };
    await backend.client.reviews.saveDraft({ ...on, draft: draftOf(answersOf('none')) });
    await backend.client.reviews.flag({ ...on, reason: 'privacy' });
    expect((await queue()).progress).toEqual(progress);
    const first = await submit(round[0]!);
    expect(first).toMatchObject({
      progress,
      nextItemId: round[1],
      entry: { isCalibration: true, state: 'done' },
    });
    const second = await skip(round[1]!);
    expect(second).toMatchObject({ progress, nextItemId: made.manifest.items[0]!.id });
    expect((await queue()).calibration).toEqual({ total: 2, done: 2, isOver: true });
    expect((await backend.client.audits.list({}))[0]).toEqual(audit);
    // Practice is no work of the day, and says nothing of how long work takes.
    const [today] = await backend.client.audits.today({ since: '2000-01-01T00:00:00.000Z' });
    expect(today).toMatchObject({ judged: 0, leftMs: null });
  });

  test('keeps its answers from every screen until all of it is judged or skipped', async () => {
    const { client } = backend;
    const everything = async (): Promise<string> => {
      const answers: unknown[] = [
        await queue(),
        await client.audits.list({}),
        await client.audits.get({ auditId }),
      ];
      for (const itemId of round) answers.push(await item(itemId));
      const page = { kind: null, auditId: null, before: null, limit: 100 };
      answers.push(await client.ledger.list(page), await client.ledger.export({}));
      answers.push(await client.reports.get({ auditId }), await client.audits.manifest({ auditId }));
      answers.push(await failureOf(feedback()).catch(() => 'no failure'));
      return JSON.stringify(answers);
    };
    const tells = async (): Promise<boolean[]> => {
      const text = await everything();
      return secrets.map((one) => text.includes(one));
    };
    expect(await tells()).toEqual([false, false]);
    expect(await failureOf(feedback())).toMatchObject({
      code: 'CONFLICT',
      data: { what: 'You have judged 0 of 2 items of the calibration round.' },
    });
    const { review } = await submit(round[0]!);
    expect(await tells()).toEqual([false, false]);
    await skip(round[1]!);
    // What is open again is judged again, without the answers.
    await client.reviews.reopen({ auditId, itemId: round[0]! }).then(
      () => expect.unreachable('the round is over'),
      (error: { code: string }) => expect(error.code).toBe('CONFLICT'),
    );
    expect(review.itemId).toBe(round[0]);
    expect(await tells()).toEqual([true, true]);
  });

  test('can be changed until its last item, and an item that is open again holds the feedback back', async () => {
    const { review } = await submit(round[0]!);
    await backend.client.reviews.reopen({ auditId, itemId: round[0]! });
    await submit(round[1]!);
    expect((await queue()).calibration).toEqual({ total: 2, done: 1, isOver: false });
    expect((await failureOf(feedback())).code).toBe('CONFLICT');
    await submit(round[0]!, 'factual', review.id);
    expect((await queue()).calibration).toEqual({ total: 2, done: 2, isOver: true });
    const { right, judged, items } = await feedback();
    expect([right, judged]).toEqual([1, 4]);
    expect(items.map((one) => [one.itemId, one.position, one.isSkipped, one.rationale])).toEqual([
      [round[0], 1, false, 'SECRET-RATIONALE 0'],
      [round[1], 2, false, 'SECRET-RATIONALE 1'],
    ]);
    expect(items[1]?.answers).toEqual([
      {
        question: 'hallucination',
        mine: { type: 'choice', option: 'none' },
        known: known.hallucination,
        isRight: false,
      },
      { question: 'severity', mine: null, known: known.severity, isRight: false },
    ]);
  });

  test('is over for good: what was told is not judged again, and every refusal says why', async () => {
    for (const itemId of round) await submit(itemId, 'factual');
    const on = { auditId, itemId: round[0]! };
    const { review } = await item(round[0]!);
    const draft = draftOf(answersOf('none'), { supersedes: review!.id });
    const refused = [
      backend.client.reviews.reopen(on),
      backend.client.reviews.saveDraft({ ...on, draft }),
      submit(round[0]!, 'none', review!.id),
      skip(round[0]!),
    ];
    for (const one of refused) {
      expect(await failureOf(one)).toMatchObject({
        code: 'CONFLICT',
        data: { what: expect.stringMatching(/round is over and its answers are known/) },
      });
    }
    expect((await item(round[0]!)).state).toBe('done');
  });

  test('changes no figure of the report, whatever is said in it', async () => {
    const figures = async () => {
      const { computedAt: _at, ...report } = await backend.client.reports.get({ auditId });
      return report;
    };
    const before = await figures();
    await submit(round[0]!, 'factual');
    await skip(round[1]!);
    expect(await figures()).toEqual(before);
    await submit(made.manifest.items[0]!.id);
    expect((await figures()).coverage).toMatchObject({ reviewed: 1 });
    // Nor does a report that is held against this folder miss what was practised.
    await backend.client.audits.close({ auditId });
    const { text } = await backend.client.reports.export({ auditId, format: 'json', hidesNames: false });
    const checks = checkAgainstStore(backend.context.store, reportDocument.parse(JSON.parse(text)));
    expect(checks.filter((one) => !one.passed)).toEqual([]);
  });

  test('is still there after the program was stopped, and after every table was made again', async () => {
    await submit(round[0]!);
    const before = await queue();
    await backend.close();
    backend = await openTestBackend(folder.path);
    expect(await queue()).toEqual(before);
    expect(projectionTables.map(([table]) => table)).toContain('calibration');
    rebuildProjections(backend.context.store);
    expect(await queue()).toEqual(before);
  });
});

describe('the round of the demo', () => {
  test('teaches a clean answer, a wrong fact and a promise, none of them of the sample', async () => {
    const folder = makeFolder();
    const backend = await openTestBackend(folder.path);
    const { client } = backend;
    const { auditId } = await client.app.openDemo({});
    const { entries, calibration, progress } = await client.reviews.queue({ auditId });
    expect(calibration).toEqual({ total: 3, done: 0, isOver: false });
    expect(progress.mine).toBe(20);
    expect(entries).toHaveLength(23);
    expect(new Set(entries.map((one) => one.itemId)).size).toBe(23);
    const round = entries.filter((one) => one.isCalibration === true).map((one) => one.itemId);
    for (const itemId of round) await client.reviews.skip({ auditId, itemId, reason: 'other' });
    const { right, judged, items } = await client.reviews.calibration({ auditId });
    expect([right, judged]).toEqual([0, 0]);
    const verdicts = items.map((one) => one.answers.find((of) => of.question === 'hallucination')?.known);
    expect(verdicts).toEqual(['none', 'factual', 'policy'].map((option) => ({ type: 'choice', option })));
    for (const one of items) {
      expect(one.isSkipped).toBe(true);
      expect(one.rationale.length).toBeGreaterThan(60);
      const answers = Object.fromEntries(one.answers.map((of) => [of.question, of.known]));
      const { trace } = await client.reviews.item({ auditId, itemId: one.itemId });
      expect(checkAnswers(hallucinationAudit, answers, trace)).toEqual(
        expect.not.arrayContaining([expect.stringMatching(/option/)]),
      );
    }
    expect(compareProjections(backend.context.store)).toEqual([]);
    // Whatever else is planned over files of this computer: nothing here says what would be right.
    const { plan, leadId } = await client.audits.get({ auditId });
    expect(await failureOf(client.audits.draw({ plan, reviewerIds: [leadId] }))).toMatchObject({
      code: 'INFEASIBLE_PLAN',
      data: { remedy: expect.stringMatching(/draw at the hub/) },
    });
    await backend.close();
    folder.remove();
  });
});

describe('a round drawn at the hub', () => {
  let folder: ReturnType<typeof makeFolder>;
  let hub: ListeningHub;
  let ada: Member;
  let bob: Member;
  let cy: Member;

  beforeAll(async () => {
    folder = makeFolder();
    hub = await startListeningHub(inMemory());
    await sendTraces(hub, 'support', 30);
    ada = await joinHub(hub, folder.path, 'Ada', 'lead');
    bob = await joinHub(hub, folder.path, 'Bob', 'reviewer');
    cy = await joinHub(hub, folder.path, 'Cy', 'reviewer');
    for (const n of [900, 901]) {
      const { provenance: _none, ...trace } = makeTrace(n);
      await ada.client.hub.gold.add({
        of: { trace },
        scorecard: { id: 'hallucination_audit', version: 1 },
        answers: { hallucination: { type: 'choice', option: 'factual' } },
        rationale: 'The number is in no passage.',
      });
    }
  });
  afterAll(async () => {
    for (const member of [ada, bob, cy]) await member?.close();
    await hub?.close();
    folder?.remove();
  });

  test('is judged offline on each device, known on a person’s other device, and in no report', async () => {
    const plan = hubPlanOf(await findSource(ada, 'support'), {
      allocation: { rule: 'proportional', size: 6, minPerStratum: 1, takeAllBelow: 0 },
      overlap: { size: 6, reviewersPerItem: 2 },
      calibration: 3,
    });
    const drawn = await ada.client.hub.work.draw({ plan, reviewerIds: [bob.id, cy.id], gold: 5 });
    expect(drawn).toMatchObject({ itemCount: 6, goldCount: 0, calibrationCount: 2 });
    expect(drawn.note).toMatch(/2 items instead of 3/);
    const { auditId } = drawn;
    await bob.sync();
    await cy.sync();
    const view = (who: Member) => who.client.reviews.queue({ auditId });
    const roundOf = async (who: Member): Promise<ItemId[]> =>
      (await view(who)).entries.filter((one) => one.isCalibration === true).map((one) => one.itemId);
    const round = await roundOf(bob);
    expect(round).toHaveLength(2);
    expect(await roundOf(cy)).toEqual(round);
    // The lead runs the audit and has no part in it.
    expect(await view(ada)).toMatchObject({ entries: [], calibration: null });

    const before = await ada.client.reports.get({ auditId });
    // Between the two there is no hub: feedback comes all the same.
    await bob.judge(auditId, round[0]!, 'factual');
    await bob.judge(auditId, round[1]!, 'none');
    expect(await bob.client.reviews.calibration({ auditId })).toMatchObject({ right: 1, judged: 2 });
    expect((await failureOf(cy.client.reviews.calibration({ auditId }))).code).toBe('CONFLICT');
    await cy.judge(auditId, round[0]!, 'none');
    for (const who of [bob, cy, ada]) await who.sync();

    const { computedAt: _a, ...after } = await ada.client.reports.get({ auditId });
    const { computedAt: _b, ...expected } = before;
    expect(after).toEqual(expected);
    expect((await ada.client.audits.get({ auditId })).reviewedCount).toBe(0);
    const load = await ada.client.hub.work.load({ auditId });
    expect(load.map((one) => [one.assigned, one.reviewed, one.lastAt])).toEqual([
      [6, 0, null],
      [6, 0, null],
    ]);
    // Cy knows nothing of what Bob said in practice; Bob's new device knows that he is through.
    const reviews = 'SELECT person_id FROM review WHERE audit_id = ?';
    expect(listRows(cy.context.store, reviews, [auditId])).toEqual([{ person_id: cy.id }]);
    const second = await openTestBackend(`${folder.path}/second`, {});
    await second.client.sync.connect({ url: hub.url, token: bob.token });
    await second.client.sync.now({});
    expect((await second.client.reviews.queue({ auditId })).calibration).toEqual({
      total: 2,
      done: 2,
      isOver: true,
    });
    expect(await second.client.reviews.calibration({ auditId })).toMatchObject({ right: 1, judged: 2 });
    await second.close();
    for (const who of [ada, bob, cy]) {
      expect(compareProjections(who.context.store)).toEqual([]);
      expect(await who.client.sync.verify({})).toMatchObject({ isComplete: true, problems: [] });
    }
  });

  test('of a lead’s own computer, as in the demo, reaches the hub with its texts', async () => {
    const { auditId } = await ada.client.app.openDemo({});
    await ada.sync();
    const [first] = (await ada.client.reviews.queue({ auditId })).entries;
    expect(first?.isCalibration).toBe(true);
    await ada.judge(auditId, first!.itemId);
    await ada.sync();
    expect(await ada.client.sync.refusals({})).toEqual([]);
    expect(await ada.client.sync.verify({})).toMatchObject({ isComplete: true, problems: [] });
    expect(compareProjections(ada.context.store)).toEqual([]);
  });
});
