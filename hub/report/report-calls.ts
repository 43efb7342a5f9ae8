/**
 * What passes between the hub's thread and the report thread: rows as the database gives them, in pieces, then what to
 * compute of them; answers and failures as values. Must not know either side.
 */
import type { AgreementOutcome, MeasuredAgreement } from '../../shared/report/check-agreement.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { Audit } from '../../shared/domain/audit.ts';
import type { Scorecard } from '../../shared/domain/scorecard.ts';
import type {
  AssignmentTable,
  DeliberationTable,
  ReviewTable,
  SecondLookTable,
  SkipTable,
} from '../database/tables/reviews.ts';

/** What is one value per audit. */
export interface EvidenceHead {
  audit: Audit;
  /** Canonical JSON, by its digest in `audit`. */
  manifestText: string;
  refusedCount: number;
  /** The one that the plan names; null while the hub does not know it. */
  scorecard: Scorecard | null;
  /** Person id and name. */
  names: [string, string][];
}

/** A piece of one table's rows of the audit. */
export type EvidenceRows =
  | { table: 'review'; rows: ReviewTable[] }
  | { table: 'assignment'; rows: AssignmentTable[] }
  | { table: 'second_look'; rows: SecondLookTable[] }
  | { table: 'skip'; rows: SkipTable[] }
  /** Of the kinds that a report rests on. */
  | { table: 'deliberation'; rows: DeliberationTable[] };

/** What is computed, with what it takes besides the evidence and what it gives. */
export interface Computations {
  report: { takes: { computedAt: string }; gives: Report };
  agreement: { takes: { measured: MeasuredAgreement[] }; gives: AgreementOutcome[] };
}
export type ComputationName = keyof Computations;

/** Hub → report thread. Pieces of one evidence come in a row: `head`, any number of `rows`, then `compute`. */
export type CallMessage =
  | { type: 'head'; head: EvidenceHead }
  | { type: 'rows'; piece: EvidenceRows }
  | { type: 'compute'; id: number; name: ComputationName; takes: Computations[ComputationName]['takes'] };

/** Report thread → hub. A failure without its message, which may hold content. */
export type AnswerMessage =
  | { id: number; ok: true; gives: Computations[ComputationName]['gives'] }
  | { id: number; ok: false; name: string; frames: string };
