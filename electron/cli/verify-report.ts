/**
 * Verifies an exported report: the file, its document, and, where a data folder is named, the ledger in it. Must not
 * print. Invariant: reads only; a folder that Assay has open is no hindrance.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { closeReader, openReader, readTogether } from '../../db/connection.ts';
import type { Problem } from '../../shared/contract/errors.ts';
import type { ReportDocument } from '../../shared/report/document.ts';
import { verifyReportText } from '../../shared/report/read-report.ts';
import type { Check, Verification } from '../../shared/report/verify.ts';
import { verificationOf } from '../../shared/report/verify.ts';
import { checkAgainstStore } from './report-against-store.ts';
import { readFileText } from './report-input-file.ts';
import { version } from './version.ts';

export type VerifiedFile =
  | ({ file: string; kind: 'json' | 'html' } & Verification)
  | { file: string; holds: false; problem: Problem; checks: [] };

function checkStore(dataDir: string, document: ReportDocument): Check[] | Problem {
  const path = join(dataDir, 'workbench.db');
  if (!existsSync(path)) {
    return {
      what: 'There is no data folder of Assay here.',
      where: dataDir,
      remedy: 'Name the folder that holds workbench.db with --data.',
    };
  }
  const store = openReader(path);
  try {
    return readTogether(store, () => checkAgainstStore(store, document));
  } catch (error) {
    // Nothing is migrated here: this command only reads.
    if (!(error instanceof Error) || !/no such (table|column)/.test(error.message)) throw error;
    const remedy = 'Open the folder with this version once: assay audit list --data DIR.';
    return { what: 'This data folder was made by an older version of Assay.', where: dataDir, remedy };
  } finally {
    closeReader(store);
  }
}

/** @param dataDir folder whose ledger the report is held against; null for none. Throws `StorageError`. */
export function verifyReportFile(file: string, dataDir: string | null): VerifiedFile {
  const refused = (problem: Problem): VerifiedFile => ({ file, holds: false, problem, checks: [] });
  const read = readFileText(file);
  if (!read.ok) return refused(read.problem);
  const found = verifyReportText(read.text, version);
  if (!found.ok) return refused(found.problem);
  const { kind, raw, verification } = found;
  const isDocument = verification.checks.some((one) => one.name === 'schema' && one.passed);
  if (dataDir === null || !isDocument) return { file, kind, ...verification };
  const more = checkStore(dataDir, raw as ReportDocument);
  if (!Array.isArray(more)) return refused(more);
  return { file, kind, ...verificationOf([...verification.checks, ...more]) };
}
