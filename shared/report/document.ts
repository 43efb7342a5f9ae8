/**
 * The report as a file: the figures, and the evidence from which anybody can compute them again. One schema for what is
 * written, published (docs/api/report.schema.json) and verified.
 *
 * Must not carry what people wrote or what was audited: no prompts, contexts, outputs, quotes, notes or free texts.
 * Invariant: everything that `composeReport` reads is here, so that a document proves its own figures; the digest covers
 * every other member, so that one changed character is noticed.
 */
import { z } from 'zod';
import { methodVersion, report as reportSchema } from '../contract/report.ts';
import type { Report } from '../contract/report.ts';
import { assignment, audit, manifest, secondLook } from '../domain/audit.ts';
import { digestOf } from '../domain/canonical.ts';
import { digest, isoTime, itemId, ledgerId, personId, reviewId, slug } from '../domain/ids.ts';
import type { Review } from '../domain/review.ts';
import { scorecard } from '../domain/scorecard.ts';
import { label } from '../domain/text.ts';
import type { ReportInput } from './evidence-base.ts';
import { firstFormTest } from './first-forms.ts';
import { sampledBy } from './sample-only.ts';

/** A review as far as figures rest on it: options chosen, by question. */
export const documentReview = z.strictObject({
  id: reviewId,
  itemId,
  personId,
  answers: z.record(slug, slug),
  isLate: z.boolean(),
});

/** What the author of a review said first: of superseded reviews only those are carried on which agreement rests. */
export const documentFirst = z.strictObject({
  id: reviewId,
  /** The review that counts now. */
  of: reviewId,
  answers: z.record(slug, slug),
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
  /** The rest is absent where there is none, and in files of method 1. */
  firstReviews: z.array(documentFirst).optional(),
  rulings: z.array(z.strictObject({ itemId, question: slug, option: slug })).optional(),
  imports: z
    .array(
      z.strictObject({
        importId: z.uuid(),
        name: label(),
        isSimulated: z.boolean(),
        personIds: z.array(personId),
      }),
    )
    .optional(),
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
  versions: z.strictObject({ app: label(), method: methodVersion }),
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
  methodVersion: number;
  exportedAt: string;
  ledgerHeads: readonly LedgerHead[];
  /** Reviewers appear as R1, R2 … in the file. */
  hidesNames: boolean;
}

type Evidence = ReportDocument['evidence'];
type People = Evidence['people'];

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

/** What was said first of overlap items, where it is not what counts now. */
function firstReviewsOf(input: ReportInput): Pick<Evidence, 'firstReviews'> {
  const isOverlap = new Set<string>(input.manifest.items.flatMap((of) => (of.isOverlap ? [of.id] : [])));
  const current = input.reviews.filter((of) => of.isCurrent);
  const firstFormOf = firstFormTest(input.reviews, current.length);
  if (firstFormOf === null) return {};
  const found = current.flatMap((of) => {
    const first = isOverlap.has(of.itemId) ? firstFormOf(of) : of;
    return first === of ? [] : [{ id: first.id, of: of.id, answers: choicesOf(first) }];
  });
  return found.length === 0 ? {} : { firstReviews: found.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** Rulings on items of the sample, and imports. */
function deliberatedOf(input: ReportInput): Pick<Evidence, 'rulings' | 'imports'> {
  const { rulings = [], imports = [], manifest } = input;
  const isSampled = sampledBy(manifest);
  const about = rulings.filter((of) => isSampled(of.itemId));
  return {
    ...(about.length === 0 ? {} : { rulings: about.map((of) => ({ ...of })) }),
    ...(imports.length === 0
      ? {}
      : { imports: imports.map((of) => ({ ...of, personIds: [...of.personIds] })) }),
  } as Pick<Evidence, 'rulings' | 'imports'>;
}

function evidenceOf(input: ReportInput, people: People): Evidence {
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
    ...firstReviewsOf(input),
    ...deliberatedOf(input),
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
export function inputOf(document: ReportDocument): ReportInput {
  const { evidence, report: carried } = document;
  const { audit: of, firstReviews = [], rulings, imports } = evidence;
  const firstIds = new Map(firstReviews.map((one) => [one.of, one.id]));
  const byId = new Map(evidence.reviews.map((one) => [one.id, one]));
  const facts = {
    auditId: of.id,
    scorecard: of.plan.scorecard,
    submittedAt: carried.computedAt,
    elapsedMs: 0,
  };
  const review = (one: { id: Review['id']; answers: Record<string, string> }) => ({
    ...facts,
    id: one.id,
    // The event's id and the times are the ledger's matter: no figure rests on them.
    eventId: one.id as string as Review['eventId'],
    answers: Object.fromEntries(
      Object.entries(one.answers).map(([question, option]) => [
        question,
        { type: 'choice' as const, option },
      ]),
    ),
  });
  const current = evidence.reviews.map((one): Review => {
    const { itemId: on, personId: by, isLate } = one;
    const supersedes = firstIds.get(one.id) ?? null;
    return { ...review(one), itemId: on, personId: by, isLate, supersedes, isCurrent: true };
  });
  const firsts = firstReviews.flatMap((one): Review[] => {
    const now = byId.get(one.of);
    if (now === undefined) return [];
    const { itemId: on, personId: by } = now;
    return [{ ...review(one), itemId: on, personId: by, isLate: false, supersedes: null, isCurrent: false }];
  });
  return {
    audit: of,
    manifest: evidence.manifest,
    assignments: evidence.assignments,
    reviews: [...current, ...firsts],
    skips: evidence.skips,
    secondLooks: evidence.secondLooks,
    scorecard: evidence.scorecard,
    ...(rulings === undefined ? {} : { rulings }),
    ...(imports === undefined ? {} : { imports }),
    refusedCount: evidence.refusedCount,
    names: new Map(
      evidence.people.flatMap((one) => (one.name === null ? [] : [[one.personId as string, one.name]])),
    ),
    computedAt: carried.computedAt,
    method: document.versions.method,
  };
}

/** The text of the JSON file: a pure function of the document, so that a rewritten file is noticed. */
export function reportJson(document: unknown): string {
  return `${JSON.stringify(document, null, 1)}\n`;
}
