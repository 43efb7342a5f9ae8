/**
 * What a reviewer's page is composed from: audit by audit, what the person said, and what may be told of rulings, others and
 * gold. Whoever gathers it decides what may be told; what may not comes as the reason why, so that nothing hidden is in here.
 */
import type { AuditId, ItemId, PersonId } from '../domain/ids.ts';
import type { Answers, Review } from '../domain/review.ts';
import type { Scorecard } from '../domain/scorecard.ts';
import type { EvidenceBase } from '../report/evidence-base.ts';

/** Why something is not told. */
export const hiddenReasons = [
  /** The audit runs: nobody is told what others say. */
  'AUDIT_OPEN',
  /** By its plan the audit never tells reviewers what others answered. */
  'NEVER_TOLD',
  /** This device does not hold it. */
  'NOT_HERE',
] as const;
export type HiddenReason = (typeof hiddenReasons)[number];

/** Something that may be told, or the reason why it is not. */
export type Told<T> = { isTold: true; of: T } | { isTold: false; reason: HiddenReason };

export interface PageAudit {
  auditId: AuditId;
  title: string;
  closedAt: string | null;
  /** Two-sided error of the limits. */
  alpha: number;
  scorecard: Scorecard;
  /** This person's current reviews that count, of the sample. */
  own: readonly Review[];
  /** What everybody said of the sample. */
  others: Told<EvidenceBase>;
  /** Option that stands by ruling, by `caseKey`. */
  rulings: Told<ReadonlyMap<string, string>>;
  /** Known answers with what this person said to the item. */
  gold: Told<readonly { itemId: ItemId; known: Answers; given: Answers }[]>;
}

export interface PageInput {
  personId: PersonId;
  /** Oldest first. */
  audits: readonly PageAudit[];
}
