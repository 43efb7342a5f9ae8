/**
 * What draws leave behind: which traces were audited, and where each stratum of a rotating selection ended.
 *
 * Invariant: an end is only moved on by a draw that began where the one before it ended.
 */
import type { AuditPlan } from '../../shared/domain/audit.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { DrawAnswer } from '../frames/reader.ts';
import { building } from '../routes/building.ts';
import type { SourceRecord } from './sources.ts';
import type { WritableHub } from './write.ts';

export interface DrawRecord {
  auditId: AuditId;
  source: SourceRecord;
  plan: Pick<AuditPlan, 'dimensions' | 'filter' | 'selection'>;
  answer: Pick<DrawAnswer, 'rotation'> & {
    drawn: Pick<DrawAnswer['drawn'][number], 'traceId' | 'stratum' | 'key' | 'cellNumber' | 'occurredMs'>[];
  };
  /** ISO time. */
  at: string;
}

/** Throws CONFLICT when another draw came between: nothing is stored then, and asking again is the way out. */
export async function recordDrawn(_hub: WritableHub, _record: DrawRecord): Promise<void> {
  await Promise.resolve();
  building();
}
