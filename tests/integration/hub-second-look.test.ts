import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compareWithReplay } from '../../hub/replay.ts';
import { countRefused } from '../../hub/store/ledgers.ts';
import { listSecondLooks } from '../../hub/store/second-looks.ts';
import type { FeedEntry } from '../../shared/contract/hub.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { AuditPlan } from '../../shared/domain/audit.ts';
import type { EventBody } from '../../shared/domain/events.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { clean, settle, TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';
import { answersOf } from '../support/test-device.ts';

const planned: Partial<AuditPlan> = { secondLook: { cleanShare: 0.5, flaggedShare: 1 } };

type Looks = EventBody<'audit.secondLookAssigned@1'>['secondLooks'];

describeOnEachDatabase('the second look at the hub', (databases) => {
  let hub: TestHub;
  let lead: TestPerson;
  let ann: TestPerson;
  let ben: TestPerson;
  let leadDevice: TestDevice;

  beforeAll(async () => {
    hub = await TestHub.start(databases.next());
  });
  afterAll(async () => {
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);
    await hub.close();
  });
  beforeEach(async () => {
    lead = await hub.add('lead', 'Lea');
    ann = await hub.add('reviewer', 'Ann');
    ben = await hub.add('reviewer', 'Ben');
    leadDevice = new TestDevice(hub, lead);
  });

  /** Four items of which Ann has 0 and 2, Ben 1 and 3, all judged first-hand. */
  async function judged(plan: Partial<AuditPlan> = planned) {
    const audit = new TestAudit(4, plan);
    await audit.open(leadDevice, [ann, ben]);
    const devices = [new TestDevice(hub, ann), new TestDevice(hub, ben)] as const;
    for (const at of [0, 1, 2, 3]) devices[at % 2]!.review(audit, at);
    for (const device of devices) await device.push();
    return { audit, ofAnn: devices[0], ofBen: devices[1] };
  }

  function give(
    device: TestDevice,
    audit: TestAudit,
    looks: [number, PersonId][],
    question = 'hallucination',
  ) {
    const secondLooks: Looks = looks.map(([at, personId]) => ({ itemId: audit.item(at), personId }));
    device.append('audit.secondLookAssigned@1', { auditId: audit.id, question, secondLooks });
  }

  const standing = (audit: TestAudit): Promise<Looks> => listSecondLooks(hub.database.db, audit.id);
  const looksOf = (known: Map<string, FeedEntry['payload']>): string[] =>
    [...known.keys()].filter((key) => key.startsWith('secondLook/')).toSorted();

  it('tells a reviewer the item to judge and nothing of what was said before', async () => {
    const { audit } = await judged();
    const before = await hub.pull(ben.token);
    give(leadDevice, audit, [[0, ben.person.id]]);
    expect((await leadDevice.push()).refused).toEqual([]);
    const after = await hub.pull(ben.token, before.cursor);
    expect(after.entries).toMatchObject([
      { kind: 'item', id: audit.item(0), payload: { sealed: null } },
      {
        kind: 'secondLook',
        op: 'put',
        id: audit.item(0),
        payload: { auditId: audit.id, itemId: audit.item(0), personId: ben.person.id },
      },
    ]);
    const text = JSON.stringify((await hub.pull(ben.token)).entries.filter((one) => one.kind !== 'person'));
    for (const secret of ['model-a', ann.person.id]) expect(text).not.toContain(secret);
    expect(Object.keys(after.entries[1]!.payload!).toSorted()).toEqual(['auditId', 'itemId', 'personId']);
    expect(looksOf(await hub.known(ann.token))).toEqual([]);
    expect(looksOf(await hub.known(lead.token))).toEqual([`secondLook/${audit.item(0)}`]);
  });

  it('takes the review of a second look in time, once, and tells nobody but its author and the lead', async () => {
    const { audit, ofBen } = await judged();
    give(leadDevice, audit, [[0, ben.person.id]]);
    await leadDevice.push();
    const first = ofBen.review(audit, 0, { answers: answersOf('factual') });
    const answer = await ofBen.push();
    expect([answer.refused, answer.late]).toEqual([[], []]);
    expect((await ofBen.send()).status).toBe(200);
    const again = ofBen.review(audit, 0, { supersedes: first, answers: clean });
    await ofBen.push();
    const known = await hub.known(lead.token);
    expect(known.get(`review/${first}`)).toMatchObject({ isCurrent: false, isLate: false });
    expect(known.get(`review/${again}`)).toMatchObject({ isCurrent: true, isLate: false });
    expect((await hub.known(ann.token)).has(`review/${again}`)).toBe(false);
  });

  it('tells everybody who sees assignments after the close, and only then', async () => {
    const { audit, ofBen } = await judged();
    give(leadDevice, audit, [
      [0, ben.person.id],
      [3, ann.person.id],
    ]);
    await leadDevice.push();
    const review = ofBen.review(audit, 0);
    await ofBen.push();
    expect(looksOf(await hub.known(ann.token))).toEqual([`secondLook/${audit.item(3)}`]);
    const auditor = await hub.add('auditor');
    const both = [0, 3].map((at) => `secondLook/${audit.item(at)}`).toSorted();
    const ofAudit = looksOf(await hub.known(auditor.token)).filter((key) => both.includes(key));
    expect(ofAudit).toEqual(both);
    const before = await hub.pull(ann.token);
    await audit.close(leadDevice);
    const later = await hub.pull(ann.token, before.cursor);
    const known = settle([...before.entries, ...later.entries]);
    expect(looksOf(known)).toEqual(both);
    expect(known.has(`review/${review}`)).toBe(true);
    const url = `/v1/audits/${audit.id}/report`;
    const reports = await Promise.all([lead, ann, ben].map((one) => hub.ask<Report>(one.token, 'GET', url)));
    const [one, ...others] = reports.map(({ body }) => ({ ...body, computedAt: null }));
    for (const other of others) expect(other).toEqual(one);
    expect(one?.reviewIds).toContain(review);
  });

  it('leaves what is first-hand as it was: assignments, progress and agreement', async () => {
    const { audit, ofBen } = await judged();
    const url = `/v1/audits/${audit.id}/report`;
    const before = (await hub.ask<Report>(lead.token, 'GET', url)).body;
    give(leadDevice, audit, [[0, ben.person.id]]);
    await leadDevice.push();
    ofBen.review(audit, 0, { answers: answersOf('factual') });
    await ofBen.push();
    const after = (await hub.ask<Report>(lead.token, 'GET', url)).body;
    expect(after.coverage).toEqual(before.coverage);
    const figures = (of: Report) => of.questions.map(({ overall, agreement }) => ({ overall, agreement }));
    expect(figures(after)).toEqual(figures(before));
    expect(after.reviewIds).toHaveLength(before.reviewIds.length + 1);
  });

  it('counts the reviews that it refused, each once', async () => {
    const { audit, ofAnn } = await judged();
    ofAnn.review(audit, 1);
    await ofAnn.push();
    await ofAnn.send();
    expect(await countRefused(hub.database.db, audit.id, 'review.submitted')).toBe(1);
    expect(await countRefused(hub.database.db, audit.id, 'item.skipped')).toBe(0);
  });

  it('lets the closed audit call a second look late that comes afterwards', async () => {
    const { audit, ofBen } = await judged();
    give(leadDevice, audit, [[0, ben.person.id]]);
    await leadDevice.push();
    await audit.close(leadDevice);
    ofBen.review(audit, 0);
    expect((await ofBen.push()).late).toHaveLength(1);
  });

  describe('is refused, as a whole and with a reason,', () => {
    const stranger = crypto.randomUUID() as PersonId;
    it.each<[string, (a: PersonId, b: PersonId) => [number, PersonId][], string]>([
      [
        'when one person is unknown',
        (_, b) => [
          [0, b],
          [1, stranger],
        ],
        'UNKNOWN_PERSON',
      ],
      [
        'when one has the item first-hand',
        (a, b) => [
          [0, b],
          [2, a],
        ],
        'NOT_INDEPENDENT',
      ],
      [
        'when an item comes twice',
        (_, b) => [
          [0, b],
          [0, b],
        ],
        'BAD_BODY',
      ],
    ])('%s', async (_, looks, reason) => {
      const { audit } = await judged();
      give(leadDevice, audit, looks(ann.person.id, ben.person.id));
      expect((await leadDevice.push()).refused).toMatchObject([{ reason }]);
      expect(await standing(audit)).toEqual([]);
    });

    it('when an item is of another audit', async () => {
      const { audit } = await judged();
      const other = new TestAudit(1);
      leadDevice.append('audit.secondLookAssigned@1', {
        auditId: audit.id,
        question: 'hallucination',
        secondLooks: [{ itemId: other.item(0), personId: ben.person.id }],
      });
      expect((await leadDevice.push()).refused).toMatchObject([{ reason: 'UNKNOWN_ITEM' }]);
    });

    it('when the question has no rate', async () => {
      const { audit } = await judged();
      give(leadDevice, audit, [[0, ben.person.id]], 'note');
      expect((await leadDevice.push()).refused).toMatchObject([{ reason: 'BAD_BODY' }]);
    });

    it('when somebody had the item before a reassignment', async () => {
      const { audit } = await judged();
      leadDevice.append('audit.assigned@1', {
        auditId: audit.id,
        assignments: [{ itemId: audit.item(0), personIds: [lead.person.id] }],
      });
      give(leadDevice, audit, [[0, ann.person.id]]);
      expect((await leadDevice.push()).refused).toMatchObject([{ reason: 'NOT_INDEPENDENT' }]);
    });

    it('when the plan has none, the audit is closed, or it has begun', async () => {
      const { audit: without } = await judged({});
      give(leadDevice, without, [[0, ben.person.id]]);
      const { audit: closed } = await judged();
      leadDevice.append('audit.closed@1', { auditId: closed.id });
      give(leadDevice, closed, [[0, ben.person.id]]);
      const { audit: begun } = await judged();
      give(leadDevice, begun, [[0, ben.person.id]]);
      give(leadDevice, begun, [[2, ben.person.id]]);
      const { refused } = await leadDevice.push();
      expect(refused.map((one) => one.reason)).toEqual(['NOT_PLANNED', 'AUDIT_STATE', 'ALREADY_BEGUN']);
      expect(await standing(begun)).toEqual([{ itemId: begun.item(0), personId: ben.person.id }]);
    });

    it('when it comes from a reviewer, from another lead, or about nothing known', async () => {
      const { audit, ofBen } = await judged();
      give(ofBen, audit, [[0, ben.person.id]]);
      expect((await ofBen.push()).refused).toMatchObject([{ reason: 'WRONG_ROLE' }]);
      const other = new TestDevice(hub, await hub.add('lead'));
      give(other, audit, [[0, ben.person.id]]);
      give(other, new TestAudit(1), [[0, ben.person.id]]);
      const { refused } = await other.push();
      expect(refused.map((one) => one.reason)).toEqual(['NOT_YOURS', 'UNKNOWN_AUDIT']);
      expect(await standing(audit)).toEqual([]);
    });

    it('and the device that gave it out is told what stands instead; nobody else is told anything', async () => {
      const { audit } = await judged();
      give(leadDevice, audit, [[0, ben.person.id]]);
      await leadDevice.push();
      const cursors = await Promise.all(
        [lead, ann, ben].map(async (one) => ({ token: one.token, ...(await hub.pull(one.token)) })),
      );
      const secondDevice = new TestDevice(hub, lead);
      give(secondDevice, audit, [
        [0, lead.person.id],
        [1, ann.person.id],
      ]);
      expect((await secondDevice.push()).refused).toMatchObject([{ reason: 'ALREADY_BEGUN' }]);
      const later = await Promise.all(cursors.map(({ token, cursor }) => hub.pull(token, cursor)));
      expect(later[0]!.entries).toMatchObject([
        { op: 'put', kind: 'secondLook', id: audit.item(0), payload: { personId: ben.person.id } },
        { op: 'remove', kind: 'secondLook', id: audit.item(1) },
      ]);
      expect([later[1]!.entries, later[2]!.entries]).toEqual([[], []]);
    });
  });

  it('is taken from who is given the item first-hand, and told so', async () => {
    const { audit } = await judged();
    give(leadDevice, audit, [
      [0, ben.person.id],
      [2, ben.person.id],
    ]);
    await leadDevice.push();
    const before = await hub.pull(ben.token);
    leadDevice.append('audit.assigned@1', {
      auditId: audit.id,
      assignments: [{ itemId: audit.item(0), personIds: [ben.person.id] }],
    });
    await leadDevice.push();
    const later = await hub.pull(ben.token, before.cursor);
    const known = settle([...before.entries, ...later.entries]);
    expect(looksOf(known)).toEqual([`secondLook/${audit.item(2)}`]);
    expect(known.has(`assignment/${audit.item(0)}`)).toBe(true);
    expect(looksOf(await hub.known(lead.token))).toEqual([`secondLook/${audit.item(2)}`]);
    expect(known).toEqual(await hub.known(ben.token));
  });
});
