/**
 * A hub worth photographing: people of every role, two weeks of answers of which the second differs, an audit half judged,
 * gold that was seen and gold that was missed, and an audit that draws itself each week.
 */
import type { Page } from '@playwright/test';
import type { AuditId, PersonId, ReviewId } from '../../shared/domain/ids.ts';
import type { HubPlan, Template } from '../../shared/domain/template.ts';
import type { AtWorkbench, HubWorld } from './hub-world.ts';
import { oddRows, startHubWorld, weekOfTraces } from './hub-world.ts';
import { callHub } from './loopback.ts';
import { answersOf } from './test-device.ts';

/** Judges so many items of the own queue; every fifth has an error. */
async function judge({ client }: AtWorkbench, auditId: AuditId, count: number): Promise<void> {
  await client.sync.now({});
  const { entries } = await client.reviews.queue({ auditId });
  for (const [at, { itemId }] of entries.slice(0, count).entries()) {
    if (at === 7) {
      await client.reviews.skip({ auditId, itemId, reason: 'cannot_judge' });
      continue;
    }
    const answers = answersOf(at % 5 === 0 ? 'factual' : 'none');
    await client.reviews.submit({
      auditId,
      itemId,
      submissionId: crypto.randomUUID() as ReviewId,
      draft: { answers, elapsedMs: 14_000, focusedQuestion: null, supersedes: null },
    });
  }
  await client.sync.now({});
}

function planOf(sourceId: HubPlan['sourceId'], title: string, size: number): HubPlan {
  return {
    title,
    sourceId,
    filter: { dimensions: [], excludesAudited: true },
    dimensions: ['riskClass'],
    allocation: { rule: 'proportional', size, minPerStratum: 2, takeAllBelow: 0 },
    overlap: { size: Math.round(size / 3), reviewersPerItem: 2 },
    selection: 'rotating',
    scorecard: { id: 'hallucination_audit', version: 1 },
    thresholds: [{ question: 'hallucination', limit: 0.05 }],
    secondLook: { cleanShare: 0.1, flaggedShare: 1 },
    ciMethod: 'kgStar',
    alpha: 0.05,
    blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
  };
}

function templateOf(plan: HubPlan, leadId: PersonId, reviewerIds: PersonId[]): Template {
  const { filter: _filter, dueAt: _dueAt, ...kept } = plan;
  return {
    templateId: crypto.randomUUID(),
    leadId,
    plan: { ...kept, title: 'Support answers {week}', filter: { dimensions: [], excludesAudited: true } },
    reviewerIds,
    gold: 2,
    schedule: { weekday: 1, hour: 6, minute: 30, timeZone: 'Europe/Berlin' },
    weeks: 1,
    dueDays: 5,
  };
}

/** Starts it and fills it; the lead, whose workbench is photographed, and the world. */
export async function startHubScreens(folder: string): Promise<{ world: HubWorld; lead: AtWorkbench }> {
  const world = await startHubWorld(folder);
  const [mara, ben, cid] = [
    await world.add('Mara Lindqvist', 'lead'),
    await world.add('Ben Okafor', 'reviewer'),
    await world.add('Cid Romero', 'reviewer'),
  ];
  await world.add('Dana Ivanova', 'owner');
  await world.add('Eve Castellan', 'auditor');
  const now = Date.now();
  await world.send('support-bot', weekOfTraces(2, 400, now));
  const week = weekOfTraces(1, 420, now);
  const changed = week.map((one, at) => (at % 3 === 0 ? { ...one, model: 'aurora-4.1' } : one));
  await world.send('support-bot', [...changed, ...oddRows(weekOfTraces(3, 1, now)[0] ?? changed[0]!)]);
  await callHub(world.url, ben.token, '/v1/refusals').catch(() => undefined);
  const lead = await world.sit(mara);
  const reviewers = [await world.sit(ben), await world.sit(cid)];
  const [source] = await lead.client.hub.sources.list();
  if (source === undefined) throw new Error('no source');

  const draw = (title: string, size: number, reviewerIds: PersonId[], gold: number) =>
    lead.client.hub.work.draw({ plan: planOf(source.id, title, size), reviewerIds, gold });
  const first = await draw('Reference items', 12, [lead.person.id], 0);
  await judge(lead, first.auditId, 12);
  const { entries } = await lead.client.reviews.queue({ auditId: first.auditId });
  for (const { itemId } of entries.filter((one) => one.state === 'done').slice(0, 4)) {
    await lead.client.hub.gold.add({
      of: { itemId },
      scorecard: { id: 'hallucination_audit', version: 1 },
      answers: { hallucination: { type: 'choice', option: 'none' } },
      rationale: 'Every claim stands in the passages.',
    });
  }
  const others = reviewers.map((one) => one.person.id);
  const second = await draw('Support answers, second week of November', 60, others, 4);
  await judge(reviewers[0]!, second.auditId, 44);
  await judge(reviewers[1]!, second.auditId, 17);
  await lead.client.sync.now({});
  const template = templateOf(planOf(source.id, '', 40), lead.person.id, others);
  await lead.client.hub.templates.save(template);
  await lead.client.hub.templates.run({ templateId: template.templateId });
  await world.admin.client.sync.now({});
  return { world, lead };
}

export const hubParts = ['people', 'sources', 'work', 'gold', 'weekly'] as const;

/** Opens a part as people would look at it. */
export async function showHubPart(page: Page, url: string, part: (typeof hubParts)[number]): Promise<void> {
  await page.goto(`${new URL(url).origin}/#/hub/${part}`);
  await page.getByRole('tabpanel').getByRole('heading').first().waitFor();
  if (part === 'people') await page.getByRole('button', { name: /Ben Okafor/ }).click();
  if (part === 'sources') await page.getByRole('table').first().getByRole('button').first().click();
  if (part === 'work') {
    const audit = page.getByLabel('Audit', { exact: true });
    await audit.selectOption('Support answers, second week of November');
    await page.getByRole('region', { name: 'Reviewers' }).getByText('reviewed').first().waitFor();
  }
}
