/** An audit and its scorecard as this device knows them; what is not here is an error that says what to do. */
import type { Audit } from '../../shared/domain/audit.ts';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import { findScorecard } from '../../shared/domain/catalogue.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Scorecard } from '../../shared/domain/scorecard.ts';
import type { ReadableStore } from '../../db/connection.ts';
import { findAudit } from '../../db/queries/audits.ts';
import { notFound, WorkbenchError } from './errors.ts';

/** Throws NOT_FOUND. */
export function getAudit(store: ReadableStore, id: AuditId): Audit {
  const found = findAudit(store, id);
  if (found === null) throw notFound('This audit');
  return found;
}

/** The scorecard of an audit; a version that this program does not know asks for an update. */
export function getScorecardOf(audit: Audit, catalogue: Catalogue): Scorecard {
  const { id, version } = audit.plan.scorecard;
  const found = findScorecard(audit.plan.scorecard, catalogue);
  if (found !== null) return found;
  throw new WorkbenchError('NOT_FOUND', {
    what: `The scorecard "${id}" version ${version} is not known here.`,
    remedy:
      'Sync with the hub, where it was published; or update Assay: the audit was planned with a newer one.',
  });
}
