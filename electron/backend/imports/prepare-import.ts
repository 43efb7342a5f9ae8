/**
 * From described files to everything that an import would store: records read, form found, reviews composed. Used to look
 * and to import alike, so that what is shown is what is done. Stores nothing but, where asked, a file of traces.
 */
import type { Audit, Manifest } from '../../../shared/domain/audit.ts';
import { findScorecard } from '../../../shared/domain/catalogue.ts';
import type { ImportPreset } from '../../../shared/domain/imported.ts';
import type { Question } from '../../../shared/domain/scorecard.ts';
import type { Source, SourceSpec } from '../../../shared/domain/source.ts';
import type { ComposedImport } from '../../../shared/imports/compose-import.ts';
import { composeImport } from '../../../shared/imports/compose-import.ts';
import type { ReviewForm } from '../../../shared/imports/form.ts';
import { formOf } from '../../../shared/imports/form.ts';
import type { Gathered } from '../../../shared/imports/gather.ts';
import { findFittingForm, madeForm } from '../../../shared/imports/made-form.ts';
import { importedPersonId } from '../../../shared/imports/piece.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import { listReviewsOfAudit } from '../../../db/queries/reviews.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';
import { WorkbenchError } from '../errors.ts';
import { getAudit } from '../get-audit.ts';
import { findManifest } from '../report-input.ts';
import { sourceOf } from './census.ts';
import type { DescribedFiles } from './describe-files.ts';
import { gatherFiles } from './read-files.ts';
import type { RunningImport } from './running-imports.ts';
import type { TraceSpool } from './trace-spool.ts';

export interface ImportRequest {
  paths: string[];
  preset: ImportPreset | null;
  mapping: Record<string, string> | null;
  auditId: Audit['id'] | null;
}

/** An audit whose items were reviewed elsewhere. */
export interface TargetAudit {
  audit: Audit;
  manifest: Manifest;
}

export interface PreparedImport {
  described: DescribedFiles;
  gathered: Gathered;
  form: ReviewForm;
  composed: ComposedImport;
  /** Null where an audit is made. */
  target: TargetAudit | null;
  /** Where the traces of a new audit come from; null with an audit, and where nothing was spooled. */
  source: { source: Source; isNew: boolean } | null;
}

export interface PrepareOptions {
  described: DescribedFiles;
  target: TargetAudit | null;
  /** Name of the import, of its source and of a scorecard that is made. */
  name: string;
  /** Takes the traces of files that are no source themselves; null to look only. */
  spool: TraceSpool | null;
  /** Told how many rows were read; null to look only. */
  run: RunningImport | null;
}

/** Throws typed errors for files that cannot be read. */
export async function prepareImport(
  context: BackendContext,
  { described, target, name, spool, run }: PrepareOptions,
): Promise<PreparedImport> {
  const { read, files, preset } = described;
  const gathered = await gatherFiles({
    files,
    preset: read,
    isClapnq: preset === 'clapnq',
    tables: context.sources,
    ...(run === null ? {} : { onRows: (done) => run.goOn({ phase: 'reading', done, total: null }) }),
    ...(spool === null ? {} : { onTraces: (traces) => spool.write(traces) }),
  });
  const spec = target === null ? await specOf(described, gathered, spool) : null;
  const source = spec === null ? null : await sourceOf(context, spec, name);
  const form = chooseForm(context, described, gathered, { target, name });
  const known = await knownItems(context, { target, gathered, described, source: source?.source ?? null });
  const reviewed = target === null ? new Set<string>() : reviewedOf(context, target);
  const composed = composeImport(gathered, {
    form,
    isKnownItem: (trace) => known === null || known.has(trace),
    isReviewed: (trace, reviewer) =>
      reviewed.size > 0 && reviewed.has(`${importedPersonId(reviewer)} ${trace}`),
  });
  return { described, gathered, form, composed, target, source };
}

/** The audit with its items. Throws NOT_FOUND, and CONFLICT where nobody here knows its items. */
export function targetOf({ store }: BackendContext, auditId: Audit['id']): TargetAudit {
  const audit = getAudit(store, auditId);
  const manifest = findManifest(store, audit);
  if (manifest !== null) return { audit, manifest };
  throw new WorkbenchError('CONFLICT', {
    what: 'This computer does not know which items the audit has.',
    where: 'auditId',
    remedy: 'Choose an audit that has been drawn, and sync first where the hub drew it.',
  });
}

/** What the chosen audit asks; nothing where one is made, or its scorecard is not known here. */
export function questionsOf({ store }: BackendContext, target: TargetAudit | null): readonly Question[] {
  if (target === null) return [];
  return findScorecard(target.audit.plan.scorecard, catalogueOf(store))?.questions ?? [];
}

/** The files themselves, or the file of the traces that they hold; null where there are none, or nothing is kept. */
async function specOf(
  { read, paths }: DescribedFiles,
  { traces }: Gathered,
  spool: TraceSpool | null,
): Promise<SourceSpec | null> {
  if (read.source !== null) return { paths: [...paths], ...read.source };
  if (spool === null || traces.size === 0) return null;
  return { paths: [await spool.end()], preset: 'trace-jsonl' };
}

function chooseForm(
  { store, clock }: BackendContext,
  { read }: DescribedFiles,
  gathered: Gathered,
  { target, name }: { target: TargetAudit | null; name: string },
): ReviewForm {
  const catalogue = catalogueOf(store);
  if (target === null) {
    if (read.form !== null) return read.form(catalogue);
    return findFittingForm(gathered, catalogue) ?? madeForm(gathered, name, catalogue, isoNow(clock));
  }
  const ref = target.audit.plan.scorecard;
  const card = findScorecard(ref, catalogue);
  if (card !== null) return formOf(card, namesOf(gathered));
  throw new WorkbenchError('NOT_FOUND', {
    what: `The scorecard "${ref.id}" version ${ref.version} is not known here.`,
    remedy: 'Sync with the hub, or update Assay.',
  });
}

/** Names of questions in the files. */
function namesOf(gathered: Gathered): Set<string> {
  const names = new Set<string>();
  for (const { values, texts, spans } of gathered.reviews) {
    for (const name in values) names.add(name);
    for (const name in texts) names.add(name);
    for (const name in spans) names.add(name);
  }
  for (const { question } of gathered.rulings) names.add(question);
  return names;
}

/** Ids of the traces that can be reviewed; null where nobody knows yet, because an audit has still to be chosen. */
async function knownItems(
  { sources }: BackendContext,
  of: Pick<PreparedImport, 'target' | 'gathered' | 'described'> & { source: Source | null },
): Promise<ReadonlySet<string> | null> {
  if (of.target !== null) return new Set(of.target.manifest.items.map((item) => item.traceId));
  if (!of.described.read.hasTraces) return null;
  if (of.described.read.source === null || of.source === null) return of.gathered.traces;
  const ids = new Set<string>();
  for await (const batch of sources.readBatches(of.source.spec)) for (const { id } of batch) ids.add(id);
  return ids;
}

/** Who has reviewed which trace of the audit already. */
function reviewedOf({ store }: BackendContext, { audit, manifest }: TargetAudit): Set<string> {
  const traceOf = new Map<string, string>(manifest.items.map((item) => [item.id, item.traceId]));
  return new Set(
    listReviewsOfAudit(store, audit.id).map((one) => `${one.personId} ${traceOf.get(one.itemId) ?? ''}`),
  );
}
