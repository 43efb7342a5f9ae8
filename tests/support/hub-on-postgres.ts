/**
 * The hub on PostgreSQL as a process of its own: what tests start several of and kill. Says once, as one JSON line, where
 * it is. Arguments: the address of the database, the port.
 */
import { pino } from 'pino';
import { startHub } from '../../hub/server.ts';

const [databaseUrl, port] = process.argv.slice(2);
if (databaseUrl === undefined) throw new Error('the address of the database is missing');
const hub = await startHub({
  databaseUrl,
  port: Number(port ?? 0),
  host: '127.0.0.1',
  log: pino({ level: 'silent' }),
  requestsPerMinute: 1_000_000,
});
process.stdout.write(`${JSON.stringify({ url: hub.url, adminToken: hub.adminToken })}\n`);
process.once('SIGTERM', () => void hub.close().then(() => process.exit(0)));
