/**
 * Gathers what the reports of this device rest on and composes them; keeps manifests, evidence and finished reports in
 * memory for as long as nothing changed. Must not know who asks nor how.
 *
 * Invariant: a report that is answered from memory equals the one that would be composed now, but for its time.
 */
import { createHash } from 'node:crypto';
import type { Audit, Manifest } from '../../../shared/domain/audit.ts';
import type { AuditId, Digest } from '../../../shared/domain/ids.ts';
import type { Report } from '../../../shared/contract/report.ts';
import { composeReport } from '../../../shared/report/compose.ts';
import { deliberatedOf } from '../../../shared/report/deliberated.ts';
import type { ReportInput } from '../../../shared/report/evidence-base.ts';
import type { ReportMemo } from '../../../shared/report/memo.ts';
import type { IsSampled } from '../../../shared/report/sample-only.ts';
import { sampledBy } from '../../../shared/report/sample-only.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { readTogether } from '../../../db/connection.ts';
import { findContent } from '../../../db/queries/contents.ts';
import { catalogueOf, listReported, reportedMark } from '../../../db/queries/deliberation.ts';
import { listPeople } from '../../../db/queries/people.ts';
import { countRefusedReviews } from '../../../db/queries/report-evidence.ts';
import { WorkbenchError } from '../errors.ts';
import { getAudit, getScorecardOf } from '../get-audit.ts';
import { createEvidenceReader } from './audit-evidence.ts';
import { createBoundedCache } from '../../../shared/report/bounded-cache.ts';

export interface ReportGatherer {
  /** Everything that this device knows of the audit, of one moment. Throws what a person is told. */
  input(auditId: AuditId, computedAt: string): ReportInput;
  report(auditId: AuditId, computedAt: string): Report;
  /** Of results that are slow to compute; shared by reports and explanations. */
  memo: ReportMemo;
}

/** Reviews and assignments that stay in memory, and items of manifests: those of a year of weekly audits. */
const mostRows = 300_000;
const mostItems = 300_000;
/** Finished reports that stay: those of a history. */
const mostReports = 60;
/** Results of bootstraps and the like that stay. */
const mostMemos = 5000;
/** Rulings that stay folded. */
const mostRulings = 100_000;

interface Sampled {
  manifest: Manifest;
  isSampled: IsSampled;
}

const withSample = (manifest: Manifest): Sampled => ({ manifest, isSampled: sampledBy(manifest) });

interface Deliberated {
  mark: string;
  of: ReturnType<typeof deliberatedOf>;
}

interface Gathered {
  input: ReportInput;
  /** Equal stamps mean equal reports, but for their time. */
  stamp: string;
}

export function createReportGatherer(store: ReadableStore): ReportGatherer {
  const evidenceOf = createEvidenceReader(store, mostRows);
  const manifestOf = createBoundedCache<Digest, Sampled>(mostItems, ({ manifest }) => manifest.items.length);
  const reports = createBoundedCache<AuditId, { stamp: string; report: Report }>(mostReports);
  const folded = createBoundedCache<AuditId, Deliberated>(mostRulings, ({ of }) => of.rulings.length + 1);
  const memo: ReportMemo = createBoundedCache<string, unknown>(mostMemos);

  const deliberatedIn = (auditId: AuditId): Deliberated => {
    const mark = reportedMark(store, auditId);
    const known = folded.get(auditId);
    if (known?.mark === mark) return known;
    return folded.set(auditId, { mark, of: deliberatedOf(listReported(store, auditId)) });
  };

  const gather = (auditId: AuditId, computedAt: string): Gathered => {
    const audit = getAudit(store, auditId);
    const digest = getManifestDigest(audit);
    const { manifest, isSampled } =
      manifestOf.get(digest) ?? manifestOf.set(digest, withSample(readManifest(store, audit, digest)));
    const { version, ...evidence } = evidenceOf(auditId, isSampled);
    const deliberated = deliberatedIn(auditId);
    const people = listPeople(store).map((one) => [one.id, one.name] as const);
    const refusedCount = countRefusedReviews(store, auditId);
    const scorecard = getScorecardOf(audit, catalogueOf(store));
    const names = new Map<string, string>(people);
    const said = deliberated.of;
    const input = { audit, manifest, ...evidence, ...said, scorecard, refusedCount, names, computedAt };
    return {
      input,
      stamp: JSON.stringify([version, audit, people, refusedCount, deliberated.mark, scorecard]),
    };
  };

  const gatherTogether = (auditId: AuditId, computedAt: string): Gathered =>
    readTogether(store, () => gather(auditId, computedAt));

  return {
    memo,
    input: (auditId, computedAt) => gatherTogether(auditId, computedAt).input,
    report: (auditId, computedAt) => {
      const { input, stamp } = gatherTogether(auditId, computedAt);
      const known = reports.get(auditId);
      if (known?.stamp === stamp) return { ...known.report, computedAt };
      const report = composeReport(input, memo);
      reports.set(auditId, { stamp, report });
      return report;
    },
  };
}

function getManifestDigest(audit: Audit): Digest {
  if (audit.manifestDigest !== null) return audit.manifestDigest;
  throw new WorkbenchError('CONFLICT', {
    what: 'This audit has not been drawn.',
    remedy: 'Draw it on the Plan screen first.',
  });
}

/** A text that has its digest is a manifest as it was drawn: what was stored under a digest was checked then. */
function readManifest(store: ReadableStore, audit: Audit, digest: Digest): Manifest {
  const text = findContent(store, digest);
  if (text === null) {
    throw new WorkbenchError('NOT_FOUND', {
      what: 'The manifest of this audit is not on this computer yet.',
      where: audit.title,
      remedy: 'Sync with the hub; it arrives with the closed audit.',
    });
  }
  if (createHash('sha256').update(text).digest('hex') === digest) return JSON.parse(text) as Manifest;
  throw new WorkbenchError('STORAGE_CORRUPT', {
    what: 'The manifest of this audit is damaged on this computer, so no figure can rest on it.',
    where: `content ${digest}`,
    remedy:
      'Close Assay and run `assay recover`: it leaves out what is damaged, and the next sync brings it again.',
  });
}
