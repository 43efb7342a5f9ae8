/**
 * Electron's BrowserWindow as a page of real Chromium. The page lives under https://app.assay.test, which stands for
 * assay://app (and so on for other hosts): requests go to the handler that main gave to `protocol.handle`, and addresses
 * are translated back before main sees them. A window with a session gets a browser context of its own.
 */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { bridgeScript } from './page-bridge.ts';
import type { PortMain } from './ports.ts';
import type { Session } from './session.ts';
import { host } from './state.ts';

const standInPart = /^https:\/\/([a-z]+)\.assay\.test/;
const toReal = (url: string): string => url.replace(standInPart, 'assay://$1');
const toStandIn = (url: string): string => url.replace(/^assay:\/\/([a-z]+)/, 'https://$1.assay.test');

interface Preferences {
  preload?: string;
  javascript?: boolean;
  session?: Session;
}

type Delivering = Window & {
  __deliver(channel: string, data: unknown, ports: number[]): void;
  __deliverToPort(id: number, data: string): void;
};

function encode(data: unknown): string {
  if (typeof data === 'string') return JSON.stringify({ text: data });
  const isView = ArrayBuffer.isView(data);
  const bytes = isView
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data as ArrayBuffer);
  return JSON.stringify({ bytes: bytes.toString('base64'), isView });
}

function decode(text: string): unknown {
  const held = JSON.parse(text) as { text?: string; bytes?: string; isView?: boolean };
  if (held.text !== undefined) return held.text;
  const bytes = new Uint8Array(Buffer.from(held.bytes ?? '', 'base64'));
  return held.isView === true ? bytes : bytes.buffer;
}

interface PrintOptions {
  pageSize: string;
  preferCSSPageSize: boolean;
  printBackground: boolean;
  displayHeaderFooter: boolean;
  generateTaggedPDF: boolean;
  generateDocumentOutline: boolean;
}

class WebContents extends EventEmitter {
  page: Page | null = null;
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  #ports = new Map<number, PortMain>();
  #nextPort = 1;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    void this.#deliver(channel, args[0] ?? null, []);
  }

  postMessage(channel: string, message: unknown, ports: PortMain[] = []): void {
    void this.#deliver(channel, message, ports);
  }

  receiveFromPage(id: number, data: string): void {
    this.#ports.get(id)?.postMessage(decode(data));
  }

  async printToPDF(options: PrintOptions): Promise<Buffer> {
    if (this.page === null) throw new Error('nothing is loaded');
    host.record.printed.push(options);
    const { pageSize, preferCSSPageSize, printBackground, displayHeaderFooter } = options;
    const { generateTaggedPDF: tagged, generateDocumentOutline: outline } = options;
    const kept = { preferCSSPageSize, printBackground, displayHeaderFooter, tagged, outline };
    return this.page.pdf({ ...kept, format: pageSize });
  }

  async #deliver(channel: string, data: unknown, ports: PortMain[]): Promise<void> {
    const ids = ports.map((port) => {
      const id = this.#nextPort;
      this.#nextPort += 1;
      this.#ports.set(id, port);
      port.on('message', ({ data: sent }: { data: unknown }) => this.#toPage(id, encode(sent)));
      port.start();
      return id;
    });
    await this.page?.evaluate(
      ([name, value, handed]) => (window as unknown as Delivering).__deliver(name, value, handed),
      [channel, data, ids] as const,
    );
  }

  #toPage(id: number, text: string): void {
    this.page
      ?.evaluate(([to, sent]) => (window as unknown as Delivering).__deliverToPort(to, sent), [
        id,
        text,
      ] as const)
      .catch(() => undefined);
  }
}

const windows: BrowserWindow[] = [];

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly options: { webPreferences?: Preferences };

  constructor(options: { webPreferences?: Preferences }) {
    super();
    this.options = options;
    windows.push(this);
    const { session, ...preferences } = options.webPreferences ?? {};
    host.record.windowPreferences.push(
      session === undefined ? preferences : { ...preferences, session: session.name },
    );
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  static fromWebContents(contents: unknown): BrowserWindow | null {
    return windows.find((one) => one.webContents === contents) ?? null;
  }

  show(): void {
    this.emit('show');
  }

  focus(): void {
    this.emit('focus');
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {
    this.emit('restore');
  }

  async loadURL(url: string): Promise<void> {
    const { session, javascript = true } = this.options.webPreferences ?? {};
    const context =
      session === undefined
        ? await host.context()
        : await host.openContext({ javaScriptEnabled: javascript });
    const page = await this.#prepare(context);
    await page.goto(toStandIn(url));
    this.emit('ready-to-show');
  }

  destroy(): void {
    const { page } = this.webContents;
    const isOwn = this.options.webPreferences?.session !== undefined;
    void (isOwn ? page?.context().close() : page?.close());
  }

  async #prepare(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    this.webContents.page = page;
    await page.route('**/*', async (route) => {
      const request = route.request();
      const isNavigation = request.isNavigationRequest() && request.frame() === page.mainFrame();
      if (isNavigation && page.url() !== 'about:blank' && this.#isPrevented('will-navigate', request.url())) {
        return route.abort('aborted');
      }
      const session = this.options.webPreferences?.session;
      if (session !== undefined) {
        const url = toReal(request.url());
        const isCancelled = session.isCancelled(url);
        host.record.ownRequests.push({ url, isCancelled });
        if (isCancelled) return route.abort('blockedbyclient');
      }
      const handler = session === undefined ? host.schemes.get('assay') : session.findHandler('assay');
      if (!standInPart.test(request.url()) || handler === undefined) return route.abort('blockedbyclient');
      const answer = await handler(new Request(toReal(request.url()), { method: request.method() }));
      return route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      });
    });
    page.on('popup', (popup) => {
      const action = this.webContents.windowOpenHandler?.({ url: popup.url() }).action;
      host.record.popups.push(action ?? 'unhandled');
      if (action === 'deny') void popup.close();
    });
    page.on('close', () => {
      windows.splice(windows.indexOf(this), 1);
      this.emit('closed');
    });
    await this.#bind(page);
    const preload = this.options.webPreferences?.preload;
    if (preload !== undefined) {
      await page.addInitScript({ content: bridgeScript(readFileSync(preload, 'utf8'), process.platform) });
    }
    return page;
  }

  async #bind(page: Page): Promise<void> {
    const eventOf = (frame: Frame) => ({
      sender: this.webContents,
      senderFrame: { url: toReal(frame.url()), parent: frame.parentFrame() },
    });
    await page.exposeBinding('__hostSend', ({ frame }, channel: string, args: unknown[]) => {
      host.ipc.emit(channel, eventOf(frame), ...args);
    });
    await page.exposeBinding('__hostInvoke', ({ frame }, channel: string, args: unknown[]) => {
      const handler = host.handlers.get(channel);
      if (handler === undefined) throw new Error(`no handler for ${channel}`);
      return handler(eventOf(frame), ...args);
    });
    await page.exposeBinding('__hostPort', (_source, id: number, data: string) =>
      this.webContents.receiveFromPage(id, data),
    );
  }

  #isPrevented(name: string, url: string): boolean {
    let isPrevented = false;
    this.webContents.emit(name, { preventDefault: () => (isPrevented = true), url: toReal(url) });
    if (isPrevented) host.record.preventedNavigations.push(toReal(url));
    return isPrevented;
  }
}
