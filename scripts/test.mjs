/**
 * `npm test`: everything that must hold, on a fresh clone, alone. Each static check counts as one test. The last line
 * is `N passed, N failed, N skipped`; a check that saw nothing, or a runner that ran no test, is a failure.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureReady, ensureTestBrowser, root, say } from './setup.mjs';

const node = ensureReady();
const results = join(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
/** What failed and why, told once more at the end: the beginning of a long log is easily lost. */
const details = [];
const bin = (path) => join(root, 'node_modules', path);
const env = {
  ...process.env,
  ASSAY_SHARES_DATABASES: '1',
  // Hundreds of processes load the same code: it is compiled, and its types are stripped, by the first.
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'assay', 'compiled'),
  PATH: `${join(node, '..')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
};

/** Lines of a failed step that are kept for the end. */
const keptLines = 60;

/**
 * Runs Node with these parameters; answers whether it went well, and its last lines. Its output is passed on as it comes,
 * or held until its end where another lane is talking.
 */
function step(title, parameters, { extraEnv = {}, isHeld = false } = {}) {
  const from = Date.now();
  const held = [];
  say(`\n— ${title}${isHeld ? ' (beside other steps, told at its end)' : ''}`);
  const run = spawn(node, parameters, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, ...extraEnv },
  });
  const said = [];
  for (const [stream, out] of [
    [run.stdout, process.stdout],
    [run.stderr, process.stderr],
  ]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
      if (isHeld) held.push(text);
      else out.write(text);
      said.push(...text.split('\n').filter((line) => line.trim() !== ''));
      said.splice(0, said.length - keptLines);
    });
  }
  return new Promise((resolve) => {
    run.once('close', (code, signal) => {
      process.stdout.write(held.join(''));
      const end = code === 0 ? 'ok' : `FAILED (${signal ?? `code ${code}`})`;
      say(`  ${title}: ${end}, ${Math.round((Date.now() - from) / 1000)} s`);
      resolve({ isOk: code === 0, said });
    });
  });
}

async function check(title, parameters, options) {
  const { isOk, said } = await step(title, parameters, options);
  if (isOk) total.passed += 1;
  else {
    total.failed += 1;
    failures.push(title);
    details.push(`${title}:`, ...said.slice(-20));
  }
}

function add(title, { passed, failed, skipped }, isOk) {
  total.passed += passed;
  total.skipped += skipped;
  // A runner that failed without naming a failed test (a crash, an unhandled error) is still one failure.
  const counted = failed > 0 || isOk ? failed : 1;
  const isEmpty = passed + failed === 0;
  total.failed += counted + (isEmpty && counted === 0 ? 1 : 0);
  if (counted > 0 || isEmpty) failures.push(isEmpty ? `${title} (ran no test)` : title);
}

/** Failed tests of a vitest report; of a file that ended before its tests, the file. */
function tellFailed({ testResults = [] }, said) {
  const before = details.length;
  for (const { name, status, message, assertionResults } of testResults) {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    for (const one of failed)
      details.push(`${name} › ${one.fullName}`, ...one.failureMessages.map(firstLines));
    if (status === 'failed' && failed.length === 0) details.push(`${name} ended early`, firstLines(message));
  }
  if (details.length === before) details.push('No test is named; the last lines were:', ...said);
}

const firstLines = (text) => text.split('\n').slice(0, 12).join('\n');

/** Runs a project, or some of its files; answers vitest's report, {} when there is none. */
async function runVitest(project, files, options) {
  const file = join(results, `vitest-${project}${files.length === 0 ? '' : '-again'}.json`);
  const parameters = [
    bin('vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...files,
  ];
  const title = `vitest ${project}${files.length === 0 ? '' : ', again'}`;
  const { isOk, said } = await step(title, parameters, options);
  return { isOk, said, report: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {} };
}

/** Files whose process ended before their tests did: a crash of native code, or of the machine's memory. */
const endedEarly = ({ testResults = [] }) =>
  testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((one) => one.status !== 'failed'),
  );

const countOf = ({ testResults = [] }, status) =>
  testResults.flatMap((one) => one.assertionResults).filter((one) => one.status === status).length;

async function vitest(project, options) {
  const first = await runVitest(project, [], options);
  const { report } = first;
  const early = endedEarly(report);
  let isOk = first.isOk;
  if (early.length > 0) {
    // Once more, and said aloud: a second crash is a failure.
    const again = await runVitest(
      project,
      early.map((one) => one.name),
      options,
    );
    details.push(
      ...early.map((one) => `${one.name}: its process ended early and it was run again`),
      ...first.said,
    );
    const others = report.testResults.filter((one) => !early.includes(one));
    isOk = again.isOk && others.every((one) => one.status !== 'failed');
    report.testResults = [...others, ...(again.report.testResults ?? [])];
    if (!again.isOk) tellFailed(again.report, again.said);
  }
  if (!isOk && !first.isOk) tellFailed(report, first.said);
  const [passed, failed] = [countOf(report, 'passed'), countOf(report, 'failed')];
  const skipped = countOf(report, 'skipped') + countOf(report, 'todo') + countOf(report, 'pending');
  add(`vitest ${project}`, { passed, failed, skipped }, isOk);
}

async function playwright(browser, options) {
  const file = join(results, 'playwright.json');
  const { isOk, said } = await step('playwright', [bin('@playwright/test/cli.js'), 'test'], {
    ...options,
    extraEnv: { ASSAY_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  if (!isOk) details.push('playwright:', ...said);
  const stats = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).stats : {};
  add(
    'playwright',
    {
      passed: (stats.expected ?? 0) + (stats.flaky ?? 0),
      failed: stats.unexpected ?? 0,
      skipped: stats.skipped ?? 0,
    },
    isOk,
  );
}

/** Checks that read sources alone, then journeys: both leave most of a core to the other lane. */
async function checksAndJourneys(browser) {
  const held = { isHeld: true };
  await check('formatting', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'], held);
  await check('lint', [bin('oxlint/bin/oxlint'), '--quiet', '.'], held);
  await check('types, layer by layer', [join(root, 'scripts', 'typecheck.mjs')], held);
  if (browser === null) {
    total.failed += 1;
    failures.push('browser journeys: no Chromium is installed and none could be (set ASSAY_CHROMIUM to one)');
  } else await playwright(browser, held);
}

/** Faults come last: they mostly wait for processes that are started and killed. */
async function vitestProjects() {
  for (const project of ['unit', 'integration', 'faults']) await vitest(project);
}

ensureBuilt(node, 'client,main,preload,backend,hub');
const browser = ensureTestBrowser(node);
// Two lanes for two cores: one alone waits for disks, processes and pages for a third of its time.
await Promise.all([vitestProjects(), checksAndJourneys(browser)]);

if (details.length > 0) say(`\n— what failed\n${details.join('\n')}`);
if (failures.length > 0) say(`\nFailed: ${failures.join('; ')}`);
say(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
