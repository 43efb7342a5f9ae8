/**
 * What can be asked of a frame at the hub, wherever its traces are: ingested, or in a company's warehouse. A draw asks for
 * counts, plans by them and asks for the sample within one `withFrameReader` (hub/frames/open-reader.ts), so that all
 * answers are about the same rows.
 *
 * Invariant: the same request with the same watermark and starts gives the same traces at any later time.
 */
import type { FrameFilter } from '../../shared/domain/audit.ts';
import type { AuditId, Digest, TraceId } from '../../shared/domain/ids.ts';
import type { Dimension, Trace } from '../../shared/domain/trace.ts';
import type { FrameCount } from '../../shared/contract/hub-work.ts';

/** Traces by judge (named as in facets, without `judge.`) and verdict. */
export type VerdictCounts = Record<string, Record<string, number>>;

export interface FrameOf {
  filter: FrameFilter;
  dimensions: readonly Dimension[];
  /** Only traces up to this position; absent or null: all that are there (a warehouse has no positions). */
  watermark?: number | null;
}

export interface DrawRequest extends FrameOf {
  selection: 'bottomK' | 'rotating';
  /** The audit's own seed; a rotating selection goes by the hub's permanent seed instead and ignores it. */
  seed: string;
  /** How many by stratum key; strata that are not listed give none, and none gives more than it has. */
  sizes: ReadonlyMap<string, number>;
  /**
   * To draw an earlier audit again: where each stratum began (`rotation.after` of its manifest), and the audit itself, so
   * that `excludesAudited` leaves out those before it only.
   */
  again?: { auditId: AuditId; after: ReadonlyMap<string, string | null> };
}

export interface DrawnTrace {
  stratum: string;
  /** Lowercase hex SHA-256 of `seed:sample:id`: of the audit's seed, or the hub's for a rotating selection. */
  key: Digest;
  /** 1-based, within its stratum, in the order of selection. */
  rank: number;
  traceId: TraceId;
  /** Masked. */
  trace: Trace;
  occurredMs: number;
  /** Null for a warehouse, which has no cells. */
  cellNumber: number | null;
}

/** Keys as a manifest holds them: taken from the first one after `after`, wrapping round, up to `end`. */
export interface RotationSpan {
  after: Digest | null;
  end: Digest | null;
}

export interface DrawAnswer {
  /** By stratum key in byte order, then rank. */
  drawn: DrawnTrace[];
  /** Of every stratum in `sizes`; empty for `bottomK`. */
  rotation: Map<string, RotationSpan>;
}

export interface DimensionFacts {
  dimension: Dimension;
  distinct: number;
  /** The most frequent ones first, at most 50. */
  values: string[];
  isDeclared: boolean;
}

export interface FrameReader {
  /** Last position that the frame may hold from now on; null for a warehouse, which has none. */
  readonly watermark: number | null;
  /** Goes into the plan: for a warehouse, columns and types of the view; else the source and its watermark. */
  fingerprint(): Promise<Digest>;
  /** Strata in byte order of their keys, none of them empty. */
  count(frame: FrameOf): Promise<FrameCount>;
  /** By stratum key. A judge is counted whole or not at all. */
  verdicts(frame: FrameOf): Promise<Map<string, VerdictCounts>>;
  draw(request: DrawRequest): Promise<DrawAnswer>;
  /** Dimensions that have at least two values, in byte order of their names. */
  dimensions(): Promise<DimensionFacts[]>;
}
