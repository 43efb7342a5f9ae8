/**
 * The hub's own procedures, handed on: this program alone has the token. Must not decide anything: who may do what, and
 * what becomes of it, is the hub's matter.
 *
 * Invariant: an act that changes an audit answers when the change is on this computer, or says that it is still to come.
 */
import type { AuditId } from '../../../shared/domain/ids.ts';
import { countAudit, findAudit } from '../../../db/queries/audits.ts';
import type { BackendContext } from '../context.ts';
import type { Arrival } from './hand-on.ts';
import { act, ask, tell } from './hand-on.ts';
import { base } from './workbench-base.ts';

const on = base.hub;

const people = {
  list: on.people.list.handler(ask((hub) => hub.people.list)),
  create: on.people.create.handler(act((hub) => hub.people.create)),
  update: on.people.update.handler(act((hub) => hub.people.update)),
  revoke: on.people.revoke.handler(tell((hub) => hub.people.revoke)),
};

const tokens = {
  list: on.tokens.list.handler(ask((hub) => hub.tokens.list)),
  issue: on.tokens.issue.handler(tell((hub) => hub.tokens.issue)),
  rotate: on.tokens.rotate.handler(tell((hub) => hub.tokens.rotate)),
  revoke: on.tokens.revoke.handler(tell((hub) => hub.tokens.revoke)),
};

const sources = {
  list: on.sources.list.handler(ask((hub) => hub.traces.sources.list)),
  create: on.sources.create.handler(tell((hub) => hub.traces.sources.create)),
  declare: on.sources.declare.handler(tell((hub) => hub.traces.sources.declare)),
  dimensions: on.sources.dimensions.handler(ask((hub) => hub.traces.sources.dimensions)),
};

const batches = {
  list: on.batches.list.handler(ask((hub) => hub.traces.batches.list)),
  get: on.batches.get.handler(ask((hub) => hub.traces.batches.get)),
};

const masking = {
  get: on.masking.get.handler(ask((hub) => hub.traces.masking.get)),
  put: on.masking.put.handler(tell((hub) => hub.traces.masking.put)),
};

const retention = {
  get: on.retention.get.handler(ask((hub) => hub.traces.retention.get)),
  put: on.retention.put.handler(tell((hub) => hub.traces.retention.put)),
  purge: on.retention.purge.handler(act((hub) => hub.traces.retention.purge)),
};

/** Named by its id, a draw whose answer was lost is not drawn a second time. */
const drawThere = act((hub) => hub.work.draw, { isHere: arrivalOf, canRepeat: true });

const work = {
  draw: on.work.draw.handler(({ context, input }) => {
    const auditId = input.auditId ?? (context.ids.uuidv7() as AuditId);
    return drawThere({ context, input: { ...input, auditId } });
  }),
  manifest: on.work.manifest.handler(ask((hub) => hub.work.manifest)),
  redraw: on.work.redraw.handler(ask((hub) => hub.work.redraw)),
  load: on.work.load.handler(ask((hub) => hub.work.load)),
  reassign: on.work.reassign.handler(act((hub) => hub.work.reassign)),
  beginSecondLook: on.work.beginSecondLook.handler(act((hub) => hub.work.beginSecondLook)),
  relabel: on.work.relabel.handler(act((hub) => hub.work.relabel)),
  close: on.work.close.handler(act((hub) => hub.work.close, { isHere: closing })),
  goldResults: on.work.goldResults.handler(ask((hub) => hub.work.goldResults)),
  agreement: on.work.agreement.handler(ask((hub) => hub.work.agreement)),
  norming: on.work.norming.handler(ask((hub) => hub.work.norming)),
};

const gold = {
  list: on.gold.list.handler(ask((hub) => hub.gold.list)),
  add: on.gold.add.handler(tell((hub) => hub.gold.add)),
  retire: on.gold.retire.handler(tell((hub) => hub.gold.retire)),
};

const templates = {
  list: on.templates.list.handler(ask((hub) => hub.templates.list)),
  save: on.templates.save.handler(tell((hub) => hub.templates.save)),
  stop: on.templates.stop.handler(tell((hub) => hub.templates.stop)),
  run: on.templates.run.handler(
    act((hub) => hub.templates.run, {
      isHere: (context, { auditId }) => (auditId === null ? 'here' : arrivalOf(context, { auditId })),
    }),
  ),
};

export const hubHandlers = {
  people,
  tokens,
  refusals: { list: on.refusals.list.handler(ask((hub) => hub.refusals.list)) },
  sources,
  batches,
  masking,
  retention,
  work,
  gold,
  templates,
};

/** It is here once everything that the hub told after the draw has been read. */
function arrivalOf({ store, sync }: BackendContext, drawn: { auditId: string; itemCount?: number }): Arrival {
  const id = drawn.auditId as AuditId;
  const hasAll = countAudit(store, id).itemCount >= (drawn.itemCount ?? Number.POSITIVE_INFINITY);
  if (findAudit(store, id) !== null && (hasAll || sync.status().phase === 'idle')) return 'here';
  return {
    what: 'The hub has drawn the audit, and it has not come to this computer yet.',
    where: `audit ${drawn.auditId}`,
    remedy: 'Do not draw it again: it arrives with the next sync (Sync screen, “Sync now”).',
  };
}

function closing({ store }: BackendContext, { id }: { id: string }): Arrival {
  const audit = findAudit(store, id as AuditId);
  if (audit === null || audit.state === 'closed') return 'here';
  return {
    what: 'The hub has closed the audit, and this computer has not been told yet.',
    where: `audit ${id}`,
    remedy: 'Nothing to do: it arrives with the next sync (Sync screen, “Sync now”).',
  };
}
