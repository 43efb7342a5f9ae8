/** `work.agreement`: what devices measured, and whether the hub confirms it. */
import { mayReadReport } from '../feed/visibility.ts';
import { os } from './context.ts';
import { fail, notFound } from './fail.ts';
import { findAudit } from '../store/audits.ts';
import { findLevel } from '../store/feed.ts';
import { hasWork } from '../store/items.ts';
import { listChecks } from '../agreement/checks.ts';

export const agreement = os.work.agreement.handler(async ({ context, input }) => {
  const { person, reports } = context;
  const { db } = context.database;
  const audit = await findAudit(db, input.auditId);
  if (audit === null) throw notFound('There is no such audit.');
  const level = await findLevel(db, audit.id, person.id);
  const takesPart = await hasWork(db, audit.id, person.id);
  if (!mayReadReport(person, audit, { level, takesPart })) {
    throw fail('FORBIDDEN', {
      what: 'Agreement would show what others answered.',
      where: `audit ${audit.id}`,
      remedy: 'It is available after the audit closes.',
    });
  }
  return listChecks(db, audit, reports);
});
