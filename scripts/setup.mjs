/**
 * Makes a fresh clone runnable: dependencies, the pinned Node, a Chromium for tests. Runs on whatever Node the machine
 * has (20 is enough), before node_modules exists, so it imports nothing but Node's own modules.
 *
 * Invariant: it is quiet when there is nothing to do, and when it fails it says what, where and what to do.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browser.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cache = join(root, 'node_modules', '.cache', 'assay');

export const say = (text) => process.stdout.write(`${text}\n`);

export function fail(what, remedy) {
  process.stderr.write(`\nAssay cannot go on: ${what}\nWhat to do: ${remedy}\n`);
  process.exit(1);
}

const hashOf = (texts) => createHash('sha256').update(texts.join('\0')).digest('hex');

function readStamp(name) {
  const file = join(cache, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function writeStamp(name, value) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, name), value);
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Whether npm has installed exactly what the lock file names; packages for other platforms may be absent. */
function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const held = readJson(installed).packages;
  return Object.entries(readJson(join(root, 'package-lock.json')).packages).every(
    ([path, wanted]) =>
      path === '' ||
      (held[path] === undefined ? wanted.optional === true : held[path].version === wanted.version),
  );
}

function ensureDependencies() {
  if (isInstalled()) return;
  say('Installing dependencies (once, about a minute) …');
  // No package's own scripts: the native store brings its binaries, and must not be compiled against another Node's headers
  // on machines that have a compiler, nor fail on those that have none.
  const run = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    // The desktop binary is fetched by `npm start` only, and only if it can be had.
    env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (run.status !== 0) {
    process.stderr.write(`${run.stdout}${run.stderr}`);
    fail(
      'npm could not install the dependencies',
      'check the network and the npm registry, then run the same command again',
    );
  }
}

function versionOf(binary) {
  const run = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return run.status === 0 ? run.stdout.trim().replace(/^v/, '') : null;
}

/**
 * Path of the pinned Node. The native store crashes without a message on Node 20, so nothing of Assay is started
 * before the version has been seen.
 */
function ensureNode() {
  const wanted = readFileSync(join(root, '.nvmrc'), 'utf8').trim();
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const pinned = join(root, 'node_modules', 'node', 'bin', file);
  if (!existsSync(pinned)) {
    const installer = join(root, 'node_modules', 'node', 'installArchSpecificPackage.js');
    spawnSync(process.execPath, [installer], { cwd: dirname(installer), stdio: 'ignore' });
  }
  if (existsSync(pinned) && versionOf(pinned) === wanted) return pinned;
  if (process.versions.node.startsWith('24.')) return process.execPath;
  return fail(
    `Node ${wanted} is needed and could not be installed; this is Node ${process.versions.node}`,
    `install Node ${wanted} from your system's packages or nodejs.org and run the same command again`,
  );
}

/** A Chromium for the tests: installed, Playwright's, or the distribution's package; null when none can be had. */
export function ensureTestBrowser(node) {
  const there = findBrowser();
  if (there !== null) return there;
  say('Looking for a Chromium for the tests …');
  spawnSync(node, [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'], {
    stdio: 'ignore',
    timeout: 300_000,
  });
  if (findBrowser() === null && process.platform === 'linux' && process.getuid?.() === 0) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  return findBrowser();
}

function listSources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Builds what `environments` name (comma-separated) unless the same sources were built before. */
export function ensureBuilt(node, environments) {
  const folders = ['renderer', 'shared', 'db', 'hub', 'electron'].map((name) => join(root, name));
  const files = [
    ...folders.flatMap(listSources),
    join(root, 'vite.config.ts'),
    join(root, 'package-lock.json'),
  ];
  const state = hashOf(files.map((file) => `${file}:${statSync(file).size}:${statSync(file).mtimeMs}`));
  const stamp = `built-${environments}`;
  if (readStamp(stamp) === state && existsSync(join(root, 'dist', 'renderer', 'index.html'))) return;
  say('Building (once after each change) …');
  const run = spawnSync(
    node,
    [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--app', '--logLevel', 'warn'],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, ASSAY_BUILD: environments },
    },
  );
  if (run.status !== 0) {
    process.stderr.write(`${run.stdout}${run.stderr}`);
    fail('the build failed', 'see the message above; it names the file and line');
  }
  writeStamp(stamp, state);
}

/** Dependencies and the pinned Node; answers the path of that Node. */
export function ensureReady() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20)
    fail(
      `Node ${process.versions.node} is too old to set Assay up`,
      'install Node 20 or newer and run the same command again',
    );
  ensureDependencies();
  return ensureNode();
}
