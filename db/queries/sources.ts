/** Sources that were added on this device. Local: a path means nothing elsewhere. */
import type { SourceId } from '../../shared/domain/ids.ts';
import type { Source } from '../../shared/domain/source.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, listRows, runSql } from '../connection.ts';

interface SourceRow {
  source_id: string;
  name: string;
  spec: string;
  fingerprint: string;
  trace_count: number;
  rejected_count: number;
  added_at: string;
}

export function insertSource(store: WritableStore, source: Source): void {
  runSql(
    store,
    `INSERT INTO source (source_id, name, spec, fingerprint, trace_count, rejected_count, added_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      source.id,
      source.name,
      JSON.stringify(source.spec),
      source.fingerprint,
      source.traceCount,
      source.rejectedCount,
      source.addedAt,
    ],
  );
}

export function findSource(store: ReadableStore, id: SourceId): Source | null {
  const row = findRow<SourceRow>(store, 'SELECT * FROM source WHERE source_id = ?', [id]);
  return row === null ? null : toSource(row);
}

/** Every source, the newest first. */
export function listSources(store: ReadableStore): Source[] {
  return listRows<SourceRow>(store, 'SELECT * FROM source ORDER BY added_at DESC, source_id DESC').map(
    toSource,
  );
}

function toSource(row: SourceRow): Source {
  return {
    id: row.source_id as Source['id'],
    name: row.name,
    spec: JSON.parse(row.spec) as Source['spec'],
    fingerprint: row.fingerprint as Source['fingerprint'],
    traceCount: row.trace_count,
    rejectedCount: row.rejected_count,
    addedAt: row.added_at,
  };
}
