/** The report as a file: its name, its kind and its text, all from the same document. */
import { METHOD_VERSION } from '../../../shared/contract/report.ts';
import { buildReportDocument, reportJson } from '../../../shared/report/document.ts';
import { reportHtml } from '../../../shared/report/html.ts';
import { reportCsv } from '../../../shared/report/report-csv.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { readTogether } from '../../../db/connection.ts';
import { getLedgerHead, listLedgers } from '../../../db/queries/ledger.ts';
import type { ReportCalls, ReportFile } from './report-calls.ts';
import type { ReportGatherer } from './report-gather.ts';

const kinds = {
  json: { mediaType: 'application/json', textOf: reportJson },
  csv: { mediaType: 'text/csv', textOf: reportCsv },
  html: { mediaType: 'text/html', textOf: reportHtml },
} as const;

export function makeReportFile(
  store: ReadableStore,
  gatherer: ReportGatherer,
  takes: ReportCalls['export']['takes'],
): ReportFile {
  const { auditId, at, format, hidesNames, appVersion } = takes;
  // Evidence, figures and ledger heads are of one moment, or the document would not prove its own figures.
  const document = readTogether(store, () =>
    buildReportDocument(gatherer.input(auditId, at), gatherer.report(auditId, at), {
      appVersion,
      methodVersion: METHOD_VERSION,
      exportedAt: at,
      hidesNames,
      ledgerHeads: listLedgers(store).map(({ id }) => ({ ledger: id, ...getLedgerHead(store, id) })),
    }),
  );
  const { mediaType, textOf } = kinds[format];
  return { fileName: fileNameOf(document.report.title, at, format), mediaType, text: textOf(document) };
}

/** Longest part of a title in a file name, UTF-16 units: room for the rest on every file system. */
const titleLength = 60;

/** `<title>-report-<date>.<ending>` of letters, digits and dashes, which every file system takes. */
export function fileNameOf(title: string, at: string, ending: string): string {
  const words = title.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const cut = Array.from(words)
    .slice(0, titleLength)
    .join('')
    .replace(/^-+|-+$/g, '');
  return `${cut === '' ? 'audit' : cut}-report-${at.slice(0, 10)}.${ending}`;
}
