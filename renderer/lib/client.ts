/**
 * The one client of the backend. On the desktop it speaks over the MessagePort that the preload hands over (a new
 * one after every restart of the backend); elsewhere over HTTP to `/rpc` of the host that served this page.
 *
 * Invariant: the access token lives in this tab's sessionStorage only; it never stays in the address and never goes
 * to another origin.
 */
import { createORPCClient, ORPCError } from '@orpc/client';
import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { PROFILE_HEADER } from '../../shared/contract/profile-header.ts';
import { BACKEND_GONE, PORT } from '../../shared/contract/window-channel.ts';
import type { Workbench } from '../../shared/contract/workbench.ts';
import { shownProfile } from './shown-profile.ts';

/** `isLast`: the page is going away, the request must outlive it. */
export interface CallContext extends ClientContext {
  isLast?: boolean;
}
export type WorkbenchClient = ContractRouterClient<Workbench, CallContext>;
type Link = ClientLink<CallContext>;

const TOKEN = 'assay.token';
/** Browsers allow 64 KiB of requests that outlive their page; a UTF-16 unit takes at most three bytes. */
const MAX_KEEPALIVE_BYTES = 60_000;

/** Takes `#token=…` out of the address into this tab's storage. Call once, before the router reads the address. */
export function takeTokenFromAddress(): void {
  const found = /^#token=([A-Za-z0-9_-]+)/.exec(window.location.hash);
  if (found?.[1] === undefined) return;
  sessionStorage.setItem(TOKEN, found[1]);
  window.history.replaceState(null, '', `${window.location.pathname}${window.location.search}#/`);
}

/** Forgets what this tab keeps for whoever works in it; the access of the tab itself stays. */
export function forgetTab(): void {
  for (const key of Object.keys(sessionStorage)) if (key !== TOKEN) sessionStorage.removeItem(key);
}

/** Whom this page shows, so that it never reads or writes what is somebody else's. */
function shownHeaders(): Record<string, string> {
  const id = shownProfile();
  return id === null ? {} : { [PROFILE_HEADER]: id };
}

/** Dispatched on `window` when a call was refused because the profile is locked. */
export const PROFILE_LOCKED = 'assay:profile-locked';

function tellingOfLock(link: Link): Link {
  return {
    call: async (path, input, options) => {
      try {
        return await link.call(path, input, options);
      } catch (error) {
        if (error instanceof ORPCError && error.code === 'LOCKED') {
          window.dispatchEvent(new Event(PROFILE_LOCKED));
        }
        throw error;
      }
    },
  };
}

function httpLink(): Link {
  return new FetchLink<CallContext>({
    url: new URL('/rpc', window.location.href).href,
    headers: () => {
      const token = sessionStorage.getItem(TOKEN);
      return { ...shownHeaders(), ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
    },
    // Nothing may be awaited here: a page that goes away does not come back to finish it.
    fetch: (request, init, { context }, _path, input) => {
      const mayOutlive = context.isLast === true && JSON.stringify(input).length * 3 <= MAX_KEEPALIVE_BYTES;
      return fetch(request, mayOutlive ? { ...init, keepalive: true } : init);
    },
  });
}

/** A link whose port can be replaced: calls made before the first port arrives wait for it. */
function portLink(): Link {
  let resolveFirst: (link: Link) => void = () => {};
  let current: Promise<Link> = new Promise((resolve) => {
    resolveFirst = resolve;
  });
  let last: MessagePort | null = null;
  window.addEventListener('message', (event) => {
    if (event.source !== window) return;
    // A port whose other end died without a word keeps calls waiting for ever; main tells us, and they fail now.
    if (event.data === BACKEND_GONE) last?.dispatchEvent(new Event('close'));
    const port = event.ports[0];
    if (event.data !== PORT || port === undefined) return;
    // What was asked of the old port after it had died would wait for ever.
    last?.dispatchEvent(new Event('close'));
    last = port;
    port.start();
    const link = new PortLink<CallContext>({ port, headers: shownHeaders });
    resolveFirst(link);
    current = Promise.resolve(link);
    window.dispatchEvent(new Event(BACKEND_BACK));
  });
  return { call: async (path, input, options) => (await current).call(path, input, options) };
}

/** Dispatched on `window` when the desktop has handed over a new port. */
export const BACKEND_BACK = 'assay:backend-back';

/** Whether this page runs inside the desktop shell. */
const isDesktop: boolean = typeof window !== 'undefined' && 'assay' in window;

export const client: WorkbenchClient = createORPCClient(
  typeof window === 'undefined'
    ? { call: () => Promise.reject(new Error('no window')) }
    : tellingOfLock(isDesktop ? portLink() : httpLink()),
);
