/** Audits: lists, the draw, its proof, closing. */
import type { Audit, Manifest } from '../../../shared/domain/audit.ts';
import { digestOf } from '../../../shared/domain/canonical.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { inTransaction } from '../../../db/connection.ts';
import { countAudit, listAssignments, listAudits } from '../../../db/queries/audits.ts';
import { countProgress } from '../../../db/queries/items.ts';
import { findPerson } from '../../../db/queries/people.ts';
import { drawAgain, drawAndStore } from '../draw.ts';
import { WorkbenchError } from '../errors.ts';
import { measureNow } from '../measure-now.ts';
import { findManifest } from '../report-input.ts';
import { beginSecondLook as drawSecondLook } from '../second-look.ts';
import { announce, appendOwn, getSelf } from '../self.ts';
import { askHub } from './hand-on.ts';
import { getAudit } from '../get-audit.ts';
import { isOfHub } from './source-of.ts';
import { today } from './today.ts';
import { base } from './workbench-base.ts';

const list = base.audits.list.handler(({ context: { store } }) => {
  const { person } = getSelf(store);
  return listAudits(store).map((audit) => summarise(store, audit, person.id));
});

const get = base.audits.get.handler(({ context: { store }, input }) =>
  summarise(store, getAudit(store, input.auditId), getSelf(store).person.id),
);

const draw = base.audits.draw.handler(async ({ context, input }) => {
  requireLead(getSelf(context.store).person);
  requireKnown(context.store, input.reviewerIds);
  return drawAndStore(context, { ...input, isDemo: false });
});

const manifest = base.audits.manifest.handler(({ context: { store }, input }) =>
  getManifest(store, getAudit(store, input.auditId)),
);

const assignments = base.audits.assignments.handler(({ context: { store }, input }) =>
  listAssignments(store, getAudit(store, input.auditId).id),
);

const redraw = base.audits.redraw.handler(async ({ context, input }) => {
  const drawn = getManifest(context.store, getAudit(context.store, input.auditId));
  if (await isOfHub(context, drawn.plan)) {
    return askHub(context, (hub) => hub.work.redraw, input, 'Try again when the hub answers.');
  }
  const again = await drawAgain(context, drawn);
  const before = new Set(drawn.items.map((one) => one.id));
  const after = new Set(again.items.map((one) => one.id));
  return {
    isSame: digestOf(again) === digestOf(drawn),
    missing: before.difference(after).size,
    added: after.difference(before).size,
  };
});

const close = base.audits.close.handler(({ context, input }) => {
  const { store } = context;
  const closed = inTransaction(store, () => {
    const audit = getAudit(store, input.auditId);
    const { person } = getSelf(store);
    if (audit.leadId !== person.id) requireLead(person);
    if (audit.state === 'closed') return audit;
    if (audit.state === 'planned') throw notDrawn();
    appendOwn(context, 'audit.closed@1', { auditId: audit.id }, { auditId: audit.id });
    const after = getAudit(store, audit.id);
    measureNow(context, after.id);
    return after;
  });
  announce(context);
  return closed;
});

const beginSecondLook = base.audits.beginSecondLook.handler(({ context, input }) => {
  const begun = drawSecondLook(context, input.auditId);
  announce(context);
  return begun;
});

export const auditsHandlers = {
  list,
  today,
  get,
  draw,
  manifest,
  assignments,
  redraw,
  beginSecondLook,
  close,
};

function summarise(store: ReadableStore, audit: Audit, personId: PersonId): AuditSummary {
  return { ...audit, progress: countProgress(store, audit.id, personId), ...countAudit(store, audit.id) };
}

function getManifest(store: ReadableStore, audit: Audit): Manifest {
  if (audit.manifestDigest === null) throw notDrawn();
  const found = findManifest(store, audit);
  if (found !== null) return found;
  throw new WorkbenchError('NOT_FOUND', {
    what: 'The manifest of this audit is not on this computer yet.',
    remedy: 'Sync with the hub; it arrives with the closed audit.',
  });
}

function notDrawn(): WorkbenchError {
  return new WorkbenchError('CONFLICT', {
    what: 'This audit has not been drawn.',
    remedy: 'Draw it on the Plan screen first.',
  });
}

function requireLead(person: Person): void {
  if (person.role === 'lead' || person.role === 'admin') return;
  throw new WorkbenchError('FORBIDDEN', {
    what: 'Only a lead plans and closes audits.',
    remedy: 'Ask the lead of your hub, or for the role.',
  });
}

function requireKnown(store: ReadableStore, reviewerIds: readonly PersonId[]): void {
  const unknown = reviewerIds.filter((id) => findPerson(store, id) === null);
  if (unknown.length === 0) return;
  throw new WorkbenchError('INVALID_INPUT', {
    what: `${unknown.length} of the reviewers are not known here.`,
    where: 'reviewerIds',
    remedy: 'Sync with the hub, then choose reviewers from the list.',
  });
}
