/**
 * Stands in for the module `electron` where its binary cannot be had: exactly the API that main uses, on Node and real
 * Chromium. It loads the built main and preload, so that what is tested is what is shipped but for Electron itself.
 */
import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrowserWindow } from './browser-window.ts';
import { version } from './options.ts';
import { options } from './options.ts';
import { host } from './state.ts';

export { BrowserWindow } from './browser-window.ts';
export { session } from './session.ts';
export { MessageChannelMain } from './ports.ts';
export { utilityProcess } from './utility-process.ts';

class App extends EventEmitter {
  #paths = new Map<string, string>();
  readonly commandLine = {
    getSwitchValue: (name: string): string => (name === 'data' ? options.data : ''),
  };

  requestSingleInstanceLock(): boolean {
    return true;
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  getPath(name: string): string {
    return this.#paths.get(name) ?? join(tmpdir(), 'assay-stand-in', name);
  }

  getVersion(): string {
    return version;
  }

  whenReady(): Promise<void> {
    return Promise.resolve();
  }

  quit(): void {
    let isPrevented = false;
    this.emit('will-quit', { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) this.emit('stand-in-quit');
  }
}

export const app = new App();

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]): void =>
    void host.record.privilegedSchemes.push(...schemes),
  handle: (scheme: string, handler: (request: Request) => Promise<Response>): void =>
    void host.schemes.set(scheme, handler),
};

export const ipcMain = {
  on: (channel: string, listener: (event: unknown, ...args: unknown[]) => void): void =>
    void host.ipc.on(channel, listener),
  handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => unknown): void =>
    void host.handlers.set(channel, handler),
};

/** Reversible, so that the tests can see that nothing is written in the clear. */
const scramble = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
export const safeStorage = {
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(true),
  getSelectedStorageBackend: (): string => options.keyStore,
  encryptStringAsync: (text: string): Promise<Buffer> => Promise.resolve(scramble(Buffer.from(text))),
  decryptStringAsync: (bytes: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> =>
    Promise.resolve({ result: scramble(bytes).toString(), shouldReEncrypt: false }),
};

export const dialog = {
  showMessageBox: (): Promise<{ response: number }> => Promise.resolve({ response: 0 }),
  showSaveDialog: (owner: unknown, asked: object): Promise<{ canceled: boolean; filePath: string }> => {
    host.record.saveDialogs.push({ hasOwner: owner instanceof BrowserWindow, options: asked });
    const filePath = host.nextPlace ?? '';
    host.nextPlace = null;
    return Promise.resolve({ canceled: filePath === '', filePath });
  },
  showErrorBox: (title: string, content: string): void => void process.stderr.write(`${title}\n${content}\n`),
};
export const shell = {
  openExternal: (url: string): Promise<void> => {
    host.record.openedOutside.push(url);
    return Promise.resolve();
  },
};
export const nativeTheme = { shouldUseDarkColors: false };
interface MenuItem {
  role?: string;
  submenu?: MenuItem[];
}
export const Menu = {
  buildFromTemplate: (items: MenuItem[]): MenuItem[] => items,
  setApplicationMenu: (items: MenuItem[]): void => {
    host.record.menuRoles = items.flatMap((item) =>
      [item.role, ...(item.submenu ?? []).map((one) => one.role)].filter((one) => one !== undefined),
    );
  },
};
