/** Audits that a person may see, and their reports. */
import { withoutSeed } from '../../shared/domain/audit.ts';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import { findScorecard } from '../../shared/domain/catalogue.ts';
import type { Audit } from '../../shared/domain/audit.ts';
import { copyKeptUntil } from '../../shared/domain/retention.ts';
import { mayReadReport } from '../feed/visibility.ts';
import { isoNow } from '../outside.ts';
import { listClosings } from '../retention/due.ts';
import { getRetention, itemKeptMs } from '../retention/rules.ts';
import { findAudit, listAudits } from '../store/audits.ts';
import { catalogueOf } from '../store/deliberation.ts';
import { findLevel, listLevels } from '../store/feed.ts';
import { hasWork } from '../store/items.ts';
import { listOwnItems } from '../store/mine.ts';
import type { ReadableHub } from '../store/write.ts';
import { os } from './context.ts';
import { fail, notFound } from './fail.ts';

const list = os.audits.list.handler(async ({ context }) => {
  const { db } = context.database;
  const levels = await listLevels(db, context.person.id);
  return (await listAudits(db)).flatMap((audit) => {
    const level = levels.get(audit.id);
    if (level === undefined) return [];
    return [level === 'full' || level === 'revealed' ? audit : withoutSeed(audit)];
  });
});

const report = os.audits.report.handler(async ({ context, input }) => {
  const { person, clock, reports, setHeader } = context;
  const { db } = context.database;
  const audit = await findAudit(db, input.auditId);
  const level = await findLevel(db, input.auditId, person.id);
  const isHidden = person.role === 'reviewer' && level === 'none';
  if (audit === null || isHidden) throw notFound('There is no such audit among yours.');
  const takesPart = await hasWork(db, input.auditId, person.id);
  if (!mayReadReport(person, audit, { level, takesPart })) {
    throw fail('FORBIDDEN', {
      what: 'The report would show what others answered.',
      where: `audit ${input.auditId}`,
      remedy: 'It is available after the audit closes.',
    });
  }
  mustBeComputable(audit, await catalogueOf(db));
  const stamped = await reports.get(audit, isoNow(clock));
  setHeader('etag', stamped.etag);
  return stamped.report;
});

function mustBeComputable(audit: Audit, catalogue: Catalogue): void {
  const isDrawn = audit.manifestDigest !== null;
  if (isDrawn && findScorecard(audit.plan.scorecard, catalogue) !== null) return;
  throw fail('CONFLICT', {
    what: isDrawn
      ? 'This hub does not know the scorecard of the audit.'
      : 'The audit has not been drawn yet.',
    where: `audit ${audit.id}`,
    remedy: isDrawn ? 'Upgrade the hub.' : 'Draw it first.',
  });
}

/**
 * Only who has work in an audit learns that there is one. When a copy ends follows from the text and its audit alone: were
 * gold, or another audit, told apart here, its reviewers would know.
 */
const mine = os.audits.mine.handler(async ({ context, input }) => {
  const { person, database } = context;
  const { db } = database;
  const audit = await findAudit(db, input.auditId);
  if (audit === null || !(await hasWork(db, input.auditId, person.id))) {
    throw notFound('There is no such audit in which you have something to judge.');
  }
  const closedMs = await findClosedMs(db, audit);
  const rules = await getRetention(db);
  const items = (await listOwnItems(db, audit.id, person.id)).map((one) => {
    const keptMs = itemKeptMs(rules, one.riskClass);
    const keptUntil = copyKeptUntil({
      retainUntil: one.retainUntil ?? undefined,
      drawnAt: audit.drawnAt,
      ruleEndsMs: closedMs === null || keptMs === null ? null : closedMs + keptMs,
    });
    const { itemId, contentDigest, bytes } = one;
    return { itemId, contentDigest, bytes: bytes ?? 0, keptUntil };
  });
  return { items };
});

/** When the hub heard of the close, milliseconds; null while the audit is open. */
async function findClosedMs(hub: ReadableHub, audit: Audit): Promise<number | null> {
  if (audit.state !== 'closed') return null;
  const { auditIds, closedMs } = await listClosings(hub);
  return closedMs[auditIds.indexOf(audit.id)] ?? null;
}

export const audits = { list, report, mine };
