/**
 * The hub's tables as Kysely sees them; `migrations/` makes them. Each area has its rows in a file of `tables/`. Times are
 * ISO texts, structured values are JSON texts, so that what is stored is exactly what was received.
 */
import type { AccessTables } from './tables/access.ts';
import type { LedgerTables } from './tables/ledgers.ts';
import type { ReviewTables } from './tables/reviews.ts';
import type { TraceTables } from './tables/traces.ts';
import type { WorkTables } from './tables/work.ts';

export interface HubTables extends AccessTables, LedgerTables, ReviewTables, WorkTables, TraceTables {}
