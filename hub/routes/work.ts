/** Gives out work: draws, reassigns, begins second looks, asks for relabels, closes. */
import type { AuditId } from '../../shared/domain/ids.ts';
import { closeAudit, getAudit, getLedAudit, getManifest, getSeenAudit } from '../work/audits.ts';
import { drawAtHub } from '../work/draw.ts';
import { listGoldResults } from '../work/gold-results.ts';
import { listLoad } from '../work/load.ts';
import { reassign } from '../work/reassign.ts';
import { requestRelabel } from '../work/relabel.ts';
import { sampleAgain } from '../work/sample.ts';
import { beginSecondLook } from '../work/second-look.ts';
import { agreement } from './agreement.ts';
import { norming } from './norming.ts';
import { os } from './context.ts';

const redraw = os.work.redraw.handler(async ({ context, input }) => {
  const { db, sampleSeed } = context.database;
  const manifest = await getManifest(db, await getSeenAudit(db, context.person, input.auditId));
  const now = await sampleAgain(db, sampleSeed, manifest);
  const before = new Set<string>(manifest.items.map((item) => item.traceId));
  const missing = before.difference(now).size;
  const added = now.difference(before).size;
  return { isSame: missing === 0 && added === 0, missing, added };
});

export const work = {
  draw: os.work.draw.handler(({ context, input: { plan, reviewerIds, gold = 0, auditId } }) =>
    drawAtHub(context, {
      auditId: auditId ?? (context.ids.uuid() as AuditId),
      plan,
      leadId: context.person.id,
      reviewerIds,
      gold,
    }),
  ),
  manifest: os.work.manifest.handler(async ({ context, input }) => {
    const { db } = context.database;
    return getManifest(db, await getSeenAudit(db, context.person, input.auditId));
  }),
  redraw,
  load: os.work.load.handler(async ({ context, input }) => {
    const { db } = context.database;
    // A lead sees how far their own audits are; admins and auditors see all of them.
    const isLead = context.person.role === 'lead';
    if (isLead) await getLedAudit(db, context.person, input.auditId);
    else await getAudit(db, input.auditId);
    return listLoad(db, input.auditId);
  }),
  reassign: os.work.reassign.handler(({ context, input }) => reassign(context, context.person, input)),
  beginSecondLook: os.work.beginSecondLook.handler(({ context, input }) =>
    beginSecondLook(context, context.person, input.auditId),
  ),
  relabel: os.work.relabel.handler(({ context, input }) => requestRelabel(context, context.person, input)),
  close: os.work.close.handler(({ context, input }) => closeAudit(context, context.person, input.auditId)),
  goldResults: os.work.goldResults.handler(async ({ context, input }) => {
    const { db } = context.database;
    return listGoldResults(db, await getSeenAudit(db, context.person, input.auditId));
  }),
  agreement,
  norming,
};
