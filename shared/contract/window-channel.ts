/**
 * The few names that main, preload and renderer share. Business calls never pass here: they go over the MessagePort.
 */
import type { Problem } from './errors.ts';

/** Renderer → main: this page is loaded and wants a port to the backend. */
export const PORT_WANTED = 'assay:port-wanted';
/** Main → renderer, with the port; also the text of the message that the preload posts to the page. */
export const PORT = 'assay:port';
/** Main → renderer: the backend ended unasked and will be back with a new port; also the text posted to the page. */
export const BACKEND_GONE = 'assay:backend-gone';
/** Renderer → main: open a web address outside, after main has asked the person. */
export const OPEN_OUTSIDE = 'assay:open-outside';
/** Renderer → main: print a report page to a PDF file whose place the person chooses; answers `SavePdfAnswer`. */
export const SAVE_PDF = 'assay:save-pdf';
/** Longest page that is printed, UTF-16 units: a report of 10,000 items has a tenth of it. */
export const LARGEST_PAGE = 96 * 1024 * 1024;
export interface SavePdfRequest {
  /** Suggested to the person; only its letters count, never a folder in it. */
  fileName: string;
  html: string;
}
export type SavePdfAnswer =
  { status: 'saved'; fileName: string } | { status: 'cancelled' } | { status: 'failed'; problem: Problem };

/** Where the page lives on the desktop. */
export const APP_SCHEME = 'assay';
export const APP_HOST = 'app';
/** Where a page lives while it is printed: another origin, which no message of ours is taken from. */
export const PRINT_HOST = 'print';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
