/**
 * The audit: its plan (frozen by the ledger before the draw), the strata of its frame, and the manifest of its sample,
 * from which anyone can draw the same items again and weigh them.
 */
import { z } from 'zod';
import { figure } from '../contract/report-figure.ts';
import { uuidFromText } from './canonical.ts';
import type { AuditId, ItemId, TraceId } from './ids.ts';
import { auditId, digest, isoTime, itemId, personId, slug, sourceId, traceId } from './ids.ts';
import { registration } from './registration.ts';
import { scorecardRef } from './scorecard.ts';
import { bridge } from './taxonomy-change.ts';
import { label, safeText } from './text.ts';
import { dimension } from './trace.ts';

/** Keep traces whose dimension holds one of the values; several filters must all hold. */
export const frameFilter = z.strictObject({
  dimensions: z.array(z.strictObject({ dimension, values: z.array(safeText).min(1) })).default([]),
  /** Half-open window on `occurredAt`. */
  from: isoTime.optional(),
  until: isoTime.optional(),
  /** Leaves out traces that an earlier audit of this hub has drawn; only sources of a hub know that. */
  excludesAudited: z.boolean().optional(),
});
export type FrameFilter = z.infer<typeof frameFilter>;

/** A stratum's key: canonical JSON of its values in the order of the plan's dimensions. */
export const stratumKey = z.string().min(2);
export const stratum = z.strictObject({
  key: stratumKey,
  /** Values in the order of the plan's dimensions; `(none)` where traces have none. */
  values: z.array(safeText),
  population: z.int().min(0),
});
export type Stratum = z.infer<typeof stratum>;

export const allocation = z.strictObject({
  /** `power`: by the square root of the population (statistics.md A2, q = ½). */
  rule: z.enum(['proportional', 'equal', 'neyman', 'power']),
  size: z.int().min(1),
  minPerStratum: z.int().min(0),
  /** Strata of at most this population are taken whole; 0 for none. */
  takeAllBelow: z.int().min(0),
  /** Expected event rate per stratum key for Neyman; strata without one use `expectedRate`. */
  expectedRates: z.record(z.string(), z.number().min(0).max(1)).optional(),
  expectedRate: z.number().min(0).max(1).optional(),
  /** Sizes set by hand per stratum key; the rule allocates what they leave. Cut to the population. */
  sizes: z.record(z.string(), z.int().min(0)).optional(),
});
export type Allocation = z.infer<typeof allocation>;

export const overlapPlan = z.strictObject({
  /** Items that several reviewers score independently. */
  size: z.int().min(0),
  reviewersPerItem: z.int().min(2).max(20),
});

export const threshold = z.strictObject({ question: slug, limit: z.number().gt(0).lt(1) });

/** 32 lowercase hex characters. */
export const seed = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower case hex characters');

/** What others may see while the audit runs; recorded, because it is part of what a label means. */
export const blinding = z.strictObject({
  hidesModel: z.boolean(),
  hidesJudge: z.boolean(),
  /** Reviewers see each other's answers never, or once the audit is closed. */
  revealsOthers: z.enum(['afterClose', 'never']),
  /** The evidence finder, which points at passages and at what occurs in none, is switched off. Absent: it is on. */
  hidesFinder: z.boolean().optional(),
  /** Leads and owners may open the private pages of this audit's reviewers. Absent: only reviewers see their own. */
  opensReviewerPages: z.boolean().optional(),
});

/**
 * Shares of the first verdicts, clean and flagged, that another person judges again, so that the misses of the first
 * look are estimated (statistics.md A9).
 */
export const secondLookPlan = z.strictObject({
  cleanShare: z.number().gt(0).max(1),
  flaggedShare: z.number().min(0).max(1),
});
export type SecondLookPlan = z.infer<typeof secondLookPlan>;

export const auditPlan = z.strictObject({
  title: label(120),
  source: z.strictObject({
    id: sourceId,
    name: label(200),
    fingerprint: digest,
    /** Last trace position that the frame holds, for sources of a hub: later arrivals are not of this frame. */
    watermark: z.int().min(0).optional(),
  }),
  filter: frameFilter,
  dimensions: z.array(dimension).max(6),
  allocation,
  overlap: overlapPlan,
  seed,
  /**
   * `bottomK`: the smallest keys of this audit's own seed. `rotating`: the hub's permanent seed, each stratum going on
   * where the audit before it ended (statistics.md A3).
   */
  selection: z.enum(['bottomK', 'rotating']),
  scorecard: scorecardRef,
  thresholds: z.array(threshold),
  ciMethod: z.enum(['kgStar', 'gamma']),
  /** Two-sided error of the intervals. */
  alpha: z.number().gt(0).lt(1),
  blinding,
  dueAt: isoTime.optional(),
  /** Absent in audits that registered nothing but their thresholds. */
  registration: registration.optional(),
  /** Absent where no second look was planned. */
  secondLook: secondLookPlan.optional(),
  /**
   * Items with known answers that every reviewer judges before the first of the sample, with feedback once all of them
   * are judged; never part of an estimate. Absent where there is no calibration round.
   */
  calibration: z.int().min(1).max(20).optional(),
  /** Its items are those of an earlier audit, judged anew under a newer version of a taxonomy. */
  bridge: bridge.optional(),
});
export type AuditPlan = z.infer<typeof auditPlan>;

export const manifestStratum = z.strictObject({
  key: stratumKey,
  values: z.array(safeText),
  population: z.int().min(1),
  drawn: z.int().min(0),
  isTakeAll: z.boolean(),
  /** Traces of the whole frame by judge (named as in facets, without `judge.`) and verdict. */
  verdicts: z.record(z.string(), z.record(z.string(), z.int().min(0))).optional(),
  /**
   * Of a rotating selection: keys were taken from the first one after `after` (null: from the very first), in order,
   * wrapping round; `end` is the last one taken, null where none was. Both are keys of the manifest's items' form.
   */
  rotation: z.strictObject({ after: digest.nullable(), end: digest.nullable() }).optional(),
});
export type ManifestStratum = z.infer<typeof manifestStratum>;

export const manifestItem = z.strictObject({
  id: itemId,
  traceId,
  stratum: stratumKey,
  /** Lowercase hex SHA-256 of `seed:sample:traceId`. */
  key: digest,
  /** 1-based rank of the key within its stratum. */
  rank: z.int().min(1),
  inclusionProbability: z.number().gt(0).max(1),
  weight: z.number().min(1),
  isOverlap: z.boolean(),
  /** Place in the queue (1-based): by rank ÷ drawn across strata, so that every prefix is a stratified sample. */
  position: z.int().min(1),
  /** Digest of the masked trace as stored and uploaded, without what blinding seals. */
  contentDigest: digest,
  /** Digest of the sealed facts (judge, model …), which reviewers are not sent before the close; null for none. */
  sealedDigest: digest.nullable(),
  /**
   * Values of the dimensions that reports break down by, so that every device reports the same without content; besides
   * them `week`, the ISO week of the trace in UTC (`2026-W47`), and `judge.<name>` or `judge.<name>@<version>` with the
   * verdict of each judge.
   */
  facets: z.record(z.string(), safeText),
});
export type ManifestItem = z.infer<typeof manifestItem>;

/**
 * Of a bridge audit: what labels of the earlier audit said when items were drawn from it (statistics.md A9, phase 1). Frozen
 * at the draw, so that what is said there later moves no item to another class.
 */
export const phaseOne = z.strictObject({
  auditId,
  title: label(120),
  manifestDigest: digest,
  reviewsDigest: digest,
  /** Items with a standing label, and Kish's size of their weights. */
  items: z.int().min(1),
  kish: z.number().gt(0),
  /** Old classes with an item, in the order of the question: items, texts among them that are gone, weighted share. */
  classes: z
    .array(
      z.strictObject({
        class: slug,
        title: label(60),
        items: z.int().min(1),
        gone: z.int().min(0),
        share: z.number().gt(0).max(1),
      }),
    )
    .min(1),
  /** Rate of the earlier audit under its own version, as it then stood; its title as a fragment of a sentence. */
  rateTitle: label(80),
  rate: figure,
  /** Weight of each item of this manifest in the earlier audit, in the manifest's order. */
  weights: z.array(z.number().gt(0)),
});
export type PhaseOne = z.infer<typeof phaseOne>;

/** The proof of a sample. Its digest is SHA-256 over its canonical JSON. */
export const manifest = z.strictObject({
  v: z.literal(1),
  auditId,
  plan: auditPlan,
  frameSize: z.int().min(1),
  strata: z.array(manifestStratum).min(1),
  items: z.array(manifestItem).min(1),
  /** Of a bridge audit alone: its strata are then the old classes, counted in items of the earlier audit. */
  phaseOne: phaseOne.optional(),
  drawnAt: isoTime,
});
export type Manifest = z.infer<typeof manifest>;

export const assignment = z.strictObject({
  itemId,
  /** First listed is the first-assigned reviewer, whose label stands for the item until a ruling. */
  personIds: z.array(personId).min(1),
});
export type Assignment = z.infer<typeof assignment>;

/** An item that one more person judges again, without knowing what was said before. */
export const secondLook = z.strictObject({ itemId, personId });
export type SecondLook = z.infer<typeof secondLook>;

export const auditStates = ['planned', 'drawn', 'open', 'closed'] as const;

/** An audit as lists and headers show it. */
export const audit = z.strictObject({
  id: auditId,
  title: label(120),
  state: z.enum(auditStates),
  plan: auditPlan,
  leadId: personId,
  manifestDigest: digest.nullable(),
  plannedAt: isoTime,
  drawnAt: isoTime.nullable(),
  closedAt: isoTime.nullable(),
  /** The demo audit says so on every screen. */
  isDemo: z.boolean(),
});
export type Audit = z.infer<typeof audit>;

/** In the place of a seed that somebody must not know. */
const noSeed = '0'.repeat(32);

/**
 * An audit for whoever reviews blind. With its seed the keys of their items could be computed: those of the sample lie
 * close together, those of gold items anywhere.
 */
export function withoutSeed(of: Audit): Audit {
  return { ...of, plan: { ...of.plan, seed: noSeed } };
}

/** The id of the item of a trace in an audit: equal on every device. */
export function itemIdOf(of: AuditId, on: TraceId): ItemId {
  return uuidFromText(`item:${of}:${on}`) as ItemId;
}
