/** `assay report` and `assay report verify`: figures without a window, as text or file, and whether such a file holds. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Problem } from '../../../shared/contract/errors.ts';
import type { Figure } from '../../../shared/contract/report-figure.ts';
import type { Report } from '../../../shared/contract/report.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import type { Check } from '../../../shared/report/verify.ts';
import { dataOption } from '../options.ts';
import { enterProfile, profileOption } from '../profile.ts';
import { verifyReportFile } from '../verify-report.ts';
import type { Client } from '../run.ts';
import { explain, warn, withBackend, write, writeJson } from '../run.ts';

interface ReportOptions {
  data: string;
  profile?: string;
  format?: 'json' | 'csv' | 'html';
  out?: string;
  hideNames?: boolean;
  json?: boolean;
}

const shareText = ({ estimate, low, high, n, reason }: Figure): string => {
  if (estimate === null) return `no figure, ${reasonInWords(reason)}`;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const between = low === null || high === null ? 'no interval' : `${percent(low)} – ${percent(high)}`;
  return `${percent(estimate)} (${between}), n ${n}`;
};

const alphaText = ({ estimate, reason }: Figure): string =>
  estimate === null ? `no α, ${reasonInWords(reason)}` : `α ${estimate.toFixed(3)}`;

function printReport(report: Report): void {
  write(`${report.title} (${report.state}${report.isInterim ? ', interim: not a decision yet' : ''})`);
  const { coverage } = report;
  write(
    `frame ${coverage.frame}, drawn ${coverage.drawn}, reviewed ${coverage.reviewed}, skipped ${coverage.skipped}`,
  );
  for (const question of report.questions) {
    const { overall, agreement } = question;
    write(`${question.rateTitle}: ${shareText(overall.figure)}; ${alphaText(agreement.alpha)}`);
    if (question.threshold !== null) write(`  ${question.threshold.sentence}`);
  }
}

function notWritten(path: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return {
    what: 'The file cannot be written.',
    where: `${path}${code === '' ? '' : ` (${code})`}`,
    remedy: 'Check that the folder is there, that you may write to it and that the disk has room.',
  };
}

function printProblem(problem: Problem): void {
  const where = problem.where === undefined ? '' : `\n  where: ${problem.where}`;
  warn(`${problem.what}${where}\n  what to do: ${problem.remedy}`);
}

async function exportReport(client: Client, auditId: AuditId, options: ReportOptions): Promise<number> {
  const { format = 'json', out, hideNames = false } = options;
  const file = await client.reports.export({ auditId, format, hidesNames: hideNames });
  if (out === undefined) {
    if (options.json === true) writeJson(file);
    else process.stdout.write(file.text);
    return 0;
  }
  try {
    writeFileSync(out, file.text);
  } catch (error) {
    printProblem(notWritten(out, error));
    return 1;
  }
  const bytes = Buffer.byteLength(file.text);
  if (options.json === true) writeJson({ file: out, format, mediaType: file.mediaType, bytes });
  else write(`${out}: ${bytes} bytes`);
  return 0;
}

async function runReport(id: string, options: ReportOptions): Promise<void> {
  await withBackend(options, async (client) => {
    const auditId = id as AuditId;
    const isFile = options.format !== undefined || options.out !== undefined || options.hideNames === true;
    if (isFile) return exportReport(client, auditId, options);
    const report = await client.reports.get({ auditId });
    if (options.json === true) writeJson(report);
    else printReport(report);
    return 0;
  });
}

function printChecks(checks: readonly Check[], holds: boolean): void {
  const width = Math.max(...checks.map((one) => one.name.length));
  for (const { name, passed, detail } of checks) {
    const lines = detail.replaceAll('\n', `\n  ${' '.repeat(width)}   `);
    write(`${passed ? '✓' : '✗'} ${name.padEnd(width)}   ${lines}`);
  }
  write(holds ? 'the report holds' : 'the report does NOT hold');
}

async function runVerify(
  path: string,
  { data, json, ...chosen }: { data?: string; profile?: string; json?: boolean },
): Promise<void> {
  try {
    const folder = data === undefined ? null : (await enterProfile({ ...chosen, data })).folder;
    const found = verifyReportFile(path, folder);
    process.exitCode = found.holds ? 0 : 1;
    if (json === true) writeJson(found);
    else if ('problem' in found) printProblem(found.problem);
    else printChecks(found.checks, found.holds);
  } catch (error) {
    process.exitCode = explain(error);
  }
}

export function addReport(program: Command): void {
  const report = program
    .command('report')
    .description(
      'the report of an audit: weighted rates with intervals, agreement, coverage; as text or as a file',
    )
    .argument('<audit>', 'audit id (see: assay audit list)')
    .addOption(dataOption())
    .addOption(profileOption())
    .addOption(
      new Option('--format <format>', 'as a file; JSON and HTML carry the evidence that proves them').choices(
        ['json', 'csv', 'html'],
      ),
    )
    .option('--out <file>', 'where to write the file (default: standard output)')
    .option('--hide-names', 'reviewers appear as R1, R2 …')
    .option('--json', 'print JSON: the report, or what was written')
    .enablePositionalOptions()
    .action(runReport);
  report
    .command('verify')
    .description('recompute every figure of an exported report from its evidence, and say whether it holds')
    .argument('<file>', 'JSON or HTML file that Assay exported')
    .option('--data <dir>', 'hold the file against the ledger of this folder, too')
    .addOption(profileOption())
    .option('--json', 'print JSON')
    .action(runVerify);
}
