/** The audit that a request is about, for whoever may see it whole or run it; its manifest; and its close. */
import type { Audit, Manifest } from '../../shared/domain/audit.ts';
import type { Person } from '../../shared/domain/person.ts';
import { appendOwn } from '../own-ledger.ts';
import { fail, notFound } from '../routes/fail.ts';
import { findAudit } from '../store/audits.ts';
import { findContent } from '../store/contents.ts';
import { findLevel } from '../store/feed.ts';
import type { ReadableHub } from '../store/write.ts';
import { inWrite } from '../store/write.ts';
import type { WorkWorld } from './world.ts';
import { ownFacts } from './world.ts';

export async function getAudit(hub: ReadableHub, auditId: string): Promise<Audit> {
  const audit = await findAudit(hub, auditId);
  if (audit === null) throw notFound('There is no such audit at this hub.');
  return audit;
}

/** Throws FORBIDDEN unless this person leads the audit or is an admin. */
export async function getLedAudit(hub: ReadableHub, person: Person, auditId: string): Promise<Audit> {
  const audit = await getAudit(hub, auditId);
  if (audit.leadId === person.id || person.role === 'admin') return audit;
  throw fail('FORBIDDEN', {
    what: 'Only the lead of an audit and admins may do this.',
    where: `audit ${auditId}`,
    remedy: 'Ask the lead of this audit, or an admin of this hub.',
  });
}

/** Throws FORBIDDEN while this person must not see what others have, answer, or are shown. */
export async function getSeenAudit(hub: ReadableHub, person: Person, auditId: string): Promise<Audit> {
  const audit = await getAudit(hub, auditId);
  const level = await findLevel(hub, auditId, person.id);
  if (level === 'full' || level === 'revealed') return audit;
  throw fail('FORBIDDEN', {
    what: 'This would show what is kept from you while the audit runs.',
    where: `audit ${auditId}`,
    remedy: 'Ask its lead, or wait for its close.',
  });
}

/** Throws CONFLICT unless items are given out and the audit is not closed. */
export function mustBeOpen(audit: Audit): void {
  if (audit.state === 'open') return;
  throw fail('CONFLICT', {
    what: `This needs an open audit; this one is ${audit.state}.`,
    where: `audit ${audit.id}`,
    remedy: 'Choose an audit that is under way.',
  });
}

/** Throws NOT_FOUND for an audit that is not drawn. */
export async function getManifest(hub: ReadableHub, audit: Audit): Promise<Manifest> {
  const text = audit.manifestDigest === null ? null : await findContent(hub, audit.manifestDigest);
  if (text === null) throw notFound('This audit has no manifest yet: it is not drawn.');
  return JSON.parse(text) as Manifest;
}

/** Closing what is closed changes nothing. */
export async function closeAudit(world: WorkWorld, person: Person, auditId: Audit['id']): Promise<Audit> {
  return inWrite(world.database.db, async (hub) => {
    const audit = await getLedAudit(hub, person, auditId);
    if (audit.state === 'closed') return audit;
    const body = { auditId, by: person.id };
    await appendOwn(hub, [{ key: 'audit.closed@1', subject: { auditId }, body }], ownFacts(world));
    return getAudit(hub, auditId);
  });
}
