/**
 * Imports reviews from elsewhere: prepares, draws where an audit is made, stores. Who may is checked here as the hub
 * checks it, so that nothing is made that it would refuse.
 */
import type { Person } from '../../../shared/domain/person.ts';
import type { ImportSummary } from '../../../shared/contract/imports.ts';
import { requireFrame } from '../../../shared/sampling/require-registration.ts';
import type { BackendContext } from '../context.ts';
import { WorkbenchError } from '../errors.ts';
import { announce, getSelf } from '../self.ts';
import { ContentDigests } from '../sources/fingerprint.ts';
import { drawCensus } from './census.ts';
import { findImport } from './list-imports.ts';
import type { ImportRequest, PreparedImport } from './prepare-import.ts';
import { prepareImport } from './prepare-import.ts';
import { storeImport } from './store-import.ts';

export interface RunRequest extends ImportRequest {
  importId: string;
  name: string;
  isSimulated: boolean;
  audit: { title: string; isClosed: boolean; dueAt: string | null } | null;
}

/** All or nothing. A repeated `importId` answers what was imported then. */
export async function runImport(context: BackendContext, request: RunRequest): Promise<ImportSummary> {
  const before = findImport(context.store, request.importId);
  if (before !== null) return before;
  const made = requireFit(request);
  const prepared = await prepareImport(context, request, request.name);
  requireRole(getSelf(context.store).person, prepared);
  requireReviews(prepared);
  const draw =
    prepared.source === null || made === null
      ? null
      : await drawCensus(context, {
          source: prepared.source.source,
          title: made.title,
          dueAt: made.dueAt,
          scorecard: { id: prepared.form.scorecard.id, version: prepared.form.scorecard.version },
          reviews: prepared.composed.reviews,
        });
  if (draw !== null) requireFrame(draw.manifest);
  const contents = new ContentDigests();
  const digests = await Promise.all(prepared.files.map((file) => contents.of(file)));
  const { importId, name, isSimulated } = request;
  // Another call with this id may have come to its end while the files were read.
  const meanwhile = findImport(context.store, importId);
  if (meanwhile !== null) return meanwhile;
  const isClosed = made?.isClosed === true;
  storeImport(context, prepared, { importId, name, isSimulated, draw, isClosed, digests });
  announce(context);
  return findImport(context.store, importId)!;
}

/** Either an audit that is there, or one to be made. */
function requireFit({ auditId, audit }: RunRequest): RunRequest['audit'] {
  if ((auditId === null) !== (audit === null)) return audit;
  throw new WorkbenchError('INVALID_INPUT', {
    what: 'An import goes into an audit that is there, or makes one.',
    where: 'audit',
    remedy: 'Choose an audit, or give the new one a title; not both.',
  });
}

function requireRole({ id, role }: Person, { target }: PreparedImport): void {
  const isLead = role === 'lead' || role === 'admin';
  if (isLead && (target === null || role === 'admin' || target.audit.leadId === id)) return;
  throw new WorkbenchError('FORBIDDEN', {
    what:
      target === null
        ? 'Only a lead makes an audit of imported reviews.'
        : 'Only the lead of an audit, or an admin, imports reviews into it.',
    remedy: 'Ask the lead to import the files.',
  });
}

function requireReviews({ composed, files }: PreparedImport): void {
  if (composed.reviews.length > 0) return;
  throw new WorkbenchError('INVALID_INPUT', {
    what: `No row became a review; ${composed.rejectedCount} were rejected.`,
    where: files.map((file) => file.name).join(', '),
    remedy: 'Look at the rejected rows in the preview, then change the mapping, the audit or the files.',
  });
}
