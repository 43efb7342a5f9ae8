/** Audits that draw themselves each week, under a clock of the test's own, by one hub and by two. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HubDatabase } from '../../hub/database/open.ts';
import { openDatabase } from '../../hub/database/open.ts';
import { randomIds } from '../../hub/outside.ts';
import { compareWithReplay } from '../../hub/replay.ts';
import { drawDue, startScheduler } from '../../hub/work/scheduler.ts';
import type { TemplateRow } from '../../hub/work/templates.ts';
import type { TemplateRun } from '../../hub/store/templates.ts';
import type { Audit } from '../../shared/domain/audit.ts';
import type { Template } from '../../shared/domain/template.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { idOf, WorkWorld } from '../support/work-world.ts';

const monday = Date.parse('2026-03-16T00:00:00Z');

describeOnEachDatabase('audits that draw themselves', (databases) => {
  let now = new Date('2026-03-18T12:00:00Z');
  const clock = { now: () => now };
  const log = pino({ level: 'silent' });
  let world: WorkWorld;
  let second: HubDatabase;
  const templateId = randomUUID();
  const url = `/v1/templates/${templateId}`;

  beforeAll(async () => {
    const place = databases.next();
    // Four whole weeks: 2026-W12 to 2026-W15; clocks go forward in Berlin at the end of W13.
    world = await WorkWorld.start(place, { days: 28, perDay: 5, fromMs: monday, clock });
    second = databases.isShareable ? await openDatabase(place) : world.hub.database;
  });
  afterAll(async () => {
    if (second !== world.hub.database) await second.close();
    await world.hub.close();
  });

  const template = (changes: Partial<Template> = {}): Template => {
    const { filter: _filter, ...plan } = world.plan({ title: 'Answers of {week}' });
    return {
      templateId,
      leadId: idOf(world.lead),
      plan: {
        ...plan,
        filter: { dimensions: [] },
        allocation: { rule: 'proportional', size: 8, minPerStratum: 1, takeAllBelow: 0 },
        overlap: { size: 0, reviewersPerItem: 2 },
      },
      reviewerIds: world.reviewers.slice(0, 2).map(idOf),
      gold: 0,
      schedule: { weekday: 1, hour: 6, minute: 0, timeZone: 'Europe/Berlin' },
      weeks: 1,
      dueDays: 3,
      ...changes,
    };
  };
  /** Two hubs look at the same moment. */
  const look = async (at: string): Promise<void> => {
    now = new Date(at);
    const outside = { clock, ids: randomIds, log };
    await Promise.all([
      drawDue({ ...outside, database: world.hub.database }),
      drawDue({ ...outside, database: second }),
    ]);
  };
  const runs = async (): Promise<TemplateRun[]> => {
    const rows = (await world.ask<TemplateRow[]>(world.lead, 'GET', '/v1/templates')).body;
    return rows.find((one) => one.templateId === templateId)?.runs ?? [];
  };
  const drawnWeeks = async (): Promise<string[]> =>
    (await runs()).filter((one) => one.auditId !== null).map((one) => one.week);
  const audits = async (): Promise<Audit[]> =>
    (await world.ask<Audit[]>(world.lead, 'GET', '/v1/audits')).body;

  it('are saved by who leads them, for people, sources and times that there are', async () => {
    const save = (by: TestPerson, changes: Partial<Template>) => world.ask(by, 'PUT', url, template(changes));
    const otherLead = await world.hub.add('lead', 'Other');
    const refused = [
      await save(otherLead, {}),
      await save(world.lead, {
        schedule: { weekday: 1, hour: 6, minute: 0, timeZone: 'Europe/Atlantis' },
      }),
      await save(world.lead, { reviewerIds: [randomUUID() as never] }),
      await save(world.lead, { plan: { ...template().plan, sourceId: randomUUID() as never } }),
    ];
    expect(refused.map((one) => one.body.code)).toEqual([
      'FORBIDDEN',
      'INVALID_INPUT',
      'INVALID_INPUT',
      'NOT_FOUND',
    ]);
    const saved = await world.ask<TemplateRow>(world.lead, 'PUT', url, template());
    expect(saved.status).toBe(200);
    expect(saved.body).toMatchObject({ isActive: true, nextAt: '2026-03-23T05:00:00.000Z', runs: [] });
    expect((await world.ask(otherLead, 'POST', `${url}/stop`)).status).toBe(403);
  });

  it('draw the week that ended, once, at their time on the clock of their zone, whoever looks', async () => {
    await look('2026-03-23T04:59:00Z');
    expect(await runs()).toEqual([]);
    await look('2026-03-23T05:00:00Z');
    await look('2026-03-23T05:01:00Z');
    const [run, ...rest] = await runs();
    expect(rest).toEqual([]);
    expect(run).toMatchObject({ week: '2026-W12', problem: null });
    const drawn = await audits();
    expect(drawn).toHaveLength(1);
    expect(drawn[0]).toMatchObject({
      id: run?.auditId,
      title: 'Answers of 2026-W12',
      state: 'open',
      leadId: idOf(world.lead),
      plan: {
        dueAt: '2026-03-26T05:00:00.000Z',
        filter: { from: '2026-03-16T00:00:00.000Z', until: '2026-03-23T00:00:00.000Z' },
      },
    });
    const manifest = await world.manifest(run?.auditId as Audit['id']);
    expect(manifest.frameSize).toBe(35);
    expect(new Set(manifest.items.map((item) => item.facets['week']))).toEqual(new Set(['2026-W12']));

    // Summer time: six o'clock in Berlin is four in UTC.
    await look('2026-03-30T03:59:00Z');
    expect(await drawnWeeks()).toEqual(['2026-W12']);
    await look('2026-03-30T04:00:00Z');
    expect(await drawnWeeks()).toEqual(['2026-W13', '2026-W12']);
  });

  it('say what keeps them from being drawn, and are tried again once it may have been mended', async () => {
    const [ann] = world.reviewers as [TestPerson];
    const person = `/v1/people/${idOf(ann)}`;
    await world.ask(world.admin, 'POST', `${person}/revoke`);
    await look('2026-04-06T04:00:00Z');
    const [failed] = await runs();
    expect(failed).toMatchObject({ week: '2026-W14', auditId: null });
    expect(failed?.problem).toContain('Ann has no token that still works');
    await world.ask(world.admin, 'POST', `${person}/tokens`, { name: 'laptop' });
    await look('2026-04-06T04:10:00Z');
    expect((await runs())[0]).toEqual(failed);
    await look('2026-04-06T04:16:00Z');
    expect((await runs())[0]).toMatchObject({ week: '2026-W14', problem: null });
  });

  it('make up for weeks that the hub slept through, and say where there is nothing to draw from', async () => {
    now = new Date('2026-04-27T10:00:00Z');
    const scheduler = startScheduler({ database: world.hub.database, clock, ids: randomIds, log });
    await scheduler.stop();
    // Stopping ends between two weeks; the next hub goes on.
    await look('2026-04-27T10:01:00Z');
    expect(await drawnWeeks()).toEqual(['2026-W15', '2026-W14', '2026-W13', '2026-W12']);
    const empty = (await runs()).slice(0, 2);
    expect(empty.map((one) => one.week)).toEqual(['2026-W17', '2026-W16']);
    for (const { auditId, problem } of empty) {
      expect(auditId).toBeNull();
      expect(problem).toContain('No trace fits the filter.');
    }
    expect(await audits()).toHaveLength(4);
  });

  it('are drawn now on demand, never a week twice, and no more once they are stopped', async () => {
    now = new Date('2026-04-08T10:00:00Z');
    const before = (await runs()).find((one) => one.week === '2026-W14');
    const again = await world.ask<TemplateRun>(world.lead, 'POST', `${url}/run`);
    expect(again.body).toEqual(before);
    const stopped = await world.ask<TemplateRow>(world.lead, 'POST', `${url}/stop`);
    expect(stopped.body).toMatchObject({ isActive: false, nextAt: null });
    const told = await runs();
    await look('2026-05-18T10:00:00Z');
    expect(await runs()).toEqual(told);
    expect(await audits()).toHaveLength(4);
  });

  it('are a projection of the hub’s own ledger', async () => {
    const { db, hubId } = world.hub.database;
    expect(await compareWithReplay(db, hubId)).toEqual([]);
    expect(await db.selectFrom('template').selectAll().execute()).toHaveLength(1);
  });
});
