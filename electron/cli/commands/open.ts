/** `assay open`: the workbench in a browser window, on the loopback host. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { findBrowser } from '../../../scripts/browser.mjs';
import { serveLoopback } from '../../backend/host-http.ts';
import { createDemoHubLauncher } from '../demo-hub.ts';
import { dataOption, wholeNumber } from '../options.ts';
import { createLog, explain, openBackend, warn, write } from '../run.ts';

const rendererDir = fileURLToPath(new URL('../../../dist/renderer', import.meta.url));

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
  port: number;
  browser: boolean;
  json?: boolean;
}

async function open(options: OpenOptions): Promise<void> {
  if (!existsSync(join(rendererDir, 'index.html'))) {
    throw new Error('the window is not built yet; run "npm start", or "npm run build" first');
  }
  const launcher = createDemoHubLauncher(join(options.data, 'demo-hub'));
  const backend = await openBackend(options.data, launcher);
  try {
    const served = await serveLoopback({
      router: backend.router,
      context: backend.context,
      rendererDir,
      port: options.port,
      token: randomBytes(32).toString('base64url'),
      log: createLog(),
    });
    if (options.json === true) write(JSON.stringify({ url: served.url, pid: process.pid }));
    else {
      const hasWindow = options.browser && openWindow(served.url, options.data);
      write(`Assay is at ${served.url}`);
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
    .option('--port <port>', 'port of the loopback host; 0 for any free one', wholeNumber(0), 0)
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
