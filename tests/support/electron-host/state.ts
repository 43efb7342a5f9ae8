/** What the stand-in remembers: handlers that main registered, and a record that the security test reads. */
import { EventEmitter } from 'node:events';
import type { BrowserContext } from 'playwright-core';

export interface HostRecord {
  windowPreferences: object[];
  privilegedSchemes: unknown[];
  popups: string[];
  preventedNavigations: string[];
  openedOutside: string[];
  /** What the permission handlers answered to each kind that Chromium knows of. */
  permissions: Record<string, boolean>;
  devicePermission: boolean | null;
  menuRoles: string[];
}

export const host = {
  ipc: new EventEmitter(),
  handlers: new Map<string, (event: unknown, ...args: unknown[]) => unknown>(),
  schemes: new Map<string, (request: Request) => Promise<Response>>(),
  context: (): Promise<BrowserContext> => Promise.reject(new Error('no browser yet')),
  record: {
    windowPreferences: [],
    privilegedSchemes: [],
    popups: [],
    preventedNavigations: [],
    openedOutside: [],
    permissions: {},
    devicePermission: null,
    menuRoles: [],
  } as HostRecord,
};
