/** The workbench contract, part disagreements: worklist, clusters, one case, rulings. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  caseRef,
  claim,
  comment,
  commentAbout,
  ruling,
  rulingCauses,
  rulingId,
} from '../domain/adjudication.ts';
import { caseStates, verdictKinds } from '../domain/case-state.ts';
import { auditId, isoTime, itemId, personId, reviewId, slug } from '../domain/ids.ts';
import { answers } from '../domain/review.ts';
import { taxonomyClass } from '../domain/taxonomy.ts';
import { label, safeText } from '../domain/text.ts';
import { trace } from '../domain/trace.ts';
import { errors } from './errors.ts';
import { figure } from './report-figure.ts';

export type { CaseState, VerdictKind } from '../domain/case-state.ts';

const base = oc.errors(errors);

/** How much a ruling would matter, with the parts that it is made of, each between 0 and 1. */
const effect = z.strictObject({
  score: z.number(),
  severity: z.number(),
  /** Share of the frame that the item speaks for, against the heaviest item. */
  weight: z.number(),
  /** Size of its cluster against the largest. */
  cluster: z.number(),
  /** 1 where the rate with all open cases ruled either way straddles the limit of a threshold; less the farther off. */
  threshold: z.number(),
  sentence: safeText,
});

const caseRow = z.strictObject({
  case: caseRef,
  auditTitle: label(120),
  questionTitle: label(),
  /** First words of what was asked. */
  title: safeText,
  position: z.int(),
  /** Options given, most given first. */
  options: z.array(z.strictObject({ option: slug, title: label(), count: z.int().min(1) })),
  stratum: z.array(safeText),
  model: safeText.nullable(),
  state: z.enum(caseStates),
  /** Name of who holds the claim, where it is claimed; `isMine` where that is this person. */
  claimedBy: z.strictObject({ name: label(120), isMine: z.boolean(), at: isoTime }).nullable(),
  verdict: z.enum(verdictKinds),
  /** The cluster that it is shown in; null where it is alone. */
  clusterId: z.string().nullable(),
  effect,
});
export type CaseRow = z.infer<typeof caseRow>;

export const caseFilter = z.strictObject({
  /** Of these audits; all that this person may rule on when empty. */
  auditIds: z.array(auditId).max(500),
  question: slug.optional(),
  /** Reviews gave both classes. */
  pair: z.tuple([slug, slug]).optional(),
  /** Canonical JSON of the stratum's values. */
  stratum: z.string().optional(),
  reviewerId: personId.optional(),
  model: safeText.optional(),
  states: z.array(z.enum(caseStates)).optional(),
  verdict: z.enum(verdictKinds).optional(),
  clusterId: z.string().optional(),
  /** Words of what was asked. */
  text: safeText.optional(),
});
export type CaseFilter = z.infer<typeof caseFilter>;

const count = z.strictObject({ value: z.string(), title: safeText, cases: z.int() });

/** To whom a cluster goes: who can do something about its cause. */
const routes = ['owner', 'reviewer', 'lead', 'engineer', 'nobody_yet'] as const;

export const cluster = z.strictObject({
  id: z.string(),
  auditId,
  question: slug,
  /** What holds it together: a pair of classes in a stratum, a shared passage, or similar wording. */
  kind: z.enum(['pair', 'passage', 'wording']),
  title: safeText,
  pair: z.tuple([slug, slug]).nullable(),
  stratum: z.array(safeText).nullable(),
  cases: z.int().min(1),
  open: z.int().min(0),
  verdict: z.enum(verdictKinds),
  /** The verdict in a sentence with its numbers, or what is missing before one can be given. */
  reason: safeText,
  route: z.enum(routes),
  /** What that person can do, as a sentence. */
  advice: safeText,
  /** The numbers that the verdict rests on. */
  figures: z.array(z.strictObject({ title: label(), figure })),
});
export type Cluster = z.infer<typeof cluster>;

/** One reviewer as owners see them: by a letter, unless they asked for names. */
const caseReview = z.strictObject({
  reviewId,
  /** "A", "B" … in an order that says nothing; the same within a case. */
  letter: z.string(),
  /** Null unless names were asked for. */
  name: label(120).nullable(),
  isImported: z.boolean(),
  option: slug.nullable(),
  answers,
  submittedAt: isoTime,
  elapsedMs: z.int(),
  /** A ruling rests on it, and it was superseded since. */
  isCurrent: z.boolean(),
});

const rulingView = ruling.extend({
  at: isoTime,
  by: label(120),
  isMine: z.boolean(),
  isImported: z.boolean(),
  /** It stands, it was superseded, or another owner's came first. */
  standing: z.enum(['stands', 'superseded', 'overtaken']),
  /** What it rests on was superseded since. */
  isStale: z.boolean(),
  appeal: z.strictObject({ by: label(120), at: isoTime, reason: safeText, isOpen: z.boolean() }).nullable(),
  /** Accepted by the hub, or kept here until then; always true without a hub. */
  isConfirmed: z.boolean(),
});
export type RulingView = z.infer<typeof rulingView>;

export const commentView = comment.extend({ at: isoTime, by: label(120), isMine: z.boolean() });

const disagreementCase = z.strictObject({
  row: caseRow,
  /** With model and judge where the audit's blinding allows this person to see them. */
  trace,
  isErased: z.boolean(),
  reviews: z.array(caseReview),
  /** Definitions of the classes that were given. */
  classes: z.array(taxonomyClass),
  taxonomy: z.strictObject({ id: slug, version: z.int(), title: label(100) }).nullable(),
  /** Options that a ruling may choose. */
  options: z.array(z.strictObject({ option: slug, title: label() })),
  /** Chance of each option by Dawid–Skene, where the data carries it. */
  posterior: z.array(z.strictObject({ option: slug, chance: z.number() })).nullable(),
  verdict: z.strictObject({
    kind: z.enum(verdictKinds),
    reason: safeText,
    route: z.enum(routes),
    advice: safeText,
  }),
  /** Newest last. */
  rulings: z.array(rulingView),
  comments: z.array(commentView),
  /** Rulings on items like this one, most alike first. */
  similar: z.array(
    z.strictObject({
      case: caseRef,
      title: safeText,
      optionTitle: label(),
      cause: z.enum(rulingCauses),
      rationale: safeText,
      at: isoTime,
      likeness: z.number().min(0).max(1),
    }),
  ),
  /** Whether this person may rule; otherwise why not. */
  mayRule: z.boolean(),
  whyNot: safeText.nullable(),
  nextCase: caseRef.nullable(),
});
export type DisagreementCase = z.infer<typeof disagreementCase>;

const changed = z.strictObject({ row: caseRow, nextCase: caseRef.nullable() });

export const disagreements = {
  list: base
    .input(
      z.strictObject({
        filter: caseFilter,
        offset: z.int().min(0),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(
      z.strictObject({
        /** All cases that the filter keeps, and all there are. */
        total: z.int(),
        all: z.int(),
        open: z.int(),
        rows: z.array(caseRow),
        /** What the filter can be narrowed by, counted within it; each part without its own condition. */
        facets: z.strictObject({
          audits: z.array(count),
          questions: z.array(count),
          pairs: z.array(count),
          strata: z.array(count),
          reviewers: z.array(count),
          models: z.array(count),
          states: z.array(count),
          verdicts: z.array(count),
        }),
      }),
    ),
  /** Clusters of an audit's question with their verdicts, the most telling first, and the class × class map. */
  clusters: base.input(z.strictObject({ auditId, question: slug })).output(
    z.strictObject({
      clusters: z.array(cluster),
      options: z.array(z.strictObject({ option: slug, title: label() })),
      /** Cases in which both classes were given; symmetric, nothing on the diagonal. */
      map: z.array(z.array(z.int())),
      /** Reviewers whose labels differ from the others', each with interval and reason; by letter unless named. */
      reviewers: z.array(
        z.strictObject({
          letter: z.string(),
          name: label(120).nullable(),
          labels: z.int(),
          agreement: figure,
          others: figure,
          isFlagged: z.boolean(),
          isDrifting: z.boolean(),
          reason: safeText,
          /** Where they answer otherwise than most others, and how often the others do: what stands out most first. */
          confusions: z.array(z.strictObject({ most: label(), given: label(), own: figure, others: figure })),
        }),
      ),
      /** What is too little for which rule; empty where all rules could be asked. */
      missing: z.array(safeText),
    }),
  ),
  get: base
    .input(z.strictObject({ case: caseRef, filter: caseFilter, showsNames: z.boolean() }))
    .output(disagreementCase),
  claim: base.input(claim).output(changed),
  /** Answered after the commit is durable. `ruling.rulingId` makes a repeated call change nothing. */
  rule: base
    .input(z.strictObject({ ruling: ruling.omit({ scorecard: true, reviewIds: true }), filter: caseFilter }))
    .output(changed),
  appeal: base.input(z.strictObject({ case: caseRef, rulingId, reason: safeText.min(1) })).output(changed),
  comment: base
    .input(z.strictObject({ commentId: z.uuid(), about: commentAbout, text: safeText.min(1) }))
    .output(commentView),
  /** Classes that mean "something else": what was put there, grouped by wording, and whether it grows. */
  longTail: base.input(z.strictObject({ auditId, question: slug })).output(
    z.strictObject({
      option: slug.nullable(),
      title: label(),
      share: figure,
      /** Against the audit before it of the same source and scorecard; null without one. */
      before: z.strictObject({ auditId, title: label(120), share: figure }).nullable(),
      growth: figure.nullable(),
      /** Growth of 2 points or more at p < .05, or a share over 10 % (statistics.md G). */
      isAlarming: z.boolean(),
      sentence: safeText,
      groups: z.array(
        z.strictObject({
          /** Words that its items share and others do not. */
          words: z.array(label()),
          /** A name that a class made of it could have. */
          title: label(60),
          items: z.array(z.strictObject({ itemId, title: safeText, note: safeText.nullable() })),
        }),
      ),
    }),
  ),
};
