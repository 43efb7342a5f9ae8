/**
 * From a request to everything that an import would store: files read, preset and form found, reviews composed. Used to
 * look and to import alike, so that what is shown is what is done. Stores nothing but a spool of traces, where asked.
 */
import type { Audit, Manifest } from '../../../shared/domain/audit.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findScorecard } from '../../../shared/domain/catalogue.ts';
import type { ImportPreset } from '../../../shared/domain/imported.ts';
import type { Source, SourceSpec } from '../../../shared/domain/source.ts';
import type { ComposedImport } from '../../../shared/imports/compose-import.ts';
import { composeImport } from '../../../shared/imports/compose-import.ts';
import type { ReviewForm } from '../../../shared/imports/form.ts';
import { formOf } from '../../../shared/imports/form.ts';
import type { Gathered } from '../../../shared/imports/gather.ts';
import { importedPersonId } from '../../../shared/imports/piece.ts';
import type { ReadPreset } from '../../../shared/imports/read-preset.ts';
import { clapnqReviews, xstestReviews } from '../../../shared/imports/read-preset.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import { listReviewsOfAudit } from '../../../db/queries/reviews.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';
import { WorkbenchError } from '../errors.ts';
import { getAudit } from '../handlers/on-item.ts';
import { findManifest } from '../report-input.ts';
import type { SourceFile } from '../sources/source-files.ts';
import { listSourceFiles } from '../sources/source-files.ts';
import { sourceOf } from './census.ts';
import { gatherFiles } from './read-files.ts';
import { recogniseReviews } from './recognise-reviews.ts';

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
  preset: ImportPreset;
  files: readonly SourceFile[];
  gathered: Gathered;
  form: ReviewForm;
  composed: ComposedImport;
  /** Null where an audit is made of the source. */
  target: TargetAudit | null;
  /** Where the traces of a new audit come from; null with an audit. */
  source: { source: Source; isNew: boolean } | null;
}

/** Throws typed errors for files that cannot be read and requests that do not fit together. */
export async function prepareImport(
  context: BackendContext,
  request: ImportRequest,
  name: string,
): Promise<PreparedImport> {
  const files = await listSourceFiles(request.paths);
  const preset = request.preset ?? (await recogniseReviews(files));
  const read = presetOf(preset);
  const target = request.auditId === null ? null : targetOf(context, request.auditId);
  const gathered = await gatherFiles({ files, preset: read, isClapnq: preset === 'clapnq' });
  const source = target === null ? await sourceOf(context, specOf(request, read), name) : null;
  const form = chooseForm(context, read, gathered, target);
  const known =
    source === null
      ? new Set<string>(target?.manifest.items.map((item) => item.traceId))
      : await idsOf(context, source.source.spec);
  const reviewed = target === null ? new Set<string>() : reviewedOf(context, target);
  const composed = composeImport(gathered, {
    form,
    isKnownItem: (trace) => known.has(trace),
    isReviewed: (trace, reviewer) =>
      reviewed.size > 0 && reviewed.has(`${importedPersonId(reviewer)} ${trace}`),
  });
  return { preset, files, gathered, form, composed, target, source };
}

function presetOf(preset: ImportPreset): ReadPreset {
  if (preset === 'clapnq') return clapnqReviews;
  if (preset === 'xstest') return xstestReviews;
  throw new WorkbenchError('INVALID_INPUT', {
    what: `Reviews of the form "${preset}" are not read yet.`,
    where: 'preset',
    remedy: 'Choose another preset.',
  });
}

function specOf({ paths }: ImportRequest, { source }: ReadPreset): SourceSpec {
  if (source === null) throw new RangeError('this preset has no source of its own');
  return { paths, ...source };
}

function targetOf({ store }: BackendContext, auditId: Audit['id']): TargetAudit {
  const audit = getAudit(store, auditId);
  const manifest = findManifest(store, audit);
  if (manifest !== null) return { audit, manifest };
  throw new WorkbenchError('CONFLICT', {
    what: 'This computer does not know which items the audit has.',
    where: 'auditId',
    remedy: 'Choose an audit that has been drawn, and sync first where the hub drew it.',
  });
}

function chooseForm(
  { store, clock }: BackendContext,
  read: ReadPreset,
  gathered: Gathered,
  target: TargetAudit | null,
): ReviewForm {
  const catalogue: Catalogue = catalogueOf(store);
  if (target !== null) {
    const ref = target.audit.plan.scorecard;
    const card = findScorecard(ref, catalogue);
    if (card !== null) return formOf(card, namesOf(gathered));
    throw new WorkbenchError('NOT_FOUND', {
      what: `The scorecard "${ref.id}" version ${ref.version} is not known here.`,
      remedy: 'Sync with the hub, or update Assay.',
    });
  }
  if (read.form === null) throw new RangeError('this preset has no form of its own');
  return read.form(catalogue, isoNow(clock));
}

/** Names of questions in the files. */
export function namesOf(gathered: Gathered): Set<string> {
  const names = new Set<string>();
  for (const { values, texts } of gathered.reviews) {
    for (const name in values) names.add(name);
    for (const name in texts) names.add(name);
  }
  for (const { question } of gathered.rulings) names.add(question);
  return names;
}

async function idsOf({ sources }: BackendContext, spec: SourceSpec): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const batch of sources.readBatches(spec)) for (const { id } of batch) ids.add(id);
  return ids;
}

/** Who has reviewed which trace of the audit already. */
function reviewedOf({ store }: BackendContext, { audit, manifest }: TargetAudit): Set<string> {
  const traceOf = new Map<string, string>(manifest.items.map((item) => [item.id, item.traceId]));
  return new Set(
    listReviewsOfAudit(store, audit.id).map((one) => `${one.personId} ${traceOf.get(one.itemId) ?? ''}`),
  );
}
