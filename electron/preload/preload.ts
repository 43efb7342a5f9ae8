/**
 * The only bridge into the page: hands over the MessagePort to the backend and exposes a tiny `window.assay`.
 * Must not know any business call. Invariant: nothing of Electron itself reaches the page.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { SavePdfAnswer, SavePdfRequest } from '../../shared/contract/window-channel.ts';
import {
  BACKEND_GONE,
  OPEN_OUTSIDE,
  PORT,
  PORT_WANTED,
  SAVE_PDF,
} from '../../shared/contract/window-channel.ts';

ipcRenderer.on(PORT, (event) => {
  // A port cannot cross the context bridge; posting it to our own page is the documented way over.
  window.postMessage(PORT, window.location.origin, event.ports);
});

ipcRenderer.on(BACKEND_GONE, () => window.postMessage(BACKEND_GONE, window.location.origin));

// The page's scripts are deferred, so its listener stands before `load`.
window.addEventListener('load', () => ipcRenderer.send(PORT_WANTED), { once: true });

contextBridge.exposeInMainWorld('assay', {
  platform: process.platform,
  /** Asks main to open a web address in the system's browser; main checks it and asks the person. */
  openOutside: (url: string): Promise<boolean> => ipcRenderer.invoke(OPEN_OUTSIDE, url) as Promise<boolean>,
  /** Asks main to print a page to a PDF file; main asks the person where to. */
  savePdf: (request: SavePdfRequest): Promise<SavePdfAnswer> =>
    ipcRenderer.invoke(SAVE_PDF, request) as Promise<SavePdfAnswer>,
});
