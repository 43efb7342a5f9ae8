/**
 * What can be asked about cases in the engine's thread, by name, with what each takes and answers. Only types: calls pass
 * between threads as plain values.
 */
import type { z } from 'zod';
import type { CaseFilter, CaseRow, DisagreementCase } from '../../../shared/contract/disagreements.ts';
import { disagreements } from '../../../shared/contract/disagreements.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';

type Declared = typeof disagreements;
type OutputOf<K extends keyof Declared> = z.infer<NonNullable<Declared[K]['~orpc']['outputSchema']>>;

/** ISO time that claims are held against. */
interface At {
  at: string;
}

export interface CaseCalls {
  caseList: {
    takes: At & { filter: CaseFilter; offset: number; limit: number };
    gives: OutputOf<'list'>;
  };
  caseClusters: { takes: At & { auditId: AuditId; question: string }; gives: OutputOf<'clusters'> };
  caseGet: {
    takes: At & { case: CaseRef; filter: CaseFilter; showsNames: boolean };
    gives: DisagreementCase;
  };
  caseChanged: {
    /** Without a filter nobody asks for the next case. */
    takes: At & { case: CaseRef; filter: CaseFilter | null };
    gives: { row: CaseRow; nextCase: CaseRef | null };
  };
  caseLongTail: { takes: At & { auditId: AuditId; question: string }; gives: OutputOf<'longTail'> };
}

export type CaseCallName = keyof CaseCalls;

/** What a caller gives: the time is the engine's. */
export type CaseTakes<K extends CaseCallName> = Omit<CaseCalls[K]['takes'], 'at'>;

/** Each call rejects with a typed error where a person can do something about it. */
export type CaseEngine = {
  [K in CaseCallName]: (takes: CaseTakes<K>) => Promise<CaseCalls[K]['gives']>;
} & {
  /** Ends what is under way; later calls are rejected. */
  close(): Promise<void>;
};
