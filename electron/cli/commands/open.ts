/** `assay open`: the workbench in a browser window, on the loopback host. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Command } from 'commander';
import { findBrowser } from '../../../scripts/browser.mjs';
import type { LoopbackHost } from '../../backend/host-http.ts';
import { createHostToken, HostError, serveLoopback } from '../../backend/host-http.ts';
import type { ProfileHost } from '../../backend/profiles/profile-host.ts';
import { createProfileHost } from '../../backend/profiles/profile-host.ts';
import { createFileSecrets } from '../../backend/secrets.ts';
import { createDemoHubLauncher } from '../demo-hub.ts';
import { dataOption, wholeNumber } from '../options.ts';
import { choosePerson, profileOption } from '../profile.ts';
import { rendererDir } from '../renderer-dir.ts';
import { createLog, explain, warn, write } from '../run.ts';
import { version } from '../version.ts';

/** Opens a window without tabs where a browser for that is installed. */
function openWindow(url: string, dataDir: string): boolean {
  const browser = findBrowser();
  if (
    browser === null ||
    (process.platform === 'linux' && !(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']))
  ) {
    return false;
  }
  const profile = join(dataDir, 'window');
  const child = spawn(browser, [`--app=${url}`, `--user-data-dir=${profile}`, '--no-first-run'], {
    detached: true,
    stdio: 'ignore',
  });
  child.on('error', (error) => warn(`The window could not be opened (${error.message}); use the link.`));
  child.unref();
  return true;
}

interface OpenOptions {
  data: string;
  profile?: string;
  port?: number;
  browser: boolean;
  json?: boolean;
}

/** Tried first, so that a bookmark and the remembered layout survive a restart. */
const habitualPort = 4645;

/** Serves on the asked port; without one on the habitual port, or on any free one where that is taken. */
async function serve(backend: ProfileHost, port: number | undefined, token: string): Promise<LoopbackHost> {
  const { router, context } = backend;
  const options = { router, context, rendererDir, token, log: createLog() };
  try {
    return await serveLoopback({ ...options, port: port ?? habitualPort });
  } catch (error) {
    if (port !== undefined || !(error instanceof HostError) || error.code !== 'PORT_IN_USE') throw error;
    return serveLoopback({ ...options, port: 0 });
  }
}

async function open(options: OpenOptions): Promise<void> {
  const launcher = createDemoHubLauncher(join(options.data, 'demo-hub'));
  // Without a name a group starts locked, and the window asks for the PIN.
  const person = options.profile === undefined ? null : await choosePerson(options);
  const backend = await createProfileHost({
    dataDir: options.data,
    host: 'loopback',
    version,
    hubLauncher: launcher,
    secretsOf: (_id, folder) => createFileSecrets(folder),
    log: createLog(),
  });
  try {
    if (person !== null) await backend.context.desk.unlock(person);
    const token = createHostToken();
    const served = await serve(backend, options.port, token);
    const url = `${served.url}/#token=${token}`;
    if (options.json === true) write(JSON.stringify({ url, pid: process.pid }));
    else {
      const hasWindow = options.browser && openWindow(url, options.data);
      write(`Assay is at ${url}`);
      write(
        hasWindow
          ? 'A window is opening. Ctrl C here ends Assay.'
          : 'Open this link in a browser on this machine. Ctrl C ends Assay.',
      );
    }
    const stop = (): void =>
      void served
        .close()
        .then(() => backend.close())
        .then(() => launcher.stop())
        .then(() => process.exit(0));
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  } catch (error) {
    await backend.close();
    throw error;
  }
}

export function addOpen(program: Command): void {
  program
    .command('open', { isDefault: true })
    .description('open the workbench in a browser window')
    .addOption(dataOption())
    .addOption(profileOption())
    .option(
      '--port <port>',
      `port of the loopback host; 0 for any free one (default: ${habitualPort} if free)`,
      wholeNumber(0),
    )
    .option('--no-browser', 'only print the link')
    .option('--json', 'print one JSON line when ready and open nothing')
    .action(async (options: OpenOptions) => {
      try {
        await open(options);
      } catch (error) {
        process.exitCode = explain(error);
      }
    });
}
