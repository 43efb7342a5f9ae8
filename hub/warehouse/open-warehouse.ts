/** Opens a company's warehouse for reading, as a source is read: what was drawn before is known here, traces are there. */
import type { WarehouseView } from '../../shared/contract/hub-traces.ts';
import type { FrameReader } from '../frames/reader.ts';
import { getMasking } from '../ingest/masking-rules.ts';
import { listAudited, listEnds } from '../store/rotation.ts';
import type { SourceRecord } from '../store/sources.ts';
import type { ReadableHub } from '../store/write.ts';
import type { Environment } from './connection.ts';
import { inWarehouse } from './connection.ts';
import { checkView } from './view.ts';
import { warehouseReader } from './warehouse-reader.ts';

/**
 * Runs `act` with a reader of a warehouse source; all its answers are of one snapshot. Throws SOURCE_UNREADABLE and
 * SOURCE_CHANGED with the way out.
 */
export function withWarehouseReader<T>(
  db: ReadableHub,
  source: SourceRecord,
  { sampleSeed, env = process.env }: { sampleSeed: string; env?: Environment },
  act: (reader: FrameReader) => Promise<T>,
): Promise<T> {
  const view = source.warehouse as WarehouseView;
  return inWarehouse(view.connection, env, async (run) =>
    act(
      warehouseReader({
        run,
        view: await checkView(run, view, 'SOURCE_CHANGED'),
        sampleSeed,
        rules: (await getMasking(db)).compiled,
        listAudited: (before) => listAudited(db, source.number, before),
        listEnds: (dimensions) => listEnds(db, source.number, dimensions),
      }),
    ),
  );
}

/** Opens a view once before it becomes a source. Throws INVALID_INPUT for one that does not fit, or SOURCE_UNREADABLE. */
export async function tryWarehouse(view: WarehouseView, env: Environment = process.env): Promise<void> {
  await inWarehouse(view.connection, env, (run) => checkView(run, view, 'INVALID_INPUT'));
}
