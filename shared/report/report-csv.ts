/** The report as one tidy CSV file: every row names its figure and carries the digests that it can be traced by. */
import type { Cell } from './csv.ts';
import { csvOf } from './csv.ts';
import type { FigureRow } from './csv-rows.ts';
import { figureRowsOf } from './csv-rows.ts';
import type { LedgerHead, ReportDocument } from './document.ts';

export const reportColumns = [
  'audit',
  'table',
  'question',
  'option',
  'dimension',
  'value',
  'statistic',
  'estimate',
  'low',
  'high',
  'n',
  'events',
  'population',
  'method',
  'reason',
  'cell',
  'verdict',
  'notes',
  'manifestDigest',
  'reviewsDigest',
  'ledgerHead',
  'appVersion',
] as const;

type Column = (typeof reportColumns)[number];

/** `ledger:seq:hash`, several separated by a blank. */
export const headInText = (heads: readonly LedgerHead[]): string =>
  heads.map((one) => `${one.ledger}:${one.seq}:${one.hash}`).join(' ');

/** The CSV file of a report document. */
export function reportCsv(document: ReportDocument): string {
  const { report } = document;
  const shared: Partial<Record<Column, Cell>> = {
    audit: report.title,
    manifestDigest: report.manifestDigest,
    reviewsDigest: report.reviewsDigest,
    ledgerHead: headInText(document.ledgerHeads),
    appVersion: document.versions.app,
  };
  const rowOf = ({ notes, ...row }: FigureRow): Cell[] => {
    const cells: Partial<Record<Column, Cell>> = { ...shared, ...row, notes: notes?.join('; ') };
    return reportColumns.map((column) => cells[column]);
  };
  return csvOf(reportColumns, figureRowsOf(report).map(rowOf));
}
