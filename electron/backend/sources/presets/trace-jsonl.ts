/** Canonical traces: each record is a trace as `shared/domain/trace.ts` has it, in JSONL or one JSON array. */
import type { Trace } from '../../../../shared/domain/trace.ts';
import { parseJsonAt, readJsonRecords } from '../read-records.ts';
import type { RecordPreset } from '../record-preset.ts';
import { checkTrace } from '../record-preset.ts';

export const traceJsonl: RecordPreset = {
  name: 'trace-jsonl',
  async prepare() {
    return {
      records: readJsonRecords,
      toTrace: checkTrace,
      toCheckedTrace: completeTrace,
      rejected: [],
      parseAt: parseJsonAt,
      hidesPlace: false,
    };
  },
};

/** What the schema adds to a valid trace: it checks everything else, and changes nothing. */
function completeTrace(value: unknown): Trace {
  const checked = value as Trace & Partial<Pick<Trace, 'context'>>;
  return checked.context === undefined ? { ...checked, context: [] } : checked;
}

/** Whether a record looks like a canonical trace, valid or not. */
export function looksLikeTrace(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'id' in value && 'prompt' in value && Array.isArray(value.prompt) && 'output' in value;
}
