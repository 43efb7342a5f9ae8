/** Finds an installed Chromium, Chrome or Edge. Runs on any Node, before node_modules exists. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const browserNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];
const browserPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

function listPlaywrightBrowsers() {
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^chromium-\d+$/.test(name))
    .flatMap((name) => [
      join(folder, name, 'chrome-linux', 'chrome'),
      join(folder, name, 'chrome-linux64', 'chrome'),
    ]);
}

/** An installed Chromium, Chrome or Edge, or null. `ASSAY_CHROMIUM` wins. */
export function findBrowser() {
  const chosen = process.env.ASSAY_CHROMIUM;
  if (chosen !== undefined && existsSync(chosen)) return chosen;
  for (const name of process.platform === 'win32' ? [] : browserNames) {
    const run = spawnSync('which', [name], { encoding: 'utf8' });
    if (run.status === 0) return run.stdout.trim();
  }
  return [...browserPaths, ...listPlaywrightBrowsers()].find((path) => existsSync(path)) ?? null;
}
