/**
 * Audits that draw themselves each week: saved, stopped, listed, and drawn for one week.
 *
 * Invariant: a week of a template is drawn once, however many hubs try: its audit's id comes from template and week, and
 * what became of it is stored in the transaction of the draw.
 */
import type { z } from 'zod';
import type { templates as templatesContract } from '../../shared/contract/hub-work.ts';
import { uuidFromText } from '../../shared/domain/canonical.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { HubPlan, Template } from '../../shared/domain/template.ts';
import { requireScorecard } from '../../shared/sampling/require-registration.ts';
import { isoNow } from '../outside.ts';
import { appendOwn } from '../own-ledger.ts';
import { fail, notFound } from '../routes/fail.ts';
import { catalogueOf } from '../store/deliberation.ts';
import { findPerson } from '../store/people.ts';
import type { StoredTemplate, TemplateRun } from '../store/templates.ts';
import { findRun, findTemplate, listRuns, listTemplates, putRun } from '../store/templates.ts';
import type { ReadableHub } from '../store/write.ts';
import { inWrite } from '../store/write.ts';
import { drawAtHub } from './draw.ts';
import { requireReviewers } from './reviewers.ts';
import { getSource } from './sample.ts';
import type { DueWeek } from './template-weeks.ts';
import { knowsTimeZone, nextMoment, weekBefore } from './template-weeks.ts';
import type { WorkWorld } from './world.ts';
import { ownFacts, tellingFaults } from './world.ts';

export type TemplateRow = z.infer<NonNullable<(typeof templatesContract.save)['~orpc']['outputSchema']>>;

/** Runs of a template that are told. */
const runsTold = 26;

export async function listTemplateRows(world: WorkWorld): Promise<TemplateRow[]> {
  const { db } = world.database;
  const rows: TemplateRow[] = [];
  for (const stored of await listTemplates(db)) rows.push(await toRow(world, db, stored));
  return rows;
}

/** Makes or changes a template. Throws INVALID_INPUT for what could never be drawn, FORBIDDEN for somebody else's. */
export async function saveTemplate(
  world: WorkWorld,
  person: Person,
  template: Template,
): Promise<TemplateRow> {
  return tellingFaults(() =>
    inWrite(world.database.db, async (hub) => {
      const known = await findTemplate(hub, template.templateId);
      mustRun(person, known?.template ?? template);
      mustRun(person, template);
      await mustBeDrawable(world, hub, template);
      await appendOwn(hub, [{ key: 'template.saved@1', subject: {}, body: template }], ownFacts(world));
      return getRow(world, hub, template.templateId);
    }),
  );
}

/** Stopping what is stopped changes nothing. */
export async function stopTemplate(
  world: WorkWorld,
  person: Person,
  templateId: string,
): Promise<TemplateRow> {
  return inWrite(world.database.db, async (hub) => {
    const { template, isActive } = await getTemplate(hub, templateId);
    mustRun(person, template);
    if (isActive) {
      const body = { templateId, by: person.id };
      await appendOwn(hub, [{ key: 'template.stopped@1', subject: {}, body }], ownFacts(world));
    }
    return getRow(world, hub, templateId);
  });
}

/** Draws the week that has ended, now. Throws NOT_FOUND and FORBIDDEN; what keeps it from being drawn is in the answer. */
export async function runTemplate(
  world: WorkWorld,
  person: Person,
  templateId: string,
): Promise<TemplateRun> {
  const { template } = await getTemplate(world.database.db, templateId);
  mustRun(person, template);
  return drawWeek(world, template, weekBefore(template, world.clock.now()));
}

/** Draws one week of a template, or answers that it is drawn; a failure a person can mend is stored and answered. */
export async function drawWeek(world: WorkWorld, template: Template, due: DueWeek): Promise<TemplateRun> {
  const { db } = world.database;
  const { templateId } = template;
  const { week } = due;
  const known = await findRun(db, templateId, week);
  if (known !== null && known.auditId !== null) return known;
  const at = isoNow(world.clock);
  const auditId = uuidFromText(`template:${templateId}:${week}`) as AuditId;
  try {
    await mustBeHere(db, template);
    await drawAtHub(world, {
      auditId,
      plan: planOf(template, due, at),
      leadId: template.leadId,
      reviewerIds: template.reviewerIds,
      gold: template.gold,
      templateId,
      alsoStore: (hub) => putRun(hub, templateId, { week, at, auditId, problem: null }),
    });
  } catch (error) {
    const problem = findProblem(error);
    if (problem === null) throw error;
    await inWrite(db, (hub) => putRun(hub, templateId, { week, at, auditId: null, problem }));
  }
  return (await findRun(db, templateId, week)) ?? { week, at, auditId, problem: null };
}

const dayMs = 86_400_000;

function planOf({ plan, dueDays }: Template, { week, from, until }: DueWeek, at: string): HubPlan {
  const due = dueDays === null ? {} : { dueAt: new Date(Date.parse(at) + dueDays * dayMs).toISOString() };
  // The longest title that a plan may have; the week must not push out the end of a name.
  const title = plan.title.replaceAll('{week}', week).slice(0, 120);
  return { ...plan, ...due, title, filter: { ...plan.filter, from, until } };
}

/** The sentence of a declared failure; null for one that nobody expected. */
function findProblem(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('data' in error)) return null;
  const data = error.data as { what?: unknown; remedy?: unknown } | null;
  return typeof data?.what === 'string' ? `${data.what} ${String(data.remedy ?? '')}`.trim() : null;
}

async function mustBeHere(hub: ReadableHub, { leadId }: Template): Promise<void> {
  const lead = await findPerson(hub, leadId);
  if (lead !== null && (lead.role === 'lead' || lead.role === 'admin')) return;
  throw fail('CONFLICT', {
    what: `${lead?.name ?? 'The lead of this template'} does not lead audits here any more.`,
    where: 'leadId',
    remedy: 'Have somebody else save the template as its lead.',
  });
}

async function mustBeDrawable(world: WorkWorld, hub: ReadableHub, template: Template): Promise<void> {
  await mustBeHere(hub, template);
  requireScorecard(template.plan, await catalogueOf(hub));
  await getSource(hub, template.plan.sourceId);
  await requireReviewers(hub, template.reviewerIds, isoNow(world.clock), 'reviewerIds');
  if (knowsTimeZone(template.schedule.timeZone)) return;
  throw fail('INVALID_INPUT', {
    what: `There is no time zone "${template.schedule.timeZone}".`,
    where: 'schedule.timeZone',
    remedy: 'Name one of the IANA time zone database, such as Europe/Berlin.',
  });
}

function mustRun(person: Person, { leadId }: Template): void {
  if (leadId === person.id || person.role === 'admin') return;
  throw fail('FORBIDDEN', {
    what: 'Only the lead of a template and admins may change it.',
    where: 'leadId',
    remedy: 'Ask its lead, or an admin of this hub.',
  });
}

async function getTemplate(hub: ReadableHub, templateId: string): Promise<StoredTemplate> {
  const found = await findTemplate(hub, templateId);
  if (found === null) throw notFound('There is no such template at this hub.');
  return found;
}

async function getRow(world: WorkWorld, hub: ReadableHub, templateId: string): Promise<TemplateRow> {
  return toRow(world, hub, await getTemplate(hub, templateId));
}

async function toRow(
  { clock }: WorkWorld,
  hub: ReadableHub,
  { template, isActive }: StoredTemplate,
): Promise<TemplateRow> {
  const nextAt = isActive ? nextMoment(template, clock.now()).toISOString() : null;
  return { ...template, isActive, nextAt, runs: await listRuns(hub, template.templateId, runsTold) };
}
