/**
 * The report of an audit: who may read it is decided here, everything else by the report engine in its own thread, which
 * computes by the same functions as the hub.
 */
import { implement } from '@orpc/server';
import { workbench } from '../../../shared/contract/workbench.ts';
import type { Audit } from '../../../shared/domain/audit.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { listAudits } from '../../../db/queries/audits.ts';
import type { BackendContext } from '../context.ts';
import { WorkbenchError } from '../errors.ts';
import type { ReportReader } from '../report/report-calls.ts';
import { measureNow } from '../measure-now.ts';
import { announce, getSelf } from '../self.ts';
import { getAudit } from '../get-audit.ts';

/**
 * Answers are held against the contract in the engine's thread, where they are made: a report may carry a million ids, and
 * this thread has keystrokes to answer.
 */
const reports = implement(workbench.reports, {
  initialOutputValidationIndex: Number.NaN,
}).$context<BackendContext>();

export const reportsHandlers = {
  get: reports.get.handler(({ context, input: { auditId } }) => {
    requireReader(context, auditId);
    return context.reports.get({ auditId });
  }),
  brief: reports.brief.handler(({ context, input: { auditId } }) => {
    requireReader(context, auditId);
    return context.reports.brief({ auditId });
  }),
  explain: reports.explain.handler(({ context, input: { auditId, ref } }) => {
    const reader = requireReader(context, auditId);
    return context.reports.explain({ auditId, ref, reader });
  }),
  item: reports.item.handler(({ context, input: { auditId, itemId } }) => {
    const reader = requireReader(context, auditId);
    return context.reports.item({ auditId, itemId, reader });
  }),
  compare: reports.compare.handler(({ context, input: { auditId, withAuditId } }) => {
    requireReader(context, auditId);
    requireReader(context, withAuditId);
    requireComparable(getAudit(context.store, auditId), getAudit(context.store, withAuditId));
    const bridgeIds = listRelabels(context, [auditId, withAuditId]);
    return context.reports.compare({ auditId, withAuditId, bridgeIds });
  }),
  history: reports.history.handler(({ context, input: { auditId } }) => {
    requireReader(context, auditId);
    return context.reports.history({ auditId, auditIds: listRelated(context, auditId) });
  }),
  measure: reports.measure.handler(({ context, input: { auditId } }) => {
    requireReader(context, auditId);
    const told = measureNow(context, auditId);
    if (told.measured > 0) announce(context);
    return told;
  }),
  export: reports.export.handler(({ context, input: { auditId, format, hidesNames } }) => {
    const reader = requireReader(context, auditId);
    if (!reader.seesOthers && format !== 'csv') throw evidenceIsHidden();
    return context.reports.export({ auditId, format, hidesNames, appVersion: context.version });
  }),
};

/** Throws NOT_FOUND, or FORBIDDEN before the close: figures would tell a reviewer what others answered. */
function requireReader({ store }: BackendContext, auditId: AuditId): ReportReader {
  const audit = getAudit(store, auditId);
  const { person } = getSelf(store);
  if (mayRead(audit, person)) {
    const seesOthers = isTrusted(audit, person) || audit.plan.blinding.revealsOthers === 'afterClose';
    return { personId: person.id, seesOthers };
  }
  throw new WorkbenchError('FORBIDDEN', {
    what: 'Figures of a running audit are hidden from its reviewers.',
    where: audit.title,
    remedy: 'The report is available after the audit closes.',
  });
}

/** Whether no blinding is between this person and what others answered. */
export function isTrusted(audit: Audit, person: Person): boolean {
  return audit.leadId === person.id || ['lead', 'owner', 'admin', 'auditor'].includes(person.role);
}

/** Whether this person may read the report of an audit. */
export function mayRead(audit: Audit, person: Person): boolean {
  return audit.state === 'closed' || isTrusted(audit, person);
}

/** Drawn audits of the same source and scorecard that this person may read, oldest first. */
function listRelated({ store }: BackendContext, auditId: AuditId): AuditId[] {
  const { plan } = getAudit(store, auditId);
  const { person } = getSelf(store);
  return listAudits(store)
    .filter((one) => one.plan.source.id === plan.source.id && one.plan.scorecard.id === plan.scorecard.id)
    .filter((one) => one.manifestDigest !== null && mayRead(one, person))
    .toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : Number(timeOf(a) > timeOf(b))))
    .map((one) => one.id);
}

/** Drawn relabels of these audits that this person may read, oldest first. */
function listRelabels({ store }: BackendContext, ofIds: readonly AuditId[]): AuditId[] {
  const { person } = getSelf(store);
  const ids = new Set<string>(ofIds);
  return listAudits(store)
    .filter(({ plan }) => plan.bridge !== undefined && ids.has(plan.bridge.auditId))
    .filter((one) => one.manifestDigest !== null && mayRead(one, person))
    .toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : Number(timeOf(a) > timeOf(b))))
    .map((one) => one.id);
}

const timeOf = (audit: Audit): string => `${audit.drawnAt ?? audit.plannedAt} ${audit.id}`;

function requireComparable(one: Audit, other: Audit): void {
  if (one.id === other.id) {
    throw new WorkbenchError('INVALID_INPUT', {
      what: 'This is the same audit twice.',
      where: 'withAuditId',
      remedy: 'Choose another audit to compare it with.',
    });
  }
  const relabel = [one, other].find((of) => of.plan.bridge !== undefined);
  if (relabel !== undefined) {
    throw new WorkbenchError('INVALID_INPUT', {
      what: `“${relabel.title}” is a relabel: its items are no sample of a frame, so that its rate cannot stand beside another.`,
      where: 'withAuditId',
      remedy: 'Read its bridged rate instead, which is one of the audit that it was drawn from.',
    });
  }
  if (one.plan.scorecard.id === other.plan.scorecard.id) return;
  throw new WorkbenchError('INVALID_INPUT', {
    what: `"${one.title}" and "${other.title}" were reviewed with different scorecards.`,
    where: 'withAuditId',
    remedy: 'Choose an audit with the same scorecard.',
  });
}

function evidenceIsHidden(): WorkbenchError {
  return new WorkbenchError('FORBIDDEN', {
    what: 'This file would carry what every reviewer answered, and this audit never reveals that to reviewers.',
    where: 'format',
    remedy: 'Export the figures as CSV, or ask the lead of the audit for the file.',
  });
}
