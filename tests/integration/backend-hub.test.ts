import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listRows } from '../../db/connection.ts';
import { countAudit } from '../../db/queries/audits.ts';
import { compareProjections } from '../../db/replay.ts';
import { createFileSecrets } from '../../electron/backend/secrets.ts';
import type { AuditId, ItemId, SourceId } from '../../shared/domain/ids.ts';
import type { Member } from '../support/hub-team.ts';
import { everythingOn, findSource, hubPlanOf, joinHub, sendTraces } from '../support/hub-team.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import { makePlan, makeTrace } from '../support/made-audit.ts';
import { runCommand } from '../support/run-command.ts';
import { draftOf, failureOf, newReviewId, openTestBackend } from '../support/test-backend.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';
import { inMemory } from '../support/databases.ts';

let folder: ReturnType<typeof makeFolder>;
let hub: ListeningHub;
let ada: Member;
let bob: Member;
let cy: Member;
let sourceId: SourceId;

beforeAll(async () => {
  folder = makeFolder();
  hub = await startListeningHub(inMemory());
  await sendTraces(hub, 'support', 60);
  ada = await joinHub(hub, folder.path, 'Ada', 'lead');
  bob = await joinHub(hub, folder.path, 'Bob', 'reviewer');
  cy = await joinHub(hub, folder.path, 'Cy', 'reviewer');
  await ada.sync();
  sourceId = await findSource(ada, 'support');
});
afterAll(async () => {
  for (const member of [ada, bob, cy]) await member?.close();
  await hub?.close();
  folder?.remove();
});

async function expectAllWell(): Promise<void> {
  for (const member of [ada, bob, cy]) {
    await member.sync();
    expect(compareProjections(member.context.store)).toEqual([]);
    expect(await member.client.sync.verify({})).toMatchObject({ isComplete: true, problems: [] });
  }
}

async function drawOf(size: number, gold = 0): Promise<AuditId> {
  const plan = hubPlanOf(sourceId, {
    allocation: { rule: 'proportional', size, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size: 3, reviewersPerItem: 2 },
  });
  const drawn = await ada.client.hub.work.draw({ plan, reviewerIds: [bob.id, cy.id], gold });
  expect(drawn).toMatchObject({ itemCount: size, goldCount: gold });
  await bob.sync();
  await cy.sync();
  return drawn.auditId as AuditId;
}

const idsOf = (entries: readonly { itemId: ItemId }[]): ItemId[] => entries.map((one) => one.itemId);

describe('a source of the hub', () => {
  test('is counted there and planned with here, as files are', async () => {
    const { client } = ada;
    const frame = { sourceId, filter: { dimensions: [] }, dimensions: ['language' as const] };
    const counted = await client.frames.count(frame);
    expect(counted.frameSize).toBe(60);
    expect(counted.strata.map((one) => one.population)).toEqual([20, 20, 20]);
    expect(counted.note).toMatch(/declare/i);
    await client.hub.sources.declare({ sourceId, declared: ['language'] });
    expect(await client.frames.count(frame)).toEqual({ ...counted, note: null });
    const { allocation } = makePlan();
    const overlap = { size: 3, reviewersPerItem: 2 };
    const preview = await client.frames.preview({ ...frame, allocation, overlap });
    expect(preview).toMatchObject({ frameSize: 60, total: 6, overlapTotal: 3 });
    const dimensions = await client.sources.dimensions({ sourceId });
    expect(dimensions.find((one) => one.dimension === 'language')?.distinct).toBe(3);
  });

  test('is drawn from at the hub only, and whoever tries it here is told where', async () => {
    const source = { id: sourceId, name: 'support', fingerprint: 'a'.repeat(64) as never };
    const { code, data } = await failureOf(
      ada.client.audits.draw({ plan: makePlan({ source }), reviewerIds: [ada.id] }),
    );
    expect(code).toBe('CONFLICT');
    expect(data).toMatchObject({ what: expect.stringMatching(/source of the hub/), remedy: /hub/ });
  });
});

describe('an audit drawn at the hub', () => {
  test('is here when the draw answers, and with its reviewers after their next sync; it can be drawn again', async () => {
    const auditId = await drawOf(12);
    expect(countAudit(ada.context.store, auditId)).toMatchObject({ itemCount: 12, reviewerCount: 2 });
    const given = [...(await bob.queue(auditId)), ...(await cy.queue(auditId))];
    expect(new Set(idsOf(given)).size).toBe(12);
    expect(given).toHaveLength(15);
    expect(await ada.client.audits.redraw({ auditId })).toEqual({ isSame: true, missing: 0, added: 0 });
    const { problem } = await bob.client.audits.manifest({ auditId }).then(
      () => ({ problem: null }),
      (error: { code: string }) => ({ problem: error.code }),
    );
    expect(problem).toBe('NOT_FOUND');
    await expectAllWell();
  });

  test('keeps what somebody finished offline before their items were given to others, once and as late', async () => {
    const auditId = await drawOf(8);
    const shared = idsOf(await cy.queue(auditId));
    const mine = idsOf(await bob.queue(auditId)).filter((id) => !shared.includes(id));
    for (const itemId of mine.slice(0, 2)) await bob.judge(auditId, itemId);
    const moved = await ada.client.hub.work.reassign({
      auditId,
      from: bob.id,
      to: [cy.id],
      reason: 'Bob is on leave',
    });
    expect(moved).toMatchObject({ moved: mine.length, byPerson: [{ personId: cy.id, items: mine.length }] });
    await cy.sync();
    const taken = idsOf(await cy.queue(auditId));
    for (const itemId of taken) await cy.judge(auditId, itemId, 'factual');
    await cy.sync();
    await bob.sync();
    const reviews = await hub.listReviews(auditId);
    expect(reviews.filter((one) => one.personId === bob.id)).toHaveLength(2);
    expect(reviews.filter((one) => one.personId === cy.id)).toHaveLength(taken.length);
    await ada.sync();
    const late = 'SELECT count(*) AS n FROM review WHERE audit_id = ? AND person_id = ? AND is_late = 1';
    expect(listRows(ada.context.store, late, [auditId, bob.id])).toEqual([{ n: 2 }]);
    expect((await ada.client.reports.get({ auditId })).coverage).toMatchObject({ late: 2, reviewed: 8 });
    await expectAllWell();
  });

  test('asks for an item anew with an empty form, and is content with the answer at once, also offline', async () => {
    const auditId = await drawOf(6);
    const [first, second] = idsOf(await bob.queue(auditId)) as [ItemId, ItemId];
    await bob.judge(auditId, first, 'factual');
    await bob.judge(auditId, second, 'factual');
    await bob.sync();
    // A form that was taken up again holds the earlier answers too.
    const reopened = await bob.client.reviews.reopen({ auditId, itemId: second });
    const asked = await ada.client.hub.work.relabel({
      auditId,
      itemIds: [first, second],
      personIds: null,
      reason: 'the definition changed',
    });
    expect(asked.requested).toBe(2);
    await bob.sync();
    for (const itemId of [first, second]) {
      const shown = await bob.client.reviews.item({ auditId, itemId });
      expect(shown).toMatchObject({ state: 'open', review: null, draft: null, skip: null });
      expect((await bob.queue(auditId)).find((one) => one.itemId === itemId)?.state).toBe('open');
    }
    const before = await bob.client.audits.get({ auditId });
    expect(before.progress).toMatchObject({ done: 0, drafts: 0 });
    const stale = draftOf(answersOf('factual'), { supersedes: reopened.draft.supersedes });
    const late = bob.client.reviews.submit({
      auditId,
      itemId: second,
      submissionId: newReviewId(bob),
      draft: stale,
    });
    expect(await failureOf(late)).toMatchObject({
      code: 'CONFLICT',
      data: { what: expect.stringMatching(/anew/), remedy: expect.stringMatching(/empty/) },
    });
    await bob.judge(auditId, first, 'none');
    expect((await bob.queue(auditId)).find((one) => one.itemId === first)?.state).toBe('done');
    const { review } = await bob.client.reviews.item({ auditId, itemId: first });
    expect(review?.answers['hallucination']).toMatchObject({ option: 'none' });
    expect(review?.supersedes).not.toBeNull();
    await bob.client.reviews.skip({ auditId, itemId: second, reason: 'cannot_judge' });
    expect((await bob.queue(auditId)).find((one) => one.itemId === second)?.state).toBe('skipped');
    await bob.sync();
    expect(listRows(bob.context.store, 'SELECT item_id FROM relabel')).toEqual([{ item_id: second }]);
    const current = await ada.client.sync
      .now({})
      .then(() =>
        listRows(
          ada.context.store,
          'SELECT review_id FROM review WHERE item_id = ? AND person_id = ? AND is_current = 1',
          [first, bob.id],
        ),
      );
    expect(current).toEqual([{ review_id: review?.id }]);
    await expectAllWell();
  });
});

describe('gold', () => {
  test('is told to no reviewer, and counts in nothing that the lead reads', async () => {
    const goldId = await plantGold('gold-1');
    await plantGold('gold-2');
    const auditId = await drawOf(10, 2);
    const golden = listRows<{ id: string }>(ada.context.store, 'SELECT item_id AS id FROM gold').map(
      (row) => row.id as ItemId,
    );
    expect(golden).toHaveLength(2);
    for (const member of [bob, cy]) {
      const queue = await member.queue(auditId);
      expect(idsOf(queue).filter((id) => golden.includes(id))).toHaveLength(2);
      for (const { itemId } of queue) await member.judge(auditId, itemId);
      await member.sync();
      expect(listRows(member.context.store, 'SELECT * FROM gold')).toEqual([]);
      expect(everythingOn(member)).not.toMatch(new RegExp(`${goldId}|planted because|"gold"`));
    }
    await ada.sync();
    expect(countAudit(ada.context.store, auditId)).toMatchObject({ itemCount: 10, reviewedCount: 13 });
    const report = await ada.client.reports.get({ auditId });
    expect(report.coverage).toMatchObject({ drawn: 10, reviewed: 10, open: 0, late: 0 });
    const answer = await fetch(`${hub.url}/v1/audits/${auditId}/report`, {
      headers: { authorization: `Bearer ${ada.token}` },
    });
    expect({ ...((await answer.json()) as object), computedAt: report.computedAt }).toEqual(report);
    const { code } = await failureOf(ada.client.reports.item({ auditId, itemId: golden[0]! }));
    expect(code).toBe('NOT_FOUND');
    const exported = await ada.client.reports.export({ auditId, format: 'json', hidesNames: true });
    for (const id of golden) expect(exported.text).not.toContain(id);
    const results = await ada.client.hub.work.goldResults({ auditId });
    expect(results.find((one) => one.personId === bob.id)).toMatchObject({ judged: 2 });
    await expectAllWell();
  });
});

describe('a token made by way of the backend', () => {
  test('is told once, and neither stored nor logged; without a valid one of its own it says what to do', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const admin = await joinHub(hub, folder.path, 'Zoe', 'admin', { log });
    const made = await admin.client.hub.people.create({ name: 'Eve', role: 'reviewer' });
    const more = await admin.client.hub.tokens.issue({ personId: made.person.id, name: 'laptop' });
    const fresh = await admin.client.hub.tokens.rotate({ tokenId: more.tokenInfo.id });
    expect((await admin.client.people.list({})).map((one) => one.name)).toContain('Eve');
    const texts = [made.token, more.token, fresh.token];
    expect(new Set(texts).size).toBe(3);
    expect(lines.length).toBeGreaterThan(0);
    for (const token of texts) {
      for (const text of [everythingOn(admin), ...lines]) expect(text).not.toContain(token);
    }

    await hub.renewToken(admin.id);
    const { code, data } = await failureOf(admin.client.hub.people.list());
    expect(code).toBe('UNAUTHORIZED');
    expect(data).toMatchObject({ remedy: expect.stringMatching(/Sign in again/) });
    await admin.close();
  });
});

describe('the command line', () => {
  test('lists sources of the hub, draws from one, gives work to others and begins second looks', async () => {
    const dataDir = join(folder.path, 'cli');
    const lead = await hub.addPerson('Lea', 'lead');
    const first = await openTestBackend(dataDir, { secrets: createFileSecrets(dataDir) });
    await first.client.sync.connect({ url: hub.url, token: lead.token });
    await first.client.sync.now({});
    await first.close();
    const assay = (...args: string[]) => runCommand([...args, '--data', dataDir, '--json']);

    const sources = await assay('sources', '--hub');
    expect(sources).toMatchObject({ code: 0, answer: [{ id: sourceId, name: 'support' }] });
    const draw = ['draw', '--hub-source', 'support', '--dimensions', 'language'];
    const drawn = await assay(
      ...draw,
      '--size',
      '9',
      '--reviewers',
      `${bob.id},${cy.id}`,
      '--exclude-audited',
    );
    expect(drawn).toMatchObject({ code: 0, answer: { itemCount: 9, goldCount: 0 } });
    const { auditId } = drawn.answer as { auditId: AuditId };
    await cy.sync();
    expect((await cy.queue(auditId)).length).toBeGreaterThan(0);
    const away = ['audits', 'reassign', auditId, '--from', 'Bob', '--to', 'Cy', '--reason', 'on leave'];
    expect(await assay(...away)).toMatchObject({
      code: 0,
      answer: { kept: 0, byPerson: [{ personId: cy.id }] },
    });
    const begun = await assay('second-look', 'begin', auditId);
    expect(begun).toMatchObject({ code: 1, told: expect.stringMatching(/second look/) });

    expect(await assay(...draw, '--size', '9', '--seed', 'a'.repeat(32))).toMatchObject({ code: 2 });
    expect(await assay('draw', '--size', '9')).toMatchObject({
      code: 2,
      told: expect.stringMatching(/usage/),
    });
    expect(await assay('draw', '--hub-source', 'nothing', '--size', '9')).toMatchObject({ code: 1 });
    expect(
      await assay('audits', 'reassign', auditId, '--from', 'Nobody', '--to', 'Cy', '--reason', 'r'),
    ).toEqual({
      code: 1,
      answer: null,
      told: expect.stringMatching(/Nobody here is called "Nobody"/),
    });
  });
});

test('after all of this every chain at the hub holds, and its tables are those of a replay', async () => {
  expect(await hub.listFaults()).toEqual([]);
});

async function plantGold(id: string): Promise<string> {
  const { goldId } = await ada.client.hub.gold.add({
    of: { trace: { ...makeTrace(7), id: id as never } },
    scorecard: { id: 'hallucination_audit', version: 1 },
    answers: { hallucination: answersOf('factual')['hallucination']! },
    rationale: `planted because ${id} is known`,
  });
  return goldId;
}
