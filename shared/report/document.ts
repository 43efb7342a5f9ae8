/**
 * The report as a file: the figures, and the evidence from which anybody can compute them again. One schema for what is
 * written, published (docs/api/report.schema.json) and verified.
 *
 * Must not carry what people wrote or what was audited: no prompts, contexts, outputs, quotes, notes or free texts.
 * Invariant: everything that `composeReport` reads is here, so that a document proves its own figures; the digest covers
 * every other member, so that one changed character is noticed.
 */
import { z } from 'zod';
import { METHOD_VERSION, report as reportSchema } from '../contract/report.ts';
import type { Report } from '../contract/report.ts';
import { assignment, audit, manifest, secondLook } from '../domain/audit.ts';
import { digestOf } from '../domain/canonical.ts';
import { digest, isoTime, itemId, ledgerId, personId, reviewId, slug } from '../domain/ids.ts';
import type { Review } from '../domain/review.ts';
import { scorecard } from '../domain/scorecard.ts';
import { label } from '../domain/text.ts';
import type { ReportInput } from './evidence-base.ts';

/** A review as far as figures rest on it: options chosen, by question. Superseded reviews are not carried. */
export const documentReview = z.strictObject({
  id: reviewId,
  itemId,
  personId,
  answers: z.record(slug, slug),
  isLate: z.boolean(),
});

/** Where a ledger stood when the report was made: every event up to `seq` is fixed by `hash`. */
export const ledgerHead = z.strictObject({ ledger: ledgerId, seq: z.int().min(0), hash: digest });
export type LedgerHead = z.infer<typeof ledgerHead>;

export const reportEvidence = z.strictObject({
  audit,
  manifest,
  assignments: z.array(assignment),
  reviews: z.array(documentReview),
  skips: z.array(z.strictObject({ itemId, personId, reason: label() })),
  secondLooks: z.array(secondLook),
  scorecard,
  refusedCount: z.int().min(0),
  /** Those who were asked to review; `name` is R1, R2 … where names are hidden, null where it is not known. */
  people: z.array(z.strictObject({ personId, name: label().nullable() })),
});

export const REPORT_FORMAT = 'assay.report';
export const REPORT_DOCUMENT_VERSION = 1;

export const reportDocument = z.strictObject({
  format: z.literal(REPORT_FORMAT),
  v: z.literal(REPORT_DOCUMENT_VERSION),
  exportedAt: isoTime,
  hidesNames: z.boolean(),
  versions: z.strictObject({ app: label(), method: z.literal(METHOD_VERSION) }),
  ledgerHeads: z.array(ledgerHead),
  manifestDigest: digest,
  report: reportSchema,
  evidence: reportEvidence,
  /** SHA-256 over the canonical JSON (RFC 8785) of all other members. */
  documentDigest: digest,
});
export type ReportDocument = z.infer<typeof reportDocument>;

/** What the host knows and the report does not. */
export interface ExportFacts {
  appVersion: string;
  methodVersion: typeof METHOD_VERSION;
  exportedAt: string;
  ledgerHeads: readonly LedgerHead[];
  /** Reviewers appear as R1, R2 … in the file. */
  hidesNames: boolean;
}

type People = ReportDocument['evidence']['people'];

/**
 * Person ids stay in either case: they are random, the order of assignment and the ledger are told by them, and a report
 * whose ids were changed could not be held against anything. Only the hub and its members can turn an id into a name.
 */
function listPeople(report: Report, input: ReportInput, hidesNames: boolean): People {
  return report.reviewers.map(({ personId: id }, at) => ({
    personId: id,
    name: hidesNames ? `R${at + 1}` : (input.names.get(id) ?? null),
  }));
}

function choicesOf(of: Review): Record<string, string> {
  const choices: Record<string, string> = {};
  for (const [question, held] of Object.entries(of.answers)) {
    if (held.type === 'choice') choices[question] = held.option;
  }
  return choices;
}

const byItemAndPerson = (a: { itemId: string; personId: string }, b: typeof a): number => {
  if (a.itemId !== b.itemId) return a.itemId < b.itemId ? -1 : 1;
  return a.personId < b.personId ? -1 : Number(a.personId > b.personId);
};

function evidenceOf(input: ReportInput, people: People): ReportDocument['evidence'] {
  return {
    audit: input.audit,
    manifest: input.manifest,
    assignments: [...input.assignments],
    reviews: input.reviews
      .filter((of) => of.isCurrent)
      .map((of) => ({
        id: of.id,
        itemId: of.itemId,
        personId: of.personId,
        answers: choicesOf(of),
        isLate: of.isLate,
      }))
      .toSorted((a, b) => byItemAndPerson(a, b) || (a.id < b.id ? -1 : 1)),
    skips: input.skips
      .map(({ itemId: item, personId: person, reason }) => ({ itemId: item, personId: person, reason }))
      .toSorted(byItemAndPerson) as ReportDocument['evidence']['skips'],
    secondLooks: input.secondLooks.toSorted(byItemAndPerson),
    scorecard: input.scorecard,
    refusedCount: input.refusedCount,
    people,
  };
}

/**
 * The document of a report.
 * @param report what `composeReport(input)` gave
 */
export function buildReportDocument(input: ReportInput, report: Report, facts: ExportFacts): ReportDocument {
  const people = listPeople(report, input, facts.hidesNames);
  const names = new Map(people.map((one) => [one.personId, one.name]));
  const rest = {
    format: REPORT_FORMAT,
    v: REPORT_DOCUMENT_VERSION,
    exportedAt: facts.exportedAt,
    hidesNames: facts.hidesNames,
    versions: { app: facts.appVersion, method: facts.methodVersion },
    ledgerHeads: [...facts.ledgerHeads],
    manifestDigest: report.manifestDigest,
    report: {
      ...report,
      reviewers: report.reviewers.map((of) => ({ ...of, name: names.get(of.personId) ?? null })),
    },
    evidence: evidenceOf(input, people),
  } as const;
  return { ...rest, documentDigest: digestOf(rest) } as ReportDocument;
}

/** The digest that a document must carry. */
export function documentDigestOf(document: ReportDocument): ReportDocument['documentDigest'] {
  const { documentDigest: _carried, ...rest } = document;
  return digestOf(rest);
}

/** What the figures of a document were computed from: the input of `composeReport`. */
export function inputOf({ evidence, report: carried }: ReportDocument): ReportInput {
  const { audit: of } = evidence;
  return {
    audit: of,
    manifest: evidence.manifest,
    assignments: evidence.assignments,
    reviews: evidence.reviews.map((one) => ({
      id: one.id,
      auditId: of.id,
      itemId: one.itemId,
      personId: one.personId,
      // The event's id and the times are the ledger's matter: no figure rests on them.
      eventId: one.id as string as Review['eventId'],
      scorecard: of.plan.scorecard,
      answers: Object.fromEntries(
        Object.entries(one.answers).map(([question, option]) => [question, { type: 'choice', option }]),
      ),
      submittedAt: carried.computedAt,
      elapsedMs: 0,
      supersedes: null,
      isLate: one.isLate,
      isCurrent: true,
    })),
    skips: evidence.skips,
    secondLooks: evidence.secondLooks,
    scorecard: evidence.scorecard,
    refusedCount: evidence.refusedCount,
    names: new Map(
      evidence.people.flatMap((one) => (one.name === null ? [] : [[one.personId as string, one.name]])),
    ),
    computedAt: carried.computedAt,
  };
}

/** The text of the JSON file: a pure function of the document, so that a rewritten file is noticed. */
export function reportJson(document: unknown): string {
  return `${JSON.stringify(document, null, 1)}\n`;
}
