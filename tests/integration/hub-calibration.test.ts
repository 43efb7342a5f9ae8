/** The calibration round at the hub: who is given it, who may see what of it, and that nothing of it counts. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareWithReplay } from '../../hub/replay.ts';
import { listClosings, listDueContents } from '../../hub/retention/due.ts';
import { findHeld, listAuditsWith } from '../../hub/store/erased.ts';
import { hasWork } from '../../hub/store/items.ts';
import type { FeedEntry } from '../../shared/contract/hub.ts';
import type { Workload } from '../../shared/contract/hub-work.ts';
import type { Report } from '../../shared/contract/report.ts';
import { itemIdOf } from '../../shared/domain/audit.ts';
import type { AuditId, ItemId, TraceId } from '../../shared/domain/ids.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { clean, TestDevice } from '../support/hub-fixture.ts';
import type { DrawnAnswer } from '../support/work-world.ts';
import { idOf, madeTrace, WorkWorld } from '../support/work-world.ts';

const scorecard = { id: 'hallucination_audit', version: 1 } as const;
const violates = { policy: { type: 'choice', option: 'violates' } } as const;
const wrong = { ...clean, ...violates } as const;

interface Round extends DrawnAnswer {
  calibrationCount: number;
  note: string | null;
}

describeOnEachDatabase('a calibration round', (databases) => {
  let world: WorkWorld;
  let planted = 0;
  beforeAll(async () => {
    world = await WorkWorld.start(databases.next());
  });
  afterAll(async () => {
    expect(await compareWithReplay(world.hub.database.db, world.hub.database.hubId)).toEqual([]);
    await world.hub.close();
  });

  const plant = async (count: number, by: TestPerson = world.owner): Promise<TraceId[]> => {
    const ids: TraceId[] = [];
    for (let n = 0; n < count; n += 1) {
      planted += 1;
      const { provenance: _none, ...trace } = madeTrace(9000 + planted, Date.parse('2026-03-03T09:00:00Z'));
      const added = await world.ask(by, 'POST', '/v1/gold', {
        of: { trace },
        scorecard,
        answers: violates,
        rationale: `The policy of case ${planted} says otherwise.`,
      });
      expect(added.status).toBe(201);
      ids.push(trace['id'] as TraceId);
    }
    return ids;
  };
  const draw = async (calibration: number, of: Parameters<WorkWorld['draw']>[0] = {}): Promise<Round> =>
    (await world.draw({ ...of, plan: { ...of.plan, calibration } })) as Round;
  const add = async (...names: string[]): Promise<TestPerson[]> => {
    const people: TestPerson[] = [];
    for (const name of names) people.push(await world.hub.add('reviewer', name));
    return people;
  };
  const entriesOf = async (who: TestPerson, auditId: AuditId, kind: FeedEntry['kind']) =>
    [...(await world.hub.known(who.token))]
      .filter(([key, payload]) => key.startsWith(`${kind}/`) && inAudit(payload) === auditId)
      .map(([, payload]) => payload as unknown as Record<string, unknown>);
  const inAudit = (payload: unknown): unknown => (payload as { auditId?: unknown }).auditId;
  const roundOf = async (who: TestPerson, auditId: AuditId): Promise<ItemId[]> =>
    (await entriesOf(who, auditId, 'calibration'))
      .toSorted((a, b) => Number(a['position']) - Number(b['position']))
      .map((one) => one['itemId'] as ItemId);

  it('cannot be drawn without gold, and says what to do', async () => {
    const answer = await world.ask(world.lead, 'POST', '/v1/audits', {
      plan: world.plan({ calibration: 3 }),
      reviewerIds: [idOf(world.reviewers[0]!)],
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'INFEASIBLE_PLAN', data: { remedy: expect.stringContaining('Plant gold items first') } },
    });
  });

  it('is the same for everybody who reviews, with its answers, and in nobody’s worklist', async () => {
    await plant(3);
    const [ann, ben] = await add('Ann B', 'Ben B');
    const drawn = await draw(3, { reviewers: [ann!, ben!], gold: 2 });
    expect(drawn).toMatchObject({ itemCount: 24, goldCount: 0, calibrationCount: 3, note: null });
    const { auditId } = drawn;
    const manifest = await world.manifest(auditId);
    expect(manifest.items).toHaveLength(24);
    const round = await roundOf(ann!, auditId);
    expect(round).toHaveLength(3);
    for (const who of [ann!, ben!, world.lead]) {
      expect(await roundOf(who, auditId)).toEqual(round);
      const items = await entriesOf(who, auditId, 'item');
      const known = items.filter((one) => round.includes(one['itemId'] as ItemId));
      expect(known.map((one) => one['position']).toSorted()).toEqual([1, 2, 3]);
      for (const one of known) {
        const trace = JSON.parse(one['content'] as string) as { id: TraceId };
        expect(one['itemId']).toBe(itemIdOf(auditId, trace.id));
        expect(one['sealed'] === null).toBe(who !== world.lead);
      }
      const given = await entriesOf(who, auditId, 'assignment');
      expect(given.some((one) => round.includes(one['itemId'] as ItemId))).toBe(false);
    }
    const entries = await entriesOf(ann!, auditId, 'calibration');
    expect(entries.map((one) => one['answers'])).toEqual([violates, violates, violates]);
    expect(entries.every((one) => String(one['rationale']).startsWith('The policy of case'))).toBe(true);
    const stranger = (await add('Stranger B'))[0]!;
    expect(await roundOf(stranger, auditId)).toEqual([]);
  });

  it('counts nowhere: not in the load, the report, the complete items, nor among gold results', async () => {
    await plant(2);
    const [ann, ben] = await add('Ann C', 'Ben C');
    const { auditId } = await draw(2, {
      reviewers: [ann!, ben!],
      plan: { overlap: { size: 24, reviewersPerItem: 2 } },
    });
    const round = await roundOf(ann!, auditId);
    const load = async () =>
      (await world.ask<Workload[]>(world.lead, 'GET', `/v1/audits/${auditId}/load`)).body;
    const figures = async () => {
      const told = await world.ask<Report>(world.lead, 'GET', `/v1/audits/${auditId}/report`);
      const { computedAt: _at, ...report } = told.body;
      return report;
    };
    const [loadBefore, reportBefore] = [await load(), await figures()];
    await world.review(ann!, auditId, round, wrong);
    await world.review(ben!, auditId, [round[0]!], clean);
    const device = new TestDevice(world.hub, ben!);
    device.append('item.skipped@1', { auditId, itemId: round[1]!, reason: 'cannot_judge' });
    device.append('item.flagged@1', { auditId, itemId: round[0]!, reason: 'privacy' });
    expect((await device.push()).refused).toEqual([]);
    expect(await load()).toEqual(loadBefore);
    expect(await figures()).toEqual(reportBefore);
    const results = await world.ask<unknown[]>(world.lead, 'GET', `/v1/audits/${auditId}/gold`);
    expect(results.body).toEqual([]);

    // Everybody sees their own practice, its lead all of it, owners and the others none of somebody else's.
    const authors = async (who: TestPerson): Promise<unknown[]> =>
      (await entriesOf(who, auditId, 'review')).map((one) => one['personId']);
    expect(await authors(ann!)).toEqual([idOf(ann!), idOf(ann!)]);
    expect(await authors(ben!)).toEqual([idOf(ben!)]);
    expect((await authors(world.lead)).toSorted()).toEqual([idOf(ann!), idOf(ann!), idOf(ben!)].toSorted());
    expect(await entriesOf(world.owner, auditId, 'audit')).toEqual([]);

    const asked = await world.ask(world.lead, 'POST', `/v1/audits/${auditId}/relabel`, {
      itemIds: [round[0]],
      personIds: null,
      reason: 'again',
    });
    expect(asked.status).toBe(404);
    await world.ask(world.lead, 'POST', `/v1/audits/${auditId}/close`);
    expect(await authors(ann!)).toEqual([idOf(ann!), idOf(ann!)]);
  });

  it('comes to those who are given items later, and their practice is taken; whoever never had any is refused', async () => {
    await plant(2);
    const [ann, ben, cara] = await add('Ann D', 'Ben D', 'Cara D');
    const { auditId } = await draw(2, { reviewers: [ann!] });
    const round = await roundOf(ann!, auditId);
    const stranger = new TestDevice(world.hub, cara!);
    stranger.append('review.submitted@1', {
      reviewId: randomUUID() as never,
      auditId,
      itemId: round[0]!,
      scorecard,
      answers: clean,
      elapsedMs: 1,
      supersedes: null,
      sawModel: false,
      sawJudge: false,
    });
    expect((await stranger.push()).refused).toMatchObject([{ reason: 'NOT_ASSIGNED' }]);
    const moved = await world.ask<{ moved: number }>(world.lead, 'POST', `/v1/audits/${auditId}/reassign`, {
      from: idOf(ann!),
      to: [idOf(ben!)],
      reason: 'away',
    });
    expect(moved.body.moved).toBe(24);
    expect(await roundOf(ben!, auditId)).toEqual(round);
    expect(await roundOf(ann!, auditId)).toEqual([]);
    await world.review(ben!, auditId, round);
    // Practice alone is no part in an audit: who has nothing else is not blind to it.
    await world.review(ann!, auditId, [round[0]!]);
    expect(await hasWork(world.hub.database.db, auditId, idOf(ann!))).toBe(false);
    expect(await hasWork(world.hub.database.db, auditId, idOf(ben!))).toBe(true);
  });

  it('is shorter where there is less gold, and says so', async () => {
    const [ann] = await add('Ann E');
    const [mine, other] = [await world.hub.add('owner', 'Olga E'), world.owner];
    const before = await world.ask<{ usedCount: number }[]>(other, 'GET', '/v1/gold');
    await plant(1, mine);
    const drawn = await draw(20, { reviewers: [ann!, mine] });
    // Her own gold is left out, because she gave its answers.
    expect(drawn.calibrationCount).toBe(before.body.length);
    expect(drawn.note).toContain(`${before.body.length} items instead of 20`);
    const again = await draw(20, { reviewers: [ann!, mine], auditId: drawn.auditId });
    expect(again).toEqual(drawn);
  });

  it('is never mixed in silently for people who were told its answers, nor told to those whom it measures', async () => {
    const traces = await plant(4);
    const [ann, ben, cara] = await add('Ann F', 'Ben F', 'Cara F');
    const gold = await world.ask<{ goldId: string; traceId: TraceId }[]>(world.owner, 'GET', '/v1/gold');
    const others = gold.body.filter((one) => !traces.includes(one.traceId));
    for (const { goldId } of others) await world.ask(world.owner, 'POST', `/v1/gold/${goldId}/retire`);
    const practised = await draw(2, { reviewers: [ann!], gold: 1 });
    expect(practised).toMatchObject({ calibrationCount: 2, goldCount: 1 });
    const next = await draw(1, { reviewers: [ann!], gold: 10 });
    expect(next).toMatchObject({ calibrationCount: 1, goldCount: 0 });
    await expect(draw(1, { reviewers: [ann!] })).rejects.toThrow(/422/);

    // Ben is measured by all four; given Ann's items, he is told nothing of them.
    const measured = await world.draw({ reviewers: [ben!], gold: 4 });
    expect(measured.goldCount).toBe(4);
    const give = (auditId: AuditId, from: TestPerson, to: TestPerson) =>
      world.ask<{ moved: number; kept: number }>(world.lead, 'POST', `/v1/audits/${auditId}/reassign`, {
        from: idOf(from),
        to: [idOf(to)],
        reason: 'away',
      });
    await give(practised.auditId, ann!, ben!);
    expect(await roundOf(ben!, practised.auditId)).toEqual([]);
    await give(next.auditId, ann!, cara!);
    expect(await roundOf(cara!, next.auditId)).toHaveLength(1);
    // Cara was told the answers of one of the four: that one is not given to her as silent gold.
    const answer = await give(measured.auditId, ben!, cara!);
    expect(answer.body).toMatchObject({ moved: 24 + 3 });
  });

  it('keeps its texts while its audit runs, and gives them up with the rest after the close', async () => {
    // Nothing but a gold item that no other audit has.
    const gold = await world.ask<{ goldId: string }[]>(world.owner, 'GET', '/v1/gold');
    for (const one of gold.body) await world.ask(world.owner, 'POST', `/v1/gold/${one.goldId}/retire`);
    await plant(1);
    const [ann] = await add('Ann H');
    const { auditId } = await draw(1, { reviewers: [ann!] });
    const [round] = await roundOf(ann!, auditId);
    const { db } = world.hub.database;
    const { content_digest: digest, gold_id: goldId } = await db
      .selectFrom('calibration_item')
      .selectAll()
      .where('item_id', '=', round!)
      .executeTakeFirstOrThrow();
    const retention = { rules: [{ riskClasses: [], traceDays: null, itemDays: 1 }] };
    const isDue = async (): Promise<boolean> => {
      const by = { retention, closings: await listClosings(db), nowMs: Date.now() + 10 * 86_400_000 };
      return (await listDueContents(db, by, 100_000)).digests.includes(digest);
    };
    await world.ask(world.owner, 'POST', `/v1/gold/${goldId}/retire`);
    expect(await isDue()).toBe(false);
    expect(await findHeld(db, [digest])).toBe(digest);
    await world.ask(world.lead, 'POST', `/v1/audits/${auditId}/close`);
    expect(await isDue()).toBe(true);
    expect(await findHeld(db, [digest])).toBeNull();
    expect(await listAuditsWith(db, [digest])).toEqual([auditId]);
  });

  it('is set once, by the hub or the lead of the audit, as planned', async () => {
    await plant(1);
    const [ann] = await add('Ann G');
    const { auditId } = await draw(1, { reviewers: [ann!] });
    const [entry] = await entriesOf(world.lead, auditId, 'calibration');
    const device = new TestDevice(world.hub, world.lead);
    device.append('audit.calibrationSet@1', {
      auditId,
      items: [
        {
          itemId: entry!['itemId'] as ItemId,
          goldId: randomUUID(),
          contentDigest: 'a'.repeat(64) as never,
          sealedDigest: null,
          position: 1,
          answers: violates,
          rationale: 'Another.',
        },
      ],
    });
    expect((await device.push()).refused).toMatchObject([{ reason: 'AUDIT_STATE' }]);
    const { auditId: without } = await world.draw({ reviewers: [ann!] });
    const item = (await world.mine(ann!, without))[0]!;
    device.append('audit.calibrationSet@1', {
      auditId: without,
      items: [
        {
          itemId: item,
          goldId: randomUUID(),
          contentDigest: 'a'.repeat(64) as never,
          sealedDigest: null,
          position: 1,
          answers: violates,
          rationale: 'Another.',
        },
      ],
    });
    expect((await device.push()).refused.at(-1)).toMatchObject({ reason: 'NOT_PLANNED' });
  });
});
