/**
 * `npm test`: everything that must hold, on a fresh clone, alone. Each static check counts as one test. The last line
 * is `N passed, N failed, N skipped`; a check that saw nothing, or a runner that ran no test, is a failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureReady, ensureTestBrowser, root, say } from './setup.mjs';

const node = ensureReady();
const results = join(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const bin = (path) => join(root, 'node_modules', path);
const env = {
  ...process.env,
  PATH: `${join(node, '..')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
};

function step(title, parameters, extraEnv = {}) {
  const from = Date.now();
  say(`\n— ${title}`);
  const run = spawnSync(node, parameters, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...env, ...extraEnv },
  });
  say(`  ${title}: ${run.status === 0 ? 'ok' : 'FAILED'}, ${Math.round((Date.now() - from) / 1000)} s`);
  return run.status === 0;
}

function check(title, parameters) {
  if (step(title, parameters)) total.passed += 1;
  else {
    total.failed += 1;
    failures.push(title);
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

function vitest(project) {
  const file = join(results, `vitest-${project}.json`);
  const isOk = step(`vitest ${project}`, [
    bin('vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  add(
    `vitest ${project}`,
    {
      passed: report.numPassedTests ?? 0,
      failed: report.numFailedTests ?? 0,
      skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
    },
    isOk,
  );
}

function playwright(browser) {
  const file = join(results, 'playwright.json');
  const isOk = step('playwright', [bin('@playwright/test/cli.js'), 'test'], {
    ASSAY_CHROMIUM: browser,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
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

check('formatting', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']);
check('lint', [bin('oxlint/bin/oxlint'), '--quiet', '.']);
check('types, layer by layer', [join(root, 'scripts', 'typecheck.mjs')]);
ensureBuilt(node, 'client,main,preload,backend,hub');
vitest('unit');
vitest('integration');
vitest('faults');
const browser = ensureTestBrowser(node);
if (browser === null) {
  total.failed += 1;
  failures.push('browser journeys: no Chromium is installed and none could be (set ASSAY_CHROMIUM to one)');
} else playwright(browser);

if (failures.length > 0) say(`\nFailed: ${failures.join('; ')}`);
say(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
