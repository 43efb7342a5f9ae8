/** Where a hub of the command line keeps everything: PostgreSQL by DATABASE_URL, or a folder within the data folder. */
import { join, resolve } from 'node:path';
import type { DatabasePlace } from '../../hub/database/open.ts';
import { withoutPassword } from '../../hub/database/open.ts';

export function hubPlace(data: string): DatabasePlace {
  const databaseUrl = process.env['DATABASE_URL'];
  return databaseUrl === undefined || databaseUrl === ''
    ? { dataDir: join(resolve(data), 'hub') }
    : { databaseUrl };
}

/** Where that is, without a password. */
export function describePlace(place: DatabasePlace): string {
  if ('databaseUrl' in place) return withoutPassword(place.databaseUrl);
  return place.dataDir ?? 'memory';
}
