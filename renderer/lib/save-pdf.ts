/**
 * The report as PDF. The desktop's main process prints the page and asks where to; a browser prints it itself, and its own
 * print dialog makes the PDF. Must not know what the page says. Invariant: answers in words what happened; a failure is
 * thrown with what to do, as calls of the backend throw theirs.
 */
import { ORPCError } from '@orpc/client';
import type { SavePdfAnswer, SavePdfRequest } from '../../shared/contract/window-channel.ts';

interface PrintingHost {
  savePdf(request: SavePdfRequest): Promise<SavePdfAnswer>;
}

function findHost(): PrintingHost | null {
  const { assay } = window as unknown as { assay?: Partial<PrintingHost> };
  return typeof assay?.savePdf === 'function' ? (assay as PrintingHost) : null;
}

function inWords(answer: SavePdfAnswer): string {
  switch (answer.status) {
    case 'saved':
      return `Saved as ${answer.fileName}`;
    case 'cancelled':
      return 'Not saved';
    case 'failed':
      throw new ORPCError('PDF_NOT_SAVED', { message: answer.problem.what, data: answer.problem });
  }
}

function printHere(fileName: string, html: string): string {
  const url = URL.createObjectURL(new Blob([html], { type: 'text/html;charset=utf-8' }));
  const opened = window.open(url, '_blank');
  if (opened === null) {
    URL.revokeObjectURL(url);
    return 'The browser blocked the page: allow pop-ups, or save as HTML and print it';
  }
  opened.addEventListener('load', () => {
    opened.document.title = fileName.replace(/\.pdf$/, '');
    opened.print();
  });
  return 'Opened for printing: choose “Save as PDF” there';
}

export async function savePdf(fileName: string, html: string): Promise<string> {
  const host = findHost();
  return host === null ? printHere(fileName, html) : inWords(await host.savePdf({ fileName, html }));
}
