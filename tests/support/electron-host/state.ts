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
  /** What windows with a session of their own asked for, and whether it was refused. */
  ownRequests: { url: string; isCancelled: boolean }[];
  printed: object[];
  saveDialogs: { hasOwner: boolean; options: object }[];
}

export const host = {
  ipc: new EventEmitter(),
  handlers: new Map<string, (event: unknown, ...args: unknown[]) => unknown>(),
  schemes: new Map<string, (request: Request) => Promise<Response>>(),
  context: (): Promise<BrowserContext> => Promise.reject(new Error('no browser yet')),
  /** A browser context that shares nothing with any other: a session of its own. */
  openContext: (_options: { javaScriptEnabled: boolean }): Promise<BrowserContext> =>
    Promise.reject(new Error('no browser yet')),
  record: {
    windowPreferences: [],
    privilegedSchemes: [],
    popups: [],
    preventedNavigations: [],
    openedOutside: [],
    permissions: {},
    devicePermission: null,
    menuRoles: [],
    ownRequests: [],
    printed: [],
    saveDialogs: [],
  } as HostRecord,
  /** What the person answers to the next save dialog: a path, or null to cancel. */
  nextPlace: null as string | null,
};
