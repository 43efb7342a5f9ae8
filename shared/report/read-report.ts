/**
 * Reads a report file of either kind, and says of any other text what it is and what to do. Must not judge figures.
 * Invariant: never throws on a text, however broken.
 */
import type { Problem } from '../contract/errors.ts';
import type { ReportDocument } from './document.ts';
import { reportJson } from './document.ts';
import { EMBED_END, EMBED_START, reportHtml } from './html.ts';
import type { Check, Verification } from './verify.ts';
import { toCheck, verificationOf, verifyReportDocument } from './verify.ts';

export type ReadReport = { ok: true; kind: 'json' | 'html'; raw: unknown } | { ok: false; problem: Problem };

const refuse = (what: string, remedy: string, where?: string): ReadReport => ({
  ok: false,
  problem: { what, remedy, ...(where === undefined ? {} : { where }) },
});

const EXPORT_AGAIN =
  'Ask for the file again, or export it again: assay report AUDIT --format json --out FILE.';

function parseJson(text: string, kind: 'json' | 'html', offset: number): ReadReport {
  try {
    return { ok: true, kind, raw: JSON.parse(text) };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const place = /position (\d+)/.exec(said)?.[1];
    // A report is one object. Engines word the end of their input in several ways, so that its last character counts too.
    const isCut = /end of JSON|unterminated/i.test(said) || !text.trimEnd().endsWith('}');
    return refuse(
      isCut ? 'The file ends before the report does.' : 'The report in this file is not JSON.',
      EXPORT_AGAIN,
      place === undefined ? undefined : `character ${Number(place) + offset + 1}`,
    );
  }
}

function readPage(text: string): ReadReport {
  const from = text.indexOf(EMBED_START);
  if (from === -1) {
    return refuse('This page is not a report of Assay, or it ends before the report does.', EXPORT_AGAIN);
  }
  const start = from + EMBED_START.length;
  const end = text.indexOf(EMBED_END, start);
  if (end === -1) return refuse('The page ends before the report does.', EXPORT_AGAIN);
  return parseJson(text.slice(start, end), 'html', start);
}

/** The document in the text of a file. */
export function readReport(text: string): ReadReport {
  const content = text.replace(/^\ufeff/, '').trimStart();
  if (content === '') return refuse('The file is empty.', EXPORT_AGAIN);
  if (/^<(!doctype html|html)/i.test(content)) return readPage(text);
  if (content.startsWith('audit,table,question,')) {
    return refuse(
      'This is the CSV of a report: it has figures and no evidence, so that nothing can be computed from it.',
      'Verify the JSON or HTML file that was exported with it.',
    );
  }
  if (content.startsWith('%PDF-')) {
    return refuse('A PDF carries no evidence.', 'Verify the JSON or HTML file that was exported with it.');
  }
  return content.startsWith('{')
    ? parseJson(text.replace(/^\ufeff/, ''), 'json', text.length - text.replace(/^\ufeff/, '').length)
    : refuse('This file is not a report of Assay.', 'Give the JSON or HTML file that Assay exported.');
}

/** The first place where two texts part, as line and column. */
function placeOfDifference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const before = a.slice(0, at);
  return `line ${before.split('\n').length}, character ${at - before.lastIndexOf('\n')}`;
}

/** Whether the file is what Assay writes for this document: nothing around the document says otherwise than it. */
function checkText(kind: 'json' | 'html', text: string, raw: unknown, appVersion: string): Check {
  const expected = kind === 'json' ? reportJson(raw) : reportHtml(raw as ReportDocument);
  const right = kind === 'json' ? 'the file is as Assay writes it' : 'the page shows what its document says';
  if (expected === text) return toCheck('file', right, []);
  const made = (raw as ReportDocument).versions.app;
  const what =
    kind === 'json'
      ? 'the file was written again after export: its spacing, order or numbers are not as Assay writes them'
      : 'the page was changed: it does not show what its document says';
  const other =
    kind === 'html' && made !== appVersion
      ? `; it was made by Assay ${made}, and this is ${appVersion}, which may write pages otherwise: compare it with that version`
      : '';
  return toCheck('file', right, [`${what} (first at ${placeOfDifference(text, expected)})${other}`]);
}

export type VerifiedText =
  | { ok: true; kind: 'json' | 'html'; raw: unknown; verification: Verification }
  | { ok: false; problem: Problem };

/**
 * Verifies the text of a file.
 * @param appVersion version of this program, which may write pages otherwise than the one that made the file
 */
export function verifyReportText(text: string, appVersion: string): VerifiedText {
  const read = readReport(text);
  if (!read.ok) return read;
  const { holds, checks } = verifyReportDocument(read.raw);
  const isDocument = checks.some((one) => one.name === 'schema' && one.passed);
  if (!isDocument) return { ...read, verification: { holds, checks } };
  const whole = checkText(read.kind, text, read.raw, appVersion);
  return { ...read, verification: verificationOf([whole, ...checks]) };
}
