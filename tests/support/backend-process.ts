/**
 * The loopback host as a process, without the window's page and without the rest of the command line: what tests start
 * and kill often. Says once, as one JSON line, where it is. Argument: the data folder.
 */
import { createBackend } from '../../electron/backend/backend.ts';
import { createHostToken, serveLoopback } from '../../electron/backend/host-http.ts';
import { silentLog } from '../../electron/backend/log.ts';
import { createFileSecrets } from '../../electron/backend/secrets.ts';

const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('the data folder is missing');
const log = silentLog();
const backend = await createBackend({
  dataDir,
  host: 'loopback',
  version: '0.0.0-test',
  hubLauncher: null,
  secrets: createFileSecrets(dataDir),
  log,
});
const { router, context } = backend;
const token = createHostToken();
const served = await serveLoopback({ router, context, rendererDir: null, port: 0, token, log });
process.stdout.write(`${JSON.stringify({ url: `${served.url}/#token=${token}`, pid: process.pid })}\n`);
process.once('SIGTERM', () => {
  void served
    .close()
    .then(() => backend.close())
    .then(() => process.exit(0));
});
