/**
 * Who may read cases and who may rule on them. The hub decides what arrives here at all; this keeps blinding on a device
 * that holds everything. Must not know single items.
 */
import type { Audit } from '../../../shared/domain/audit.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { WorkbenchError } from '../errors.ts';
import { getAudit } from '../get-audit.ts';
import { getSelf } from '../self.ts';

/** Whether a person may rule on cases of this audit, as at the hub: owners and admins in every one, leads in their own. */
export function mayRule({ leadId }: Audit, { id, role }: Person): boolean {
  return role === 'owner' || role === 'admin' || (role === 'lead' && leadId === id);
}

/** Whether a person may read cases: who rules, auditors, and reviewers after a close that reveals answers. */
export function mayReadCases(audit: Audit, person: Person): boolean {
  if (mayRule(audit, person) || person.role === 'auditor') return true;
  return audit.state === 'closed' && audit.plan.blinding.revealsOthers === 'afterClose';
}

/** Why a person may not rule, as a sentence; null where they may. */
export function whyNotRule(audit: Audit, person: Person): string | null {
  if (mayRule(audit, person)) return null;
  return 'Only taxonomy owners, admins, and the lead of the audit rule on its cases.';
}

/** The audit and who asks. Throws NOT_FOUND, or FORBIDDEN where answers of others are hidden from this person. */
export function requireCaseReader(store: ReadableStore, auditId: AuditId): { audit: Audit; person: Person } {
  const audit = getAudit(store, auditId);
  const { person } = getSelf(store);
  if (mayReadCases(audit, person)) return { audit, person };
  throw new WorkbenchError('FORBIDDEN', {
    what: 'What others answered in this audit is hidden from its reviewers.',
    where: audit.title,
    remedy:
      audit.plan.blinding.revealsOthers === 'afterClose'
        ? 'Look again once the audit is closed.'
        : 'Ask the lead of the audit; by its plan it never reveals answers to other reviewers.',
  });
}
