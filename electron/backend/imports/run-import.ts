/**
 * Imports reviews from elsewhere: prepares, draws where an audit is made, stores. Who may is checked here as the hub
 * checks it, so that nothing is made that it would refuse.
 */
import { join } from 'node:path';
import type { Person } from '../../../shared/domain/person.ts';
import type { ImportSummary } from '../../../shared/contract/imports.ts';
import { mostImportedPeople } from '../../../shared/domain/imported.ts';
import type { ComposedDraw } from '../../../shared/sampling/compose-draw.ts';
import { listSources } from '../../../db/queries/sources.ts';
import type { BackendContext } from '../context.ts';
import { WorkbenchError } from '../errors.ts';
import { announce, getSelf } from '../self.ts';
import { ContentDigests } from '../sources/fingerprint.ts';
import { drawCensus } from './census.ts';
import type { DescribedFiles } from './describe-files.ts';
import { describeFiles } from './describe-files.ts';
import { findImport } from './list-imports.ts';
import type { ImportRequest, PreparedImport, PrepareOptions, TargetAudit } from './prepare-import.ts';
import { prepareImport, questionsOf, targetOf } from './prepare-import.ts';
import { namesOf } from './import-events.ts';
import type { RunningImport } from './running-imports.ts';
import { whileRunning } from './running-imports.ts';
import { storeImport } from './store-import.ts';
import { TraceSpool } from './trace-spool.ts';

export interface RunRequest extends ImportRequest {
  importId: string;
  name: string;
  isSimulated: boolean;
  audit: { title: string; isClosed: boolean; dueAt: string | null } | null;
}

/** All or nothing. A repeated `importId` answers what was imported then. Throws CONFLICT when it was cancelled meanwhile. */
export async function runImport(context: BackendContext, request: RunRequest): Promise<ImportSummary> {
  const before = findImport(context.store, request.importId);
  if (before !== null) return before;
  return whileRunning(context.store, request.importId, (run) => importWhile(context, request, run));
}

async function importWhile(
  context: BackendContext,
  request: RunRequest,
  run: RunningImport,
): Promise<ImportSummary> {
  // Another call with this id may have come first.
  const meanwhile = findImport(context.store, request.importId);
  if (meanwhile !== null) return meanwhile;
  const made = requireFit(request);
  const target = request.auditId === null ? null : targetOf(context, request.auditId);
  requireRole(getSelf(context.store).person, target);
  const described = await describeFiles(
    { ...request, hasAudit: target !== null, questions: questionsOf(context, target) },
    context.sources,
  );
  requireReadable(described, target);
  const needsSpool = target === null && described.read.source === null;
  const folder = join(context.dataDir, 'imports');
  const spool = needsSpool ? await TraceSpool.begin(folder, context.ids.uuidv7()) : null;
  try {
    const summary = await prepareAndStore(context, request, { described, target, made, spool, run });
    // Another call with this id may have been the one that stored: its source keeps the file.
    spool?.release();
    announce(context);
    return summary;
  } catch (error) {
    await spool?.discard((path) => isSource(context, path));
    throw error;
  }
}

function isSource({ store }: BackendContext, path: string): boolean {
  return listSources(store).some((one) => one.spec.paths.includes(path));
}

async function prepareAndStore(
  context: BackendContext,
  { importId, name, isSimulated }: RunRequest,
  given: Omit<PrepareOptions, 'name'> & { made: RunRequest['audit']; run: RunningImport },
): Promise<ImportSummary> {
  const { made, run } = given;
  const prepared = await prepareImport(context, { ...given, name });
  requireReviews(prepared);
  const { length } = prepared.composed.reviews;
  await run.goOn({ phase: 'drawing', done: 0, total: length });
  const draw = made === null ? null : await drawFor(context, prepared, made);
  const contents = new ContentDigests();
  const digests = await Promise.all(prepared.described.files.map((file) => contents.of(file)));
  const isClosed = made?.isClosed === true;
  await storeImport(context, prepared, { importId, name, isSimulated, draw, isClosed, digests }, run);
  return findImport(context.store, importId)!;
}

async function drawFor(
  context: BackendContext,
  { source, form, composed }: PreparedImport,
  { title, dueAt }: NonNullable<RunRequest['audit']>,
): Promise<ComposedDraw> {
  if (source === null) throw new RangeError('an audit is made of a source');
  const scorecard = { id: form.scorecard.id, version: form.scorecard.version };
  const { reviews } = composed;
  return drawCensus(context, { source: source.source, title, dueAt, scorecard, reviews });
}

function requireReadable({ missing, read, preset }: DescribedFiles, target: TargetAudit | null): void {
  if (missing.length > 0) {
    throw new WorkbenchError('INVALID_INPUT', {
      what: `The mapping names no column for ${missing.join(', ')}.`,
      where: 'mapping',
      remedy: 'Choose a column for each of these roles.',
    });
  }
  if (read.hasTraces || target !== null) return;
  throw new WorkbenchError('INVALID_INPUT', {
    what: `Files of the form "${preset}" hold scores by trace id, and not the traces.`,
    where: 'auditId',
    remedy:
      'Choose the audit whose items were scored; import or ingest the traces first where there is none.',
  });
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

function requireRole({ id, role }: Person, target: TargetAudit | null): void {
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

function requireReviews({ composed, described: { files } }: PreparedImport): void {
  const where = files.map((file) => file.name).join(', ');
  const people = namesOf(composed).length;
  if (people > mostImportedPeople) {
    throw new WorkbenchError('INVALID_INPUT', {
      what: `The files name ${people} reviewers; an import has at most ${mostImportedPeople}.`,
      where,
      remedy: 'Choose the column that names who judged, or import the files in parts.',
    });
  }
  if (composed.reviews.length > 0) return;
  throw new WorkbenchError('INVALID_INPUT', {
    what: `No row became a review; ${composed.rejectedCount} were rejected.`,
    where,
    remedy: 'Look at the rejected rows in the preview, then change the mapping, the audit or the files.',
  });
}
