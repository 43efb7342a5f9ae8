/** Audits that a person may see, and their reports. */
import { findScorecard } from '../../shared/domain/catalogue.ts';
import type { Manifest } from '../../shared/domain/audit.ts';
import { composeReport } from '../../shared/report/compose.ts';
import { readAudit } from '../feed/entries.ts';
import { mayReadReport } from '../feed/visibility.ts';
import { isoNow } from '../outside.ts';
import { findContent } from '../store/contents.ts';
import { listAudits } from '../store/audits.ts';
import { findLevel, listAuditsSeenBy } from '../store/feed.ts';
import { countRefused } from '../store/ledgers.ts';
import { listPeople } from '../store/people.ts';
import { os } from './context.ts';
import { fail, notFound } from './fail.ts';

const list = os.audits.list.handler(async ({ context }) => {
  const { db } = context.database;
  const seen = await listAuditsSeenBy(db, context.person.id);
  return (await listAudits(db)).filter((audit) => seen.has(audit.id));
});

const report = os.audits.report.handler(async ({ context, input }) => {
  const { person, clock } = context;
  const { db } = context.database;
  const rows = await readAudit(db, input.auditId);
  const level = await findLevel(db, input.auditId, person.id);
  const isHidden = person.role === 'reviewer' && level === 'none';
  if (rows === null || isHidden) throw notFound('There is no such audit among yours.');
  if (!mayReadReport(person, rows.audit, level)) {
    throw fail('FORBIDDEN', {
      what: 'The report would show what others answered.',
      where: `audit ${input.auditId}`,
      remedy: 'It is available after the audit closes.',
    });
  }
  const scorecard = findScorecard(rows.audit.plan.scorecard);
  const text = rows.audit.manifestDigest === null ? null : await findContent(db, rows.audit.manifestDigest);
  if (text === null || scorecard === null) {
    throw fail('CONFLICT', {
      what:
        text === null
          ? 'The audit has not been drawn yet.'
          : 'This hub does not know the scorecard of the audit.',
      where: `audit ${input.auditId}`,
      remedy: text === null ? 'Draw it first.' : 'Upgrade the hub.',
    });
  }
  const { audit, assignments, secondLooks, reviews, skips } = rows;
  return composeReport({
    audit,
    manifest: JSON.parse(text) as Manifest,
    assignments,
    reviews,
    skips,
    scorecard,
    secondLooks,
    refusedCount: await countRefused(db, audit.id, 'review.submitted'),
    names: new Map((await listPeople(db)).map((one) => [one.id, one.name])),
    computedAt: isoNow(clock),
  });
});

export const audits = { list, report };
