/** What is mine of an audit: exactly what my queue shows, with the end of each copy, and nothing for anybody else. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AuditId, Digest, ItemId } from '../../shared/domain/ids.ts';
import type { TestDatabases } from '../support/hub-databases.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { clean } from '../support/hub-fixture.ts';
import { idOf, madeTrace, WorkWorld } from '../support/work-world.ts';

const day = 86_400_000;
const clock = {
  ms: Date.parse('2026-03-09T08:00:00Z'),
  now(): Date {
    return new Date(this.ms);
  },
};

interface Mine {
  items: { itemId: ItemId; contentDigest: Digest; bytes: number; keptUntil: string | null }[];
}

describeOnEachDatabase('what is mine of an audit', (databases: TestDatabases) => {
  let world: WorkWorld;
  let ann: TestPerson;
  let ben: TestPerson;
  beforeAll(async () => {
    world = await WorkWorld.start(databases.next(), { clock });
    [ann, ben] = world.reviewers as [TestPerson, TestPerson];
  }, 60_000);
  afterAll(() => world.hub.close());

  const ask = (who: TestPerson, auditId: AuditId) =>
    world.ask<Mine>(who, 'GET', `/v1/audits/${auditId}/mine`);
  const idsOf = (mine: Mine): ItemId[] => mine.items.map((one) => one.itemId);

  it('is what the person’s own device is told of, gold among it and told apart by nothing', async () => {
    for (const n of [1, 2]) {
      const planted = await world.ask(world.owner, 'POST', '/v1/gold', {
        of: { trace: madeTrace(9000 + n, clock.ms) },
        scorecard: { id: 'hallucination_audit', version: 1 },
        answers: clean,
        rationale: 'Planted.',
      });
      expect(planted.status).toBe(201);
    }
    const { auditId, goldCount } = await world.draw({ gold: 2 });
    expect(goldCount).toBe(2);
    for (const who of world.reviewers) {
      const { body } = await ask(who, auditId);
      expect(idsOf(body)).toEqual((await world.mine(who, auditId)).toSorted());
      const known = await world.hub.known(who.token);
      for (const { itemId, contentDigest, bytes, keptUntil } of body.items) {
        const told = known.get(`item/${itemId}`) as { contentDigest: string; content: string };
        expect([contentDigest, bytes]).toEqual([told.contentDigest, Buffer.byteLength(told.content)]);
        expect(keptUntil).toBeNull();
      }
      const shapes = body.items.map((one) => Object.keys(one).join());
      expect(new Set(shapes).size).toBe(1);
    }
  });

  it('follows an item to the person it is given to, and holds what is to be judged anew', async () => {
    const { auditId } = await world.draw({ reviewers: [ann, ben] });
    const before = idsOf((await ask(ann, auditId)).body);
    await world.review(ann, auditId, before.slice(0, 1));
    await world.ask(world.lead, 'POST', `/v1/audits/${auditId}/reassign`, {
      from: idOf(ann),
      to: [idOf(world.reviewers[2]!)],
      reason: 'leave',
    });
    expect(idsOf((await ask(ann, auditId)).body).length).toBeLessThan(before.length);
    expect(idsOf((await ask(world.reviewers[2]!, auditId)).body).length).toBeGreaterThan(0);
    const asked = await world.ask<{ requested: number }>(
      world.lead,
      'POST',
      `/v1/audits/${auditId}/relabel`,
      { itemIds: before.slice(0, 1), personIds: [idOf(ann)], reason: 'redefined' },
    );
    expect(asked.body).toMatchObject({ requested: 1 });
    expect(idsOf((await ask(ann, auditId)).body)).toContain(before[0]);
  });

  it('is not told to anybody who has no part in it, nor of an audit that does not exist', async () => {
    const { auditId } = await world.draw({ reviewers: [ann] });
    expect((await ask(ann, auditId)).status).toBe(200);
    for (const who of [ben, world.lead, world.owner, world.admin]) {
      const answer = await ask(who, auditId);
      expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
    }
    expect((await ask(ann, '00000000-0000-4000-8000-000000000000' as AuditId)).status).toBe(404);
  });

  it('ends a copy when its trace says so, or when the rule in force does after the close, whichever is first', async () => {
    const wish = new Date(clock.ms + 5 * day).toISOString();
    const traces = Array.from({ length: 4 }, (_, n) => ({
      id: `kept-${n}`,
      occurredAt: new Date(clock.ms - day).toISOString(),
      prompt: [{ role: 'user', text: `Kept ${n}?` }],
      output: 'Yes.',
      ...(n < 2 ? { retainUntil: wish } : {}),
      ...(n % 2 === 0 ? { riskClass: 'high' } : {}),
    }));
    await world.ask(world.admin, 'POST', '/v1/traces?source=kept', traces);
    const sources = await world.ask<{ id: string; name: string }[]>(world.lead, 'GET', '/v1/sources');
    const sourceId = sources.body.find((one) => one.name === 'kept')!.id;
    const { auditId } = await world.draw({
      reviewers: [ann],
      plan: {
        sourceId: sourceId as never,
        dimensions: [],
        allocation: { rule: 'proportional', size: 4, minPerStratum: 1, takeAllBelow: 0 },
        overlap: { size: 0, reviewersPerItem: 2 },
      },
    });
    const ends = async (): Promise<(string | null)[]> =>
      (await ask(ann, auditId)).body.items.map((one) => one.keptUntil).toSorted();
    expect(await ends()).toEqual([wish, wish, null, null]);
    await world.ask(world.admin, 'PUT', '/v1/retention', {
      rules: [
        { riskClasses: ['high'], traceDays: null, itemDays: 2 },
        { riskClasses: [], traceDays: null, itemDays: 30 },
      ],
    });
    expect(await ends()).toEqual([wish, wish, null, null]);
    expect((await world.ask(world.lead, 'POST', `/v1/audits/${auditId}/close`, {})).status).toBe(200);
    const after = (days: number): string => new Date(clock.ms + days * day).toISOString();
    expect(await ends()).toEqual([after(2), after(2), wish, after(30)].toSorted());
  });
});
