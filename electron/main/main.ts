/**
 * Start-up of the desktop: one instance, locked-down session, own scheme, the backend process and the window. The only
 * layer that imports Electron. Must not know business rules or data.
 */
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, protocol, safeStorage, session, shell } from 'electron';
import {
  APP_SCHEME,
  BACKEND_GONE,
  OPEN_OUTSIDE,
  PORT,
  PORT_WANTED,
  SAVE_PDF,
} from '../../shared/contract/window-channel.ts';
import type { BackendHost } from './backend-host.ts';
import { createBackendHost } from './backend-host.ts';
import { createDemoHub } from './demo-hub.ts';
import { setMenu } from './menu.ts';
import { createPageHandler } from './page-files.ts';
import { createPdfSaver } from './save-pdf.ts';
import { createVault, hasKeyStore } from './secrets.ts';
import { isOwnSender, mayOpenOutside, permitCopyingOnly } from './security.ts';
import { openWindow } from './window.ts';

const dist = join(import.meta.dirname, '..');
const preload = join(dist, 'preload', 'preload.cjs');

// Before ready, or the scheme is not a secure origin.
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

const chosenDataDir = app.commandLine.getSwitchValue('data');
if (chosenDataDir !== '') app.setPath('userData', join(chosenDataDir, 'window'));

function handOver(window: BrowserWindow, backend: BackendHost): void {
  const port = backend.openPort();
  if (port !== null) window.webContents.postMessage(PORT, null, [port]);
}

/** Windows whose page has asked for a port: only they get a new one when the backend is back. */
const wanting = new WeakSet<BrowserWindow>();

function answerWindow(backend: BackendHost): void {
  ipcMain.on(PORT_WANTED, (event) => {
    const window = isOwnSender(event) ? BrowserWindow.fromWebContents(event.sender) : null;
    if (window === null) return;
    wanting.add(window);
    handOver(window, backend);
  });
  ipcMain.handle(OPEN_OUTSIDE, async (event, url: unknown) => {
    if (!isOwnSender(event) || typeof url !== 'string' || !mayOpenOutside(url)) return false;
    const { response } = await dialog.showMessageBox({
      message: 'Open this address in your browser?',
      detail: url,
      buttons: ['Open', 'Cancel'],
      cancelId: 1,
    });
    if (response === 0) await shell.openExternal(url);
    return response === 0;
  });
}

function answerSavePdf(): void {
  const savePdf = createPdfSaver();
  ipcMain.handle(SAVE_PDF, (event, request: unknown) => {
    const window = isOwnSender(event) ? BrowserWindow.fromWebContents(event.sender) : null;
    return savePdf(window, request);
  });
}

async function begin(): Promise<void> {
  permitCopyingOnly(session.defaultSession);
  protocol.handle(APP_SCHEME, createPageHandler(join(dist, 'renderer')));
  setMenu(process.platform);
  const dataDir = chosenDataDir === '' ? app.getPath('userData') : chosenDataDir;
  const isKeyStoreThere = await hasKeyStore(safeStorage, process.platform);
  const demoHub = createDemoHub(join(dist, 'hub', 'hub.js'), join(dataDir, 'demo-hub'));
  const backend = createBackendHost({
    entry: join(dist, 'backend', 'backend.js'),
    options: { dataDir, version: app.getVersion(), hasKeyStore: isKeyStoreThere, canStartHub: true },
    vault: createVault(join(dataDir, 'secrets'), safeStorage, isKeyStoreThere),
    demoHub,
    onReady: () => {
      for (const window of BrowserWindow.getAllWindows()) if (wanting.has(window)) handOver(window, backend);
    },
    onFailed: (problem) => {
      dialog.showErrorBox(
        problem.what,
        [problem.where, problem.remedy].filter((one) => one !== undefined).join('\n\n'),
      );
      app.quit();
    },
    onCrash: () => BrowserWindow.getAllWindows().forEach((window) => window.webContents.send(BACKEND_GONE)),
  });
  answerWindow(backend);
  answerSavePdf();
  backend.start();
  openWindow(preload);
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(preload);
  });
  let isGoing = false;
  app.on('will-quit', (event) => {
    if (isGoing) return;
    isGoing = true;
    event.preventDefault();
    demoHub.stop();
    void backend.stop().then(() => app.quit());
  });
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    // A window that prints is hidden and has nothing to show.
    const window = BrowserWindow.getAllWindows().find((one) => wanting.has(one));
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  void app.whenReady().then(begin);
} else {
  app.quit();
}
