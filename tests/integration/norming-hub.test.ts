/**
 * Norming rounds over a hub: two devices on one audit. Blind votes never reach another voter's device before the reveal,
 * votes made offline count where the hub places them, and both sides measure the same.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseRef } from '../../shared/domain/adjudication.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { NormingRound } from '../../shared/domain/norming.ts';
import type { Member } from '../support/hub-team.ts';
import { everythingOn, findSource, hubPlanOf, joinHub, sendTraces } from '../support/hub-team.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import { inMemory } from '../support/databases.ts';
import { failureOf } from '../support/test-backend.ts';
import { makeFolder } from '../support/test-device.ts';

let folder: ReturnType<typeof makeFolder>;
let hub: ListeningHub;
let ada: Member;
let ben: Member;
let cem: Member;
let auditId: AuditId;
let cases: CaseRef[];

beforeAll(async () => {
  folder = makeFolder();
  hub = await startListeningHub(inMemory());
  await sendTraces(hub, 'support', 12);
  ada = await joinHub(hub, folder.path, 'Ada', 'owner');
  ben = await joinHub(hub, folder.path, 'Ben', 'reviewer');
  cem = await joinHub(hub, folder.path, 'Cem', 'reviewer');
  const lead = await joinHub(hub, folder.path, 'Lea', 'lead');
  const plan = hubPlanOf(await findSource(lead, 'support'), {
    allocation: { rule: 'proportional', size: 6, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size: 6, reviewersPerItem: 2 },
  });
  ({ auditId } = await lead.client.hub.work.draw({ plan, reviewerIds: [ada.id, ben.id] }));
  for (const member of [ada, ben]) await member.sync();
  for (const [n, { itemId }] of (await ada.queue(auditId)).entries())
    await ada.judge(auditId, itemId, n % 2 === 0 ? 'factual' : 'none');
  for (const { itemId } of await ben.queue(auditId)) await ben.judge(auditId, itemId, 'none');
  for (const member of [ada, ben, ada, lead]) await member.sync();
  const listed = await ada.client.disagreements.list({
    filter: { auditIds: [auditId], question: 'hallucination' },
    offset: 0,
    limit: 10,
  });
  cases = listed.rows.map((row) => row.case).slice(0, 2);
  await lead.close();
}, 240_000);

afterAll(async () => {
  expect(await hub.listFaults()).toEqual([]);
  for (const member of [ada, ben, cem]) await member.close();
  await hub.close();
  folder.remove();
});

const roundOf = (change: Partial<NormingRound> = {}): NormingRound => ({
  roundId: randomUUID(),
  auditId,
  title: 'Refund promises',
  cases,
  personIds: [ada.id, ben.id, cem.id],
  isLive: true,
  ...change,
});

const voteAll = async (
  who: Member,
  { roundId }: NormingRound,
  stage: 'first' | 'second',
  option: string,
  rationale = '',
): Promise<void> => {
  for (const of of cases) await who.client.norming.vote({ roundId, case: of, stage, option, rationale });
};

describe('a norming round at a hub', () => {
  it('keeps blind votes from every other voter’s device until they are shown, then shows them to all', async () => {
    expect(cases).toHaveLength(2);
    const round = roundOf();
    const { roundId } = round;
    const secret = `said by Ben alone ${randomUUID()}`;
    await ada.client.norming.begin(round);
    await ada.sync();
    for (const member of [ben, cem]) await member.sync();
    // Cem has no work in the audit: the cases come with the round, readable.
    const his = await cem.client.norming.get({ roundId });
    expect(his.items[0]!.trace.output).toContain('refund');
    expect(his.items[0]!.options.length).toBeGreaterThan(3);

    await voteAll(ben, round, 'first', 'factual', secret);
    await ben.sync();
    await voteAll(cem, round, 'first', 'none');
    await cem.sync();
    await ada.sync();
    for (const member of [ada, cem]) {
      expect(everythingOn(member)).not.toContain(secret);
      expect(JSON.stringify(await member.client.norming.get({ roundId }))).not.toContain(secret);
    }
    expect((await ada.client.norming.get({ roundId })).personNames.map((of) => of.done)).toEqual([
      0,
      null,
      null,
    ]);

    // How far they are is told, and nothing else: whoever shows the votes must know when all are in.
    const far = await ada.client.hub.work.norming({ roundId });
    expect(far).toEqual([
      { personId: ada.id, done: 0 },
      { personId: ben.id, done: 2 },
      { personId: cem.id, done: 2 },
    ]);
    expect(await cem.client.hub.work.norming({ roundId })).toEqual(far);

    await voteAll(ada, round, 'first', 'factual');
    await ada.client.norming.move({ roundId, stage: 'discuss' });
    await ada.sync();
    for (const member of [ben, cem]) await member.sync();
    const views = await Promise.all([ada, ben, cem].map((of) => of.client.norming.get({ roundId })));
    for (const view of views) {
      expect(view.items[0]!.first.map((of) => of.option)).toEqual(['factual', 'factual', 'none']);
      expect(view.agreement).toEqual(views[0]!.agreement);
      expect(view.agreement!.before.pairwise.estimate).toBeCloseTo(1 / 3, 12);
    }
    expect(JSON.stringify(views[2])).toContain(secret);
  });

  it('tells how far its people are to nobody who has no part in it, as if there were none', async () => {
    const round = roundOf({ personIds: [ada.id, ben.id] });
    const { roundId } = round;
    await ada.client.norming.begin(round);
    await ada.sync();
    expect(await failureOf(cem.client.hub.work.norming({ roundId }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await failureOf(ada.client.hub.work.norming({ roundId: randomUUID() }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    await ben.sync();
    await voteAll(ben, round, 'first', 'none');
    // What did not reach the hub yet is not told by it.
    const done = async () => (await ada.client.hub.work.norming({ roundId })).map((of) => of.done);
    expect(await done()).toEqual([0, 0]);
    await ben.sync();
    expect(await done()).toEqual([0, 2]);
    await ada.client.norming.move({ roundId, stage: 'discuss' });
    await ada.client.norming.move({ roundId, stage: 'second' });
    await ada.sync();
    expect(await done()).toEqual([0, 0]);
  });

  it('counts a vote made offline where the hub places it: after the reveal it is kept and does not count', async () => {
    const round = roundOf();
    const { roundId } = round;
    await ada.client.norming.begin(round);
    await ada.sync();
    for (const member of [ben, cem]) await member.sync();
    await voteAll(ada, round, 'first', 'none');
    await voteAll(ben, round, 'first', 'factual');
    await ben.sync();
    // Cem votes without a network; meanwhile the votes are shown.
    await voteAll(cem, round, 'first', 'factual');
    await ada.client.norming.move({ roundId, stage: 'discuss' });
    await ada.sync();
    await cem.sync();
    await cem.sync();
    for (const member of [ada, ben, cem]) {
      await member.sync();
      const view = await member.client.norming.get({ roundId });
      expect(view.items[0]!.first.map((of) => of.option)).toEqual(['none', 'factual']);
    }
    const { refused } = (await cem.client.app.status({})).sync;
    expect(refused).toBe(2);
  });

  it('is moved on by whoever began it alone, and is not there for somebody without a part in it', async () => {
    const round = roundOf({ personIds: [ada.id, ben.id] });
    const { roundId } = round;
    await ada.client.norming.begin(round);
    await ada.sync();
    for (const member of [ben, cem]) await member.sync();
    expect((await failureOf(ben.client.norming.move({ roundId, stage: 'discuss' }))).code).toBe('FORBIDDEN');
    expect((await failureOf(cem.client.norming.get({ roundId }))).code).toBe('NOT_FOUND');
    expect((await cem.client.norming.list({})).map((of) => of.roundId)).not.toContain(roundId);
  });
});
