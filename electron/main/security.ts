/**
 * What the window may not do: every permission but that to copy, every navigation, every new window is refused; web
 * addresses open outside only from an allow-list and after asking. Must not know business data.
 */
import type { IpcMainEvent, IpcMainInvokeEvent, Session, WebContents, WebPreferences } from 'electron';
import { APP_HOST, APP_SCHEME } from '../../shared/contract/window-channel.ts';

/** What no page of ours may do, whether it is shown or printed. */
const hardened = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} satisfies WebPreferences;

/** Web preferences of every window; the security test asserts each line. */
export function securePreferences(preload: string): WebPreferences {
  return { ...hardened, preload };
}

/** Web preferences of a hidden window that prints: no preload and no scripts at all, in a session of its own. */
export function printPreferences(own: Session): WebPreferences {
  return { ...hardened, session: own, javascript: false, images: true, plugins: false };
}

/** Refuses every permission and every device, whoever asks. */
export function denyPermissions(of: Session): void {
  of.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  of.setPermissionCheckHandler(() => false);
  of.setDevicePermissionHandler(() => false);
}

/**
 * The window may put a figure on the clipboard, in answer to a person's click; everything else stays refused, reading the
 * clipboard too, and for every other page that as well.
 */
export function permitCopyingOnly(of: Session): void {
  denyPermissions(of);
  const isCopying = (permission: string, url: string): boolean =>
    permission === 'clipboard-sanitized-write' && isOwnPage(url);
  of.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isCopying(permission, requestingUrl)),
  );
  of.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isCopying(permission, requestingOrigin),
  );
}

/** Whether an address is our own page: judged by its parsed parts, never by a prefix of its text. */
function isOwnPage(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return protocol === `${APP_SCHEME}:` && host === APP_HOST;
}

/** Whether an IPC message comes from the top frame of our own page. */
export function isOwnSender(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}

/** Hosts that the help of Assay links to; an audited answer can never add one. */
const outsideHosts: ReadonlySet<string> = new Set([
  'www.electronjs.org',
  'opentelemetry.io',
  'www.rfc-editor.org',
]);

/** Whether a web address may be offered for opening in the system's browser. */
export function mayOpenOutside(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === 'https:' && username === '' && password === '' && outsideHosts.has(host);
}

/** Whether an address is the one page there is: it loads itself anew when one person hands over to the next. */
function isStartPage(url: string): boolean {
  return isOwnPage(url) && new URL(url).pathname === '/';
}

/** Keeps a window on our page: no navigation but to load it anew, no new window, no webview. */
export function lockNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isStartPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isStartPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
