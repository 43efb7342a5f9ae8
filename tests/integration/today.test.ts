import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Member } from '../support/hub-team.ts';
import { findSource, hubPlanOf, joinHub, sendTraces } from '../support/hub-team.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import { failureOf } from '../support/test-backend.ts';
import { makeFolder } from '../support/test-device.ts';
import { inMemory } from '../support/databases.ts';

const SIZE = 12;
const longAgo = '2000-01-01T00:00:00.000Z';

let folder: ReturnType<typeof makeFolder>;
let hub: ListeningHub;
let ada: Member;
let bob: Member;
let cleo: Member;

beforeAll(async () => {
  folder = makeFolder();
  hub = await startListeningHub(inMemory());
  await sendTraces(hub, 'support', 60);
  ada = await joinHub(hub, folder.path, 'Ada', 'lead');
  bob = await joinHub(hub, folder.path, 'Bob', 'reviewer');
  cleo = await joinHub(hub, folder.path, 'Cleo', 'reviewer');
  await ada.sync();
});
afterAll(async () => {
  for (const member of [ada, bob, cleo]) await member?.close();
  await hub?.close();
  folder?.remove();
});

/** An audit whose every item Bob and Cleo judge, alike but for the first `parted`. */
async function judged(revealsOthers: 'afterClose' | 'never', size: number, parted: number): Promise<AuditId> {
  const plan = hubPlanOf(await findSource(ada, 'support'), {
    allocation: { rule: 'proportional', size, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size, reviewersPerItem: 2 },
    blinding: { hidesModel: true, hidesJudge: true, revealsOthers },
  });
  const { auditId } = await ada.client.hub.work.draw({ plan, reviewerIds: [bob.id, cleo.id] });
  await bob.sync();
  await cleo.sync();
  for (const member of [bob, cleo]) {
    for (const [at, { itemId }] of (await member.queue(auditId)).entries()) {
      await member.judge(auditId, itemId, member === bob && at < parted ? 'factual' : 'none');
    }
    await member.sync();
  }
  await ada.sync();
  return auditId;
}

async function close(auditId: AuditId): Promise<void> {
  await ada.client.hub.work.close({ auditId });
  for (const member of [ada, bob, cleo]) await member.sync();
}

describe('own agreement with the group', () => {
  let auditId: AuditId;
  beforeAll(async () => {
    auditId = await judged('afterClose', SIZE, 3);
  });

  test('is not told while the audit runs', async () => {
    expect(await bob.client.reviews.standing({ auditId })).toMatchObject({ state: 'open' });
  });

  test('is told after the close, as one would count it by hand, and names nobody', async () => {
    await close(auditId);
    const told = await bob.client.reviews.standing({ auditId });
    if (told.state !== 'shown') throw new Error(told.sentence);
    const [first] = told.questions;
    expect(first).toMatchObject({ question: 'hallucination', items: SIZE });
    expect(first!.mine.estimate).toBeCloseTo(9 / 12, 12);
    // KG*: V = p(1 − p)/11, so n* = 11 and x = 8.25; quantiles of Beta(8.25, 3.75) and Beta(9.25, 2.75).
    expect(first!.mine.low).toBeCloseTo(0.4123, 3);
    expect(first!.mine.high).toBeCloseTo(0.9504, 3);
    // Two people judged each item: there is no pair without Bob.
    expect(first!.others).toMatchObject({ estimate: null, reason: 'NO_OVERLAP' });
    expect(JSON.stringify(told)).not.toContain(cleo.id);
    // Severity was asked of errors only, and no error is Bob's and Cleo's.
    const severity = told.questions.find((of) => of.question === 'severity');
    expect(severity).toMatchObject({ mine: { estimate: null }, items: 0 });
  });

  test('says that a handful of items is too few', async () => {
    const small = await judged('afterClose', 4, 0);
    await close(small);
    expect(await bob.client.reviews.standing({ auditId: small })).toMatchObject({
      state: 'too_few',
      sentence: expect.stringContaining('4 items in common'),
    });
  });

  test('is never told to reviewers where the lead wants it so', async () => {
    const silent = await judged('never', SIZE, 3);
    await close(silent);
    expect(await bob.client.reviews.standing({ auditId: silent })).toMatchObject({ state: 'never' });
    expect(await ada.client.reviews.standing({ auditId: silent })).toMatchObject({ state: 'too_few' });
  });
});

describe('Today', () => {
  test('tells how long what is left takes at the person’s own pace, and what was judged today', async () => {
    const plan = hubPlanOf(await findSource(ada, 'support'), {
      allocation: { rule: 'proportional', size: 8, minPerStratum: 1, takeAllBelow: 0 },
      overlap: { size: 0, reviewersPerItem: 2 },
    });
    const { auditId } = await ada.client.hub.work.draw({ plan, reviewerIds: [bob.id] });
    await bob.sync();
    const before = await bob.client.audits.today({ since: longAgo });
    // Bob judged elsewhere before, 12 s an item: that is the best guess for an audit not begun.
    expect(before.find((one) => one.auditId === auditId)).toMatchObject({ leftMs: 8 * 12_000, judged: 0 });
    const [item] = await bob.queue(auditId);
    await bob.judge(auditId, item!.itemId);
    const after = (await bob.client.audits.today({ since: longAgo })).find((one) => one.auditId === auditId);
    expect(after).toMatchObject({ leftMs: 7 * 12_000, judged: 1, calibration: null, takenAt: null });
    const later = new Date(Date.now() + 60_000).toISOString();
    const none = (await bob.client.audits.today({ since: later })).find((one) => one.auditId === auditId);
    expect(none).toMatchObject({ judged: 0 });
    // Who judges nothing has nothing left, and no pace.
    const leads = (await ada.client.audits.today({ since: longAgo })).find((one) => one.auditId === auditId);
    expect(leads).toMatchObject({ leftMs: null, judged: 0 });
  });

  test('gives a lead the verdict, the coverage and the disagreements of the report, and a reviewer none', async () => {
    const auditId = await judged('afterClose', SIZE, 2);
    const brief = await ada.client.reports.brief({ auditId });
    const report = await ada.client.reports.get({ auditId });
    expect(brief).toMatchObject({ drawn: SIZE, reviewed: SIZE, isInterim: report.isInterim });
    expect(brief.contested).toEqual(
      report.questions
        .filter((of) => of.contested.count > 0)
        .map((of) => ({ question: of.question, title: of.title, items: of.contested.count })),
    );
    expect(brief.contested[0]).toMatchObject({ question: 'hallucination', items: 2 });
    expect(brief.thresholds).toEqual(
      report.questions
        .filter((of) => of.threshold !== null)
        .map((of) => expect.objectContaining({ question: of.question, verdict: of.threshold!.verdict })),
    );
    expect((await failureOf(bob.client.reports.brief({ auditId }))).code).toBe('FORBIDDEN');
  });
});
