/**
 * The loopback host as a process, without the rest of the command line: what tests start and kill often. Says once, as
 * one JSON line, where it is. Arguments: the data folder; the folder of the built page, where a window is to be opened.
 */
import { createHostToken, serveLoopback } from '../../electron/backend/host-http.ts';
import { silentLog } from '../../electron/backend/log.ts';
import { createProfileHost } from '../../electron/backend/profiles/profile-host.ts';
import { createFileSecrets } from '../../electron/backend/secrets.ts';

const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('the data folder is missing');
const log = silentLog();
const backend = await createProfileHost({
  dataDir,
  host: 'loopback',
  version: '0.0.0-test',
  hubLauncher: null,
  secretsOf: (_id, folder) => createFileSecrets(folder),
  log,
});
const { router, context } = backend;
const token = createHostToken();
const served = await serveLoopback({
  router,
  context,
  rendererDir: process.argv[3] ?? null,
  port: 0,
  token,
  log,
});
process.stdout.write(`${JSON.stringify({ url: `${served.url}/#token=${token}`, pid: process.pid })}\n`);
process.once('SIGTERM', () => {
  void served
    .close()
    .then(() => backend.close())
    .then(() => process.exit(0));
});
