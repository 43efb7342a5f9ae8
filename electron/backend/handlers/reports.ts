/** The report of an audit, computed from what this device holds by the same function as at the hub. */
import type { Audit } from '../../../shared/domain/audit.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { composeReport } from '../../../shared/report/compose.ts';
import { isoNow } from '../clock.ts';
import { WorkbenchError } from '../errors.ts';
import { findManifest, gatherReportInput } from '../report-input.ts';
import { getSelf } from '../self.ts';
import { getAudit } from './on-item.ts';
import { base } from './workbench-base.ts';

export const reportsHandlers = {
  get: base.reports.get.handler(({ context, input }) => {
    const { store, clock } = context;
    const audit = getAudit(store, input.auditId);
    requireReader(audit, getSelf(store).person);
    const manifest = findManifest(store, audit);
    if (manifest === null) throw notYetHere(audit);
    return composeReport(gatherReportInput(store, audit, manifest, isoNow(clock)));
  }),
  explain: base.reports.explain.handler(({ input }) => {
    throw notBuilt(input.auditId);
  }),
  item: base.reports.item.handler(({ input }) => {
    throw notBuilt(input.auditId);
  }),
  compare: base.reports.compare.handler(({ input }) => {
    throw notBuilt(input.auditId);
  }),
  history: base.reports.history.handler(({ input }) => {
    throw notBuilt(input.auditId);
  }),
  export: base.reports.export.handler(({ input }) => {
    throw notBuilt(input.auditId);
  }),
};

const notBuilt = (where: string): WorkbenchError =>
  new WorkbenchError('CONFLICT', { what: 'This is being built.', where, remedy: 'Come back in an hour.' });

/** Before the close, figures would tell a reviewer what others answered. */
function requireReader(audit: Audit, person: Person): void {
  const isTrusted = audit.leadId === person.id || ['lead', 'owner', 'admin', 'auditor'].includes(person.role);
  if (audit.state === 'closed' || isTrusted) return;
  throw new WorkbenchError('FORBIDDEN', {
    what: 'Figures of a running audit are hidden from its reviewers.',
    remedy: 'The report is available after the audit closes.',
  });
}

function notYetHere(audit: Audit): WorkbenchError {
  if (audit.manifestDigest === null) {
    return new WorkbenchError('CONFLICT', {
      what: 'This audit has not been drawn.',
      remedy: 'Draw it on the Plan screen first.',
    });
  }
  return new WorkbenchError('NOT_FOUND', {
    what: 'The manifest of this audit is not on this computer yet.',
    remedy: 'Sync with the hub; it arrives with the closed audit.',
  });
}
