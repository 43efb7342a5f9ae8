/** A report document as a file of one of the three formats. Must not decide where it goes. */
import type { ReportDocument } from './document.ts';
import { reportJson } from './document.ts';
import { reportHtml } from './html.ts';
import { reportCsv } from './report-csv.ts';

export const reportFileFormats = ['json', 'csv', 'html'] as const;
export type ReportFileFormat = (typeof reportFileFormats)[number];

export interface ReportFile {
  fileName: string;
  mediaType: string;
  text: string;
}

const writers: Record<ReportFileFormat, { mediaType: string; write: (of: ReportDocument) => string }> = {
  json: { mediaType: 'application/json', write: reportJson },
  csv: { mediaType: 'text/csv;charset=utf-8', write: reportCsv },
  html: { mediaType: 'text/html;charset=utf-8', write: reportHtml },
};

/** A name that every file system takes: the title's letters and digits, and the beginning of the manifest's digest. */
export function reportFileName({ report }: ReportDocument, format: string): string {
  const words = report.title
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  const title = Array.from(words).slice(0, 60).join('').replace(/-+$/, '') || 'report';
  return `${title}-${report.manifestDigest.slice(0, 8)}.${format}`;
}

export function reportFile(document: ReportDocument, format: ReportFileFormat): ReportFile {
  const { mediaType, write } = writers[format];
  return { fileName: reportFileName(document, format), mediaType, text: write(document) };
}
