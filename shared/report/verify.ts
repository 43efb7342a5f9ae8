/**
 * Whether a report document holds: is it whole, is its sample what its seed gives, and are its figures what its evidence
 * gives. Must not read files or stores: a command holds a document against a store (electron/cli).
 *
 * Invariants: nothing is taken from the document's own figures; a check that cannot be made is a check that failed.
 */
import { METHOD_VERSION } from '../contract/report.ts';
import type { Manifest } from '../domain/audit.ts';
import { differenceInWords, listDifferences } from './compare-values.ts';
import { composeReport } from './compose.ts';
import type { ReportDocument } from './document.ts';
import {
  documentDigestOf,
  inputOf,
  REPORT_DOCUMENT_VERSION,
  REPORT_FORMAT,
  reportDocument,
} from './document.ts';
import type { Faults } from './verify-draw.ts';
import {
  checkKeys,
  checkOverlap,
  checkPhaseOne,
  checkQueue,
  checkRanks,
  checkSizes,
  checkStrata,
  checkWeights,
} from './verify-draw.ts';
import {
  checkEvidence,
  checkManifestDigest,
  checkPlan,
  checkReviewsDigest,
  checkScorecard,
} from './verify-evidence.ts';

export interface Check {
  /** Short name that stays the same, e.g. `figures`. */
  name: string;
  passed: boolean;
  /** What was found, as sentences; the first twenty faults. */
  detail: string;
}

export interface Verification {
  /** Every check passed. */
  holds: boolean;
  checks: Check[];
}

/** Faults that are named; the rest is counted. */
const SHOWN = 20;

export function toCheck(name: string, right: string, faults: Faults): Check {
  if (faults.length === 0) return { name, passed: true, detail: right };
  const more = faults.length > SHOWN ? [`… and ${faults.length - SHOWN} more`] : [];
  return { name, passed: false, detail: [...faults.slice(0, SHOWN), ...more].join('\n') };
}

/** Runs a check on evidence that may make it fail in its own way: that, too, is an answer. */
function attempt(find: () => Faults): Faults {
  try {
    return find();
  } catch (error) {
    return [`this cannot be checked: ${error instanceof Error ? error.message : String(error)}`];
  }
}

export const verificationOf = (checks: Check[]): Verification => ({
  holds: checks.every((one) => one.passed),
  checks,
});

type Loose = { format?: unknown; v?: unknown; versions?: { method?: unknown; app?: unknown } | null };

/** Why a value is no document that this version can judge; empty when it is one. */
function checkKind(raw: unknown): Faults {
  const { format, v, versions } = (typeof raw === 'object' && raw !== null ? raw : {}) as Loose;
  if (format !== REPORT_FORMAT) return [`this is not a report of Assay: "format" is not "${REPORT_FORMAT}"`];
  const method = versions?.method;
  const isNewer =
    (typeof v === 'number' && v > REPORT_DOCUMENT_VERSION) ||
    (typeof method === 'number' && method > METHOD_VERSION);
  return isNewer
    ? [
        `this report was made by a newer version of Assay (document ${String(v)}, method ${String(method)}; this one knows ${REPORT_DOCUMENT_VERSION} and ${METHOD_VERSION}). Verify it with that version`,
      ]
    : [];
}

function checkSchema(raw: unknown): { faults: Faults; document: ReportDocument | null } {
  const kind = checkKind(raw);
  if (kind.length > 0) return { faults: kind, document: null };
  const parsed = reportDocument.safeParse(raw);
  if (parsed.success) return { faults: [], document: parsed.data };
  return {
    faults: parsed.error.issues.map((one) => `${one.path.join('.') || 'the whole'}: ${one.message}`),
    document: null,
  };
}

function checkFigures(document: ReportDocument): Faults {
  // What method 1 could be given gives the same figures by this one.
  const found = { ...composeReport(inputOf(document)), methodVersion: document.versions.method };
  return listDifferences(document.report, found, SHOWN).map((one) => differenceInWords(one, 'report.'));
}

const drawChecks: [name: string, right: string, find: (manifest: Manifest) => Faults][] = [
  ['keys', 'every key is SHA-256 of seed, purpose and trace id', checkKeys],
  ['strata', 'the strata add up to the frame and to the sample', checkStrata],
  ['sizes', 'each stratum gives as many items as the plan says', checkSizes],
  ['weights', 'every weight is N/n and every inclusion probability n/N', checkWeights],
  [
    'ranks',
    'the sample holds the first keys of each stratum, in order, from where its selection begins',
    checkRanks,
  ],
  ['bridge', 'what was drawn to bridge a change fits what the items were called before', checkPhaseOne],
  ['overlap', 'the overlap is the one that the seed gives', checkOverlap],
  ['queue', 'the queue is in the order that the keys give', checkQueue],
];

function checkDocumentDigest(document: ReportDocument): Faults {
  const found = documentDigestOf(document);
  return found === document.documentDigest
    ? []
    : [
        `the file was changed after it was written: it has digest ${found} and says ${document.documentDigest}`,
      ];
}

/**
 * Verifies a parsed document. Never throws: what is no document fails the check `schema`, and nothing else is checked.
 */
export function verifyReportDocument(raw: unknown): Verification {
  const { faults, document } = checkSchema(raw);
  const schema = toCheck('schema', 'the file is a report document of version 1', faults);
  if (document === null) return verificationOf([schema]);
  const { evidence, report } = document;
  const on = (name: string, right: string, find: () => Faults): Check => toCheck(name, right, attempt(find));
  const figures = `${report.questions.length} questions recomputed from ${evidence.reviews.length} reviews of ${evidence.manifest.items.length} items: every figure is the same`;
  return verificationOf([
    schema,
    on('document', 'not one character was changed after export', () => checkDocumentDigest(document)),
    on('manifest', `the manifest has digest ${document.manifestDigest}`, () => checkManifestDigest(document)),
    on('plan', 'the sample was drawn by the registered plan', () => checkPlan(document)),
    on('scorecard', 'the scorecard is the one that the plan names', () => checkScorecard(document)),
    ...drawChecks.map(([name, right, find]) => on(name, right, () => find(evidence.manifest))),
    on('evidence', 'every review is about an item of the sample and counts once', () =>
      checkEvidence(document),
    ),
    on('reviews', `the reviews have digest ${report.reviewsDigest}`, () => checkReviewsDigest(document)),
    on('figures', figures, () => checkFigures(document)),
  ]);
}
