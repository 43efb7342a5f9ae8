/**
 * Prints a report page to a PDF file at a place that the person chooses. Must not know what a report is: it is handed a
 * page and trusts nothing in it.
 *
 * Invariants: the page is shown in a hidden window of its own session, without preload, scripts, navigation or any request
 * but its own; a file is written whole or not at all; every failure is an answer.
 */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { BrowserWindow, dialog, session } from 'electron';
import type { Session } from 'electron';
import { z } from 'zod';
import type { Problem } from '../../shared/contract/errors.ts';
import type { SavePdfAnswer } from '../../shared/contract/window-channel.ts';
import { APP_SCHEME, LARGEST_PAGE, PRINT_HOST } from '../../shared/contract/window-channel.ts';
import { denyPermissions, lockNavigation, printPreferences } from './security.ts';

const request = z.strictObject({
  fileName: z.string().min(1).max(300),
  html: z.string().min(1).max(LARGEST_PAGE),
});

/** A page that takes longer has hung: ten thousand items print in a few seconds. */
const patienceMs = 120_000;

/** The page may have styles and embedded images; the policy in its head cannot widen this one. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** A suggested name without folders, reserved characters or leading dots, ending in `.pdf`. */
function toFileName(suggested: string): string {
  const plain = suggested
    .toWellFormed()
    .replaceAll(/[\\/:*?"<>|\p{Cc}\p{Cf}]+/gu, '-')
    .replace(/^[.\s-]+/, '');
  const name = extname(plain) === '' ? plain : plain.slice(0, -extname(plain).length);
  return `${Array.from(name).slice(0, 120).join('') || 'report'}.pdf`;
}

const failed = (what: string, remedy: string, where?: string): SavePdfAnswer => {
  const problem: Problem = { what, remedy, ...(where === undefined ? {} : { where }) };
  return { status: 'failed', problem };
};

function notWritten(error: unknown, path: string): SavePdfAnswer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const what =
    code === 'ENOSPC' || code === 'EDQUOT' ? 'The disk is full.' : 'The file cannot be written there.';
  return failed(what, 'Choose another folder.', code === '' ? path : `${path} (${code})`);
}

/** Under another name first: whoever has the folder open never sees half a file. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** The session of hidden windows: nothing is kept, nothing is permitted, nothing is loaded but the pages handed over. */
function openSession(pages: ReadonlyMap<string, string>): Session {
  const own = session.fromPartition('print', { cache: false });
  denyPermissions(own);
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !pages.has(url) }));
  own.protocol.handle(APP_SCHEME, ({ method, url }) => {
    const page = method === 'GET' ? pages.get(url) : undefined;
    return page === undefined ? new Response(null, { status: 404 }) : new Response(page, { headers });
  });
  return own;
}

function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('the page did not print in time')), patienceMs);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

async function print(url: string, own: Session): Promise<Uint8Array> {
  const window = new BrowserWindow({ show: false, webPreferences: printPreferences(own) });
  lockNavigation(window.webContents);
  try {
    return await inTime(
      window.loadURL(url).then(() =>
        window.webContents.printToPDF({
          pageSize: 'A4',
          // The report's own style sheet has size, margins, head and foot with page numbers.
          preferCSSPageSize: true,
          displayHeaderFooter: false,
          printBackground: true,
          generateTaggedPDF: true,
          generateDocumentOutline: true,
        }),
      ),
    );
  } finally {
    window.destroy();
  }
}

async function choosePlace(owner: BrowserWindow, fileName: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(owner, {
    title: 'Save report as PDF',
    defaultPath: toFileName(fileName),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  return canceled || filePath === '' ? null : filePath;
}

/** What answers the page: `owner` null where the sender is not our own page. */
export function createPdfSaver(): (owner: BrowserWindow | null, asked: unknown) => Promise<SavePdfAnswer> {
  const pages = new Map<string, string>();
  let own: Session | null = null;
  let isBusy = false;

  async function save(owner: BrowserWindow, fileName: string, html: string): Promise<SavePdfAnswer> {
    const path = await choosePlace(owner, fileName);
    if (path === null) return { status: 'cancelled' };
    const url = `${APP_SCHEME}://${PRINT_HOST}/${randomUUID()}`;
    pages.set(url, html);
    own ??= openSession(pages);
    let bytes: Uint8Array;
    try {
      bytes = await print(url, own);
    } catch (error) {
      const where = error instanceof Error ? error.message : String(error);
      return failed(
        'The page could not be printed.',
        'Export the HTML file and print it from a browser.',
        where,
      );
    } finally {
      pages.delete(url);
    }
    try {
      await writeWhole(path, bytes);
    } catch (error) {
      return notWritten(error, path);
    }
    return { status: 'saved', fileName: basename(path) };
  }

  return async (owner, asked) => {
    if (owner === null) return failed('This page may not save files.', 'Save from the Report screen.');
    const parsed = request.safeParse(asked);
    if (!parsed.success) {
      return failed('There is no page to print, or it is too long.', 'Export the HTML file instead.');
    }
    if (isBusy) return failed('Another report is being saved.', 'Finish that first.');
    isBusy = true;
    try {
      return await save(owner, parsed.data.fileName, parsed.data.html);
    } finally {
      isBusy = false;
    }
  };
}
