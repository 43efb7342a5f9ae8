/**
 * `npm start`: opens Assay. The desktop when Electron's binary is there or can be downloaded; otherwise the same
 * program on the loopback host in a browser window.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureReady, root, say } from './setup.mjs';

const node = ensureReady();
const args = process.argv.slice(2);

function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

function electronBinary() {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) {
    say('Fetching the desktop shell …');
    spawnSync(node, [join(folder, 'install.js')], { stdio: 'ignore', timeout: 300_000 });
  }
  if (!existsSync(pathFile)) return null;
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

function run(binary, parameters) {
  const child = spawn(binary, parameters, { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 0));
}

const wantsLoopback = args.includes('--loopback') || process.env.ASSAY_HOST === 'loopback';
const binary = wantsLoopback || !hasDisplay() ? null : electronBinary();
if (binary !== null) {
  ensureBuilt(node, 'client,main,preload,backend,hub');
  run(binary, [root, ...args]);
} else {
  if (!wantsLoopback) {
    say(
      hasDisplay()
        ? 'The desktop shell cannot be downloaded here, so Assay opens in a browser window: same program, same data.'
        : 'There is no display here, so Assay is served to a browser: same program, same data.',
    );
  }
  ensureBuilt(node, 'client,backend');
  run(node, [
    // The same as electron/cli/assay.ts, in few files: it starts in half the time.
    join(root, 'dist', 'backend', 'open.js'),
    'open',
    ...args.filter((one) => one !== '--loopback'),
  ]);
}
