/** Starts the stand-in host for a test and drives its window over Chromium's debugging port. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { findBrowser } from '../../../scripts/browser.mjs';
import type { HostRecord } from './state.ts';

const entry = fileURLToPath(new URL('./run.ts', import.meta.url));

export interface StandIn {
  page: Page;
  record(): Promise<HostRecord>;
  /** What the person answers to the next save dialog; without this it is cancelled. */
  saveTo(path: string): void;
  /** Ends the backend's thread, as a crash would. */
  killBackend(): void;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits for the next JSON line of a type. */
function nextLine<T>(child: ChildProcess, type: string): Promise<T> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('the stand-in has no output');
    const lines = createInterface({ input: child.stdout });
    child.once('exit', (code) => reject(new Error(`the stand-in ended with code ${code ?? 'none'}`)));
    lines.on('line', (line) => {
      const said = JSON.parse(line) as { type: string };
      if (said.type !== type) return;
      lines.close();
      resolve(said as T);
    });
  });
}

/** @param keyStore what `safeStorage.getSelectedStorageBackend` answers */
export async function launchStandIn(dataDir: string, keyStore = 'gnome_libsecret'): Promise<StandIn> {
  const browserPath = findBrowser();
  if (browserPath === null) throw new Error('no Chromium is installed');
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [
      entry,
      '--data',
      dataDir,
      '--chromium',
      browserPath,
      '--debugging-port',
      String(port),
      '--key-store',
      keyStore,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  await nextLine(child, 'window');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = browser
    .contexts()
    .flatMap((context) => context.pages())
    .find((one) => one.url().startsWith('https://app.assay.test'));
  if (page === undefined) throw new Error('the stand-in opened no window');
  return {
    page,
    async record() {
      const said = nextLine<{ record: HostRecord }>(child, 'record');
      child.stdin?.write('record\n');
      return (await said).record;
    },
    saveTo: (path) => void child.stdin?.write(`save-to ${path}\n`),
    killBackend: () => void child.stdin?.write('kill-backend\n'),
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin?.end();
      await ended;
    },
  };
}
