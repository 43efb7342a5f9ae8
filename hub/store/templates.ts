/** Templates, a projection of the ledgers, and what became of their weeks, which is none. */
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Template } from '../../shared/domain/template.ts';
import type { TemplateRunTable } from '../database/tables/work.ts';
import type { ReadableHub, WritableHub } from './write.ts';

export interface StoredTemplate {
  template: Template;
  isActive: boolean;
  savedAt: string;
}

/** What became of one week of a template. */
export interface TemplateRun {
  /** ISO week that it speaks for; the last one when it speaks for several. */
  week: string;
  at: string;
  auditId: AuditId | null;
  problem: string | null;
}

export async function putTemplate(hub: WritableHub, template: Template, at: string): Promise<void> {
  const row = { body: JSON.stringify(template), is_active: true, saved_at: at };
  await hub
    .insertInto('template')
    .values({ id: template.templateId, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

export async function stopTemplate(hub: WritableHub, id: string): Promise<void> {
  await hub.updateTable('template').set({ is_active: false }).where('id', '=', id).execute();
}

const toStored = (row: { body: string; is_active: boolean; saved_at: string }): StoredTemplate => ({
  template: JSON.parse(row.body) as Template,
  isActive: row.is_active,
  savedAt: row.saved_at,
});

export async function findTemplate(hub: ReadableHub, id: string): Promise<StoredTemplate | null> {
  const row = await hub.selectFrom('template').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toStored(row);
}

/** Every template, those that draw first, then by title. */
export async function listTemplates(hub: ReadableHub): Promise<StoredTemplate[]> {
  const rows = await hub.selectFrom('template').selectAll().orderBy('id').execute();
  return rows
    .map(toStored)
    .toSorted(
      (a, b) =>
        Number(b.isActive) - Number(a.isActive) ||
        a.template.plan.title.localeCompare(b.template.plan.title, 'en'),
    );
}

const toRun = (row: TemplateRunTable): TemplateRun => ({
  week: row.week,
  at: row.at,
  auditId: row.audit_id as AuditId | null,
  problem: row.problem,
});

/** The last runs of a template, latest week first. */
export async function listRuns(hub: ReadableHub, templateId: string, limit: number): Promise<TemplateRun[]> {
  const rows = await hub
    .selectFrom('template_run')
    .selectAll()
    .where('template_id', '=', templateId)
    .orderBy('week', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toRun);
}

export async function findRun(
  hub: ReadableHub,
  templateId: string,
  week: string,
): Promise<TemplateRun | null> {
  const row = await hub
    .selectFrom('template_run')
    .selectAll()
    .where('template_id', '=', templateId)
    .where('week', '=', week)
    .executeTakeFirst();
  return row === undefined ? null : toRun(row);
}

/** Notes what became of a week. A week that was drawn stays drawn, whoever failed at it beside that. */
export async function putRun(hub: WritableHub, templateId: string, run: TemplateRun): Promise<void> {
  const row = { at: run.at, audit_id: run.auditId, problem: run.problem };
  await hub
    .insertInto('template_run')
    .values({ template_id: templateId, week: run.week, ...row })
    .onConflict((conflict) =>
      conflict.columns(['template_id', 'week']).doUpdateSet(row).where('template_run.audit_id', 'is', null),
    )
    .execute();
}
