/** Canonical traces: each record is a trace as `shared/domain/trace.ts` has it, in JSONL or one JSON array. */
import { parseJsonAt, readJsonRecords } from '../read-records.ts';
import type { RecordPreset } from '../record-preset.ts';
import { checkTrace } from '../record-preset.ts';

export const traceJsonl: RecordPreset = {
  name: 'trace-jsonl',
  async prepare() {
    return {
      records: readJsonRecords,
      toTrace: checkTrace,
      rejected: [],
      parseAt: parseJsonAt,
      hidesPlace: false,
    };
  },
};

/** Whether a record looks like a canonical trace, valid or not. */
export function looksLikeTrace(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'id' in value && 'prompt' in value && Array.isArray(value.prompt) && 'output' in value;
}
