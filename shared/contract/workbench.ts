/**
 * The contract between the renderer and the backend, over MessagePort (desktop), HTTP (loopback) or a direct call
 * (tests): plain JSON values only, times as ISO strings. Its wire hash is guarded by a test.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  allocation,
  assignment,
  audit,
  auditPlan,
  frameFilter,
  manifest,
  overlapPlan,
  stratum,
} from '../domain/audit.ts';
import {
  auditId,
  digest,
  eventId,
  isoTime,
  itemId,
  ledgerId,
  personId,
  reviewId,
  slug,
  sourceId,
} from '../domain/ids.ts';
import { person } from '../domain/person.ts';
import { answer, draft, flagReasons, review, skipReasons } from '../domain/review.ts';
import { scorecard } from '../domain/scorecard.ts';
import { columnMapping, inspection, preset, rejectedRow, source } from '../domain/source.ts';
import { taxonomy } from '../domain/taxonomy.ts';
import { label, safeText } from '../domain/text.ts';
import { dimension, trace } from '../domain/trace.ts';
import { disagreements } from './disagreements.ts';
import { errors } from './errors.ts';
import { imports } from './imports.ts';
import { norming } from './norming.ts';
import { profiles } from './profiles.ts';
import { figure } from './report-figure.ts';
import { explanation, figureRef, reportItem } from './report-ref.ts';
import { comparison, history, report, reportBrief } from './report.ts';
import { reviewers } from './reviewers.ts';
import { appStatus, syncStatus } from './status.ts';
import { taxonomies } from './taxonomies.ts';
import { hub as hubContract } from './hub.ts';

const base = oc.errors(errors);
const nothing = z.strictObject({});

const app = {
  status: base.input(nothing).output(appStatus),
  /** The status now, then again whenever it changes. */
  watch: base.input(nothing).output(eventIterator(appStatus)),
  /** Makes the demo audit (20 items) and, where this program can, starts a demo hub and connects to it. */
  openDemo: base.input(nothing).output(z.strictObject({ auditId })),
  /** Makes an audit of 400 made answers with five simulated reviewers, closed: for trying what comes after judging. */
  openExample: base.input(nothing).output(z.strictObject({ auditId })),
  rename: base.input(z.strictObject({ name: label(120) })).output(person),
};

const files = {
  /** Folders and files that a source can be made of; null lists the home folder. */
  browse: base.input(z.strictObject({ folder: safeText.nullable() })).output(
    z.strictObject({
      folder: safeText,
      parent: safeText.nullable(),
      entries: z.array(
        z.strictObject({
          name: safeText,
          path: safeText,
          kind: z.enum(['folder', 'file']),
          bytes: z.int().min(0),
        }),
      ),
    }),
  ),
};

const sourceRequest = z.strictObject({
  paths: z.array(label(4096)).min(1).max(1000),
  /** Null lets Assay recognise it. */
  preset: preset.nullable(),
  mapping: columnMapping.nullable(),
});

const sources = {
  /** Reads without storing anything: preset, columns, mapping, ten mapped traces, rejected rows. */
  inspect: base.input(sourceRequest).output(inspection),
  add: base.input(sourceRequest.extend({ name: label(200) })).output(source),
  list: base.input(nothing).output(z.array(source)),
  rejected: base
    .input(z.strictObject({ sourceId, offset: z.int().min(0), limit: z.int().min(1).max(500) }))
    .output(z.strictObject({ total: z.int(), rows: z.array(rejectedRow) })),
  /** Dimensions that have at least two values, with their number of values. */
  dimensions: base
    .input(z.strictObject({ sourceId }))
    .output(
      z.array(z.strictObject({ dimension, distinct: z.int().min(1), values: z.array(safeText).max(50) })),
    ),
};

/** Sources are those of this computer or those of the hub: ids tell which. */
const frames = {
  /** Exact counts of the frame by stratum. */
  count: base
    .input(z.strictObject({ sourceId, filter: frameFilter, dimensions: z.array(dimension).max(6) }))
    .output(
      z.strictObject({
        frameSize: z.int(),
        strata: z.array(stratum),
        /** Why counting and drawing cost more than they need to, and what to do; only from a hub. */
        note: safeText.nullable().optional(),
      }),
    ),
  /** What an allocation would draw, before anything is drawn. */
  preview: base
    .input(
      z.strictObject({
        sourceId,
        filter: frameFilter,
        dimensions: z.array(dimension).max(6),
        allocation,
        overlap: overlapPlan,
        /** Two-sided error of the margins; 0.05 when left out. */
        alpha: z.number().gt(0).lt(1).optional(),
        /** Half-width that the overall interval should reach; answered by `target`. */
        targetHalfWidth: z.number().gt(0).lt(0.5).optional(),
        /** Registered limit; answered by `toPass`. */
        limit: z.number().gt(0).lt(1).optional(),
      }),
    )
    .output(
      z.strictObject({
        frameSize: z.int(),
        strata: z.array(
          stratum.extend({
            drawn: z.int(),
            weight: z.number().nullable(),
            isTakeAll: z.boolean(),
            overlap: z.int(),
            /** Expected half-width of this stratum's own interval; null where there is none. */
            expectedHalfWidth: z.number().nullable(),
            /** Event rate assumed of this stratum. */
            expectedRate: z.number(),
          }),
        ),
        total: z.int(),
        overlapTotal: z.int(),
        kishN: z.number(),
        /** Expected half-width of the overall 95 % interval at the given rate. */
        expectedHalfWidth: z.number().nullable(),
        assumedRate: z.number(),
        /** Largest ÷ smallest weight among strata that are sampled. */
        weightRatio: z.number().nullable(),
        /** What other sizes would give, by the same rule, from small to the whole frame. */
        curve: z.array(z.strictObject({ size: z.int(), halfWidth: z.number().nullable() })),
        /** Smallest size whose expected half-width reaches the target; null when even the whole frame does not. */
        target: z.strictObject({ halfWidth: z.number(), size: z.int().nullable() }).nullable(),
        /** Smallest samples that pass the limit with this many events (statistics.md A7). */
        toPass: z.array(z.strictObject({ events: z.int(), size: z.int() })),
        warnings: z.array(z.strictObject({ code: label(), sentence: safeText })),
      }),
    ),
};

const progress = z.strictObject({
  mine: z.int(),
  done: z.int(),
  skipped: z.int(),
  drafts: z.int(),
  flagged: z.int(),
});

const auditSummary = audit.extend({
  progress,
  itemCount: z.int(),
  reviewerCount: z.int(),
  /** Reviewed items over all reviewers, as far as this device knows. */
  reviewedCount: z.int(),
});
export type AuditSummary = z.infer<typeof auditSummary>;

/** What Today says of an audit beside its summary. */
const todayAudit = z.strictObject({
  auditId,
  /** Expected time of what is left for this person, by their own pace, milliseconds; null where that is not known. */
  leftMs: z.int().min(0).nullable(),
  /** Items that they judged since the moment asked about. */
  judged: z.int().min(0),
  /** Of the calibration round; null where there is none, or this person has no part in it. */
  calibration: z.strictObject({ total: z.int(), done: z.int(), isOver: z.boolean() }).nullable(),
  /** When it was taken along to where there is no network; null when it was not. */
  takenAt: isoTime.nullable(),
});
export type TodayAudit = z.infer<typeof todayAudit>;

const audits = {
  list: base.input(nothing).output(z.array(auditSummary)),
  /** `since`: the beginning of the person's day. */
  today: base.input(z.strictObject({ since: isoTime })).output(z.array(todayAudit)),
  get: base.input(z.strictObject({ auditId })).output(auditSummary),
  /** Freezes the plan, draws, stores the drawn items, assigns them. One person alone is assigned everything. */
  draw: base
    .input(z.strictObject({ plan: auditPlan, reviewerIds: z.array(personId).min(1).max(50) }))
    .output(z.strictObject({ auditId, manifestDigest: digest, itemCount: z.int() })),
  manifest: base.input(z.strictObject({ auditId })).output(manifest),
  assignments: base.input(z.strictObject({ auditId })).output(z.array(assignment)),
  /** Draws the same plan again from its source and says whether the items are the same. */
  redraw: base
    .input(z.strictObject({ auditId }))
    .output(z.strictObject({ isSame: z.boolean(), missing: z.int(), added: z.int() })),
  /**
   * Draws first verdicts for a second look as the plan says and gives each to another person. Every overlap and first
   * review must be in; CONFLICT otherwise, or when nobody else could judge. `leftOut` counts first verdicts that nobody
   * else could judge.
   */
  beginSecondLook: base
    .input(z.strictObject({ auditId }))
    .output(z.strictObject({ clean: z.int(), flagged: z.int(), leftOut: z.int() })),
  close: base.input(z.strictObject({ auditId })).output(audit),
};

export const itemStates = ['open', 'draft', 'done', 'skipped'] as const;
const queueEntry = z.strictObject({
  itemId,
  position: z.int().min(1),
  /** First words of what was asked. */
  title: safeText,
  /** Stratum values and language, for the small line. */
  facets: z.array(safeText),
  state: z.enum(itemStates),
  isFlagged: z.boolean(),
  elapsedMs: z.int().nullable(),
  /** Of the calibration round, which comes before the sample; absent for all others. */
  isCalibration: z.boolean().optional(),
});
export type QueueEntry = z.infer<typeof queueEntry>;

const reviewItem = z.strictObject({
  itemId,
  auditId,
  position: z.int(),
  /** Without what blinding hides (model, judge) for this person and state. */
  trace,
  /** The text was erased when its retention ended: `trace` says only that. What was said about it stays. */
  isErased: z.boolean().optional(),
  hidden: z.array(z.enum(['model', 'judge'])),
  state: z.enum(itemStates),
  draft: draft.nullable(),
  /** This person's current review, if any. */
  review: review.nullable(),
  skip: z.strictObject({ reason: z.enum(skipReasons), note: safeText.optional() }).nullable(),
  flags: z.array(z.strictObject({ reason: z.enum(flagReasons), note: safeText.optional(), at: isoTime })),
});
export type ReviewItem = z.infer<typeof reviewItem>;

const onItem = z.strictObject({ auditId, itemId });
/** After every act: where the queue stands, so that the screen needs no second question. */
const acted = z.strictObject({ entry: queueEntry, progress, nextItemId: itemId.nullable() });
export type Acted = z.infer<typeof acted>;

const reviews = {
  /** My items of the audit in queue order, with the scorecard and the taxonomies it uses. */
  queue: base.input(z.strictObject({ auditId })).output(
    z.strictObject({
      audit,
      progress,
      entries: z.array(queueEntry),
      scorecard,
      taxonomies: z.array(taxonomy),
      /** Where this person was last, on whichever of their devices. */
      currentItemId: itemId.nullable(),
      /** Null where the audit has no calibration round, or this person no part in it. */
      calibration: z.strictObject({ total: z.int(), done: z.int(), isOver: z.boolean() }).nullable(),
    }),
  ),
  /** Feedback on the calibration round; CONFLICT before all of it is judged. */
  calibration: base.input(z.strictObject({ auditId })).output(
    z.strictObject({
      right: z.int(),
      judged: z.int(),
      items: z.array(
        z.strictObject({
          itemId,
          position: z.int().min(1),
          title: safeText,
          rationale: safeText,
          isSkipped: z.boolean(),
          /** Only questions whose answer is known. */
          answers: z.array(
            z.strictObject({
              question: slug,
              mine: answer.nullable(),
              known: answer,
              isRight: z.boolean(),
            }),
          ),
        }),
      ),
    }),
  ),
  /** How far this person agrees with the others, question by question, as far as the audit's blinding allows. */
  standing: base.input(z.strictObject({ auditId })).output(
    z.discriminatedUnion('state', [
      /** Shown once the audit is closed; never, where its lead wants it so; or too little in common. */
      z.strictObject({ state: z.enum(['open', 'never', 'too_few']), sentence: safeText }),
      z.strictObject({
        state: z.literal('shown'),
        questions: z.array(
          z.strictObject({
            question: slug,
            title: safeText,
            /** Share of pairs (this person, another one) on the same item that answered alike. */
            mine: figure,
            /** The same among the others. */
            others: figure,
            items: z.int(),
          }),
        ),
      }),
    ]),
  ),
  item: base.input(onItem).output(reviewItem),
  saveDraft: base.input(onItem.extend({ draft })).output(z.strictObject({ savedAt: isoTime })),
  /** Answered after the commit is durable. `submissionId` makes a repeated call change nothing. */
  submit: base.input(onItem.extend({ submissionId: reviewId, draft })).output(acted.extend({ review })),
  /** Takes the last submission back into a draft, form as it was. The next submit supersedes it. */
  reopen: base.input(onItem).output(acted.extend({ draft })),
  skip: base.input(onItem.extend({ reason: z.enum(skipReasons), note: safeText.optional() })).output(acted),
  flag: base.input(onItem.extend({ reason: z.enum(flagReasons), note: safeText.optional() })).output(acted),
  /** Remembers the place in the queue. */
  visit: base.input(onItem).output(nothing),
};

const reportFormats = ['json', 'csv', 'html'] as const;

const reports = {
  get: base.input(z.strictObject({ auditId })).output(report),
  /** Of `get` what Today shows: small, however large the audit is. */
  brief: base.input(z.strictObject({ auditId })).output(reportBrief),
  /** How one figure came about, and the items behind it. */
  explain: base.input(z.strictObject({ auditId, ref: figureRef })).output(explanation),
  /** One item with everything that was said about it. */
  item: base.input(z.strictObject({ auditId, itemId })).output(reportItem),
  /** Beside another audit of the same scorecard. */
  compare: base.input(z.strictObject({ auditId, withAuditId: auditId })).output(comparison),
  /** The primary rate of the audits of this audit's source and scorecard. */
  history: base.input(z.strictObject({ auditId })).output(history),
  /**
   * Writes what this device measures of agreement into the ledger, for the hub to confirm: one measurement for each
   * question. `measured` is 0 where nothing new can be said, and the sentence says why.
   */
  measure: base
    .input(z.strictObject({ auditId }))
    .output(z.strictObject({ measured: z.int().min(0), sentence: safeText })),
  /** The report as a file. JSON and HTML carry the evidence from which `assay report verify` recomputes every figure. */
  export: base
    .input(
      z.strictObject({
        auditId,
        format: z.enum(reportFormats),
        /** Reviewers appear as R1, R2 … in the file. */
        hidesNames: z.boolean(),
      }),
    )
    .output(z.strictObject({ fileName: label(), mediaType: label(), text: z.string() })),
};

const refusal = z.strictObject({
  eventId,
  kind: label(),
  at: isoTime,
  reason: label(),
  detail: safeText,
});

const sync = {
  status: base.input(nothing).output(syncStatus),
  connect: base
    .input(z.strictObject({ url: z.url({ protocol: /^https?$/ }), token: z.string().min(20).max(500) }))
    .output(z.strictObject({ person, hubId: z.uuid() })),
  disconnect: base.input(nothing).output(syncStatus),
  /** Runs one round now and answers when it is over. */
  now: base.input(nothing).output(syncStatus),
  waiting: base.input(z.strictObject({ limit: z.int().min(1).max(500) })).output(
    z.strictObject({
      total: z.int(),
      events: z.array(z.strictObject({ eventId, seq: z.int(), kind: label(), at: isoTime })),
    }),
  ),
  refusals: base.input(nothing).output(z.array(refusal)),
  /** Compares every ledger with the hub, seq by seq and hash by hash, and counts reviews: proves nothing is missing. */
  verify: base.input(nothing).output(
    z.strictObject({
      isComplete: z.boolean(),
      localEvents: z.int(),
      hubEvents: z.int(),
      headsMatch: z.boolean(),
      checkedAt: isoTime,
      problems: z.array(safeText),
    }),
  ),
};

const ledgerRow = z.strictObject({
  /** Place among everything that this device recorded, over all of its ledgers; newest is largest. */
  order: z.int().min(1),
  ledger: ledgerId,
  seq: z.int(),
  eventId,
  kind: label(),
  kindVersion: z.int(),
  at: isoTime,
  hash: digest,
  prev: digest,
  state: z.enum(['waiting', 'acknowledged', 'refused', 'local']),
  auditTitle: safeText.nullable(),
  itemId: itemId.nullable(),
  /** Canonical JSON of the body; null once erased. */
  body: z.string().nullable(),
});

const ledger = {
  list: base
    .input(
      z.strictObject({
        kind: label().nullable(),
        auditId: auditId.nullable(),
        /** The `order` of the last row of the page before this one; null for the newest. */
        before: z.int().nullable(),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.strictObject({ total: z.int(), kinds: z.array(label()), rows: z.array(ledgerRow) })),
  /** Recomputes every hash and link, and compares every projection with a replay. */
  verify: base.input(nothing).output(
    z.strictObject({
      isIntact: z.boolean(),
      events: z.int(),
      headHash: z.string(),
      problems: z.array(safeText),
      projectionsMatch: z.boolean(),
      checkedAt: isoTime,
    }),
  ),
  /** Every event as one NDJSON text, for a program to check. */
  export: base.input(nothing).output(z.strictObject({ fileName: label(), ndjson: z.string() })),
};

const people = {
  /** Whom items can be given to: the people of the hub, or this person alone. */
  list: base.input(nothing).output(z.array(person)),
};

export const preferences = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  /** Command id → key chord; only what differs from the defaults. */
  keys: z.record(slug, z.string().max(60)),
  /** Letters, digits and marks without Ctrl or Alt start commands; off for who dictates (WCAG 2.1.4). */
  hasSingleKeys: z.boolean(),
  advancesAfterSubmit: z.boolean(),
  /** The person's own switch; an audit can switch the finder off for everyone. */
  showsFinder: z.boolean(),
  /** After so many minutes of reviewing a break is suggested; 0 for never. */
  breakAfterMinutes: z.int().min(0).max(240),
  /** How far the introduction on the demo audit is. */
  introduction: z.enum(['new', 'score', 'evidence', 'submit', 'done']),
});
export type Preferences = z.infer<typeof preferences>;

/** Audits taken along to where there is no network. */
const takenAudit = z.strictObject({
  auditId,
  title: label(120),
  dueAt: isoTime.nullable(),
  /** Items that are this person's to judge, and how many of them wait to be judged. */
  items: z.int().min(0),
  open: z.int().min(0),
  /** Of `items`, those whose text is on this computer. */
  here: z.int().min(0),
  /** Of all texts, as far as is known, and of those that are not here. */
  bytes: z.int().min(0),
  missingBytes: z.int().min(0),
  /** Expected time of fetching what is missing, by the speed seen last; null when nothing is known. */
  seconds: z.number().min(0).nullable(),
  /** When it was taken along and proved to be whole; null before. */
  takenAt: isoTime.nullable(),
  /** Items that have come since it was taken along, and are not part of that proof. */
  newSince: z.int().min(0),
  /** When the first text that still waits to be judged is erased because its retention ends; null when none is. */
  keptUntil: isoTime.nullable(),
});
export type TakenAudit = z.infer<typeof takenAudit>;

const offline = {
  /** Open audits in which this person has something to judge. Asks the hub where it can be reached. */
  list: base.input(nothing).output(z.strictObject({ isOnline: z.boolean(), audits: z.array(takenAudit) })),
  /** Fetches what is missing of these audits, then proves that all is here. HUB_UNREACHABLE when the hub is needed. */
  take: base.input(z.strictObject({ auditIds: z.array(auditId).min(1).max(50) })).output(
    eventIterator(
      z.strictObject({
        phase: z.enum(['sending', 'fetching', 'proving', 'done']),
        auditId: auditId.nullable(),
        /** Texts, of all of these audits. */
        done: z.int().min(0),
        total: z.int().min(0),
        bytes: z.int().min(0),
        totalBytes: z.int().min(0),
      }),
    ),
  ),
  /** Reads every text of an audit again and compares its digest with what was drawn: works without a network. */
  prove: base.input(z.strictObject({ auditId })).output(
    z.strictObject({
      isWhole: z.boolean(),
      items: z.int(),
      bytes: z.int(),
      /** Scorecard, taxonomies, texts: what is missing or damaged, as sentences. */
      problems: z.array(safeText),
      checkedAt: isoTime,
      keptUntil: isoTime.nullable(),
    }),
  ),
};

const settings = {
  get: base.input(nothing).output(preferences),
  update: base.input(preferences.partial()).output(preferences),
};

/**
 * What a lead or an admin does at the hub, by way of the backend, which alone has the token: the hub's own procedures,
 * handed on. HUB_UNREACHABLE offline; nothing of it waits. `work.draw` answers once the audit is on this computer.
 */
const hub = {
  people: hubContract.people,
  tokens: hubContract.tokens,
  refusals: hubContract.refusals,
  sources: hubContract.traces.sources,
  batches: hubContract.traces.batches,
  masking: hubContract.traces.masking,
  retention: hubContract.traces.retention,
  work: hubContract.work,
  gold: hubContract.gold,
  templates: hubContract.templates,
};

export const workbench = {
  app,
  files,
  sources,
  frames,
  audits,
  reviews,
  reports,
  disagreements,
  taxonomies,
  norming,
  imports,
  reviewers,
  sync,
  ledger,
  people,
  offline,
  profiles,
  settings,
  hub,
};
export type Workbench = typeof workbench;
