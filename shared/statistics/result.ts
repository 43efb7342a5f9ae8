// Owns the shape of every figure: an estimate with its limits, or a named reason why there is none. Must not know any
// statistic. Invariant: a figure is never NaN and never 0 for want of data; what is undefined is null with a reason.

export const reasonCodes = [
  /** No item was reviewed (or none in this domain). */
  'NO_DATA',
  /** Too few primary units for a variance: degrees of freedom are 0. */
  'TOO_FEW_PSU',
  /** No unit has two labels, or there is one reviewer only. */
  'NO_OVERLAP',
  /** All pairable labels are one class, so chance agreement is certain. */
  'NO_VARIATION',
  /** Two reviewers have fewer than 20 items in common. */
  'TOO_FEW_PAIRS',
  /** The judge is hardly better than chance (Youden's J below 0.2). */
  'JUDGE_UNINFORMATIVE',
  /** A class that had to be judged again has fewer than two second judgements. */
  'TOO_FEW_SECOND_LOOKS',
  /** Fewer weeks than a trend needs. */
  'TOO_FEW_WEEKS',
  /** An input that this figure divides by is 0. */
  'UNDEFINED',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** Codes of remarks that belong beside a figure. */
export const noteCodes = [
  'CENSUS',
  'TAKE_ALL_EXACT',
  'LOW_RESPONSE',
  'UNCOVERED_STRATA',
  'LONELY_PSU',
  'TOO_SMALL_FOR_INTERVAL',
  'PREVALENCE_EFFECT',
  'N_TOO_SMALL',
  'UNDEFINED_REPLICATES',
  'CLAMPED',
] as const;
export type NoteCode = (typeof noteCodes)[number];

/** A figure that is defined. Limits are null where there is no honest interval (the note says why). */
export interface Estimate {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Units that it rests on. */
  readonly n: number;
  readonly method: string;
  readonly notes: readonly NoteCode[];
}

/** A figure that is undefined, with its reason. */
export interface NoEstimate {
  readonly estimate: null;
  readonly reason: ReasonCode;
  readonly n: number;
  readonly method: string;
  readonly notes: readonly NoteCode[];
}

export type StatResult = Estimate | NoEstimate;

/** An interval as plain limits. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

export function noEstimate(
  reason: ReasonCode,
  n: number,
  method: string,
  notes: readonly NoteCode[] = [],
): NoEstimate {
  return { estimate: null, reason, n, method, notes };
}
