/**
 * The desktop's backend process: opens the store (in a group, nothing yet), says `ready` to main, and serves the workbench contract on every port
 * that main hands over. An entry point: starts when it is loaded.
 *
 * Must not know Electron beyond `process.parentPort`. Invariant: whatever ends this process, main is told why first, if
 * there is time for a message.
 */
import { decodeBackendOptions } from '../../shared/contract/process.ts';
import { findProblem } from './errors.ts';
import { openLog } from './log.ts';
import type { ParentLink, ParentPort } from './parent-link.ts';
import { linkToParent } from './parent-link.ts';
import type { ServedPort } from './port-server.ts';
import { createPortServer } from './port-server.ts';
import type { ProfileHost } from './profiles/profile-host.ts';
import { createProfileHost, secretsWithin } from './profiles/profile-host.ts';

const { parentPort } = process as { parentPort?: ParentPort };
if (parentPort === undefined) throw new Error('This program is started by Assay’s main process.');

const options = decodeBackendOptions(process.argv);
const log = openLog(options.dataDir);

let serve: ((port: ServedPort) => void) | null = null;
/** Ports that came before the store was open. */
let early: ServedPort[] = [];
let backend: ProfileHost | null = null;

const link: ParentLink = linkToParent({
  parent: parentPort,
  log,
  onPort: (port) => (serve === null ? void early.push(port) : serve(port)),
  onShutdown: () => void shutDown(),
});

process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
await start();

async function start(): Promise<void> {
  try {
    const secrets = link.secrets(options.hasKeyStore);
    backend = await createProfileHost({
      dataDir: options.dataDir,
      host: 'desktop',
      version: options.version,
      hubLauncher: options.canStartHub ? { start: link.startHub } : null,
      secretsOf: (id) => secretsWithin(secrets, id),
      log,
    });
  } catch (error) {
    const problem = findProblem(error);
    if (problem === null) return crash(error);
    log.error({ what: problem.what }, 'the backend cannot start');
    link.send({ type: 'start-failed', problem });
    return;
  }
  serve = createPortServer(backend.router, backend.context);
  for (const port of early) serve(port);
  early = [];
  link.send({ type: 'ready', version: options.version });
}

async function shutDown(): Promise<void> {
  link.close();
  await backend?.close();
  link.send({ type: 'stopped' });
  // The message must have left before the process has.
  setTimeout(() => process.exit(0), 0);
}

/** Nothing can be known about what is left in memory, so the process ends; the store is safe, and main starts another. */
function crash(error: unknown): void {
  const id = crypto.randomUUID();
  const { name = typeof error, stack = '' } = error instanceof Error ? error : {};
  const frames = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  log.fatal({ id, type: name, stack: frames.join('\n') }, 'the backend ends unasked');
  link.send({ type: 'crash', id, what: `The backend ended unexpectedly (${name}); log entry ${id}.` });
  setTimeout(() => process.exit(70), 50);
}
