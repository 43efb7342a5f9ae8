/**
 * What Today says beside the audits' summaries: how long what is left will take, what was judged today, which round waits,
 * what was taken along. Of the person at this device only.
 */
import type { Audit } from '../../../shared/domain/audit.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import { paceOf } from '../../../shared/domain/pace.ts';
import type { TodayAudit } from '../../../shared/contract/audits.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { listAudits } from '../../../db/queries/audits.ts';
import { findRoundState } from '../../../db/queries/calibration.ts';
import { countProgress } from '../../../db/queries/items.ts';
import { findTaken } from '../../../db/queries/taken.ts';
import { countJudgedSince, listPace } from '../../../db/queries/today.ts';
import { getSelf } from '../self.ts';
import { base } from './workbench-base.ts';

export const today = base.audits.today.handler(({ context: { store }, input: { since } }) => {
  const { person } = getSelf(store);
  const audits = listAudits(store).map((audit) => ({ audit, pace: listPace(store, audit.id, person.id) }));
  // Of an audit that was just begun, the person's pace elsewhere is the best guess.
  const usual = paceOf(audits.flatMap(({ pace }) => pace));
  return audits.map(({ audit, pace }): TodayAudit => {
    const left = audit.state === 'closed' ? 0 : countLeft(store, audit, person.id);
    const perItem = paceOf(pace) ?? usual;
    return {
      auditId: audit.id,
      leftMs: left === 0 || perItem === null ? null : left * perItem,
      judged: countJudgedSince(store, audit.id, person.id, since),
      calibration: audit.state === 'closed' ? null : findRoundState(store, audit.id, person.id),
      takenAt: findTaken(store, audit.id, person.id)?.takenAt ?? null,
    };
  });
});

function countLeft(store: ReadableStore, audit: Audit, personId: PersonId): number {
  const { mine, done, skipped } = countProgress(store, audit.id, personId);
  return Math.max(0, mine - done - skipped);
}
