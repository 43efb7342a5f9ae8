// What anybody may say about cases, rounds, proposals and versions, for every kind and every role that may not.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareWithReplay } from '../../hub/replay.ts';
import { listForEverybody, listOfAudit } from '../../hub/store/deliberation.ts';
import type { DeliberationKind } from '../../shared/domain/deliberation.ts';
import { deliberationRoles } from '../../shared/domain/deliberation.ts';
import { hallucinationAudit, hallucinationTaxonomy } from '../../shared/domain/defaults.ts';
import type { EventBody, EventKey } from '../../shared/domain/events.ts';
import type { PersonId, ReviewId } from '../../shared/domain/ids.ts';
import type { RulingId } from '../../shared/domain/adjudication.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import { clean, TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';
import { answersOf } from '../support/test-device.ts';

type Said = { [K in DeliberationKind | 'review.imported']: EventBody<`${K}@1`> };

const brings: readonly string[] = ['owner', 'lead', 'admin'];

describeOnEachDatabase('what the hub lets each role say', (databases) => {
  let hub: TestHub;
  let audit: TestAudit;
  let lead: TestDevice;

  beforeAll(async () => {
    hub = await TestHub.start(databases.next());
    lead = new TestDevice(hub, await hub.add('lead', 'Lea'));
    const ann = new TestDevice(hub, await hub.add('reviewer', 'Ann'));
    const ben = new TestDevice(hub, await hub.add('reviewer', 'Ben'));
    audit = new TestAudit(2);
    await audit.open(lead, [ann.owner, ben.owner], true);
    for (const at of [0, 1]) {
      ann.review(audit, at);
      ben.review(audit, at, { answers: answersOf('factual') });
    }
    await ann.push();
    await ben.push();
  });
  afterAll(async () => {
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);
    await hub.close();
  });

  /** One body of each kind, sound but for who says it. */
  function everything(person: PersonId): Said {
    const of = { auditId: audit.id, itemId: audit.item(0), question: 'hallucination' };
    const [rulingId, importId, roundId, proposalId] = [
      randomUUID() as RulingId,
      randomUUID(),
      randomUUID(),
      randomUUID(),
    ];
    const elsewhere = { personId: randomUUID() as PersonId, name: 'Elsewhere' };
    const scorecard = { id: 'hallucination_audit', version: 1 };
    const ruling = {
      ...of,
      rulingId,
      scorecard,
      option: 'factual',
      cause: 'edge_case' as const,
      confidence: 'low' as const,
      rationale: '',
      changesGuideline: false,
      reviewIds: [],
      supersedes: null,
    };
    const taxonomy = { ...hallucinationTaxonomy, id: 'taken_over', version: 1 };
    return {
      'case.claimed': { ...of, isHeld: true },
      'adjudication.decided': ruling,
      'adjudication.imported': {
        ...ruling,
        importId,
        onBehalfOf: elsewhere,
        ruledAt: '2026-01-03T10:00:00.000Z',
      },
      'adjudication.appealed': { ...of, rulingId, reason: 'No.' },
      'comment.added': { commentId: randomUUID(), about: { kind: 'case', case: of }, text: 'Hm.' },
      'norming.begun': {
        roundId,
        auditId: audit.id,
        title: 'Round',
        isLive: false,
        personIds: [person, lead.owner.person.id],
        cases: [of],
      } as EventBody<'norming.begun@1'>,
      'norming.voted': { roundId, case: of, stage: 'first', option: 'factual', rationale: '' },
      'norming.moved': { roundId, stage: 'discuss' },
      'taxonomy.proposed': {
        proposalId,
        taxonomy: { id: 'hallucination', version: 1 },
        operation: { kind: 'reword', class: 'other' },
        classes: hallucinationTaxonomy.classes,
        rationale: 'Because.',
        cases: [],
      },
      'taxonomy.proposalEnded': { proposalId, outcome: 'taken_up', reason: '' },
      'taxonomy.published': {
        publicationId: randomUUID(),
        taxonomy,
        from: null,
        operations: [],
        mapping: [],
        scorecards: [],
        summary: '',
        proposalIds: [],
        cases: [],
      },
      'scorecard.published': { scorecard: { ...hallucinationAudit, id: 'taken_over' } },
      'import.begun': {
        importId,
        auditId: audit.id,
        name: 'x',
        preset: 'columns',
        files: [],
        people: [elsewhere],
        isSimulated: false,
        rows: 1,
        rejected: 0,
      },
      'review.imported': {
        importId,
        reviewId: randomUUID() as ReviewId,
        auditId: audit.id,
        itemId: audit.item(0),
        onBehalfOf: elsewhere,
        scorecard,
        answers: clean,
        reviewedAt: '2026-01-02T10:00:00.000Z',
        elapsedMs: 0,
        origin: { file: 0, row: 1 },
      },
    };
  }

  const said = async (): Promise<number> =>
    (await listOfAudit(hub.database.db, audit.id)).length + (await listForEverybody(hub.database.db)).length;

  it('keeps every kind from every role that may not say it, and files nothing of it', async () => {
    for (const role of ['reviewer', 'auditor'] as const) {
      const device = new TestDevice(hub, await hub.add(role));
      const mayNot = Object.entries(everything(device.owner.person.id)).filter(([kind]) => {
        const allowed = kind === 'review.imported' ? brings : deliberationRoles[kind as DeliberationKind];
        return !(allowed as readonly string[]).includes(role);
      });
      const before = await said();
      for (const [kind, body] of mayNot) device.append(`${kind}@1` as EventKey, body as never);
      const { refused } = await device.push();
      const reasons = refused.map((one) => one.reason);
      expect(reasons, role).toEqual(mayNot.map(() => 'WRONG_ROLE'));
      expect(await said()).toBe(before);
    }
  });

  it('keeps a lead of another audit from ruling, importing and beginning rounds in this one', async () => {
    const other = new TestDevice(hub, await hub.add('lead', 'Other'));
    const all = everything(other.owner.person.id);
    const before = await said();
    const kinds = [
      'case.claimed',
      'adjudication.decided',
      'adjudication.imported',
      'norming.begun',
      'import.begun',
      'review.imported',
    ] as const;
    for (const kind of kinds) other.append(`${kind}@1` as EventKey, all[kind] as never);
    const { refused } = await other.push();
    expect(refused.map((one) => one.reason)).toEqual(kinds.map(() => 'NOT_YOURS'));
    expect(await said()).toBe(before);
  });

  it('lets who only brings traces push and publish nothing at all', async () => {
    const feeder = new TestDevice(hub, await hub.add('ingest'));
    feeder.append('case.claimed@1', everything(feeder.owner.person.id)['case.claimed']);
    expect((await feeder.send()).status).toBe(403);
    const publication = everything(feeder.owner.person.id)['taxonomy.published'];
    for (const role of ['ingest', 'reviewer', 'auditor'] as const) {
      const { token } = await hub.add(role);
      expect((await hub.ask(token, 'POST', '/v1/taxonomies', publication)).status, role).toBe(403);
    }
  });
});
