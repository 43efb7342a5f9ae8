/**
 * The hub as a process, without the rest of the command line: what tests start and kill often. Says once, as one JSON
 * line, where it is. Arguments: the data folder, the port.
 */
import { pino } from 'pino';
import { startHub } from '../../hub/server.ts';

const [dataDir, port] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('the data folder is missing');
const log = pino({ level: 'silent' });
const hub = await startHub({
  dataDir,
  port: Number(port ?? 0),
  host: '127.0.0.1',
  log,
  requestsPerMinute: 1_000_000,
});
process.stdout.write(`${JSON.stringify({ url: hub.url, adminToken: hub.adminToken })}\n`);
process.once('SIGTERM', () => void hub.close().then(() => process.exit(0)));
