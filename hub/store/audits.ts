/** Audits: a projection of the ledgers. */
import type { Audit, AuditPlan } from '../../shared/domain/audit.ts';
import type { AuditId, Digest, PersonId } from '../../shared/domain/ids.ts';
import type { AuditTable } from '../database/tables/reviews.ts';
import type { ReadableHub, WritableHub } from './write.ts';

export async function findAudit(hub: ReadableHub, id: string): Promise<Audit | null> {
  const row = await hub.selectFrom('audit').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toAudit(row);
}

/** Every audit, newest first. */
export async function listAudits(hub: ReadableHub): Promise<Audit[]> {
  const rows = await hub
    .selectFrom('audit')
    .selectAll()
    .orderBy('planned_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toAudit);
}

export async function insertAudit(hub: WritableHub, audit: Audit): Promise<void> {
  await hub
    .insertInto('audit')
    .values({
      id: audit.id,
      title: audit.title,
      state: audit.state,
      plan: JSON.stringify(audit.plan),
      lead_id: audit.leadId,
      manifest_digest: audit.manifestDigest,
      planned_at: audit.plannedAt,
      drawn_at: audit.drawnAt,
      closed_at: audit.closedAt,
      is_demo: audit.isDemo,
    })
    .execute();
}

export async function updateAudit(hub: WritableHub, audit: Audit): Promise<void> {
  await hub
    .updateTable('audit')
    .set({
      state: audit.state,
      manifest_digest: audit.manifestDigest,
      drawn_at: audit.drawnAt,
      closed_at: audit.closedAt,
    })
    .where('id', '=', audit.id)
    .execute();
}

function toAudit(row: AuditTable): Audit {
  return {
    id: row.id as AuditId,
    title: row.title,
    state: row.state,
    plan: JSON.parse(row.plan) as AuditPlan,
    leadId: row.lead_id as PersonId,
    manifestDigest: row.manifest_digest as Digest | null,
    plannedAt: row.planned_at,
    drawnAt: row.drawn_at,
    closedAt: row.closed_at,
    isDemo: row.is_demo,
  };
}
