/** Work that the hub gives out, over HTTP from the traces that arrived to what each device may know. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareWithReplay } from '../../hub/replay.ts';
import { gather } from '../../hub/work/second-look.ts';
import { findAudit } from '../../hub/store/audits.ts';
import { listReviews } from '../../hub/store/reviews.ts';
import type { FeedEntry } from '../../shared/contract/hub.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { Audit } from '../../shared/domain/audit.ts';
import { itemIdOf } from '../../shared/domain/audit.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import type { AuditId, ItemId, TraceId } from '../../shared/domain/ids.ts';
import { composeReport } from '../../shared/report/compose.ts';
import {
  checkKeys,
  checkOverlap,
  checkQueue,
  checkRanks,
  checkSizes,
  checkStrata,
  checkWeights,
} from '../../shared/report/verify-draw.ts';
import { prnKey } from '../../shared/sampling/prn.ts';
import { selectBottomK } from '../../shared/sampling/select.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { clean, TestDevice } from '../support/hub-fixture.ts';
import { idOf, madeTrace, WorkWorld } from '../support/work-world.ts';

const wrong = { ...clean, policy: { type: 'choice', option: 'violates' } } as const;

interface Reassigned {
  moved: number;
  kept: number;
  note: string | null;
  byPerson: { personId: string; items: number }[];
}

describeOnEachDatabase('work at the hub', (databases) => {
  let world: WorkWorld;
  beforeAll(async () => {
    world = await WorkWorld.start(databases.next());
  });
  afterAll(async () => {
    await world.hub.close();
  });

  const person = (at: number): TestPerson => world.reviewers[at] as TestPerson;
  const shapeOf = (payload: FeedEntry['payload']): string => {
    const { content, ...item } = payload as unknown as Record<string, unknown> & { content: string };
    return canonicalJson([Object.keys(item).toSorted(), Object.keys(JSON.parse(content)).toSorted()]);
  };

  it('draws what anyone can draw again from the traces, and gives each item out once', async () => {
    const drawn = await world.draw();
    const manifest = await world.manifest(drawn.auditId);
    expect(sha256Hex(canonicalJson(manifest))).toBe(drawn.manifestDigest);
    expect(manifest.frameSize).toBe(210);
    expect(manifest.plan.source).toMatchObject({ id: world.sourceId, watermark: 210 });
    const frame = Array.from({ length: 210 }, (_, n) => madeTrace(n, 0));
    const expected = selectBottomK({
      seed: manifest.plan.seed,
      purpose: 'sample',
      items: frame.map((one) => ({ id: String(one['id']), stratum: JSON.stringify([one['language']]) })),
      sizes: new Map(manifest.strata.map((one) => [one.key, one.drawn])),
    });
    const ids = [...expected.values()].flat().map((one) => one.id);
    expect(manifest.items.map((item) => item.traceId).toSorted()).toEqual(ids.toSorted());
    const again = await world.ask(world.lead, 'POST', `/v1/audits/${drawn.auditId}/redraw`);
    expect(again.body).toEqual({ isSame: true, missing: 0, added: 0 });

    const queues = await Promise.all(world.reviewers.map((one) => world.mine(one, drawn.auditId)));
    expect(queues.flat()).toHaveLength(24 + 8);
    expect(new Set(queues.flat()).size).toBe(24);
    const lengths = queues.map((one) => one.length);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
    const feed = await world.hub.known(person(0).token);
    expect([...feed.keys()].some((key) => key.startsWith('manifest/') || key.startsWith('gold/'))).toBe(
      false,
    );
    expect(feed.get(`audit/${drawn.auditId}`)).toMatchObject({ state: 'open', leadId: idOf(world.lead) });
  });

  it('draws once, however often it is asked with the same id, and never another under it', async () => {
    const auditId = randomUUID();
    const [first, second] = await Promise.all([world.draw({ auditId }), world.draw({ auditId })]);
    expect(second).toEqual(first);
    expect(await world.draw({ auditId })).toEqual(first);
    const other = await world.ask(world.lead, 'POST', '/v1/audits', {
      plan: world.plan({ title: 'Another' }),
      reviewerIds: [idOf(person(0))],
      auditId,
    });
    expect(other).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
  });

  it('goes on where the audit before it ended: rotating draws at once share no trace', async () => {
    const plan = { selection: 'rotating' } as const;
    const drawn = await Promise.all([0, 1, 2].map(() => world.draw({ plan })));
    const manifests = await Promise.all(drawn.map((one) => world.manifest(one.auditId)));
    const all = manifests.flatMap((one) => one.items.map((item) => item.traceId));
    expect(new Set(all).size).toBe(72);
    const seed = world.hub.database.sampleSeed;
    for (const { plan: frozen, items, strata, auditId } of manifests) {
      expect(frozen.seed).toBe(seed);
      for (const { key, rotation } of strata) {
        const inOrder = items.filter((one) => one.stratum === key).toSorted((a, b) => a.rank - b.rank);
        for (const item of inOrder) expect(item.key).toBe(prnKey(seed, 'sample', item.traceId));
        expect(rotation?.end).toBe(inOrder.at(-1)?.key);
        // Going round once at most: keys rise but for one place.
        const falls = inOrder.filter((one, at) => at > 0 && one.key < (inOrder[at - 1]?.key ?? '')).length;
        expect(falls).toBeLessThanOrEqual(1);
      }
      const again = await world.ask(world.lead, 'POST', `/v1/audits/${auditId}/redraw`);
      expect(again.body).toMatchObject({ isSame: true });
    }
    for (const manifest of manifests) {
      const checks = [checkKeys, checkStrata, checkSizes, checkWeights, checkRanks, checkOverlap, checkQueue];
      expect(checks.flatMap((check) => check(manifest))).toEqual([]);
    }
    const ends = manifests.map((one) => one.strata.map((stratum) => stratum.rotation));
    // Each begins where another one ended, but for the first.
    const ended = new Set(ends.flat().map((one) => one?.end));
    expect(ends.flat().filter((one) => !ended.has(one?.after ?? undefined))).toHaveLength(2);
  });

  it('says what keeps a plan from being drawn, and stores nothing of it', async () => {
    const before = (await world.ask<unknown[]>(world.lead, 'GET', '/v1/audits')).body;
    const ask = (plan: object, reviewerIds = [idOf(person(0))]) =>
      world.ask(world.lead, 'POST', '/v1/audits', { plan: world.plan(plan), reviewerIds });
    const auditor = await world.hub.add('auditor');
    const answers = [
      await ask({ filter: { dimensions: [{ dimension: 'language', values: ['xx'] }] } }),
      await ask({ overlap: { size: 1, reviewersPerItem: 2 } }),
      await ask({ scorecard: { id: 'unknown', version: 1 } }),
      await ask({ thresholds: [{ question: 'note', limit: 0.1 }] }),
      await ask({ sourceId: randomUUID() }),
      await ask({}, [idOf(auditor)]),
      await ask({}, [randomUUID() as never]),
    ];
    expect(answers.map((one) => one.body.code)).toEqual([
      'EMPTY_FRAME',
      'INFEASIBLE_PLAN',
      'INVALID_INPUT',
      'INVALID_INPUT',
      'NOT_FOUND',
      'INVALID_INPUT',
      'INVALID_INPUT',
    ]);
    expect((await world.ask<unknown[]>(world.lead, 'GET', '/v1/audits')).body).toHaveLength(before.length);
  });

  it('gives the open items of somebody away to others: done work stays, late work is late', async () => {
    const { auditId } = await world.draw({ reviewers: world.reviewers.slice(0, 3) });
    const [ann, ben, cara, dan] = [person(0), person(1), person(2), person(3)];
    const queue = await world.mine(ann, auditId);
    const done = queue.slice(0, 3);
    await world.review(ann, auditId, done);
    const before = new Map<string, Set<string>>();
    for (const one of [ben, cara, dan]) before.set(idOf(one), new Set(await world.mine(one, auditId)));
    const url = `/v1/audits/${auditId}/reassign`;
    const order = { from: idOf(ann), to: [ben, cara, dan].map(idOf), reason: 'Ann is on leave' };
    expect((await world.ask(person(1), 'POST', url, order)).status).toBe(403);
    const answer = await world.ask<Reassigned>(world.lead, 'POST', url, order);
    expect(answer.body).toMatchObject({ moved: queue.length - 3, kept: 0, note: null });
    expect((await world.mine(ann, auditId)).toSorted()).toEqual(done.toSorted());
    const after = await Promise.all([ben, cara, dan].map((one) => world.mine(one, auditId)));
    const gained = [ben, cara, dan].map((one, at) =>
      (after[at] ?? []).filter((id) => !before.get(idOf(one))?.has(id)),
    );
    expect(gained.flat().toSorted()).toEqual(queue.slice(3).toSorted());
    // Dan had nothing, so he gets everything: the others have more still.
    expect(gained[2]).toHaveLength(queue.length - 3);
    // Ann had reviewed one on her way already.
    const [late] = await world.review(ann, auditId, [queue[5] as ItemId]);
    const seen = await world.hub.known(world.lead.token);
    expect(seen.get(`review/${late}`)).toMatchObject({ isLate: true });
    const rest = await world.ask<Reassigned>(world.lead, 'POST', url, {
      from: idOf(ben),
      to: [idOf(ann)],
      reason: 'Back again',
    });
    const hadByAnn = new Set(queue);
    const bens = after[0] ?? [];
    expect(rest.body.kept).toBe(bens.filter((id) => hadByAnn.has(id)).length);
    expect(rest.body.note).toContain('has or had');
    expect(rest.body.moved + rest.body.kept).toBe(bens.length);
    const load = await world.ask<{ personId: string; assigned: number; reviewed: number }[]>(
      world.lead,
      'GET',
      `/v1/audits/${auditId}/load`,
    );
    expect(load.body.reduce((sum, one) => sum + one.assigned, 0)).toBe(24 + 8);
  });

  it('mixes gold in where nobody can tell, measures by it, and keeps it out of every figure', async () => {
    const scorecard = { id: 'hallucination_audit', version: 1 };
    for (let n = 0; n < 6; n += 1) {
      const { provenance: _none, ...trace } = madeTrace(9000 + n, Date.parse('2026-03-03T09:00:00Z'));
      const planted = await world.ask(world.owner, 'POST', '/v1/gold', {
        of: { trace: { ...trace, id: `trace-${9000 + n}` } },
        scorecard,
        answers: { policy: { type: 'choice', option: 'violates' } },
        rationale: 'The policy says otherwise.',
      });
      expect(planted.status).toBe(201);
    }
    const bad = await world.ask(world.owner, 'POST', '/v1/gold', {
      of: { trace: madeTrace(9999, 0) },
      scorecard,
      answers: { policy: { type: 'choice', option: 'perhaps' } },
      rationale: '',
    });
    expect(bad).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });

    const reviewers = world.reviewers.slice(0, 2);
    const drawn = await world.draw({
      reviewers,
      gold: 4,
      plan: { overlap: { size: 0, reviewersPerItem: 2 } },
    });
    expect(drawn).toMatchObject({ itemCount: 24, goldCount: 4 });
    const { auditId } = drawn;
    const manifest = await world.manifest(auditId);
    const sampled = new Set<string>(manifest.items.map((item) => item.id));
    const lead = await world.hub.known(world.lead.token);
    const golden = [...lead.keys()].filter((key) => key.startsWith('gold/')).map((key) => key.slice(5));
    expect(golden.filter((id) => sampled.has(id))).toEqual([]);
    expect(golden).toHaveLength(4);

    for (const one of reviewers) {
      const { entries } = await world.hub.pull(one.token);
      expect(entries.some((entry) => entry.kind === 'gold')).toBe(false);
      const items = entries.filter((entry) => entry.kind === 'item' && entry.payload?.auditId === auditId);
      expect(items).toHaveLength(12 + 4);
      expect(new Set(items.map((entry) => shapeOf(entry.payload))).size).toBe(1);
      for (const { id, payload } of items) {
        const { content } = payload as unknown as { content: string };
        expect(id).toBe(itemIdOf(auditId, (JSON.parse(content) as { id: TraceId }).id));
      }
      const given = entries.filter((e) => e.kind === 'assignment' && e.payload?.auditId === auditId);
      expect(
        new Set(given.map((e) => canonicalJson((e.payload as { personIds: string[] }).personIds))),
      ).toEqual(new Set([canonicalJson([idOf(one)])]));
    }
    const positions = [...lead].flatMap(([key, payload]) =>
      key.startsWith('item/') && (payload as { auditId: string }).auditId === auditId
        ? [(payload as { position: number }).position]
        : [],
    );
    expect(positions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 28 }, (_, at) => at + 1));

    const [ann, ben] = [person(0), person(1)];
    await world.review(ann, auditId, await world.mine(ann, auditId), wrong);
    await world.review(ben, auditId, await world.mine(ben, auditId), clean);
    const results = await world.ask<{ personId: string; right: number; judged: number; share: object }[]>(
      world.lead,
      'GET',
      `/v1/audits/${auditId}/gold`,
    );
    const of = (who: TestPerson) => results.body.find((one) => one.personId === idOf(who));
    expect(of(ann)).toMatchObject({
      question: 'policy',
      right: 4,
      judged: 4,
      share: { estimate: 1, high: 1 },
    });
    expect(of(ben)).toMatchObject({ right: 0, judged: 4, share: { estimate: 0, low: 0 } });
    expect((await world.ask(ann, 'GET', `/v1/audits/${auditId}/gold`)).status).toBe(403);

    const { db } = world.hub.database;
    const audit = await findAudit(db, auditId);
    if (audit === null) throw new Error('no audit');
    const input = await gather(db, audit, '2026-04-01T00:00:00.000Z');
    expect(await listReviews(db, auditId)).toHaveLength(24 + 8);
    expect(input.reviews.map((one) => sampled.has(one.itemId))).toEqual(
      Array.from({ length: 24 }, () => true),
    );
    const figures = ({ computedAt: _at, ...report }: Report) => report;
    const told = await world.ask<Report>(world.lead, 'GET', `/v1/audits/${auditId}/report`);
    expect(figures(told.body)).toEqual(JSON.parse(JSON.stringify(figures(composeReport(input)))));

    // Nobody gets gold twice: what is left is mixed in elsewhere.
    const next = await world.draw({ reviewers: [ann], gold: 4 });
    expect(next.goldCount).toBe(2);
    await world.ask(world.lead, 'POST', `/v1/audits/${auditId}/close`);
    const after = await world.hub.known(ann.token);
    expect(golden.every((id) => after.has(`gold/${id}`))).toBe(true);
  });

  it('lists audits without their seed for whoever judges blind, and with it for whoever leads', async () => {
    const ann = world.reviewers[0]!;
    const { auditId } = await world.draw({ reviewers: [ann] });
    const seedFor = async (who: TestPerson): Promise<string | undefined> => {
      const listed = await world.ask<Audit[]>(who, 'GET', '/v1/audits');
      return listed.body.find((one) => one.id === auditId)?.plan.seed;
    };
    const { plan } = await world.manifest(auditId);
    expect(await seedFor(world.lead)).toBe(plan.seed);
    expect(await seedFor(ann)).toBe('0'.repeat(32));
    await world.ask(world.lead, 'POST', `/v1/audits/${auditId}/close`);
    expect(await seedFor(ann)).toBe(plan.seed);
  });

  it('makes gold of what was judged, for whoever sees it; hides it from who has it to judge; retires it', async () => {
    const [ann, ben] = [person(0), person(1)];
    const [eve, olga] = [await world.hub.add('reviewer', 'Eve'), await world.hub.add('owner', 'Olga')];
    // Shows the model, as the audit that gold comes from hides it.
    const open = { blinding: { hidesModel: false, hidesJudge: true, revealsOthers: 'afterClose' } } as const;
    const { auditId } = await world.draw({ reviewers: [ann, ben] });
    const [itemId, unjudged] = (await world.mine(ann, auditId)) as [ItemId, ItemId];
    await world.review(ann, auditId, [itemId]);
    const add = (by: TestPerson, of: ItemId) =>
      world.ask<{ goldId: string; title: string; usedCount: number }>(by, 'POST', '/v1/gold', {
        of: { itemId: of },
        scorecard: { id: 'hallucination_audit', version: 1 },
        answers: clean,
        rationale: 'Ruled so.',
      });
    expect((await add(world.owner, itemId)).status).toBe(403);
    expect((await add(world.lead, unjudged)).status).toBe(409);
    const added = await add(world.lead, itemId);
    expect(added.body).toMatchObject({ usedCount: 0, retiredAt: null });
    expect(added.body.title).toMatch(/^Question \d+: when does my refund arrive/);
    expect((await add(world.lead, itemId)).status).toBe(409);

    // Whoever leads the audit would know it, so nothing is mixed in for them alone.
    expect(await world.draw({ reviewers: [world.lead], gold: 3 })).toMatchObject({ goldCount: 0 });
    const listed = async (who: TestPerson): Promise<string[]> =>
      (await world.ask<{ goldId: string }[]>(who, 'GET', '/v1/gold')).body.map((one) => one.goldId);
    expect(await listed(olga)).toContain(added.body.goldId);
    // Of the other language only, so that the trace itself is not in the sample.
    const { content } = (await world.hub.known(ann.token)).get(`item/${itemId}`) as unknown as {
      content: string;
    };
    const other = (JSON.parse(content) as { language: string }).language === 'en' ? 'de' : 'en';
    const filter = { dimensions: [{ dimension: 'language', values: [other] }] };
    const drawn = await world.draw({ reviewers: [olga, eve], gold: 20, plan: { ...open, filter } });
    // Whoever may list gold is not measured by it: what is missing from the list would say what it is.
    expect(drawn.goldCount).toBeGreaterThan(0);
    expect(await listed(olga)).toContain(added.body.goldId);
    const given = await world.ask<{ personId: string; assigned: number }[]>(
      world.lead,
      'GET',
      `/v1/audits/${drawn.auditId}/load`,
    );
    const assigned = given.body.reduce((sum, one) => sum + one.assigned, 0);
    const sampled = given.body.find((one) => one.personId === olga.person.id)?.assigned ?? 0;
    expect(assigned - sampled).toBeGreaterThan(drawn.goldCount);
    const items = [...(await world.hub.known(eve.token))].filter(
      ([key, payload]) =>
        key.startsWith('item/') && (payload as { auditId: string }).auditId === drawn.auditId,
    );
    expect(new Set(items.map(([, payload]) => shapeOf(payload))).size).toBe(1);
    // With the seed she could compute which items the draw would not have taken.
    const seedTold = async (who: TestPerson): Promise<string> =>
      ((await world.hub.known(who.token)).get(`audit/${drawn.auditId}`) as { plan: { seed: string } }).plan
        .seed;
    expect(await seedTold(eve)).toMatch(/^0{32}$/);
    expect(await seedTold(world.lead)).not.toMatch(/^0{32}$/);

    const retired = await world.ask<{ retiredAt: string }>(
      world.lead,
      'POST',
      `/v1/gold/${added.body.goldId}/retire`,
    );
    expect(retired.body.retiredAt).toMatch(/^\d{4}-/);
    expect((await world.ask(world.lead, 'POST', `/v1/gold/${randomUUID()}/retire`)).status).toBe(404);
  });

  it('leaves nobody with nothing but gold when their items go to others', async () => {
    const { provenance: _none, ...trace } = madeTrace(9500, Date.parse('2026-03-03T09:00:00Z'));
    await world.ask(world.owner, 'POST', '/v1/gold', {
      of: { trace },
      scorecard: { id: 'hallucination_audit', version: 1 },
      answers: { policy: { type: 'choice', option: 'complies' } },
      rationale: '',
    });
    const [cara, dan] = [person(2), person(3)];
    const { auditId, goldCount } = await world.draw({ reviewers: [cara, dan], gold: 5 });
    expect(goldCount).toBeGreaterThan(0);
    await world.ask(world.lead, 'POST', `/v1/audits/${auditId}/reassign`, {
      from: idOf(cara),
      to: [idOf(dan), idOf(person(0))],
      reason: 'away',
    });
    expect(await world.mine(cara, auditId)).toEqual([]);
    expect((await world.mine(dan, auditId)).length).toBeGreaterThanOrEqual(12 + goldCount);
  });

  it('asks for items to be judged anew, blind, until the next review', async () => {
    const [ann, ben] = [person(0), person(1)];
    const { auditId } = await world.draw({ reviewers: [ann, ben] });
    const queue = await world.mine(ann, auditId);
    const [first] = await world.review(ann, auditId, queue.slice(0, 2));
    const url = `/v1/audits/${auditId}/relabel`;
    const order = { itemIds: queue.slice(0, 3), personIds: null, reason: 'The class was redefined' };
    expect((await world.ask(ann, 'POST', url, order)).status).toBe(403);
    const asked = await world.ask(world.owner, 'POST', url, order);
    expect(asked.body).toEqual({ requested: 2, leftOut: 1 });
    expect((await world.ask(world.owner, 'POST', url, order)).body).toEqual({ requested: 0, leftOut: 3 });
    const key = `relabel/${queue[0]}:${idOf(ann)}`;
    expect((await world.hub.known(ann.token)).get(key)).toMatchObject({ reason: order.reason });
    expect(
      [...(await world.hub.known(ben.token)).keys()].filter((one) => one.startsWith('relabel/')),
    ).toEqual([]);
    await world.review(ann, auditId, [queue[0] as ItemId], wrong, first);
    const after = await world.hub.known(ann.token);
    expect(after.has(key)).toBe(false);
    expect(after.has(`relabel/${queue[1]}:${idOf(ann)}`)).toBe(true);
    await world.ask(world.lead, 'POST', `/v1/audits/${auditId}/close`);
    const closed = await world.hub.known(ann.token);
    expect([...closed.keys()].filter((one) => one.startsWith('relabel/'))).toEqual([]);
    expect((await world.ask(world.lead, 'POST', url, order)).status).toBe(409);
  });

  it('begins the second look as a device would', async () => {
    const reviewers = world.reviewers.slice(0, 3);
    const plan = { secondLook: { cleanShare: 0.5, flaggedShare: 0 } };
    const { auditId } = await world.draw({ reviewers, plan });
    const url = `/v1/audits/${auditId}/second-look`;
    const early = await world.ask(world.lead, 'POST', url);
    expect(early).toMatchObject({ status: 409, body: { data: { what: '32 first reviews are missing.' } } });
    for (const one of reviewers) await world.review(one, auditId, await world.mine(one, auditId));
    const begun = await world.ask(world.lead, 'POST', url);
    expect(begun.body).toEqual({ clean: 12, flagged: 0, leftOut: 0 });
    expect((await world.ask(world.lead, 'POST', url)).status).toBe(409);
  });

  it('is a projection of the ledgers, tables and decisions alike', async () => {
    const { db, hubId } = world.hub.database;
    expect(await compareWithReplay(db, hubId)).toEqual([]);
    const gold = await db.selectFrom('gold_item').selectAll().execute();
    expect(gold.length).toBeGreaterThan(0);
  });

  it('takes from nobody but the hub itself what only the hub decides', async () => {
    const device = new TestDevice(world.hub, world.lead);
    const auditId = randomUUID() as AuditId;
    device.append('gold.retired@1', { goldId: randomUUID() });
    device.append('template.stopped@1', { templateId: randomUUID() });
    device.append('audit.goldMixed@1', {
      auditId,
      items: [
        {
          itemId: randomUUID() as ItemId,
          goldId: randomUUID(),
          contentDigest: '0'.repeat(64) as never,
          sealedDigest: null,
          after: 0,
        },
      ],
    });
    const { refused } = await device.push();
    expect(refused.map((one) => one.reason)).toEqual(['WRONG_ROLE', 'WRONG_ROLE', 'WRONG_ROLE']);
  });
});
