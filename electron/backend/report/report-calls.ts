/**
 * What can be asked of the report engine, and how calls and answers pass between the backend's thread and the engine's:
 * plain values only, failures too. Both sides build on it; it must not know either.
 */
import type { z } from 'zod';
import type { Problem } from '../../../shared/contract/errors.ts';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { problem } from '../../../shared/contract/errors.ts';
import type { Explanation, FigureRef, reportItem } from '../../../shared/contract/report-ref.ts';
import type { Comparison, History, Report, ReportBrief } from '../../../shared/contract/report.ts';
import type { AuditId, ItemId, PersonId } from '../../../shared/domain/ids.ts';
import type { CaseCalls } from '../disagreements/case-calls.ts';
import { WorkbenchError } from '../errors.ts';

/** Whoever reads, as far as it decides what is shown. May read the report: that was asked before. */
export interface ReportReader {
  personId: PersonId;
  /** False where a plan never reveals answers to other reviewers. */
  seesOthers: boolean;
}

export interface ReportFile {
  fileName: string;
  mediaType: string;
  text: string;
}

interface OfAudit {
  auditId: AuditId;
  /** ISO time stamped on what is computed. */
  at: string;
}

/** Calls by name, with what they take and answer. */
export interface ReportCalls {
  get: { takes: OfAudit; gives: Report };
  brief: { takes: OfAudit; gives: ReportBrief };
  explain: { takes: OfAudit & { ref: FigureRef; reader: ReportReader }; gives: Explanation };
  item: { takes: OfAudit & { itemId: ItemId; reader: ReportReader }; gives: z.infer<typeof reportItem> };
  /** `bridgeIds`: drawn relabels of either audit that the reader may read. */
  compare: { takes: OfAudit & { withAuditId: AuditId; bridgeIds: AuditId[] }; gives: Comparison };
  /** `auditIds`: drawn audits that the reader may read, oldest first; those whose manifest is not here are left out. */
  history: { takes: OfAudit & { auditIds: AuditId[] }; gives: History };
  export: {
    takes: OfAudit & { format: 'json' | 'csv' | 'html'; hidesNames: boolean; appVersion: string };
    gives: ReportFile;
  };
}

export type CallName = keyof ReportCalls;

/** Everything that a thread of this kind answers: one engine asks it for reports, another for cases. */
export type ThreadCalls = ReportCalls & CaseCalls;
export type ThreadCallName = keyof ThreadCalls;

/** What a caller gives: the time is the engine's. */
export type Takes<K extends CallName> = Omit<ReportCalls[K]['takes'], 'at'>;

/** Each call rejects with a typed error where a person can do something about it. */
export type ReportEngine = {
  [K in CallName]: (takes: Takes<K>) => Promise<ReportCalls[K]['gives']>;
} & {
  /** Ends what is under way; later calls are rejected. */
  close(): Promise<void>;
};

/** Backend → engine's thread. */
export type CallMessage =
  | { type: 'call'; id: number; name: ThreadCallName; takes: ThreadCalls[ThreadCallName]['takes'] }
  /** Close the store and end. */
  | { type: 'close' };

/** A failure as a value. */
export type Failure =
  /** An expected one: what a person is told. */
  | { type: 'told'; code: string; problem: Problem }
  /** Any other, without its message, which may hold content. */
  | { type: 'unexpected'; name: string; frames: string };

/** Engine's thread → backend. */
export type AnswerMessage =
  { id: number; ok: true; gives: unknown } | { id: number; ok: false; failure: Failure };

export function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { type: 'unexpected', name: typeof error, frames: '' };
  if ('code' in error && 'problem' in error) {
    const told = problem.safeParse(error.problem);
    if (told.success) return { type: 'told', code: String(error.code), problem: told.data };
  }
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { type: 'unexpected', name: error.name, frames: frames.join('\n') };
}

/** The error that a failure was, as far as anybody acts on it. */
export function fromFailure(failure: Failure): Error {
  if (failure.type === 'told') return new WorkbenchError(failure.code as ErrorCode, failure.problem);
  const error = new Error('the report engine failed');
  error.name = failure.name;
  error.stack = `${failure.name}\n${failure.frames}`;
  return error;
}
